import type { Subject } from '../../case/exchange';
import type { Fen } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { Candidates } from '../candidates';
import type { IpConcentration } from '../concentration';
import type { DebtTerm } from '../debt-term';
import type { StructureInput } from '../optimiser/structure-input';
import type { Recogniser } from '../perfection';
import type { Frame } from '../structure-frame';
import type { SourceRecognition } from '../structure-model';
import type { Names } from './names';

/** A case that has been asked of the solver, with all that its answer is described from. */
export interface AskedCase {
  readonly subject: Subject;
  readonly frame: Frame;
  readonly needFen: Fen;
  readonly candidates: Candidates;
  readonly ask: StructureInput;
  readonly failures: readonly Failure[];
  readonly recogniser: Recogniser;
  readonly recognition: readonly SourceRecognition[];
  readonly concentration: IpConcentration;
  readonly term: DebtTerm;
  readonly names: Names;
  readonly feeTraces: ReadonlyMap<string, readonly TraceNode[]>;
}
