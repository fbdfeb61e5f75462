import type { Fen } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';

/**
 * One pledged or mortgaged thing as the loss engines see it. `null` is unknown and named as such; a field that may be left out
 * is then not agreed or not entered.
 */
export interface LossAsset {
  readonly id: string;
  readonly name: string;
  /** Code of the rulebook, e.g. `RE_FACTORY`. */
  readonly classCode: string;
  /** Value on the valuation date, ≥ 0. */
  readonly valueFen: Fen | null;
  /** Share that belongs to the pledgor, ratio text 0–1. */
  readonly share: string | null;
  /** What ranks before the bank, ≥ 0. */
  readonly priorClaimsFen: Fen | null;
  /** Highest amount that the registration secures (最高债权额); left out = not limited. */
  readonly securedMaxFen?: Fen | null;
  /** The cap in use, ratio text; left out = the default cap of the class. Only coverage reads it. */
  readonly cap?: string;
  /** Discount in disposal, ratio text; left out = the higher of the regulatory haircut and 1 − default cap. */
  readonly haircut?: string;
  /** Cost of disposal as a share of the proceeds; left out = rulebook. */
  readonly costRate?: string;
  /** Years until the money is there; left out = rulebook, by class. */
  readonly years?: string;
  /** Credit agreed on it: for coverage it counts with no more; left out = none agreed. */
  readonly carriesMostFen?: Fen;
  /** Where fields come from that nobody entered as they stand. */
  readonly traces?: Partial<Readonly<Record<'valueFen' | 'share' | 'priorClaimsFen' | 'cap', TraceNode>>>;
  /** Where its fields stand, e.g. `sections.collateral.items[0]`. */
  readonly path: string;
}

export const LOSS_ROLES = {
  guarantor: '担保机构',
  're-guarantor': '再担保机构',
  fund: '风险补偿资金',
  government: '政府',
  insurer: '保险公司',
  appraiser: '评估机构',
} as const;
export type LossRole = keyof typeof LOSS_ROLES;

/** The bank as a party of the waterfall; no layer may take this id. */
export const BANK = 'bank';

/**
 * One who bears a part of the loss.
 *
 * `pro-rata`: share × (loss left − deductible). `first-loss`: the loss left − deductible, up to share × EAD.
 * `compensates`: share × what another party has to bear, e.g. the pool that pays 30 % of the actual loss of the guarantor.
 * `party` is the id of a layer or `bank`.
 */
export interface LossLayer {
  readonly id: string;
  readonly name: string;
  readonly role: LossRole;
  readonly bears:
    | { readonly kind: 'pro-rata' | 'first-loss'; readonly rank?: number }
    | { readonly kind: 'compensates'; readonly party: string };
  /** Ratio text 0–1; `null` = the agreement has not been entered. */
  readonly share: string | null;
  /** Most it pays; left out = no limit agreed. */
  readonly capFen?: Fen | null;
  /** 免赔额; left out = none agreed. Not for `compensates`. */
  readonly deductibleFen?: Fen | null;
  /** Where fields come from that nobody entered as they stand. */
  readonly traces?: Partial<Readonly<Record<'share' | 'capFen' | 'deductibleFen', TraceNode>>>;
  readonly path: string;
}

/** A facility at default. */
export interface LossInput {
  /** Exposure at default, > 0. */
  readonly eadFen: Fen | null;
  /** Probability of default within a year, ratio text; `null` = unknown, then the expected loss is too. */
  readonly pd: string | null;
  readonly assets: readonly LossAsset[];
  readonly layers: readonly LossLayer[];
  /** Where exposure and probability come from, when more is known than their place. */
  readonly traces?: Partial<Readonly<Record<'eadFen' | 'pd', TraceNode>>>;
  /** What was entered and could not be taken over: it counts as nothing and the loss is an upper bound. */
  readonly failures?: readonly Failure[];
  readonly path: string;
}

/** Code-unit order of ids: the same on every machine. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
