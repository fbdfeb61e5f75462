import type { CaseRecord } from '../case/case-record';
import type { AppraisalApi } from './appraisal-contract';
import type { AuthoringApi, PlainTable } from './authoring-contract';
import type { DataQualityApi, DataRulesApi } from './data-quality-contract';
import type { DataValueApi } from './data-value-contract';
import type { DataRightsApi } from './data-rights-contract';
import type { DocumentOptions, DocumentsApi } from './documents-contract';
import type { FileImportApi, FileViewApi } from './enterprise-file-contract';
import type { CreditCostApi } from './credit-cost-contract';
import type { DeskApi } from './desk-contract';
import type { ExactApi } from './exact-contract';
import type { FeeApi } from './fee-contract';
import type { GazetteApi } from './gazette-contract';
import type { HandlingApi } from './handling-contract';
import type { ImportApi } from './import-contract';
import type { LifeApi } from './life-contract';
import type { LossApi } from './loss-contract';
import type { PortfolioApi } from './portfolio-contract';
import type { PreflightApi } from './preflight-contract';
import type { ProductsApi } from './products-contract';
import type { TableProfileApi } from './profile-contract';
import type { ScreeningApi } from './screening-contract';
import type { SigningApi } from './signing-contract';
import type { WarehouseApi } from './warehouse-contract';
import type { Finding } from '../case/exchange';
import type { Outputs } from '../case/method';
import type { CaseFile } from '../container/case-file';
import type { ClassFacts } from '../collateral/class-facts';
import type { StructureReasons } from '../collateral/optimised/explain-structure';
import type { Structure } from '../collateral/structure-model';
import type { ImportOutcome } from '../intake/import-patents';
import type { PatentField } from '../intake/patent-field-titles';
import type { PatentColumns } from '../intake/patent-columns';
import type { TraceNode } from '../kernel/trace';
import type { Failure } from '../kernel/result';
import type { PatentStatistics } from '../patent/cohort/patent-statistics';
import type { AnswerSheet } from '../patent/reading/answer-sheet';
import type { ProductValue, RateEntry, ValuedEntry } from '../patent/value/asset-valuation';
import type { WhatIf } from '../patent/value/what-if';
import type { WorksheetForm } from '../patent/worksheet/worksheet-form';
import type { ScoreTable } from '../patent/score/score-patents';
import type { BuiltPackage } from '../registration/build-package';
import type { FilingsView } from '../registration/filings/filing-view';
import type { VerifyReport } from '../review/verify-report';
import type { Checklist } from '../screening/checklist';
import type { WrittenCase } from '../case/case-scribe';

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

export interface IntakeApi extends ImportApi, GazetteApi, FileImportApi {
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
  /** A CSV or XLSX as text cells, for pages that use tables other than patent lists. */
  readTable: { input: { fileName: string; bytes: Uint8Array }; output: PlainTable };
  digest: { input: { bytes: Uint8Array }; output: { sha256: string; sm3: string } };
  /** The work of `CaseScribe` for the page. */
  writeCaseText: { input: { caseRecord: CaseRecord }; output: WrittenCase };
  readCaseText: { input: { text: string }; output: CaseRecord };
  digestText: { input: { text: string }; output: string | null };
}

export interface ValuationApi
  extends FeeApi, AuthoringApi, AppraisalApi, PortfolioApi, DataQualityApi, DataValueApi {
  /** Scores of all patents as columns. */
  scorePatents: { input: { caseRecord: CaseRecord }; output: ScoreTable };
  /** The reason of one patent's score, down to its cells. */
  explainScore: { input: { caseRecord: CaseRecord; patent: string }; output: TraceNode };
  /** What an appraiser may say of one patent, beside what the record says. */
  answerSheet: { input: { caseRecord: CaseRecord; patent: string }; output: AnswerSheet };
  /** Citation percentile of every patent with its cohort and flags, as columns. */
  patentStatistics: { input: { caseRecord: CaseRecord }; output: PatentStatistics };
  /** How one percentile comes out of the list. */
  explainCitation: { input: { caseRecord: CaseRecord; patent: string }; output: TraceNode };
  /** Figures and offers of the patent and data-asset methods; figures about single patents are left out. */
  evaluateAssets: {
    input: { caseRecord: CaseRecord };
    output: Outputs & {
      /** Each forecast and each worksheet that gives a value, with it or with what stops it. */
      readonly valuations: readonly ValuedEntry[];
      /** Each worksheet that gives a rate. */
      readonly rates: readonly RateEntry[];
      /** All methods of one product side by side. */
      readonly products: readonly ProductValue[];
    };
  };
  /** What a worksheet of each kind asks for, under the rules of the case. */
  worksheetForms: { input: { caseRecord: CaseRecord }; output: readonly WorksheetForm[] };
  /** Tornado, grid and breakevens of one forecast or worksheet. */
  whatIf: { input: { caseRecord: CaseRecord; entry: string }; output: WhatIf };
}

export interface ProfileApi extends TableProfileApi, WarehouseApi, DataRulesApi, ExactApi {}

export interface CollateralApi
  extends
    ScreeningApi,
    HandlingApi,
    DataRightsApi,
    PreflightApi,
    FileViewApi,
    ProductsApi,
    LifeApi,
    LossApi,
    CreditCostApi {
  structureCase: { input: { caseRecord: CaseRecord }; output: Structure };
  /** What the rulebook says of a class of collateral. */
  classFacts: { input: { caseRecord: CaseRecord; code: string }; output: ClassFacts };
  /** What has to be solved again for: why sources are left out, what limits cost, ways out. Slower; asked for where it is shown. */
  structureReasons: { input: { caseRecord: CaseRecord }; output: StructureReasons };
  /** Asset classes in force, for a choice list. */
  assetClasses: {
    input: { caseRecord: CaseRecord };
    output: readonly { readonly value: string; readonly label: string }[];
  };
  /** The questionnaire of 三看三评 and the refusal grounds. */
  checklist: { input: { caseRecord: CaseRecord }; output: Checklist };
}

export interface RegistrationApi extends DeskApi, DocumentsApi, SigningApi {
  buildPackage: {
    input: {
      caseRecord: CaseRecord;
      attachments: AttachmentBytes;
      documents?: DocumentOptions;
      /** The saved revision and the SHA-256 of its record, where the package is to say it. */
      saved?: { readonly number: number; readonly head: string };
    };
    output: BuiltPackage;
  };
  verifyPackage: { input: { bytes: Uint8Array }; output: VerifyReport };
  /** 风险提示 of the internal valuation sheet, under the rules of the case. */
  riskNotes: { input: { caseRecord: CaseRecord }; output: readonly string[] };
  /** Findings of the registration checks before export. */
  checkPackage: {
    input: { caseRecord: CaseRecord };
    output: {
      readonly findings: readonly Finding[];
      /** Every registry and act of the case, with its papers, what is open, what is keyed in. */
      readonly filings: FilingsView;
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
