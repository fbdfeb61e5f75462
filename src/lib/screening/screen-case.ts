import type { Figure, Finding, Subject } from '../case/exchange';
import type { MethodInput, Outputs } from '../case/method';
import type { PlainDate } from '../kernel/plain-date';
import { type ScreeningContext, screeningContext } from './context';
import { type GatesResult, evaluateDataAssetGates } from './data-asset-gates';
import { type Decision, decide } from './decision';
import { type ScreenedFinding, toFinding } from './finding-model';
import { decisionFigure, gradeFigures, latestDebtEndFigure } from './conclusion-figures';
import { all } from './kleene';
import { type RefusalResult, evaluateRefusal } from './refusal';
import { type Remedy, remediesFor } from './remedies';
import { scoreFigures } from './score-figures';
import { THREE_VIEWS_METHOD_1, type ThreeViewsResult, evaluateThreeViews } from './three-views';
import { type Unheard, unheardInput } from './unheard';

/** Whether one patent may stay on the pledge list: Kleene `all` over its own grounds. */
export interface PatentReadiness {
  readonly subject: Subject;
  readonly verdict: Finding['verdict'];
  readonly findings: readonly ScreenedFinding[];
}

/** Everything that screening says of a case, grouped for the pages. */
export interface Screening {
  readonly filingDate: PlainDate;
  readonly refusal: RefusalResult;
  readonly patents: readonly PatentReadiness[];
  readonly threeViews: ThreeViewsResult;
  /** Compliance gates, grouped by data asset; empty without data assets. */
  readonly gates: GatesResult;
  readonly decision: Decision;
  /** What is not known yet and how to find out, most severe first. */
  readonly missing: readonly Remedy[];
  /** What is known not to hold and how to cure it, most severe first. */
  readonly toCure: readonly Remedy[];
  readonly unheard: readonly Unheard[];
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
}

const readiness = (
  { patents }: ScreeningContext,
  { findings }: RefusalResult,
): readonly PatentReadiness[] => {
  const bySubject = new Map<string, ScreenedFinding[]>();
  for (const finding of findings) {
    const own = bySubject.get(finding.subject.id);
    if (own === undefined) bySubject.set(finding.subject.id, [finding]);
    else own.push(finding);
  }
  return patents.map(({ subject }) => {
    const own = bySubject.get(subject.id) ?? [];
    return {
      subject,
      verdict: all(own.filter((f) => f.severity !== 'note').map((f) => f.verdict)),
      findings: own,
    };
  });
};

const refusalFigures = (context: ScreeningContext): readonly Figure[] => [latestDebtEndFigure(context)];

const viewFigures = (
  views: ThreeViewsResult,
  decision: Decision,
  context: ScreeningContext,
): readonly Figure[] => {
  const scores = scoreFigures(views, context);
  const total = scores.at(-1);
  const grades = total === undefined ? [] : gradeFigures(views, total, context);
  return [...scores, ...grades, decisionFigure(decision, context, views.method)];
};

/**
 * Screens a case: the twelve refusal grounds per patent and for the pool, 三看三评, first repayment source, the gates of
 * every data asset, and the decision. Reads `patent-expiry/<id>` (and `structure/ip-share` when an earlier method left it) from `prior`.
 */
export const screenCase = (input: MethodInput): Screening => {
  const context = screeningContext(input);
  const refusal = evaluateRefusal(context);
  const threeViews = evaluateThreeViews(context, refusal);
  const gates = evaluateDataAssetGates(context);
  const screened = [...refusal.findings, ...threeViews.findings, ...gates.findings];
  const decision = decide(screened, threeViews.grade, threeViews.confidence);
  return {
    filingDate: context.filingDate,
    refusal,
    patents: readiness(context, refusal),
    threeViews,
    gates,
    decision,
    missing: remediesFor(screened, 'unknown'),
    toCure: remediesFor(screened, 'fail'),
    unheard: unheardInput(input.caseRecord.sections, screened),
    findings: screened.map(toFinding),
    figures: [...refusalFigures(context), ...viewFigures(threeViews, decision, context)],
  };
};

/** Outputs of the refusal grounds alone. */
export const refusalOutputs = (input: MethodInput): Outputs => {
  const context = screeningContext(input);
  const { findings } = evaluateRefusal(context);
  return { figures: refusalFigures(context), findings: findings.map(toFinding), offers: [] };
};

/** Outputs of the compliance gates of the data assets. */
export const gateOutputs = (input: MethodInput): Outputs => ({
  figures: [],
  findings: evaluateDataAssetGates(screeningContext(input)).findings.map(toFinding),
  offers: [],
});

/** Outputs of 三看三评 with the decision over all rule sets. What it decides on is judged anew, not read from `prior`. */
export const threeViewsOutputs = (input: MethodInput): Outputs => {
  const context = screeningContext(input);
  const refusal = evaluateRefusal(context);
  const views = evaluateThreeViews(context, refusal);
  const gates = evaluateDataAssetGates(context);
  const screened = [...refusal.findings, ...views.findings, ...gates.findings];
  const decision = decide(screened, views.grade, views.confidence);
  return {
    figures: viewFigures(views, decision, context),
    findings: views.findings.map(toFinding),
    offers: [],
  };
};

/** `screening.three-views@1`: the decision over the patents alone. */
export const threeViewsOutputs1 = (input: MethodInput): Outputs => {
  const context = screeningContext(input);
  const refusal = evaluateRefusal(context);
  const views = evaluateThreeViews(context, refusal, THREE_VIEWS_METHOD_1);
  const decision = decide([...refusal.findings, ...views.findings], views.grade, views.confidence);
  return {
    figures: viewFigures(views, decision, context),
    findings: views.findings.map(toFinding),
    offers: [],
  };
};
