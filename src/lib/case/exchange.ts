import type { Confidence } from '../kernel/confidence';
import type { TraceNode, Unit } from '../kernel/trace';

/**
 * The only things that domains hand to each other. A domain never imports another domain:
 * it reads what the others left in the case as these four records.
 */

/** The thing a figure or a finding is about. */
export interface Subject {
  readonly kind:
    'case' | 'enterprise' | 'patent' | 'patent-pool' | 'data-asset' | 'asset' | 'support' | 'package';
  /** Stable id inside the case. */
  readonly id: string;
  readonly title: string;
}

/** A number with its reason. `value` is exact text; `null` is unknown. */
export interface Figure {
  /** `method-independent` stable id, unique in a case, e.g. `patent-score/total/p-3`. */
  readonly id: string;
  readonly subject: Subject;
  readonly label: string;
  readonly value: string | null;
  readonly unit: Unit;
  /** What the unmeasured could do: exact text, same unit. */
  readonly interval?: { readonly low: string; readonly high: string };
  /** `method@version`, the key under which a verifier finds the recomputation. */
  readonly method: string;
  readonly confidence: Confidence;
  readonly trace: TraceNode;
}

export type Verdict = 'pass' | 'fail' | 'unknown';
export type Severity = 'block' | 'hold' | 'note';

/** The verdict of one rule on one subject. Unknown is never a pass. */
export interface Finding {
  /** Rule id, e.g. `cn.patent-pledge.refusal.4`. */
  readonly rule: string;
  /** `set@version` the rule belongs to. */
  readonly method: string;
  readonly subject: Subject;
  readonly title: string;
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly veto: boolean;
  /** What was seen, in Chinese. */
  readonly message: string;
  /** What would make it a pass; empty on a pass. */
  readonly remedy: string;
  readonly confidence: Confidence;
  readonly trace: TraceNode;
}

/** What a domain offers to the pool: an amount somebody could lend against, before caps unless stated. */
export interface CollateralOffer {
  readonly id: string;
  readonly subject: Subject;
  /** Asset class code of the rulebook, e.g. `PATENT_INVENTION`. */
  readonly assetClass: string;
  /** Decimal text of 分. Value before the cap, `null` = not valued. */
  readonly valueFen: string | null;
  /** A published or agreed credit amount that was entered; not derived from the value. `null` = none. */
  readonly enteredCreditFen: string | null;
  readonly confidence: Confidence;
  readonly trace: TraceNode;
}
