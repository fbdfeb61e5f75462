import type { ColumnProfile } from '../case/data-assets-section';

/** Words for what a profile says of a column. */

export const COLUMN_TYPES: Readonly<Record<ColumnProfile['type'], string>> = {
  integer: '整数',
  decimal: '小数',
  date: '日期',
  boolean: '是否',
  text: '文字',
  empty: '全空',
};

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
  numberPlate: { title: '车牌', meaning: '像机动车号牌（GA 36）；与其他信息结合可以找到人。' },
};
