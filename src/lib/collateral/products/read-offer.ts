import { readRate as readRatio } from '../../kernel/rate-grammar';
import { type Bounds, type MoneyUnit, plainWords, readBounds, readMoneyNumber } from './bounds';
import type { LimitBase, LimitMultiple, Origin, ProductLimit, ProductRate, RateBound } from './product-model';

export type BareRate = 'percent' | 'ratio' | null;

const LPR =
  /^(?:(?:同期)?(1年期|一年期|5年期以上|五年期以上|5年期|五年期)?(?:的)?LPR)(?:(\+|加|-|减)(\d{1,4})(?:个)?(BPS?|基点)?)?$/;
const SPREAD_END = /^(\+|加|-|减)?(\d{1,4})(?:个)?(BPS?|基点)$/;

const lprBound = (text: string): RateBound | null => {
  const m = LPR.exec(text);
  if (m === null || (m[3] !== undefined && m[4] === undefined)) return null;
  const size = Number(m[3] ?? '0');
  return {
    kind: 'lpr',
    term: (m[1] ?? '').startsWith('5') || (m[1] ?? '').startsWith('五') ? '5y' : '1y',
    bp: m[2] === '-' || m[2] === '减' ? -size : size,
  };
};

const rateBound = (text: string, bare: BareRate): RateBound | null => {
  if (text.includes('LPR')) return lprBound(text);
  const own = /[%‰]$|BPS?$|基点$/.test(text);
  if (!own && bare === null) return null;
  const read = readRatio(text, own ? 'explicit' : (bare ?? 'explicit'));
  if (!read.ok || read.value === null) return null;
  return Number(read.value) > 0 && Number(read.value) <= 1 ? { kind: 'fixed', ratio: read.value } : null;
};

const LOWEST = /^(最低|不低于|低至|≥|>=)(?:为|至)?|(起|以上)$/;
const HIGHEST = /^(最高|不高于|不超过|≤|<=)(?:为)?|(以内|以下|封顶)$/;

/** Splits `LPR+50至150BP`, `3.2%-4.5%` into its ends; `-20BP` behind LPR is no range. */
const ends = (text: string): readonly [string, string] | null => {
  const m = /^(.+?)(?:至|到|~|—|–)(.+)$/.exec(text) ?? /^([\d.]+%?)-([\d.]+%?)$/.exec(text);
  return m === null ? null : [m[1] ?? '', m[2] ?? ''];
};

/** Below a range the unit of the second end is also that of the first. */
const completed = (low: string, high: string): readonly [string, string] => {
  const spread = SPREAD_END.exec(high);
  if (low.includes('LPR') && spread !== null) {
    const stem = /^(.*LPR)/.exec(low)?.[1] ?? '';
    const sign = spread[1] ?? (/LPR(-|减)/.test(low) ? '-' : '+');
    return [
      /(BPS?|基点)$/.test(low) ? low : `${low}${spread[3] ?? ''}`,
      `${stem}${sign}${spread[2] ?? ''}${spread[3] ?? ''}`,
    ];
  }
  return high.endsWith('%') && /^[\d.]+$/.test(low) ? [`${low}%`, high] : [low, high];
};

/** Rate of a product: fixed or on the LPR, one end or both. What is not understood as a whole is kept as `unread`. */
export const readRate = (origin: Origin, bare: BareRate): ProductRate => {
  const unread: ProductRate = { low: null, high: null, unread: true, origin };
  const plain = plainWords(origin.text)
    .toUpperCase()
    .replace(/^(年化利率|年利率|利率|年化)(为|:)?/, '');
  if (plain.length > 60) return unread;
  const said = (low: RateBound | null, high: RateBound | null): ProductRate => ({
    low,
    high,
    unread: false,
    origin,
  });
  const range = ends(plain);
  if (range !== null) {
    const [low, high] = completed(...range).map((end) => rateBound(end, bare));
    return low === null || low === undefined || high === null || high === undefined
      ? unread
      : said(low, high);
  }
  const [low, high] = [plain.replace(LOWEST, ''), plain.replace(HIGHEST, '')];
  if (low !== plain) {
    const bound = rateBound(low, bare);
    return bound === null ? unread : said(bound, null);
  }
  if (high !== plain) {
    const bound = rateBound(high, bare);
    return bound === null ? unread : said(null, bound);
  }
  const bound = rateBound(plain, bare);
  return bound === null ? unread : said(bound, bound);
};

