import { toCapitalAmount } from '../kernel/capital-amount';
import { type Fen, fenToDecimalText, parseFenText } from '../kernel/fen';

/** `180000000.5` → `180,000,000.5`. */
export const groupWhole = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** Exact amount in 万元, as the forms ask: `1,840` or `1,840.005`. */
export const exactWan = (fen: Fen): string => groupWhole(fenToDecimalText(fen, 6));

/** Amount for a form: exact 万元 and 大写金额. */
export const formAmount = (fenText: string): string => {
  const fen = parseFenText(fenText);
  if (!fen.ok) return fenText;
  return `${exactWan(fen.value)}（大写：${toCapitalAmount(fen.value)}）`;
};
