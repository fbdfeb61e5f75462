import type { CaseRecord } from '../case/case-record';
import type { Failure } from '../kernel/result';
import type { AppliedGazette, GazetteAnswers } from '../patent/events/apply-gazette';
import type { GazetteColumns, GazetteField } from '../patent/events/gazette-columns';
import type { EventChange } from '../patent/events/plan-gazette';

/** An event list as read: which column means what, and a preview. */
export interface GazetteInspection {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly rowCount: number;
  readonly preview: readonly (readonly string[])[];
  readonly columns: GazetteColumns;
  readonly fields: readonly {
    readonly field: GazetteField;
    readonly title: string;
    readonly needed: boolean;
  }[];
  readonly faults: readonly Failure[];
}

/** An event list with what a person states about it. */
export interface GazetteInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly caseRecord: CaseRecord;
  readonly columns: GazetteColumns;
  /** 查询日 `YYYY-MM-DD`; `null` = not said. */
  readonly coveredThrough: string | null;
  readonly source: string;
  readonly scope: 'listed' | 'all';
}

/** What an event list would change, for a person to read and to decide. */
export interface GazetteOutline {
  /** Unknown fields that are filled. */
  readonly fills: readonly (EventChange & { readonly title: string })[];
  /** Fields in which the record says otherwise. */
  readonly contradictions: readonly (EventChange & { readonly title: string })[];
  readonly notes: readonly { readonly title: string; readonly text: string }[];
  readonly failures: readonly Failure[];
  readonly notInCase: readonly string[];
  readonly unknownCodes: readonly string[];
  readonly counts: {
    readonly rows: number;
    readonly used: number;
    readonly neutral: number;
    readonly added: number;
    readonly patents: number;
  };
}

/** Calls of the gazette events; part of the intake worker. */
export interface GazetteApi {
  inspectGazetteFile: {
    input: { fileName: string; bytes: Uint8Array; caseRecord: CaseRecord };
    output: GazetteInspection;
  };
  planGazetteEvents: { input: GazetteInput; output: GazetteOutline };
  /** The patents of the case with the events; `E_UNANSWERED` while a contradiction is open. */
  applyGazetteEvents: {
    input: GazetteInput & { readonly answers: GazetteAnswers };
    output: AppliedGazette;
  };
}
