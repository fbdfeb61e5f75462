import type { MethodInput, Outputs } from '../case/method';
import { latestDebtEndFigure } from './conclusion-figures';
import { type EarlierWays, type ScreeningContext, screeningContext } from './context';
import {
  DATA_ASSET_GATES_METHOD_1,
  DATA_ASSET_GATES_METHOD_2,
  evaluateDataAssetGates,
} from './data-asset-gates';
import { decide } from './decision';
import { toFinding } from './finding-model';
import { REFUSAL_METHOD_1, REFUSAL_METHOD_2, evaluateRefusal } from './refusal';
import { REPAYMENT_METHOD_1, evaluateRepayment } from './repayment';
import { repaymentFigures } from './repayment-figures';
import { ROUTES_METHOD_1, routesOutputsBy } from './routes/evaluate-routes';
import { type JudgedBy, contextWithAccounts, judge, viewFigures } from './screen-case';
import {
  THREE_VIEWS_METHOD_1,
  THREE_VIEWS_METHOD_2,
  THREE_VIEWS_METHOD_3,
  evaluateThreeViews,
} from './three-views';

/** Outputs of released versions that newer ones have replaced. They never change. */

/** What every version kept until names were asked for. */
const EARLIER: EarlierWays = {
  unnamedPass: true,
  repaymentAsEntered: true,
  ownersAsListed: true,
  namesUndetected: true,
  mainWithoutRevenue: true,
};

const secondContext = (input: MethodInput): ScreeningContext => ({
  ...screeningContext(input),
  earlier: EARLIER,
});

/** What the first versions of the methods saw: a paper whose file is gone stands in nobody's way. */
const firstContext = (input: MethodInput): ScreeningContext => ({
  ...secondContext(input),
  lostFilesPass: true,
});

const refusalBy = (context: ScreeningContext, method: string): Outputs => ({
  figures: [latestDebtEndFigure(context, method)],
  findings: evaluateRefusal(context, method).findings.map(toFinding),
  offers: [],
});

/** `screening.patent-pledge-refusal@1`. */
export const refusalOutputs1 = (input: MethodInput): Outputs =>
  refusalBy(firstContext(input), REFUSAL_METHOD_1);

/** `screening.patent-pledge-refusal@2`. */
export const refusalOutputs2 = (input: MethodInput): Outputs =>
  refusalBy(secondContext(input), REFUSAL_METHOD_2);

const gatesBy = (context: ScreeningContext, method: string): Outputs => ({
  figures: [],
  findings: evaluateDataAssetGates(context, method).findings.map(toFinding),
  offers: [],
});

/** `screening.data-asset-gates@1`. */
export const gateOutputs1 = (input: MethodInput): Outputs =>
  gatesBy(firstContext(input), DATA_ASSET_GATES_METHOD_1);

/** `screening.data-asset-gates@2`. */
export const gateOutputs2 = (input: MethodInput): Outputs =>
  gatesBy(secondContext(input), DATA_ASSET_GATES_METHOD_2);

/** `screening.repayment@1`. */
export const repaymentOutputs1 = (input: MethodInput): Outputs => {
  const context = secondContext(input);
  return {
    figures: repaymentFigures(context, REPAYMENT_METHOD_1),
    findings: evaluateRepayment(context, REPAYMENT_METHOD_1).findings.map(toFinding),
    offers: [],
  };
};

/** `screening.routes@1`. */
export const routesOutputs1 = (input: MethodInput): Outputs =>
  routesOutputsBy(secondContext(input), input, ROUTES_METHOD_1);

const BY_THIRD: JudgedBy = {
  refusal: REFUSAL_METHOD_2,
  views: THREE_VIEWS_METHOD_3,
  repayment: REPAYMENT_METHOD_1,
  gates: DATA_ASSET_GATES_METHOD_2,
};

/** `screening.three-views@3`: items computed where data allow, and the decision over all rule sets. */
export const threeViewsOutputs3 = (input: MethodInput): Outputs => {
  const context = { ...contextWithAccounts(input), earlier: EARLIER };
  const { threeViews, screened } = judge(context, BY_THIRD);
  const decision = decide(screened, threeViews.grade, threeViews.confidence);
  return {
    figures: viewFigures(threeViews, decision, context),
    findings: threeViews.findings.map(toFinding),
    offers: [],
  };
};

/** `screening.three-views@2`: every item asked, and the decision over patents and data assets. */
export const threeViewsOutputs2 = (input: MethodInput): Outputs => {
  const context = firstContext(input);
  const refusal = evaluateRefusal(context, REFUSAL_METHOD_1);
  const views = evaluateThreeViews(context, refusal, THREE_VIEWS_METHOD_2);
  const gates = evaluateDataAssetGates(context, DATA_ASSET_GATES_METHOD_1);
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
  const context = firstContext(input);
  const refusal = evaluateRefusal(context, REFUSAL_METHOD_1);
  const views = evaluateThreeViews(context, refusal, THREE_VIEWS_METHOD_1);
  const decision = decide([...refusal.findings, ...views.findings], views.grade, views.confidence);
  return {
    figures: viewFigures(views, decision, context),
    findings: views.findings.map(toFinding),
    offers: [],
  };
};
