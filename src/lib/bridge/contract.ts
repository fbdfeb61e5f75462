import type { CaseRecord } from '../case/case-record';
import type { DataAsset } from '../case/data-assets-section';
import type { Outputs } from '../case/method';
import type { CaseFile } from '../container/case-file';
import type { Structure } from '../collateral/structure-model';
import type { ImportOutcome } from '../intake/import-patents';
import type { PatentField } from '../intake/patent-field-titles';
import type { PatentColumns } from '../intake/patent-columns';
import type { TraceNode } from '../kernel/trace';
import type { Failure, Result } from '../kernel/result';
import type { AnswerSheet } from '../patent/reading/answer-sheet';
import type { ForecastSimulation } from '../patent/value/simulate-forecast';
import type { ScoreTable } from '../patent/score/score-patents';
import type { BuiltPackage } from '../registration/build-package';
import type { ChecklistItem as ChecklistPaper } from '../registration/checklist';
import type { VerifyReport } from '../review/verify-report';
import type { Checklist } from '../screening/checklist';
import type { Screening } from '../screening/screen-case';
import type { Valuation } from '../valuation/valuation';

/**
 * Every call that crosses a worker border, by worker. Plain records and columns only; no worker code is imported.
 * The page and the terminal use the same contract.
 */

/** A patent file as read: what was recognised, what was not, and a preview. Nothing is guessed. */
export interface PatentFileInspection {
  readonly fileName: string;
  readonly sha256: string;
  readonly encoding: string | null;
  readonly sheet: string | null;
  readonly header: readonly string[];
  readonly rowCount: number;
  /** The first records, for the mapping page. */
  readonly preview: readonly (readonly string[])[];
  readonly columns: PatentColumns;
  /** Fields that a column can be given to. */
  readonly fields: readonly PatentField[];
  readonly faults: readonly Failure[];
}

/** Attachments of a case: SHA-256 → bytes. */
export type AttachmentBytes = ReadonlyMap<string, Uint8Array>;

export interface IntakeApi {
  inspectPatentFile: {
    input: { fileName: string; bytes: Uint8Array; caseRecord: CaseRecord };
    output: PatentFileInspection;
  };
  importPatentFile: {
    input: {
      fileName: string;
      bytes: Uint8Array;
      caseRecord: CaseRecord;
      batchId: string;
      /** Column index → canonical field; `null` leaves the recognised mapping. */
      mapping: Readonly<Record<number, string | null>> | null;
    };
    output: ImportOutcome & { readonly readFaults: readonly Failure[] };
  };
  openCaseFile: {
    input: { bytes: Uint8Array };
    output: CaseFile;
  };
  writeCaseFile: {
    input: { caseRecord: CaseRecord; attachments: AttachmentBytes };
    output: { bytes: Uint8Array };
  };
  digest: { input: { bytes: Uint8Array }; output: { sha256: string; sm3: string } };
}

/** Annual fees of the pledged patents over the debt term. */
export interface FeeCalendar {
  readonly from: string;
  readonly until: string;
  readonly items: readonly {
    readonly applicationNumber: string;
    readonly title: string;
    /** Patent year the fee is for. */
    readonly year: number;
    readonly due: string;
    /** 分 as text, due on time or late as of `from`; `null` = not known. */
    readonly toPayFen: string | null;
    /** Last day of the late window. */
    readonly windowEnd: string;
    /** 0 = not late on `from`. */
    readonly monthLate: number;
  }[];
  /** `null` when an amount is not known. */
  readonly totalFen: string | null;
  readonly knownFen: string;
  readonly failures: readonly Failure[];
  /** RFC 5545 text. */
  readonly ics: string;
}

export interface ValuationApi {
  /** Scores of all patents as columns. */
  scorePatents: { input: { caseRecord: CaseRecord }; output: ScoreTable };
  /** The reason of one patent's score, down to its cells. */
  explainScore: { input: { caseRecord: CaseRecord; patent: string }; output: TraceNode };
  /** What an appraiser may say of one patent, beside what the record says. */
  answerSheet: { input: { caseRecord: CaseRecord; patent: string }; output: AnswerSheet };
  feeCalendar: { input: { caseRecord: CaseRecord }; output: FeeCalendar };
  /** Figures and offers of the patent and data-asset methods. */
  evaluateAssets: {
    input: { caseRecord: CaseRecord };
    output: Outputs & {
      /** Each forecast with its value, or what stops it. */
      readonly valuations: readonly {
        readonly forecast: string;
        readonly result: Result<Valuation>;
        /** `null` when nobody stated how far the inputs may lie. */
        readonly simulation: Result<ForecastSimulation> | null;
      }[];
    };
  };
}

export interface ProfileApi {
  profileFile: {
    input: { fileName: string; file: Blob };
    output: Omit<DataAsset, 'id' | 'title' | 'note'>;
  };
}

export interface CollateralApi {
  screenCase: { input: { caseRecord: CaseRecord }; output: Screening };
  structureCase: { input: { caseRecord: CaseRecord }; output: Structure };
  /** Asset classes in force, for a choice list. */
  assetClasses: {
    input: { caseRecord: CaseRecord };
    output: readonly { readonly value: string; readonly label: string }[];
  };
  /** The questionnaire of 三看三评 and the refusal grounds. */
  checklist: { input: { caseRecord: CaseRecord }; output: Checklist };
}

export interface RegistrationApi {
  buildPackage: {
    input: { caseRecord: CaseRecord; attachments: AttachmentBytes };
    output: BuiltPackage;
  };
  verifyPackage: { input: { bytes: Uint8Array }; output: VerifyReport };
  /** Findings of the registration checks before export. */
  checkPackage: {
    input: { caseRecord: CaseRecord };
    output: {
      readonly outputs: Outputs;
      /** The papers the registrar asks for, each with its state. */
      readonly papers: readonly ChecklistPaper[];
    };
  };
}

export interface WorkerApis {
  intake: IntakeApi;
  valuation: ValuationApi;
  profile: ProfileApi;
  collateral: CollateralApi;
  registration: RegistrationApi;
}

export type WorkerName = keyof WorkerApis;
