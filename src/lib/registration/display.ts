import { CONFIDENCE_LABEL, type Confidence } from '../kernel/confidence';
import { groupWhole } from '../documents/amounts';
import { formatYuan } from '../kernel/fen';

export { exactWan, formAmount, groupWhole } from '../documents/amounts';
export { TO_BE_FILLED, printable, shorten } from '../documents/printable';

/** Printed where a value is not wanted and nobody gave one. */
export const NOT_GIVEN = '—';

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

/** Long integers before ` 分` can only be money, never a score: shown in 元, exactly, so that a person can read them. */
const MONEY_IN_WORDS = /(?<![\d.,])(\d{7,18}) 分/g;
const YUAN_IN_WORDS = /(?<![\d.,])(\d{5,})(?=(\.\d+)? 元)/g;

/** Words of a trace for people: money in 元 and grouped. No value changes. */
export const readableWords = (text: string): string =>
  text
    .replace(MONEY_IN_WORDS, (_, digits: string) => `${formatYuan(BigInt(digits))} 元`)
    .replace(YUAN_IN_WORDS, (digits: string) => groupWhole(digits));
