import type { CaseRecord } from '../case/case-record';
import type { FileView } from '../screening/enterprise-file/file-view';
import type { AppliedFile } from '../screening/enterprise-file/import/apply-import';
import type { ImportStamp } from '../screening/enterprise-file/import/file-sources';
import type { TableChoice } from '../screening/enterprise-file/import/import-model';
import type { FileDecisions, FileOutline } from '../screening/enterprise-file/import/import-questions';

export type { FileDecisions, FileOutline, FileView, ImportStamp, TableChoice };

/** A file of the enterprise on its way into the case. */
export interface FileGroupInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly caseRecord: CaseRecord;
  readonly choice: TableChoice;
}

/** Calls of the import; part of the intake worker. */
export interface FileImportApi {
  /** What the file says, what is open about it, and where it contradicts the case. */
  planFileImport: { input: FileGroupInput; output: FileOutline };
  /** The enterprise file of the case after the import; `E_UNANSWERED`, `E_REASON`. */
  applyFileImport: {
    input: FileGroupInput & { readonly stamp: ImportStamp; readonly decisions: FileDecisions };
    output: AppliedFile & { readonly outline: FileOutline };
  };
}

/** Part of the screening worker. */
export interface FileViewApi {
  fileView: { input: { caseRecord: CaseRecord }; output: FileView };
}
