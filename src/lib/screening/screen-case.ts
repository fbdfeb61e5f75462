import type { Figure, Finding, Subject } from '../case/exchange';
import { type MethodInput, type Outputs, mergeOutputs } from '../case/method';
import type { CaseRecord } from '../case/case-record';
import type { PlainDate } from '../kernel/plain-date';
import type { RulesAt } from '../rulebook/model';
import { type PreflightResult, evaluateCollateralPreflight } from './collateral-preflight';
import { repaymentSums } from './computed-items';
import { type FindingMemory, type ScreeningContext, contextWith, screeningContext } from './context';
import { DATA_ASSET_GATES_METHOD, type GatesResult, evaluateDataAssetGates } from './data-asset-gates';
import { type Decision, type DecisionCode, decide, decisionCode } from './decision';
import { ACCOUNTS_METHOD, accountOutputs, fileFindings } from './enterprise-file/accounts-method';
import { FiguresWithAccounts } from './enterprise-file/accounts-on-demand';
import { openEnterpriseFile } from './enterprise-file/open-file';
import { type ScreenedFinding, toFinding } from './finding-model';
import { decisionFigure, gradeFigures, latestDebtEndFigure } from './conclusion-figures';
import { all } from './kleene';
import { Memory } from './memory';
import { REFUSAL_METHOD, type RefusalResult, evaluateRefusal } from './refusal';
import { type Remedy, remediesFor } from './remedies';
import { REPAYMENT_METHOD, type RepaymentResult, evaluateRepayment } from './repayment';
import { repaymentFigures } from './repayment-figures';
import { scoreFigures } from './score-figures';
import { THREE_VIEWS_METHOD, type ThreeViewsResult, evaluateThreeViews } from './three-views';
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
  /** 第一还款来源: while it is open the case is held whatever the collateral. */
  readonly repayment: RepaymentResult;
  /** Compliance gates, grouped by data asset; empty without data assets. */
  readonly gates: GatesResult;
  /** What the registries ask of other collateral, grouped by item; empty without any. */
  readonly preflight: PreflightResult;
  /** Whether the groups of 一企一档 agree with each other. */
  readonly consistency: readonly ScreenedFinding[];
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

export const viewFigures = (
  views: ThreeViewsResult,
  decision: Decision,
  context: ScreeningContext,
): readonly Figure[] => {
  const scores = scoreFigures(views, context);
  const total = scores.at(-1);
  const grades = total === undefined ? [] : gradeFigures(views, total, context);
  return [...scores, ...grades, decisionFigure(decision, context, views.method)];
};

interface Judged {
  readonly refusal: RefusalResult;
  readonly threeViews: ThreeViewsResult;
  readonly repayment: RepaymentResult;
  readonly gates: GatesResult;
  readonly preflight: PreflightResult;
  readonly consistency: readonly ScreenedFinding[];
  /** Every finding that the decision rests on. */
  readonly screened: readonly ScreenedFinding[];
}

/** Versions of the methods by which a case is judged. */
export interface JudgedBy {
  readonly refusal: string;
  readonly views: string;
  readonly repayment: string;
  readonly gates: string;
}

const NOW: JudgedBy = {
  refusal: REFUSAL_METHOD,
  views: THREE_VIEWS_METHOD,
  repayment: REPAYMENT_METHOD,
  gates: DATA_ASSET_GATES_METHOD,
};

/** Every finding that the decision rests on. */
export const judge = (context: ScreeningContext, by: JudgedBy = NOW): Judged => {
  const refusal = evaluateRefusal(context, by.refusal);
  const threeViews = evaluateThreeViews(context, refusal, by.views);
  const repayment = evaluateRepayment(context, by.repayment);
  const gates = evaluateDataAssetGates(context, by.gates);
  const preflight = evaluateCollateralPreflight(context);
  const late = fileFindings(context.file(), context.rules);
  const consistency = context.untraced === true ? late : late.map((finding) => finding.plain());
  const screened = [
    ...refusal.findings,
    ...threeViews.findings,
    ...repayment.findings,
    ...consistency,
    ...gates.findings,
    ...preflight.findings,
  ];
  return { refusal, threeViews, repayment, gates, preflight, consistency, screened };
};

