import type { Fen } from '../../kernel/fen';

/** Codes of `collateral.products.words`; institutions may add to them. */
export type EnterpriseType = string;
export type SecurityKind = string;
export const TAX_GRADES = ['A', 'B', 'M', 'C', 'D'] as const;
export type TaxGrade = (typeof TAX_GRADES)[number];
export const CREDIT_NEEDS = {
  'no-overdue': '无逾期',
  'no-dishonesty': '未列入失信被执行人',
  'no-enforcement': '无被执行记录',
  'no-tax-arrears': '无欠税',
} as const;
export type CreditNeed = keyof typeof CREDIT_NEEDS;

/** Where a condition stands in the catalogue. */
export interface Origin {
  /** Column header as printed. */
  readonly column: string;
  /** 1-based record number, header included. */
  readonly record: number;
  /** The words of the catalogue. */
  readonly text: string;
}

/** What a product asks for. All conditions of a product must hold. `text` is what was not understood: never answered with yes. */
export type Condition = { readonly origin: Origin } & (
  | { readonly kind: 'region'; readonly codes: readonly string[] }
  | { readonly kind: 'enterprise-type'; readonly anyOf: readonly EnterpriseType[] }
  | { readonly kind: 'age'; readonly min: bigint | null; readonly max: bigint | null }
  | { readonly kind: 'industry'; readonly anyOf: readonly string[] }
  /** Any of the lists, all kinds of that list. */
  | { readonly kind: 'security'; readonly anyOf: readonly (readonly SecurityKind[])[] }
  | { readonly kind: 'collateral'; readonly anyOf: readonly string[] }
  | { readonly kind: 'patents'; readonly of: 'any' | 'invention'; readonly min: bigint }
  | { readonly kind: 'tax-grade'; readonly anyOf: readonly TaxGrade[] }
  | { readonly kind: 'credit'; readonly needs: readonly CreditNeed[] }
  | { readonly kind: 'revenue' | 'tax-paid'; readonly min: Fen | null; readonly max: Fen | null }
  | { readonly kind: 'text' }
);

/** A condition before it is known where it stands. */
export type PlainCondition = WithoutOrigin<Condition>;
type WithoutOrigin<C> = C extends Condition ? Omit<C, 'origin'> : never;

/** What a limit is a multiple of. */
export const LIMIT_BASES = {
  'tax-paid': '年纳税额',
  revenue: '年营业收入',
  'collateral-value': '押品价值',
  'patent-value': '专利价值',
} as const;
export type LimitBase = keyof typeof LIMIT_BASES;

export interface LimitMultiple {
  readonly of: LimitBase;
  /** Decimal text. */
  readonly times: string;
  readonly origin: Origin;
}

/** Limit of a product. The smallest of the maximum and the multiples holds. */
export interface ProductLimit {
  readonly minFen: Fen | null;
  readonly maxFen: Fen | null;
  readonly multiples: readonly LimitMultiple[];
  /** Words on the limit that were not understood. */
  readonly unread: readonly Origin[];
  readonly origins: readonly Origin[];
}

/** One end of a rate: fixed, or the LPR and a spread in basis points. */
export type RateBound =
  | { readonly kind: 'fixed'; readonly ratio: string }
  | { readonly kind: 'lpr'; readonly term: '1y' | '5y'; readonly bp: number };

export interface ProductRate {
  /** `null` = not said. */
  readonly low: RateBound | null;
  readonly high: RateBound | null;
  /** Not understood: kept as text. */
  readonly unread: boolean;
  readonly origin: Origin;
}

export interface CreditProduct {
  /** Number of the catalogue, else `机构/产品名称`. */
  readonly id: string;
  readonly record: number;
  readonly bank: string;
  readonly name: string;
  readonly conditions: readonly Condition[];
  readonly limit: ProductLimit;
  readonly rate: ProductRate | null;
  /** Whole months. */
  readonly termMin: bigint | null;
  readonly termMax: bigint | null;
  readonly termOrigin: Origin | null;
  /** Words on a subsidy; shown, not computed. */
  readonly subsidy: string | null;
}

/** A number that is known, or the ends between which it must lie. */
export type Count = number | { readonly low: number; readonly high: number };

/** What is known of the enterprise that asks. `null` or a missing key = unknown. */
export interface ApplicantView {
  /** `cn-331102` */
  readonly region: string | null;
  readonly types: Readonly<Partial<Record<EnterpriseType, boolean>>>;
  /** Whole months. */
  readonly ageMonths: number | null;
  /** Code of GB/T 4754, canonical. */
  readonly industry: string | null;
  /** Classes of the rulebook that can be given, or that somebody said will not be. */
  readonly collateralClasses: Readonly<Partial<Record<string, boolean>>>;
  readonly securities: Readonly<Partial<Record<SecurityKind, boolean>>>;
  readonly patents: Count | null;
  readonly inventionPatents: Count | null;
  readonly taxGrade: TaxGrade | null;
  /** `true` = the good answer: no overdue debt, not dishonest … */
  readonly credit: Readonly<Partial<Record<CreditNeed, boolean>>>;
  readonly revenueFen: Fen | null;
  readonly taxPaidFen: Fen | null;
  /** All collateral together, for products that name none. */
  readonly collateralValueFen: Fen | null;
  /** By class; `null` = something of the class has no value yet. */
  readonly classValuesFen: Readonly<Partial<Record<string, Fen | null>>>;
  readonly patentValueFen: Fen | null;
  readonly needFen: Fen | null;
  readonly termMonths: Count | null;
}

/** Product fields by the names that columns are recognised under. */
export const PRODUCT_FIELDS = [
  '产品编号',
  '机构',
  '产品名称',
  '产品类别',
  '适用地区',
  '适用对象',
  '成立年限',
  '行业',
  '担保方式',
  '押品',
  '专利要求',
  '纳税信用',
  '信用要求',
  '营业收入',
  '纳税额',
  '最低额度',
  '最高额度',
  '额度测算',
  '利率',
  '期限',
  '贴息',
  '申请条件',
] as const;
export type ProductField = (typeof PRODUCT_FIELDS)[number];
