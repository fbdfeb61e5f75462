import type { CaseRecord } from '../case/case-record';
import type { Finding } from '../case/exchange';
import type { TraceNode } from '../kernel/trace';
import type { GatesResult } from '../screening/data-asset-gates';
import type { GroundResult, ScreenedFinding } from '../screening/finding-model';
import type { Screening } from '../screening/screen-case';

/** One refusal ground without its findings: they are asked for when somebody opens it. */
export interface GroundView extends Omit<GroundResult, 'findings' | 'failing' | 'unknown'> {
  /** Patents about which an examiner may answer while the ground is unknown. */
  readonly confirmable: readonly string[];
}

/** Screening as a page shows it: without the traces of every patent under every ground. */
export interface ScreeningView extends Omit<Screening, 'refusal' | 'patents' | 'gates' | 'findings'> {
  readonly refusal: {
    readonly method: string;
    readonly title: string;
    readonly grounds: readonly GroundView[];
  };
  /** Gates of the data assets, with their traces: they are few. */
  readonly gates: Omit<GatesResult, 'findings'>;
  /** Id of every released method of screening → its title and version in words. */
  readonly methodWords: Readonly<Record<string, string>>;
  /** Which rule came to which verdicts; each pair once. */
  readonly findings: readonly Pick<Finding, 'rule' | 'verdict'>[];
}

/** One finding of a ground, without its trace. */
export type GroundLine = Pick<
  ScreenedFinding,
  'rule' | 'subject' | 'title' | 'verdict' | 'message' | 'answerable' | 'declarable'
>;

export interface ScreeningApi {
  /** Everything, with all traces. Large for a large pledge. */
  screenCase: { input: { caseRecord: CaseRecord }; output: Screening };
  screenView: { input: { caseRecord: CaseRecord }; output: ScreeningView };
  /** Findings of one ground: what is not passed first. */
  groundLines: { input: { caseRecord: CaseRecord; rule: string }; output: readonly GroundLine[] };
  explainFinding: { input: { caseRecord: CaseRecord; rule: string; subject: string }; output: TraceNode };
}
