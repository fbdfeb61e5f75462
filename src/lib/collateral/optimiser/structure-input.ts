import type { Fen } from '../../kernel/fen';

/** Who pays a fee. */
export type Payer = 'borrower' | 'bank' | 'guarantor' | 'government' | 'other';

/**
 * One fee of a source. A fixed fee is 分; a rate is ratio text on the amount: what a divisible source pledges, the whole
 * amount of one that is pledged whole, what a layer carries. `null` = not known, which is never 0.
 */
export type CostPart = {
  readonly label: string;
  readonly payer: Payer;
  /** Paid once and spread over the years of the debt, or every year. */
  readonly when: 'once' | 'yearly';
} & ({ readonly fixedFen: Fen | null } | { readonly rate: string | null });

/** A reason found by whoever prepared the input why a source cannot be used as things stand, and what would cure it. */
export interface Blocked {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** What lifts it, as a step; `null` = nothing that can be offered. */
  readonly cure: 'register' | 'extend-term' | 'obtain-consent' | 'enter-value' | 'release-lien' | null;
}

interface SourceBase {
  /** Unique over assets and layers. */
  readonly id: string;
  readonly title: string;
  readonly use: 'may' | 'must' | 'never';
  readonly currency: string;
  readonly costs: readonly CostPart[];
  /** Days until it is perfected or in force; `null` = not known, taken as later than any known one. */
  readonly days: number | null;
  /** Used only together with at least one of these ids; empty = no such condition. */
  readonly requiresAnyOf: readonly string[];
  readonly blocked: Blocked | null;
}

/** An asset that may be pledged. */
export interface AssetSource extends SourceBase {
  readonly kind: 'asset';
  readonly classCode: string;
  readonly intellectualProperty: boolean;
  /**
   * What it can carry after cap and prior liens, 分. `leadFen` is used to decide; the ends, where known, show how far
   * the plan would still hold. `null` lead = nobody knows.
   */
  readonly lendable: {
    readonly leadFen: Fen | null;
    readonly lowFen: Fen | null;
    readonly highFen: Fen | null;
  };
  /** Value before the cap, for the coverage; `null` = not known, then it adds nothing to the coverage. */
  readonly valueFen: Fen | null;
  /** 抵质押率 in force and the highest that may be set, ratio text; `null` where none applies. */
  readonly cap: string | null;
  readonly capMost: string | null;
  /** Already deducted from `lendable`; only checked and shown. */
  readonly priorClaimsFen: Fen;
  /** Ids of assets whose lien ranks before that of this one; a circle is refused. */
  readonly ranksAfter: readonly string[];
  readonly registry: string;
  /** Debtor of a receivable. */
  readonly debtorId: string | null;
  /** Pledged in part (存货, 应收账款, 存单) or only whole. */
  readonly divisible: boolean;
  /** Least it carries once it is used, 分. */
  readonly leastFen: Fen;
}

/** A share of the loss that somebody bears, ratio text; all shares of a layer add up to 1. */
export interface RiskShare {
  readonly bearer: 'guarantor' | 're-guarantor' | 'government' | 'insurer' | 'fund' | 'bank';
  readonly share: string;
}

/** Support beside the assets: carries part of the need without being pledged. */
export interface SupportLayer extends SourceBase {
  readonly kind: 'guarantee' | 'insurance' | 'risk-pool' | 'unsecured';
  /** Most it carries, 分; `null` = nobody has said yet. */
  readonly mostFen: Fen | null;
  readonly leastFen: Fen;
  /** Empty = borne in full by who gives it (an unsecured layer: by the bank). */
  readonly split: readonly RiskShare[];
  /** What it takes from limited capacities, as a share of what it carries (责任余额 weight × share borne). */
  readonly draws: readonly { readonly capacityId: string; readonly weight: string }[];
}

export type SourceInput = AssetSource | SupportLayer;

/** What is left of something several layers draw on: 单户限额, 放大倍数, 批量担保额度, 基金. */
export interface Capacity {
  readonly id: string;
  readonly title: string;
  readonly kind: 'single-client' | 'leverage' | 'batch-line' | 'fund' | 'other';
  readonly remainingFen: Fen;
}

/** Of what the sources named together carry. `each-…` is one limit per class, debtor or registry that occurs. */
export type LimitScope =
  | { readonly kind: 'intellectual-property' }
  | { readonly kind: 'class'; readonly code: string }
  | { readonly kind: 'each-class' }
  | { readonly kind: 'debtor'; readonly id: string }
  | { readonly kind: 'each-debtor' }
  | { readonly kind: 'registry'; readonly code: string }
  | { readonly kind: 'each-registry' }
  | { readonly kind: 'layers'; readonly layer: SupportLayer['kind'] }
  | { readonly kind: 'sources'; readonly ids: readonly string[] }
  /** What the bank bears itself: its share of split layers and unsecured ones. */
  | { readonly kind: 'bank-risk' };

/** As a share of the need (ratio text) or in 分. */
export type LimitBound = { readonly share: string } | { readonly fen: Fen };

export interface AmountLimit {
  readonly id: string;
  /** `知识产权占比`, with its basis where it has one. */
  readonly label: string;
  readonly scope: LimitScope;
  readonly most: LimitBound | null;
  readonly least: LimitBound | null;
}

/** Used all or none: marks that must be pledged together, a building and its land, patents of one family. */
export interface TogetherGroup {
  readonly id: string;
  readonly label: string;
  readonly memberIds: readonly string[];
  /** Least the members carry together once used, 分. */
  readonly leastFen: Fen;
}

export type Goal = 'least-cost' | 'fewest' | 'soonest';

/** Everything the optimiser knows. Amounts 分; the order of the lists never matters. */
export interface StructureInput {
  readonly needFen: Fen;
  readonly currency: string;
  readonly goal: Goal;
  /** Whose fees are minimised; the others are shown. */
  readonly costOf: 'everyone' | 'borrower';
  /** Years of the debt as a ratio of positive integers, over which one-off fees are spread. */
  readonly years: { readonly numerator: bigint; readonly denominator: bigint };
  readonly assets: readonly AssetSource[];
  readonly layers: readonly SupportLayer[];
  readonly capacities: readonly Capacity[];
  readonly together: readonly TogetherGroup[];
  readonly amountLimits: readonly AmountLimit[];
  /** At most so many different registries; `null` = any number. */
  readonly registriesMost: number | null;
  /** Value of the pledged assets ≥ this × the part of the need not carried by layers; ratio text, may pass 1. */
  readonly coverageLeast: string | null;
  /** Everything perfected within so many days. */
  readonly daysMost: number | null;
}

/** What one source does in a plan. */
export interface PlanLine {
  readonly id: string;
  /** Part of the need, 分. */
  readonly carriedFen: Fen;
  /** Lendable amount pledged: all of an asset pledged whole, ≥ `carriedFen` of a divisible one, equal for a layer. */
  readonly pledgedFen: Fen;
}

/** Which sources are used and how; sorted by id. A line stands for a source in use, even where it carries 0. */
export interface Plan {
  readonly lines: readonly PlanLine[];
}
