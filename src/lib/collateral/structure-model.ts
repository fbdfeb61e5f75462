import type { Figure } from '../case/exchange';
import type { Failure } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { StructureProof } from './optimiser/optimise-structure';
import type { Goal, Payer, RiskShare } from './optimiser/structure-input';
import type { RepaymentHold } from './repayment-hold';

/** `COLLATERAL_METHODS` key under which a verifier finds the recomputation: found and proved by a solver, recomputed in whole numbers. */
export const STRUCTURE_METHOD = 'collateral.structure@4';
/** A receipt counted by its number and date, whatever its term and without its paper; a contract likewise. */
export const STRUCTURE_METHOD_3 = 'collateral.structure@3';
/** By enumeration, up to 20 sources; knows no limits but the share of intellectual property. */
export const STRUCTURE_METHOD_2 = 'collateral.structure@2';
/** Caps of intellectual property as they stand, whatever the grade of 三看三评. */
export const STRUCTURE_METHOD_1 = 'collateral.structure@1';
/** Versions that ask the solver. */
export type SolvedStructureMethod = typeof STRUCTURE_METHOD | typeof STRUCTURE_METHOD_3;
export type EnumeratedStructureMethod = typeof STRUCTURE_METHOD_2 | typeof STRUCTURE_METHOD_1;
export type StructureMethod = SolvedStructureMethod | EnumeratedStructureMethod;

/**
 * `optimal`: the need is covered, and no structure ranks better (see README). `infeasible`: all usable sources
 * together do not cover it, or a source that must be used cannot be. `unsolved`: nothing was computed; `failures` say why.
 */
export type StructureStatus = 'optimal' | 'infeasible' | 'unsolved';

export type SourceKind = 'asset' | 'support';

/** What the grade of 三看三评 makes of a cap on intellectual property. */
export interface ItemAfterGrade {
  readonly multiplier: string;
  /** 抵质押率 × 系数, 0–1. */
  readonly cap: string;
  /** Value that an entered credit needs at that cap; `null` without one, or when no value would do. */
  readonly valueNeededFen: string | null;
  /** What the known value bears at that cap; `null` without a value. */
  readonly allowedFen: string | null;
}

/** 知识产权上限系数 as the structure used it. */
export interface UsedMultiplier {
  readonly value: string;
  /** Whether 三看三评 came to one grade; otherwise the low end holds. */
  readonly graded: boolean;
  readonly text: string;
  readonly trace: TraceNode;
}

/** A source in the structure. Amounts are decimal-integer text of 分. */
export interface StructureItem {
  readonly id: string;
  readonly title: string;
  readonly kind: SourceKind;
  /** Asset class code; `null` for support. */
  readonly assetClass: string | null;
  /** What it carries of the need. */
  readonly amountFen: string;
  /** What it could carry at most. */
  readonly availableFen: string;
  /** Part of `amountFen` that counts now: 0 until the registrar's receipt is entered in full and holds. */
  readonly recognisedFen: string;
  /** Part of `amountFen` that counts only 若登记. */
  readonly plannedFen: string;
  /** 按上限需要的价值: of the entered credit, else of `availableFen`; `null` for support and where no value would do. */
  readonly valueNeededFen: string | null;
  /** Cap that applies, 0–1; `null` for support. */
  readonly cap: string | null;
  /** 按等级系数后, for intellectual property; `null` where no grade lowers the cap. */
  readonly afterGrade: ItemAfterGrade | null;
  readonly reason: string;
  readonly trace: TraceNode;
}

/** A source outside the structure, with the reason. */
export interface LeftOut {
  readonly id: string;
  readonly title: string;
  readonly kind: SourceKind;
  /** `E_…` when it could not be used, `NOT_NEEDED` or `NEVER_USE` when it was not. */
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
}

export interface BindingLimit {
  readonly id: string;
  readonly text: string;
  /** Whether the structure stands at this limit. */
  readonly atLimit: boolean;
}

