import type { ColumnProfile } from '../case/data-assets-section';
import type { ColumnNumbers, DuplicateRows, NumberFigures } from '../case/data-profile';
import { fixedText } from '../kernel/decimal-text';
import { grouped } from './scan-text';

/** Words for what a profile says of a column. */

export const COLUMN_TYPES: Readonly<Record<ColumnProfile['type'], string>> = {
  integer: '整数',
  decimal: '小数',
  date: '日期',
  boolean: '是否',
  text: '文字',
  empty: '全空',
};

/** Never 100 % while a value is left, never 0 % while there is one. */
const shareWords = (part: number, whole: number): string => {
  const tenths = Math.floor((part * 1000) / whole);
  return tenths === 0 ? '不足 0.1%' : `${(tenths / 10).toString()}%`;
};

/** How many of the values are numbers, in words. */
export const numbersText = ({ count, others }: Pick<ColumnNumbers, 'count' | 'others'>): string =>
  others === 0
    ? `${grouped(count)} 个值都是数字`
    : `数值 ${shareWords(count, count + others)} 的 ${grouped(count)} 个值，其余 ${grouped(others)} 个不是数字`;

/** Figures to show of a column: those in its type, or of the numbers among its values. */
export const shownFigures = (column: ColumnProfile): NumberFigures => {
  const { min, max, mean, sd, quantiles, numbers, type } = column;
  const partial = type === 'date' ? null : (numbers?.figures ?? null);
  return partial ?? { min, max, mean, sd, quantiles };
};

/**
 * A number with as many decimals as a table has room for, six digits altogether but never fewer than the whole part: nothing is
 * cut off that would make it another number. The exact text stands beside it as a title.
 */
export const shortNumber = (text: string): string => {
  const match = /^-?(\d+)\.(\d+)$/.exec(text);
  if (match === null) return text;
  const [, whole = '', fraction = ''] = match;
  const zeros = whole === '0' ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  const places = whole === '0' ? Math.min(zeros + 4, fraction.length) : Math.max(2, 6 - whole.length);
  if (places >= fraction.length) return text;
  return (fixedText(text, places) ?? text).replace(/\.?0+$/, '');
};

/** Copies beyond the first in words: counted, or estimated with its bounds. */
export const copiesText = ({ extra, exact, low, high }: DuplicateRows): string =>
  exact
    ? `${grouped(extra)} 行`
    : low === null || high === null
      ? `约 ${grouped(extra)} 行（没有给出上下限）`
      : `约 ${grouped(extra)} 行（${grouped(low)} 至 ${grouped(high)}，95%）`;

/** Size of a data set; a table of a warehouse has none. */
export const sizeWords = (bytes: number | null, words: (bytes: number) => string): string =>
  bytes === null ? '仓库中的表' : words(bytes);

export const PERIODS: Readonly<Record<NonNullable<ColumnProfile['gaps']>['unit'], string>> = {
  hour: '小时',
  day: '天',
  week: '周',
};

/** What a find means for whoever holds the data. Matching a form is no proof. */
export const DETECTED: Readonly<
  Record<string, { readonly title: string; readonly meaning: string } | undefined>
> = {
  residentId: {
    title: '身份证号',
    meaning: '像居民身份证号码（GB 11643）。通过校验码的多半是真号；属于个人信息，单独处理前须有合法性基础。',
  },
  mobilePhone: {
    title: '手机号',
    meaning: '像手机号码（13 至 19 开头的 11 位）。没有校验码，流水号也可能像；是否个人信息请人来判断。',
  },
  bankCard: { title: '银行卡号', meaning: '像银行卡号，通过卢恩校验的多半是真号；属于敏感个人信息。' },
  creditCode: {
    title: '信用代码',
    meaning: '像统一社会信用代码（GB 32100）。指向单位，本身不是个人信息；个体工商户除外。',
  },
  email: { title: '邮箱', meaning: '像电子邮箱地址，没有校验码；多数指向个人。' },
  personalName: {
    title: '疑似姓名',
    meaning:
      '按常见姓氏和字数猜的，只看了取值中留下的常见值，不算检出；这一列因此不列常见值。是否个人信息请人来判断。',
  },
  numberPlate: { title: '车牌', meaning: '像机动车号牌（GA 36）；与其他信息结合可以找到人。' },
};
