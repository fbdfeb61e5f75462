import type { CaseRecord } from '../case/case-record';
import type { AppliedImport } from '../intake/questions/apply-import';
import type { ImportDecisions } from '../intake/questions/import-questions';
import type { ImportOutline } from '../intake/questions/outline';

/** A patent list on its way into the case. */
export interface PatentListInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly caseRecord: CaseRecord;
  readonly batchId: string;
  /** Column index → canonical field; `null` leaves the recognised mapping. */
  readonly mapping: Readonly<Record<number, string | null>> | null;
}

/** Calls of the patent import; part of the intake worker. */
export interface ImportApi {
  /** What has to be asked before the list becomes part of the case. */
  planPatentImport: { input: PatentListInput; output: ImportOutline };
  /** The patents of the case after the import; `E_UNANSWERED` while a question is open. */
  applyPatentImport: {
    input: PatentListInput & { readonly decisions: ImportDecisions };
    output: AppliedImport;
  };
}
