import { readCount, readDecimal } from '../kernel/decimal-grammar';
import { type Result, ok, refuse } from '../kernel/result';

/** Readers of the fields of the quality page. */

export const readNumber = readCount;

/** Days above 0. */
export const readDays = (text: string): Result<string | null> => {
  const days = readDecimal(text);
  return days.ok && days.value !== null && !(Number(days.value) > 0)
    ? refuse('E_RANGE', '应大于 0 天', '', '请填写两次更新之间的天数')
    : days;
};

/** A tolerance; empty is 0. */
export const readTolerance = (text: string): Result<string | null> => {
  const value = readDecimal(text);
  if (!value.ok) return value;
  return value.value?.startsWith('-') === true
    ? refuse('E_NEGATIVE', '误差不能为负', '', '请填写 0 或正数')
    : ok(value.value ?? '0');
};

const MOST_VALUES = 20_000;

/** One value per line, or separated by 、 or ，. */
export const readValues = (text: string): Result<readonly string[] | null> => {
  const values = [...new Set(text.split(/[\n、，]/).map((one) => one.trim()))].filter((one) => one !== '');
  if (values.length > MOST_VALUES)
    return refuse('E_TOO_LONG', `有 ${values.length} 个值，最多 ${MOST_VALUES} 个`, '', '请改用关联另一张表');
  const long = values.find((one) => one.length > 500);
  return long === undefined ? ok(values) : refuse('E_TOO_LONG', '有一个值超过 500 个字', '', '每行写一个值');
};

/** Place of a ratio on a line, 0–1; `null` stays unknown. */
export const placeOf = (ratio: string | null): number | null => (ratio === null ? null : Number(ratio));

/** Ratio text → percentage with two places, for running text. */
export const shownShare = (ratio: string): string => `${(Number(ratio) * 100).toFixed(2)} %`;

export const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
