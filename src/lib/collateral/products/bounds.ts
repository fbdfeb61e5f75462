import { decimalTextToFen } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';

/** What a cell says of a number: from, to, both inclusive; `plain` when neither was said (`500万元`). */
export interface Bounds {
  readonly min: bigint | null;
  readonly max: bigint | null;
  readonly plain: boolean;
}

/** Number and unit as written → whole units; `null` when the unit is missing or foreign. */
export type ReadNumber = (digits: string, unit: string) => bigint | null;

const NUMBER = '(\\d{1,12}(?:\\.\\d{1,6})?|\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,6})?)';
const UNIT = '(万元|亿元|万|亿|元|个月|月|周年|年|件|项|个)?';
const RANGE = new RegExp(
  `^(?:从|在)?${NUMBER}${UNIT}(?:\\(含\\))?(?:-|~|—|–|至|到)${NUMBER}${UNIT}(?:\\(含\\))?(?:之间|以内|以下)?$`,
);
const BEFORE = new RegExp(
  `^(不低于|不少于|大于等于|至少|最低|满|已满|>=|≥|不超过|不高于|不大于|小于等于|最高|最多|最长|至多|上限|<=|≤|超过|大于|高于|多于|>|低于|小于|少于|未满|不满|<)(?:为)?:?${NUMBER}${UNIT}(?:\\(含\\))?$`,
);
const AFTER = new RegExp(
  `^${NUMBER}${UNIT}(?:\\(含\\))?(及以上|以上|起|及以下|以下|以内|封顶)(?:\\(含\\))?$`,
);
const PLAIN = new RegExp(`^(?:为)?:?${NUMBER}${UNIT}$`);

const AT_LEAST = new Set([
  '不低于',
  '不少于',
  '大于等于',
  '至少',
  '最低',
  '满',
  '已满',
  '>=',
  '≥',
  '及以上',
  '以上',
  '起',
]);
const AT_MOST = new Set([
  '不超过',
  '不高于',
  '不大于',
  '小于等于',
  '最高',
  '最多',
  '最长',
  '至多',
  '上限',
  '<=',
  '≤',
  '及以下',
  '以下',
  '以内',
  '封顶',
]);
const ABOVE = new Set(['超过', '大于', '高于', '多于', '>']);

const bounded = (word: string, value: bigint): Bounds => {
  if (AT_LEAST.has(word)) return { min: value, max: null, plain: false };
  if (AT_MOST.has(word)) return { min: null, max: value, plain: false };
  return ABOVE.has(word)
    ? { min: value + 1n, max: null, plain: false }
    : { min: null, max: value - 1n, plain: false };
};

/** Full-width forms, spaces and `人民币` left out; Chinese numerals up to ten before a unit of time as digits. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^人民币/, '')
    .replace(/半年/g, '6个月')
    .replace(/[一二两三四五六七八九十](?=周?年|个月)/g, (c) =>
      String('一二三四五六七八九十'.indexOf(c === '两' ? '二' : c) + 1),
    );

/**
 * Reads `10-500万元`, `不低于2年`, `500万元以内`, `3件`: the whole text or nothing. A unit after the second number of a range is that of both.
 * `null` when it is not such a text, or a unit is missing.
 */
export const readBounds = (text: string, read: ReadNumber): Bounds | null => {
  const plain = plainWords(text);
  if (plain.length > 60) return null;
  const range = RANGE.exec(plain);
  if (range !== null) {
    const [, low = '', lowUnit, high = '', highUnit = ''] = range;
    const [min, max] = [read(low, lowUnit ?? highUnit), read(high, highUnit)];
    return min === null || max === null || min > max ? null : { min, max, plain: false };
  }
  const before = BEFORE.exec(plain);
  if (before !== null) {
    const value = read(before[2] ?? '', before[3] ?? '');
    return value === null ? null : bounded(before[1] ?? '', value);
  }
  const after = AFTER.exec(plain);
  if (after !== null) {
    const value = read(after[1] ?? '', after[2] ?? '');
    return value === null ? null : bounded(after[3] ?? '', value);
  }
  const only = PLAIN.exec(plain);
  const value = only === null ? null : read(only[1] ?? '', only[2] ?? '');
  return value === null ? null : { min: value, max: value, plain: true };
};

export type MoneyUnit = 'yuan' | 'wan' | 'yi';
const SCALES: Readonly<Record<string, number>> = { 元: 2, 万: 6, 万元: 6, 亿: 10, 亿元: 10 };
const UNIT_SCALES: Readonly<Record<MoneyUnit, number>> = { yuan: 2, wan: 6, yi: 10 };

/** Money in 分. `unit` is the column's; a cell may repeat it but not contradict it. */
export const readMoneyNumber =
  (unit: MoneyUnit | null): ReadNumber =>
  (digits, own) => {
    const scale = own === '' ? (unit === null ? undefined : UNIT_SCALES[unit]) : SCALES[own];
    if (scale === undefined || (own !== '' && unit !== null && UNIT_SCALES[unit] !== scale)) return null;
    const fen = decimalTextToFen(digits.replaceAll(',', ''), scale);
    return fen.ok ? fen.value : null;
  };

const whole = (digits: string, factor: bigint): bigint | null => {
  const m = /^(\d+)(?:\.(\d+))?$/.exec(digits.replaceAll(',', ''));
  if (m === null) return null;
  const fraction = m[2] ?? '';
  const scaled = BigInt((m[1] ?? '0') + fraction) * factor;
  const scale = 10n ** BigInt(fraction.length);
  return scaled % scale === 0n ? scaled / scale : null;
};

/** Months: `年` and `个月`; a bare number needs the unit of the column. */
export const readMonths =
  (unit: 'year' | 'month' | null): ReadNumber =>
  (digits, own) => {
    if (own === '年' || own === '周年' || (own === '' && unit === 'year')) return whole(digits, 12n);
    return own === '个月' || own === '月' || (own === '' && unit === 'month') ? whole(digits, 1n) : null;
  };

/** Things: `3件`, `3`. */
export const readPieces: ReadNumber = (digits, own) =>
  ['', '件', '项', '个'].includes(own) ? whole(digits, 1n) : null;

/** Unit that a heading states in brackets or behind a slash: `最高额度（万元）`. `E_UNIT` when it states two. */
export const unitOfHeading = (header: string): Result<MoneyUnit | null> => {
  const found = [...header.normalize('NFKC').matchAll(/[(/_：:]\s*(?:单位[:：]?)?\s*(亿元|万元|元)/g)].map(
    ([, unit]) => unit,
  );
  const [first, second] = [...new Set(found)];
  if (second !== undefined)
    return refuse('E_UNIT', `列名“${header.slice(0, 40)}”写了两个单位`, header, '请改成一个单位');
  return ok(first === undefined ? null : first === '元' ? 'yuan' : first === '万元' ? 'wan' : 'yi');
};
