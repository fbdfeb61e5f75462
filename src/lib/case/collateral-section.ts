import * as v from 'valibot';
import {
  drawdown,
  lossTerms,
  perfectionState,
  receipt,
  securityLife,
  shareOfLoss,
  waiver,
} from './collateral-life';
import { count, date, evidence, id, nonNegativeFen, ratioText, shortText, text } from './schema-parts';
import {
  capacity,
  chosenProduct,
  creditTerms,
  enteredFee,
  guarantor,
  lossAsk,
  structureAsk,
} from './structure-ask';

/** ISO 4217 code; the need and everything that carries it are in one currency. */
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, '币种应为三个大写字母，如 CNY'));

/** One asset offered as collateral besides the patents and data assets, which offer themselves. */
export const collateralItem = v.strictObject({
  id,
  /** Asset class code of the rulebook, e.g. `INDUSTRIAL_PLANT`. */
  assetClass: shortText,
  title: shortText,
  owner: shortText,
  /** Value before the cap, 分; `null` = not valued. */
  valueFen: v.nullable(nonNegativeFen),
  valueSource: text,
  /** Published or agreed credit amount, entered as such; the cap then does not apply but is shown. */
  enteredCreditFen: v.nullable(nonNegativeFen),
  enteredCreditSource: text,
  /** Share owned by the provider, 0–1. */
  share: ratioText,
  /** Claims that rank before ours, 分. */
  priorClaimsFen: nonNegativeFen,
  /** A cap entered for this item, not above the class maximum; `null` = class default. */
  capOverride: v.nullable(ratioText),
  /** Fees once, 分 (registration, appraisal, notary …), borne by the borrower. */
  oneOffCostFen: v.nullable(nonNegativeFen),
  perfection: perfectionState,
  /** Entered from the registrar's receipt. */
  receipt: v.nullable(receipt),
  use: v.picklist(['may', 'must', 'never']),
  /** Facts that the registry of its class asks for: field code of the catalogue → canonical text. */
  details: v.record(v.string(), text),
  /** Items that the law binds to this one: a building to its land (民法典 397), a mark to similar marks. */
  pairedWith: v.array(id),
  evidence: v.array(evidence),
  currency,
  /** Day of `valueFen`; `null` = not entered. */
  valuedOn: v.nullable(date),
  /** Items whose lien ranks before the one on this item. */
  ranksAfter: v.array(id),
  /** Can be pledged in part; `null` = as its class. */
  divisible: v.nullable(v.boolean()),
  /** Days until it is perfected; `null` = as its register usually takes, or unknown. */
  daysToPerfect: v.nullable(count),
  /** Fees besides `oneOffCostFen`. */
  fees: v.array(enteredFee),
  life: securityLife,
});
export type CollateralItem = v.InferOutput<typeof collateralItem>;

/** Guarantee, insurance or risk pool that stands beside the assets. */
export const supportItem = v.strictObject({
  id,
  kind: v.picklist(['guarantee', 'insurance', 'risk-pool', 'unsecured']),
  provider: shortText,
  title: shortText,
  /** Most it will carry, 分; `null` = nobody has said yet. */
  capacityFen: v.nullable(nonNegativeFen),
  capacitySource: text,
  /** Yearly fee on the amount carried, 0–1. */
  feeRate: v.nullable(ratioText),
  feeSource: text,
  use: v.picklist(['may', 'must', 'never']),
  /** Facts that the checks of its kind ask for: field code of the catalogue → canonical text. */
  details: v.record(v.string(), text),
  evidence: v.array(evidence),
  currency,
  /** Company whose limits it counts towards; `null` = none entered. */
  guarantor: v.nullable(id),
  /** Limited lines and funds it draws on, and how much of what it carries counts there. */
  draws: v.array(v.strictObject({ capacity: id, weight: ratioText })),
  /** Who bears what it carries; empty = who gives it, in full. */
  split: v.array(shareOfLoss),
  loss: lossTerms,
  /** Fees besides `feeRate`. */
  fees: v.array(enteredFee),
  daysToPerfect: v.nullable(count),
  /** Contract or policy in force, as entered. */
  contract: v.nullable(receipt),
});
export type SupportItem = v.InferOutput<typeof supportItem>;

export const collateralSection = v.strictObject({
  items: v.array(collateralItem),
  support: v.array(supportItem),
  /** Why an open residual is accepted; empty = not accepted. */
  residualReason: text,
  ask: structureAsk,
  capacities: v.array(capacity),
  guarantors: v.array(guarantor),
  /** Ways to finance the need that are compared by what they cost. */
  credit: v.array(creditTerms),
  loss: lossAsk,
  product: v.nullable(chosenProduct),
  waivers: v.array(waiver),
  drawdowns: v.array(drawdown),
});
export type CollateralSection = v.InferOutput<typeof collateralSection>;
