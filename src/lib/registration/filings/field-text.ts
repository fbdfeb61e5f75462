import { toCapitalAmount } from '../../kernel/capital-amount';
import { fenToDecimalText, parseFenText } from '../../kernel/fen';
import { NOT_GIVEN, TO_BE_FILLED, exactWan, groupWhole } from '../display';
import type { BoundField } from '../form-model';

export type MoneyUnit = 'yuan' | 'wan';

/** Unit that the label of a field says; `null` = it says none. */
export const unitOfLabel = (label: string): MoneyUnit | null => {
  if (/[（(]万元[)）]/.test(label)) return 'wan';
  return /[（(]元[)）]/.test(label) ? 'yuan' : null;
};

/** Exact amount without separators, as a portal takes it: `1840` 万元 or `18400000.00` 元. */
export const plainAmount = (fenText: string, unit: MoneyUnit): string => {
  const fen = parseFenText(fenText);
  if (!fen.ok) return fenText;
  if (unit === 'wan') return fenToDecimalText(fen.value, 6);
  const text = fenToDecimalText(fen.value, 2);
  const [whole = '', cents = ''] = text.split('.');
  return `${whole}.${cents.padEnd(2, '0')}`;
};

/** Amount with its unit and 大写金额. */
const amountText = (fenText: string, unit: MoneyUnit): string => {
  const fen = parseFenText(fenText);
  if (!fen.ok) return fenText;
  const figure = unit === 'wan' ? exactWan(fen.value) : groupWhole(plainAmount(fenText, 'yuan'));
  return `${figure}（大写：${toCapitalAmount(fen.value)}）`;
};

/** What a form prints for a field: the value in the unit of its label, or that it is still to be filled. */
export const fieldText = ({ value, type, required, label }: BoundField): string => {
  if (type === 'seal') return '';
  if (value === null || value === '') return required ? TO_BE_FILLED : NOT_GIVEN;
  return type === 'money' ? amountText(value, unitOfLabel(label) ?? 'wan') : value;
};

/** Amount inside a sentence: `1,840 万元（大写：壹仟捌佰肆拾万元整）`. */
export const sentenceAmount = (fenText: string): string => {
  const fen = parseFenText(fenText);
  return fen.ok ? `${exactWan(fen.value)} 万元（大写：${toCapitalAmount(fen.value)}）` : fenText;
};
