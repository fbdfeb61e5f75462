import { CONFIDENCE_LABEL, type Confidence } from '../kernel/confidence';
import { type Fen, fenToDecimalText, formatWan, formatYuan, parseFenText } from '../kernel/fen';
import { toCapitalAmount } from '../kernel/capital-amount';
import type { Unit } from '../kernel/trace';

/** Printed where a value is wanted and nobody gave one. */
export const TO_BE_FILLED = '（待填）';

/** Printed where a value is not wanted and nobody gave one. */
export const NOT_GIVEN = '—';

const groupWhole = (text: string): string => {
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

/** Decimal text moved two places to the right: `0.408889` → `40.8889%`. Exact, nothing is rounded. */
export const percentText = (ratio: string): string => {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio);
  if (m === null) return ratio;
  const fraction = (m[3] ?? '').padEnd(2, '0');
  const whole = `${m[2] ?? ''}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${m[1] ?? ''}${whole}${rest === '' ? '' : `.${rest}`}%`;
};

const UNIT_SUFFIX: Partial<Record<Unit, string>> = { score: ' 分', year: ' 年', day: ' 天', month: ' 个月' };

/** A figure with its unit for people. `null` is 未知, never 0. */
export const figureText = (value: string | null, unit: Unit): string => {
  if (value === null) return '未知';
  if (unit === 'ratio') return percentText(value);
  if (unit !== 'fen') return `${value}${UNIT_SUFFIX[unit] ?? ''}`;
  const fen = parseFenText(value);
  return fen.ok ? `${formatYuan(fen.value)} 元（${formatWan(fen.value)} 万元）` : value;
};

/** `已核实`, `二手来源` or `假设`. */
export const confidenceText = (confidence: Confidence): string => CONFIDENCE_LABEL[confidence];

// Controls other than tab and line feed, bidirectional and zero-width marks, unpaired surrogates, non-characters:
// XML refuses some of them, the others would hide or reorder what an official reads.
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as a document may print it: what cannot be seen is named by its code point, `‹U+202E›`. */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, (c) => `‹U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);

/** The first `limit` characters, with a mark when something was left out. */
export const shorten = (text: string, limit: number): string => {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit).join('')}…`;
};
