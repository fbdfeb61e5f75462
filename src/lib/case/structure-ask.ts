import * as v from 'valibot';
import { count, date, decimalText, id, nonNegativeFen, ratioText, shortText, text } from './schema-parts';

/** Who pays a fee. */
export const payer = v.picklist(['enterprise', 'bank', 'guarantor', 'government', 'other']);
export type FeePayer = v.InferOutput<typeof payer>;

/** One fee: a fixed amount or a rate, paid once or every year. A missing number is not known, never 0. */
export const enteredFee = v.strictObject({
  label: shortText,
  payer,
  when: v.picklist(['once', 'yearly']),
  basis: v.picklist(['amount', 'rate']),
  /** 分, for `amount`. */
  fixedFen: v.nullable(nonNegativeFen),
  /** Ratio text, for `rate`, of what the source carries. */
  rate: v.nullable(ratioText),
  source: text,
});
export type EnteredFee = v.InferOutput<typeof enteredFee>;

/** As a share of the need or in 分; one of the two. */
const bound = v.strictObject({ share: v.nullable(ratioText), fen: v.nullable(nonNegativeFen) });

/** What the sources named together may or must carry. */
export const amountLimit = v.strictObject({
  id,
  label: shortText,
  scope: v.picklist([
    'intellectual-property',
    'class',
    'each-class',
    'debtor',
    'each-debtor',
    'registry',
    'each-registry',
    'layers',
    'sources',
    'bank-risk',
  ]),
  /** Class code, debtor, registry or kind of support that the scope asks for; `''` where it asks for none. */
  of: shortText,
  /** For `sources`: items, support, or what another part offers. */
  ids: v.array(shortText),
  most: v.nullable(bound),
  least: v.nullable(bound),
  source: text,
});
export type EnteredLimit = v.InferOutput<typeof amountLimit>;

/** Used all or none, besides what the law binds together. Members are items, support, or what another part offers. */
export const togetherGroup = v.strictObject({ id, label: shortText, members: v.array(shortText) });

/** What is left of something that several supports draw on. */
export const capacity = v.strictObject({
  id,
  title: shortText,
  kind: v.picklist(['batch-line', 'fund', 'other']),
  remainingFen: v.nullable(nonNegativeFen),
  source: text,
});
export type EnteredCapacity = v.InferOutput<typeof capacity>;

/** 融资担保公司: what its limits are reckoned from. */
export const guarantor = v.strictObject({
  id,
  name: shortText,
  /** 净资产, 分. */
  netAssetsFen: v.nullable(nonNegativeFen),
  /** 融资担保责任余额, 分. */
  liabilityFen: v.nullable(nonNegativeFen),
  /** Of it for this client. */
  clientFen: v.nullable(nonNegativeFen),
  /** Of it for this client and those related to it. */
  relatedFen: v.nullable(nonNegativeFen),
  /** 主要为小微企业和农业服务: the higher multiple. */
  smallAndAgriculture: v.nullable(v.boolean()),
  asOf: v.nullable(date),
  source: text,
});
export type EnteredGuarantor = v.InferOutput<typeof guarantor>;

/** What is asked of the structure. */
export const structureAsk = v.strictObject({
  goal: v.picklist(['least-cost', 'fewest', 'soonest']),
  /** Whose fees are made least. */
  costOf: v.picklist(['everyone', 'enterprise']),
  /** Value pledged ÷ part of the need not carried by support, at least; may pass 1. */
  coverageLeast: v.nullable(decimalText),
  registriesMost: v.nullable(count),
  daysMost: v.nullable(count),
  limits: v.array(amountLimit),
  together: v.array(togetherGroup),
});
export type StructureAsk = v.InferOutput<typeof structureAsk>;

/** Terms of the credit that its cost is reckoned from. */
export const creditTerms = v.strictObject({
  id,
  title: shortText,
  principalFen: v.nullable(nonNegativeFen),
  /** Contract rate per year. */
  rate: v.nullable(ratioText),
  months: v.nullable(count),
  repayment: v.picklist(['bullet', 'equal-instalment']),
  /** First day of interest by actual days; `null` = by the month. */
  interestFrom: v.nullable(date),
  dayBase: v.nullable(v.picklist(['360', '365'])),
  fees: v.array(enteredFee),
  subsidy: v.strictObject({
    kind: v.picklist(['unknown', 'none', 'entered', 'by-region']),
    amountFen: v.nullable(nonNegativeFen),
    month: v.nullable(count),
    signedOn: v.nullable(date),
    withSupport: v.nullable(v.boolean()),
  }),
  source: text,
});
export type CreditTerms = v.InferOutput<typeof creditTerms>;

/** What the loss is reckoned from. */
export const lossAsk = v.strictObject({
  /** Probability of default within a year; `null` = unknown. */
  pd: v.nullable(ratioText),
  pdSource: text,
  seed: count,
});
export type LossAsk = v.InferOutput<typeof lossAsk>;

/** 信贷产品 that was chosen out of a catalogue. */
export const chosenProduct = v.strictObject({
  product: shortText,
  bank: shortText,
  name: shortText,
  catalogue: shortText,
  catalogueSha256: shortText,
  on: date,
  by: shortText,
  note: text,
});
export type ChosenProduct = v.InferOutput<typeof chosenProduct>;
