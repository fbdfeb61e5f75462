import type { Subject } from '../case/exchange';
import type { Confidence } from '../kernel/confidence';
import type { Failure } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { Sensitivity } from './compare/sensitivity';

/** One value of one subject by one method, with its reason. */
export interface Valuation {
  readonly subject: Subject;
  readonly approach: 'income' | 'market' | 'cost';
  /** Name of the method, e.g. `relief-from-royalty`. */
  readonly method: string;
  /** Decimal-integer text of 分. */
  readonly valueFen: string;
  /** Low and high end of the named sensitivity range, 分 as text. Not P10/P90. */
  readonly lowFen: string;
  readonly highFen: string;
  readonly sensitivity: Sensitivity;
  readonly confidence: Confidence;
  readonly trace: TraceNode;
  /** What a person should look at although the value stands; codes `W_…`. */
  readonly warnings: readonly Failure[];
}
