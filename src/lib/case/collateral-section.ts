import * as v from 'valibot';
import { date, evidence, id, nonNegativeFen, ratioText, shortText, text } from './schema-parts';

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
  perfection: v.picklist([
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
  ]),
  /** Entered from the registrar's receipt. */
  receipt: v.nullable(
    v.strictObject({ registrationNumber: shortText, date, documentHash: v.nullable(shortText) }),
  ),
  use: v.picklist(['may', 'must', 'never']),
  /** Facts that the registry of its class asks for: field code of the catalogue → canonical text. */
  details: v.record(v.string(), text),
  /** Items that the law binds to this one: a building to its land (民法典 397), a mark to similar marks. */
  pairedWith: v.array(id),
  evidence: v.array(evidence),
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
});
export type SupportItem = v.InferOutput<typeof supportItem>;

export const collateralSection = v.strictObject({
  items: v.array(collateralItem),
  support: v.array(supportItem),
  /** Why an open residual is accepted; empty = not accepted. */
  residualReason: text,
});
export type CollateralSection = v.InferOutput<typeof collateralSection>;
