import type { CaseRecord } from '../case/case-record';
import type { Finding, Subject } from '../case/exchange';
import type { Failure } from '../kernel/result';
import type { Citation } from '../kernel/trace';
import type { ScreenedFinding } from '../screening/finding-model';
import type { ScreeningComparison } from '../screening/compare-screenings';
import type { ProposedGoal } from '../screening/coaching/goals';
import type { RunComparison, JudgedLine } from '../screening/coaching/verdict-lines';
import type { PlainWords } from '../screening/plain-words';
import type { ConsentToObtain } from '../screening/renewal/consents';
import type { GuaranteeFee, RouteResult } from '../screening/routes/evaluate-routes';
import type { DeadlineSpec, PublicTotal, TitleStep } from '../screening/routes/route-model';
import type { WhatWouldChange } from '../screening/what-would-change/changes';

/** A parameter with where it comes from. */
export interface Cited<T> {
  readonly value: T;
  readonly title: string;
  readonly citation: Citation;
  readonly confidence: Finding['confidence'];
}

/** Real estate without a title: it cannot be mortgaged until the title is there. */
export interface TitleRemedy {
  readonly items: readonly {
    readonly subject: Subject;
    readonly verdict: Finding['verdict'];
    readonly message: string;
  }[];
  readonly steps: Cited<readonly TitleStep[]> | null;
}

/** Ways of handling a case and what belongs to them. */
export interface HandlingView {
  readonly routes: readonly RouteResult[];
  /** Code of the way that was chosen and is in the catalogue. */
  readonly chosen: string | null;
  readonly fees: readonly GuaranteeFee[];
  /** Conditions of a renewal, whether or not the case is one. */
  readonly renewal: readonly ScreenedFinding[];
  /** 担保制度解释第十六条 in short. */
  readonly renewalReference: Cited<string> | null;
  readonly consents: readonly ConsentToObtain[];
  /** Today's verdicts, in the form in which a submission keeps them. */
  readonly lines: readonly JudgedLine[];
  /** Method by which they were judged. */
  readonly method: string;
  readonly runs: readonly RunComparison[];
  readonly proposed: readonly ProposedGoal[];
  readonly deadlines: Cited<DeadlineSpec> | null;
  readonly title: TitleRemedy;
  readonly totals: readonly PublicTotal[];
  readonly plainWords: readonly PlainWords[];
  readonly failures: readonly Failure[];
}

export interface HandlingApi {
  handling: { input: { caseRecord: CaseRecord }; output: HandlingView };
  /** `drops`: also judge the case anew without the patents that fail. */
  whatWouldChange: { input: { caseRecord: CaseRecord; drops: boolean }; output: WhatWouldChange };
  /** The case as it is judged now, and under another release; `null` = without overlay. Nothing is adopted. */
  rescreen: { input: { caseRecord: CaseRecord; overlay: string | null }; output: ScreeningComparison };
}
