import { CONFIDENCE_LABEL, type Confidence } from '../kernel/confidence';
import { type Fen, fenToDecimalText, formatYuan, parseFenText } from '../kernel/fen';
import { toCapitalAmount } from '../kernel/capital-amount';

/** Printed where a value is wanted and nobody gave one. */
export const TO_BE_FILLED = '（待填）';

/** Printed where a value is not wanted and nobody gave one. */
export const NOT_GIVEN = '—';

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

/** Decimal text moved two places to the right: `0.408889` → `40.8889%`. Exact, nothing is rounded. */
export const percentText = (ratio: string): string => {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio);
  if (m === null) return ratio;
  const fraction = (m[3] ?? '').padEnd(2, '0');
  const whole = `${m[2] ?? ''}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${m[1] ?? ''}${whole}${rest === '' ? '' : `.${rest}`}%`;
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

/** Long integers before ` 分` can only be money, never a score: shown in 元, exactly, so that a person can read them. */
const MONEY_IN_WORDS = /(?<![\d.,])(\d{7,18}) 分/g;
const YUAN_IN_WORDS = /(?<![\d.,])(\d{5,})(?=(\.\d+)? 元)/g;

/** Words of a trace for people: money in 元 and grouped. No value changes. */
export const readableWords = (text: string): string =>
  text
    .replace(MONEY_IN_WORDS, (_, digits: string) => `${formatYuan(BigInt(digits))} 元`)
    .replace(YUAN_IN_WORDS, (digits: string) => groupWhole(digits));
