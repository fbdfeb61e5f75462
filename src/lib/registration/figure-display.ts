import { Decimal, decimalText } from '../kernel/decimal';
import { formatWan, formatYuan, parseFenText } from '../kernel/fen';
import type { Unit } from '../kernel/trace';
import { groupWhole, percentText } from './display';
import type { Cell } from '../documents/model';

/** Printed for a figure that is not known; never 0. */
export const UNKNOWN = '未知';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Decimal text for people: rounded 四舍五入 to exactly `places` decimals and grouped. Other text stays as it is. */
export const fixedText = (text: string, places: number): string => {
  if (!NUMBER.test(text)) return text;
  const rounded = new Decimal(text).toDecimalPlaces(places);
  return groupWhole((rounded.isZero() ? rounded.abs() : rounded).toFixed(places));
};

/** Like `fixedText` without trailing zeros. */
export const shortText = (text: string, places: number): string =>
  NUMBER.test(text) ? groupWhole(decimalText(new Decimal(text), places)) : text;

const SUFFIX: Partial<Record<Unit, string>> = { score: ' 分', year: ' 年', day: ' 天', month: ' 个月' };

const shortRatio = (ratio: string): string => {
  const exact = percentText(ratio);
  return exact.endsWith('%') ? `${shortText(exact.slice(0, -1), 2)}%` : exact;
};

/** A figure as a document shows it: money in 万元, all else with its unit. Rounded for the eye only. */
export const shownText = (value: string | null, unit: Unit): string => {
  if (value === null) return UNKNOWN;
  if (unit === 'fen') {
    const fen = parseFenText(value);
    return fen.ok ? formatWan(fen.value) : value;
  }
  if (unit === 'ratio') return shortRatio(value);
  if (unit === 'year') return `${fixedText(value, 2)} 年`;
  if (unit === 'text' || unit === 'date') return value;
  return `${shortText(value, 2)}${SUFFIX[unit] ?? ''}`;
};

/** Both ends of a range, with the unit once. */
export const rangeText = (low: string | null, high: string | null, unit: Unit): string => {
  const suffix = SUFFIX[unit] ?? '';
  const first = shownText(low, unit);
  const short = low !== null && high !== null && first.endsWith(suffix);
  return `${short ? first.slice(0, first.length - suffix.length) : first} – ${shownText(high, unit)}`;
};

/** Money in 万元 with the exact amount in 元 below it. */
export const moneyCell = (fenText: string | null): Cell => {
  const fen = fenText === null ? null : parseFenText(fenText);
  return fen?.ok === true
    ? { text: formatWan(fen.value), below: `${formatYuan(fen.value)} 元` }
    : (fenText ?? UNKNOWN);
};

/** Says once for a whole document what was rounded for the eye. */
export const ROUNDING_NOTE =
  '显示取舍：金额以万元列示，四舍五入到 0.01 万元，小字为精确到分的元；逐件得分到 0.1 分，其他得分到 0.01 分，比率到 0.01 个百分点，年限到 0.01 年，均四舍五入。取舍只为阅读，计算与判断用未取舍的数值，见登记包 results/figures.json。';