/** One smallest change that makes an infeasible ask feasible, checked by solving again. */
export interface Alternative {
  readonly id: string;
  readonly kind:
    | 'raise-support'
    | 'add-support'
    | 'raise-value'
    | 'raise-credit'
    | 'enter-value'
    | 'ask-less'
    | 'register'
    | 'extend-term'
    | 'obtain-consent'
    | 'release-lien'
    | 'add-asset'
    | 'use-source'
    | 'drop-must'
    | 'relax-limit';
  /** The source that changes; `null` for a new one and for the need. */
  readonly sourceId: string | null;
  readonly text: string;
  /** From nothing entered, `null`. */
  readonly fromFen: string | null;
  /** To; `null` where the change is not an amount. */
  readonly toFen: string | null;
  /** Need after the change. */
  readonly needFen: string;
  readonly coveredFen: string;
  /** Yearly cost after the change; `null` = not known. */
  readonly costFen: string | null;
  /** Change of the yearly cost; `null` when unknown costs come in or go out. */
  readonly costChangeFen: string | null;
}

/** One fee of a source in use, per year, and who pays it. */
export interface PaidFee {
  readonly sourceId: string;
  readonly title: string;
  readonly label: string;
  readonly payer: Payer;
  /** Once-fees spread over the debt; `null` = not known. */
  readonly yearlyFen: string | null;
}

/** What the solver found beside the amounts. */
export interface StructurePlan {
  readonly goal: Goal;
  readonly proof: StructureProof | null;
  readonly paid: readonly PaidFee[];
  readonly byPayer: readonly { readonly payer: Payer; readonly yearlyFen: string }[];
  /** Who stands for what the support carries. */
  readonly bearers: readonly { readonly bearer: RiskShare['bearer']; readonly fen: string }[];
  readonly registries: readonly { readonly id: string; readonly name: string }[];
  /** Days until everything is perfected; `null` = not known of all. */
  readonly days: number | null;
  readonly pledgedValueFen: string;
  /** Value pledged ÷ part of the need not carried by support, ten decimals; `null` when support carries all or a value is missing. */
  readonly coverage: string | null;
}

/** Whether what a source carries would count on the valuation date, in the structure or not. */
export interface SourceRecognition {
  /** As the structure names it. */
  readonly id: string;
  /** Record of the case; `null` where an offer has no card. */
  readonly itemId: string | null;
  readonly kind: SourceKind;
  readonly recognised: boolean;
  readonly reason: string;
}

export interface Structure {
  /** Of everything that may be used; empty in earlier versions. */
  readonly recognition: readonly SourceRecognition[];
  /** `null` in versions without a solver, and while nothing could be solved. */
  readonly plan: StructurePlan | null;
  readonly status: StructureStatus;
  /** 第一还款来源 comes before any collateral: while it is held, the case is held whatever is covered. */
  readonly repayment: RepaymentHold;
  /** `null` in the version that does not read it. */
  readonly ipMultiplier: UsedMultiplier | null;
  readonly needFen: string | null;
  readonly coveredFen: string | null;
  readonly recognisedFen: string | null;
  /** `need − covered`: shown, never filled. */
  readonly residualFen: string | null;
  /** Why an open residual is accepted, as entered; empty = not accepted. */
  readonly residualReason: string;
  /** Part of the need carried by intellectual property, 0–1, ten decimals. */
  readonly ipShare: string | null;
  /** `40.89%` */
  readonly ipShareLabel: string | null;
  /** 押品担保本金 ÷ 押品估值 over the assets in use, ten decimals; `null` when one of them has no value. */
  readonly contractRatio: string | null;
  /** Yearly all-in cost besides interest; `null` when the cost of a source in use is not known. */
  readonly costFen: string | null;
  /** The part of the cost that is known. */
  readonly knownCostFen: string | null;
  /** No structure that covers as much costs less, whatever the unknown costs turn out to be. */
  readonly boundFen: string | null;
  /** `(cost − bound) / cost` as ratio text; `null` when the cost is not known. */
  readonly gap: string | null;
  readonly items: readonly StructureItem[];
  readonly leftOut: readonly LeftOut[];
  readonly binding: readonly BindingLimit[];
  readonly alternatives: readonly Alternative[];
  readonly failures: readonly Failure[];
  readonly figures: readonly Figure[];
}