/** Whether a rate cell holds bare numbers only, so that the unit has to be asked. */
export const isBareRate = (text: string): boolean =>
  /^\d+(\.\d+)?([-~至到]\d+(\.\d+)?)?$/.test(plainWords(text));

/** Whether an amount cell has no unit of its own. */
export const isBareAmount = (text: string): boolean =>
  /\d/.test(text) && !/[元万亿%倍]/.test(text) && readBounds(text, readMoneyNumber('wan')) !== null;

const BASES: readonly (readonly [RegExp, LimitBase])[] = [
  [/^(?:企业)?(?:上年度?|近一年|最近一年|年|年度|近12个月)?(?:纳税额|纳税总额|纳税)$/, 'tax-paid'],
  [/^(?:企业)?(?:上年度?|近一年|最近一年|年|年度)?(?:营业收入|营收|销售收入|销售额)$/, 'revenue'],
  [/^(?:抵押物|质押物|抵质押物|押品)(?:的)?(?:评估|认定)?(?:价值|值|价)$/, 'collateral-value'],
  [/^(?:专利|专利权|知识产权)(?:的)?(?:评估|认定)?(?:价值|值|价)$/, 'patent-value'],
];
const MULTIPLE =
  /^(?:(?:最高)?不超过|最高(?:可达)?|最高为|按)?(.+?)(?:的|[×xX*])(\d{1,3}(?:\.\d{1,4})?)(倍|%)?$/;

const multipleOf = (part: string, origin: Origin): LimitMultiple | null => {
  const m = MULTIPLE.exec(part);
  const base = m === null ? undefined : BASES.find(([pattern]) => pattern.test(m[1] ?? ''));
  if (m === null || base === undefined) return null;
  const times = readRatio(`${m[2] ?? ''}${m[3] === '%' ? '%' : ''}`, 'ratio');
  return times.ok && times.value !== null && Number(times.value) > 0
    ? { of: base[1], times: times.value, origin }
    : null;
};

export interface LimitCells {
  readonly min: { readonly origin: Origin; readonly unit: MoneyUnit | null } | null;
  readonly max: { readonly origin: Origin; readonly unit: MoneyUnit | null } | null;
  readonly formula: Origin | null;
}

/** Limit of a product from its columns: `10-500万元`, `最高500万元，且不超过年纳税额的5倍`. */
export const readLimit = (cells: LimitCells): ProductLimit => {
  const unread: Origin[] = [];
  const multiples: LimitMultiple[] = [];
  const lows: bigint[] = [];
  const highs: bigint[] = [];
  const take = (bounds: Bounds, role: 'min' | 'max'): boolean => {
    if (bounds.max !== null && bounds.max <= 0n) return false;
    if (bounds.min !== null && (!bounds.plain || role === 'min')) lows.push(bounds.min);
    if (bounds.max !== null && (!bounds.plain || role === 'max')) highs.push(bounds.max);
    return true;
  };
  const read = (origin: Origin, unit: MoneyUnit | null, role: 'min' | 'max'): void => {
    // A comma between digits belongs to a number; any other parts the cell.
    const parts = plainWords(origin.text)
      .split(/[;。]|(?<!\d),|,(?!\d)|并且|且/)
      .filter((part) => part !== '');
    for (const part of parts) {
      const bounds = readBounds(part, readMoneyNumber(unit));
      const multiple = bounds === null ? multipleOf(part, origin) : null;
      if (multiple !== null) multiples.push(multiple);
      else if (bounds === null || !take(bounds, role)) unread.push({ ...origin, text: part });
    }
  };
  const { min, max, formula } = cells;
  if (min !== null) read(min.origin, min.unit, 'min');
  if (max !== null) read(max.origin, max.unit, 'max');
  if (formula !== null) read(formula, null, 'max');
  const largest = lows.reduce<bigint | null>((most, fen) => (most === null || fen > most ? fen : most), null);
  const smallest = highs.reduce<bigint | null>(
    (least, fen) => (least === null || fen < least ? fen : least),
    null,
  );
  return {
    minFen: largest,
    maxFen: smallest,
    multiples,
    unread,
    origins: [min?.origin, max?.origin, formula].filter((origin) => origin !== undefined && origin !== null),
  };
};