/** Ratios and trends are read from `prior`; a caller that did not run that method gets them here, from the same open file. */
export const contextWithAccounts = (input: MethodInput): ScreeningContext => {
  if (input.prior.figures.some(({ method }) => method === ACCOUNTS_METHOD)) return screeningContext(input);
  const file = openEnterpriseFile(input.caseRecord, input.rules);
  const prior = mergeOutputs(input.prior, accountOutputs(input, file));
  return { ...screeningContext({ ...input, prior }), file: () => file };
};

/** `contextWithAccounts` for whoever wants no traces: of the accounts only the figures that a rule asks for. */
const quietContext = (input: MethodInput): ScreeningContext => {
  const { caseRecord, rules, prior } = input;
  if (prior.figures.some(({ method }) => method === ACCOUNTS_METHOD))
    return { ...screeningContext(input), untraced: true };
  const file = openEnterpriseFile(caseRecord, rules);
  return contextWith(input, {
    figures: new FiguresWithAccounts(prior.figures, file),
    findings: [...prior.findings, ...fileFindings(file, rules)],
    file: () => file,
    untraced: true,
    ownAccounts: true,
  });
};

/** What a rule says of a subject, without its reason. */
export type VerdictLine = Pick<Finding, 'rule' | 'subject' | 'verdict' | 'severity' | 'message' | 'remedy'>;

/** Verdicts and decision of a case, for whoever goes through many. */
export interface Verdicts {
  /** In the order of `Screening.findings`. Not plain data: for this thread only. */
  readonly rules: readonly VerdictLine[];
  readonly decision: DecisionCode;
}

/** The findings and the decision of `screenCase`, word for word, without traces, figures, scores and lists of remedies. */
export const screenVerdicts = (input: MethodInput): Verdicts => {
  const { screened, threeViews } = judge(quietContext(input));
  return { rules: screened, decision: decisionCode(screened, threeViews.grade) };
};

/**
 * Screens a case: the twelve refusal grounds per patent and for the pool, 三看三评, first repayment source, the gates of
 * every data asset, and the decision. Reads `patent-expiry/<id>` (and `structure/ip-share` when an earlier method left it) from `prior`.
 */
export const screenCase = (input: MethodInput): Screening => screeningIn(contextWithAccounts(input));

const screeningIn = (context: ScreeningContext): Screening => {
  const { refusal, threeViews, repayment, gates, preflight, consistency, screened } = judge(context);
  const decision = decide(screened, threeViews.grade, threeViews.confidence);
  const sums = repaymentSums(context.rules);
  return {
    filingDate: context.filingDate,
    refusal,
    patents: readiness(context, refusal),
    threeViews,
    repayment,
    gates,
    preflight,
    consistency,
    decision,
    missing: remediesFor(screened, 'unknown', sums),
    toCure: remediesFor(screened, 'fail', sums),
    unheard: unheardInput(context.caseRecord.sections, screened),
    findings: screened.map(toFinding),
    figures: [
      ...refusalFigures(context),
      ...viewFigures(threeViews, decision, context),
      ...repaymentFigures(context),
    ],
  };
};

/** Screens one case again and again while it is edited. */
export interface Screener {
  /** As `screenCase` with the rules of the screener; findings whose inputs are unchanged are those of the last time. */
  screen(caseRecord: CaseRecord, prior: Outputs): Screening;
  /** `method rule kind subject` of the findings that the last call judged anew. */
  readonly evaluated: readonly string[];
}

/** Remembers the findings of the case it screened last, each with everything that its rule looked at. */
export const createScreener = (rules: RulesAt): Screener => {
  const memory: FindingMemory = new Memory();
  return {
    screen: (caseRecord, prior) => {
      memory.begin();
      const context = contextWithAccounts({ caseRecord, rules, prior });
      return screeningIn({ ...context, memory });
    },
    get evaluated() {
      return memory.evaluated;
    },
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
  const context = contextWithAccounts(input);
  const { threeViews, screened } = judge(context);
  const decision = decide(screened, threeViews.grade, threeViews.confidence);
  return {
    figures: viewFigures(threeViews, decision, context),
    findings: threeViews.findings.map(toFinding),
    offers: [],
  };
};

/** Outputs of 第一还款来源. */
export const repaymentOutputs = (input: MethodInput): Outputs => {
  const context = screeningContext(input);
  return {
    figures: repaymentFigures(context),
    findings: evaluateRepayment(context).findings.map(toFinding),
    offers: [],
  };
};
