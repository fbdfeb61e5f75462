import type { DeskEntry, DeskFingerprint } from '../case/desk/entry';
import type { DeskOpinion, OpinionReason } from '../case/desk/opinion';
import type { CalendarYear, DeskOffice, DeskSettings } from '../case/desk/settings';
import type { DataFingerprint } from '../case/data-fingerprint';
import type { Confidence } from '../kernel/confidence';
import type { Failure } from '../kernel/result';
import type { OfficeClock } from '../review/desk/clock/office-clock';
import type { KnownYear } from '../review/desk/clock/calendar';
import type { Draw, DrawItem, DrawPlan } from '../review/desk/draw/draw';
import type { DrawnBy } from '../review/desk/draw/draw-paper';
import type { Decision, OpinionChoice, Settled } from '../review/desk/opinion/draft';
import type { FilingChecklist } from '../review/desk/filing/filing-papers';
import type { ReadPaper } from '../review/desk/filing/read-paper';
import type { FilingAnswers, ReviewedFiling } from '../review/desk/filing/review-filing';
import type { OpinionBasis } from '../review/desk/opinion/reasons';
import type { RoleCode } from '../review/desk/opinion/roles';
import type { ComparedPart, PackageChange, PackageComparison } from '../review/compare-packages';
import type { RegisterEntry } from '../review/check-standing';
import type { ReviewedPackage } from '../review/desk/review-package';
import type { DeskRegistry } from '../review/desk/registries';
import type { GivenOpinion, OpinionStatistics } from '../review/desk/statistics/opinions';
import type { DeskStatistics, StatisticBy } from '../review/desk/statistics/statistics';

/** A data package of the entry at hand that shares rows with one of the register. */
export interface DatasetOverlap {
  readonly own: string;
  /** Id of the other entry. */
  readonly entry: string;
  readonly other: string;
  /** Shares with their intervals, in words. */
  readonly statement: string;
}

/** A role as a page offers it. */
export interface DeskRoleView {
  readonly code: RoleCode;
  readonly title: string;
  readonly statement: string;
  readonly opinions: readonly OpinionChoice[];
  readonly instrument: string;
  readonly reason: string;
  readonly confidence: Confidence;
}

/** Rules of the desk: `region` of the entry, `date` of today, the institution's own values as text. */
export interface DeskPlace {
  readonly region: string;
  readonly date: string;
  readonly overlay: string | null;
}

export interface OpinionDraft {
  readonly reasons: readonly OpinionReason[];
  /** `null` = unknowns are open. */
  readonly draft: OpinionChoice | null;
}

/** The clock of one entry as a list shows it. */
export interface ClockLine {
  readonly id: string;
  readonly clock: OfficeClock;
}

/** Changes of one part of two packages; at most 2,000 are handed out, all are counted. */
export interface ComparedPartView {
  readonly part: ComparedPart;
  readonly title: string;
  readonly total: number;
  /** With the title of the field in people's words where it has one. */
  readonly changes: readonly PackageChange[];
}

export interface ComparedPackages {
  readonly comparison: Omit<PackageComparison, 'changes'>;
  readonly parts: readonly ComparedPartView[];
  /** The whole comparison (`zhiya.diff/1`). */
  readonly json: Uint8Array;
}

/** Part of the registration worker: what the review desk asks for. */
export interface DeskApi {
  /** Verifies one package. The file is read in the worker, so that one at a time is in memory. */
  reviewPackage: {
    input: {
      file: Blob;
      fileName: string;
      /** Findings per question that are handed out. */
      most: number;
      /** What came in before of which this may be a copy or a revision; patents are compared by the page, which holds the index. */
      register: readonly RegisterEntry[];
      today: string;
      /** The operator's list of signers as text. */
      trust: string | null;
      /** Where this desk stands; `null` = no addressee is judged. */
      office: DeskOffice | null;
    };
    output: ReviewedPackage;
  };
  /** The registries that packages may be addressed to. */
  deskRegistries: { input: DeskPlace; output: readonly DeskRegistry[] };
  /** Whether a list of signers can be read. */
  checkTrust: { input: { text: string }; output: { readonly keys: number; readonly certificates: number } };
  compareDatasets: {
    input: {
      own: readonly { readonly title: string; readonly fingerprint: DataFingerprint }[];
      others: readonly DeskFingerprint[];
    };
    output: {
      readonly overlaps: readonly DatasetOverlap[];
      /** Of `others`, how many could not be compared with all of `own`. */
      readonly notCompared: number;
    };
  };
  deskRoles: {
    input: DeskPlace;
    output: { readonly roles: readonly DeskRoleView[]; readonly failures: readonly Failure[] };
  };
  draftOpinion: {
    input: DeskPlace & { role: RoleCode; basis: OpinionBasis; settled: Settled };
    output: OpinionDraft;
  };
  /** The opinion of a person, sealed. Fails as `giveOpinion` does. */
  giveOpinion: {
    input: DeskPlace & {
      role: RoleCode;
      basis: OpinionBasis;
      settled: Settled;
      decision: Decision;
      entry: DeskEntry;
    };
    output: DeskOpinion;
  };
  opinionFiles: { input: { opinion: DeskOpinion }; output: { docx: Uint8Array; json: Uint8Array } };
  /** Two packages field by field. */
  comparePackages: {
    input: { before: Blob; after: Blob };
    output: ComparedPackages;
  };
  filingChecklist: { input: DeskPlace; output: FilingChecklist };
  /** Measures one file of an ordinary filing; `suggested` is what its name says it may be. */
  readPaper: {
    input: DeskPlace & { path: string; file: Blob };
    output: { readonly paper: ReadPaper; readonly suggested: string | null };
  };
  reviewFiling: {
    input: DeskPlace & {
      papers: readonly ReadPaper[];
      /** Paths of files that could not be read or were too many. */
      unread: readonly string[];
      answers: FilingAnswers;
    };
    output: ReviewedFiling;
  };
  readCalendar: {
    input: { fileName: string; bytes: Uint8Array };
    output: {
      readonly years: readonly Omit<CalendarYear, 'fileName' | 'importedOn'>[];
      readonly failures: readonly Failure[];
    };
  };
  officeClocks: {
    input: { entries: readonly DeskEntry[]; settings: DeskSettings; today: string };
    output: { readonly clocks: readonly ClockLine[]; readonly years: readonly KnownYear[] };
  };
  deskStatistics: {
    input: {
      entries: readonly DeskEntry[];
      opinions: readonly GivenOpinion[];
      by: StatisticBy;
      withFiction: boolean;
    };
    output: {
      readonly statistics: DeskStatistics;
      readonly csv: string;
      readonly opinions: OpinionStatistics;
      readonly opinionsCsv: string;
    };
  };
  drawSample: {
    input: { items: readonly DrawItem[]; plan: DrawPlan } & DrawnBy;
    output: { readonly draw: Draw; docx: Uint8Array; json: Uint8Array; csv: Uint8Array };
  };
}
