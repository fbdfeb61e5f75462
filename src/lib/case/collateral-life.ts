import * as v from 'valibot';
import { count, date, evidence, id, nonNegativeFen, ratioText, shortText, text } from './schema-parts';

/** Where a security stands: drafted, signed, filed, registered and what can become of it afterwards. */
export const perfectionState = v.picklist([
  'draft',
  'contract-signed',
  'filed',
  'registered',
  'changed',
  'extended',
  'cancelled',
  'refused',
  'revoked',
  'expired',
  'objected',
]);
export type PerfectionState = v.InferOutput<typeof perfectionState>;

/** 登记证明, entered from the registrar's paper. */
export const receipt = v.strictObject({
  registrationNumber: shortText,
  date,
  documentHash: v.nullable(shortText),
});
export type Receipt = v.InferOutput<typeof receipt>;

/** A step from one state to the next, as somebody entered it. */
export const securityStep = v.strictObject({
  to: perfectionState,
  on: date,
  by: shortText,
  /** SHA-256 of the paper behind it; `null` where there is none. */
  documentHash: v.nullable(shortText),
  note: text,
});
export type SecurityStep = v.InferOutput<typeof securityStep>;

/** A look into a register: where, when, what it showed. */
export const registerSearch = v.strictObject({
  registry: shortText,
  on: date,
  /** `null` = the result has not been entered. */
  clear: v.nullable(v.boolean()),
  by: shortText,
  note: text,
  evidence: v.array(evidence),
});
export type RegisterSearch = v.InferOutput<typeof registerSearch>;

/** A value found again after the loan was made. */
export const revaluation = v.strictObject({
  on: date,
  valueFen: nonNegativeFen,
  source: text,
  by: shortText,
});
export type Revaluation = v.InferOutput<typeof revaluation>;

/** A date somebody watches: annual fee, end of a policy, end of a registration. */
export const watchedDate = v.strictObject({
  id,
  kind: v.picklist([
    'registration-end',
    'right-end',
    'annual-fee',
    'insurance-end',
    'guarantee-end',
    'other',
  ]),
  title: shortText,
  on: date,
  /** Done on; `null` = still open. */
  doneOn: v.nullable(date),
});
export type WatchedDate = v.InferOutput<typeof watchedDate>;

/** What became of an asset after default. */
export const disposal = v.strictObject({
  /** 违约日 */
  defaultedOn: date,
  /** 债权额, 分. */
  claimFen: v.nullable(nonNegativeFen),
  /** Where the claim is lodged and by when it must be. */
  claimDeadline: v.nullable(date),
  claimedOn: v.nullable(date),
  route: v.nullable(
    v.picklist([
      'agreement',
      'auction',
      'sale',
      'litigation',
      'licence',
      'transfer',
      'repurchase',
      'set-off',
    ]),
  ),
  /** Value last found before default, 分. */
  valueBeforeFen: v.nullable(nonNegativeFen),
  proceedsFen: v.nullable(nonNegativeFen),
  costFen: v.nullable(nonNegativeFen),
  receivedOn: v.nullable(date),
  note: text,
  evidence: v.array(evidence),
});
export type Disposal = v.InferOutput<typeof disposal>;

/** The life of the security on one asset. `perfection` of the item is where it stands; this is how it came there. */
export const securityLife = v.strictObject({
  steps: v.array(securityStep),
  searches: v.array(registerSearch),
  revaluations: v.array(revaluation),
  watched: v.array(watchedDate),
  disposal: v.nullable(disposal),
});
export type SecurityLife = v.InferOutput<typeof securityLife>;

/** A check of the release gate that somebody let pass, with name and reason. */
export const waiver = v.strictObject({
  /** Code of the check. */
  check: shortText,
  /** Asset or support it is about; `null` = the case. */
  subject: v.nullable(id),
  approver: shortText,
  reason: text,
  on: date,
});
export type Waiver = v.InferOutput<typeof waiver>;

/** Money paid out: after it, falls in value and terms are watched. */
export const drawdown = v.strictObject({
  on: date,
  amountFen: nonNegativeFen,
  by: shortText,
});
export type Drawdown = v.InferOutput<typeof drawdown>;

/** A share in the loss, and working days where a rule counts them. */
export const shareOfLoss = v.strictObject({
  bearer: v.picklist(['guarantor', 're-guarantor', 'government', 'insurer', 'fund', 'bank']),
  /** Ratio text; the shares of one support add up to 1. */
  share: ratioText,
});
export type ShareOfLoss = v.InferOutput<typeof shareOfLoss>;

/** How a support pays. */
export const lossTerms = v.strictObject({
  /** `pro-rata` pays its share of the loss, `first-loss` the first part of it, `compensates` what another party bore. */
  kind: v.picklist(['pro-rata', 'first-loss', 'compensates']),
  /** Support whose loss is compensated, or `bank`; only for `compensates`. */
  party: v.nullable(shortText),
  /** Ratio text; `null` = the agreement has not been entered. */
  share: v.nullable(ratioText),
  /** Most it pays, 分; `null` = no limit agreed. */
  capFen: v.nullable(nonNegativeFen),
  /** 免赔额, 分; `null` = none agreed. */
  deductibleFen: v.nullable(nonNegativeFen),
  /** Place among those that pay first; `null` = not agreed. */
  rank: v.nullable(count),
});
export type LossTerms = v.InferOutput<typeof lossTerms>;
