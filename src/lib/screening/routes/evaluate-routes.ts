import type { Figure, Finding, Verdict } from '../../case/exchange';
import type { MethodInput, Outputs } from '../../case/method';
import { formatWan, parseFenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { brokenFinding } from '../broken-finding';
import { type ScreeningContext, caseSubject, screeningContext } from '../context';
import { evaluateRule } from '../evaluate';
import { figure } from '../figure-parts';
import { type ScreenedFinding, toFinding } from '../finding-model';
import { all } from '../kleene';
import { type LoadedSet, loadSet } from '../rule-sets';
import { type FeeRate, type RouteSpec, feeRates, routeCatalogue } from './route-model';
import { yearlyFee } from './route-money';
import { verdictsByRule } from './rule-verdicts';

/** Asks for nobody's consent whom the renewal does not list, and takes an answer that nobody stands for. */
export const ROUTES_METHOD_1 = 'screening.routes@1';
export const ROUTES_METHOD = 'screening.routes@2';
export const ROUTES_SET = 'screening.set.routes';
export const RENEWAL_SET = 'screening.set.renewal';

/** A way of handling with what each of its conditions came to. */
export interface RouteResult {
  readonly route: RouteSpec;
  /** Kleene `all` over the conditions: open as long as one of them is unknown and none fails. */
  readonly verdict: Verdict;
  readonly conditions: readonly ScreenedFinding[];
  /** Whether it is a way for this case at all: a renewal needs an old loan. */
  readonly applies: boolean;
}

export interface GuaranteeFee extends FeeRate {
  readonly figure: Figure;
}

export interface RoutesResult {
  readonly method: string;
  /** In the order of the catalogue. */
  readonly routes: readonly RouteResult[];
  /** What was chosen, when it is in the catalogue. */
  readonly chosen: RouteResult | null;
  /** Guarantee fee of a year under each reading of the rate; empty while the amount is unknown. */
  readonly fees: readonly GuaranteeFee[];
  /** Findings of all conditions, once each. */
  readonly conditions: readonly ScreenedFinding[];
  readonly failures: readonly Failure[];
}

const conditionsOf = (
  id: string,
  context: ScreeningContext,
  prior: readonly Finding[],
  method: string,
): { readonly set: LoadedSet; readonly findings: readonly ScreenedFinding[] } => {
  const set = loadSet(context.rules, id);
  const evaluation = { set, method, context, grounds: verdictsByRule(prior) };
  const broken = set.broken.map(({ id: rule, failure }) =>
    brokenFinding(rule, failure, set, method, caseSubject(context.caseRecord)),
  );
  return { set, findings: [...set.rules.flatMap((loaded) => evaluateRule(loaded, evaluation)), ...broken] };
};

const absent = (rule: string, context: ScreeningContext, method: string): ScreenedFinding =>
  brokenFinding(
    rule,
    {
      code: 'E_RULE_UNKNOWN',
      message: `路径所列条件“${rule}”不在办理路径与续贷的规则集中`,
      path: 'screening.routes',
      remedy: '在参数库核对办理路径目录',
      rule,
    },
    {
      id: ROUTES_SET,
      set: { title: '', rules: [], evidenceRequired: true, options: [], messages: {} },
      rules: [],
      broken: [],
    },
    method,
    caseSubject(context.caseRecord),
  );

const RENEWAL_CODE = 'renewal';

const feesOf = (context: ScreeningContext, method: string): readonly GuaranteeFee[] => {
  const text = context.caseRecord.sections.enterprise.need.amountFen;
  const amount = text === null ? null : parseFenText(text);
  const rates = readTyped(context.rules, 'screening.route.guarantee.fee-rates', feeRates);
  if (amount?.ok !== true || !rates.ok) return [];
  const need: TraceNode = leaf({
    id: 'field/sections.enterprise.need.amountFen',
    label: '资金需求',
    value: amount.value.toString(),
    unit: 'fen',
    confidence: 'verified',
    source: { kind: 'field', path: 'sections.enterprise.need.amountFen', label: '资金需求' },
  });
  return rates.value.value.map((rate) => ({
    ...rate,
    figure: figure(
      {
        id: `route/guarantee-fee/${rate.code}`,
        subject: caseSubject(context.caseRecord),
        label: `担保费（一年，${rate.label}）`,
        value: yearlyFee(amount.value, rate.rate).toString(),
        unit: 'fen',
        method,
      },
      {
        formula: `资金需求 ${formatWan(amount.value)} 万元 × 年费率 ${rate.rate}`,
        rounding: '四舍五入到分',
        children: [need, ruleLeaf(rates.value.rule, `年费率（${rate.label}）`, rate.rate, 'ratio')],
      },
    ),
  }));
};

/**
 * The ways of handling with their conditions, over what the checks before left in `prior.findings`. None of it is part of
 * the decision of the checks: a way that does not fit is no fault of the case.
 */
export const evaluateRoutes = (input: MethodInput): RoutesResult =>
  routesIn(screeningContext(input), input.prior.findings, ROUTES_METHOD);

const routesIn = (context: ScreeningContext, prior: readonly Finding[], method: string): RoutesResult => {
  const { route, renewal } = context.caseRecord.sections.screening;
  const own = conditionsOf(ROUTES_SET, context, prior, method);
  const old = conditionsOf(RENEWAL_SET, context, prior, method);
  const conditions = [...own.findings, ...old.findings];
  const byRule = new Map(conditions.map((f) => [f.rule, f]));
  const catalogue = readTyped(context.rules, 'screening.routes', routeCatalogue);
  const specs = catalogue.ok ? sorted(catalogue.value) : [];
  const routes = specs.map((spec): RouteResult => {
    const judged = spec.conditions.map((rule) => byRule.get(rule) ?? absent(rule, context, method));
    return {
      route: spec,
      verdict: all(judged.map((f) => f.verdict)),
      conditions: judged,
      applies: spec.code !== RENEWAL_CODE || renewal !== null,
    };
  });
  return {
    method,
    routes,
    chosen: routes.find((r) => r.route.code === route.chosen) ?? null,
    fees: feesOf(context, method),
    conditions,
    failures: [
      ...(catalogue.ok ? [] : [catalogue.failure]),
      ...[...own.set.broken, ...old.set.broken].map((b) => b.failure),
    ],
  };
};

const sorted = ({ value }: TypedRule<readonly RouteSpec[]>): readonly RouteSpec[] =>
  [...value].sort((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1));

const routeFigure = (
  { route, verdict, conditions }: RouteResult,
  context: ScreeningContext,
  method: string,
): Figure =>
  figure(
    {
      id: `route/${route.code}`,
      subject: caseSubject(context.caseRecord),
      label: `办理路径：${route.title}`,
      value: verdict,
      unit: 'text',
      method,
    },
    {
      formula: '各项条件都通过才符合；有一项未知、没有不通过的，还不能判断',
      children: conditions.map((f) => f.trace),
    },
  );

/** The chosen way is not in the catalogue of this day and region: nothing was judged. */
const unknownChoice = (chosen: string, context: ScreeningContext, method: string): Finding =>
  toFinding({
    ...brokenFinding(
      'screening.routes',
      {
        code: 'E_ROUTE_UNKNOWN',
        message: `所选路径“${chosen}”不在基准日和地区适用的目录中`,
        path: '核查 › 办理路径',
        remedy: '在办理路径页重新选定',
        rule: 'screening.routes',
      },
      {
        id: ROUTES_SET,
        set: { title: '', rules: [], evidenceRequired: true, options: [], messages: {} },
        rules: [],
        broken: [],
      },
      method,
      caseSubject(context.caseRecord),
    ),
    severity: 'note',
  });

/**
 * `screening.routes`: a figure per way (`route/<code>`: pass, fail, unknown), the guarantee fees, and the findings of
 * the conditions of the way that was chosen. Ways that nobody chose leave no findings.
 */
export const routesOutputs = (input: MethodInput): Outputs =>
  routesOutputsBy(screeningContext(input), input, ROUTES_METHOD);

/** The same by one of its versions. */
export const routesOutputsBy = (
  context: ScreeningContext,
  { prior }: Pick<MethodInput, 'prior'>,
  method: string,
): Outputs => {
  const { chosen } = context.caseRecord.sections.screening.route;
  const result = routesIn(context, prior.findings, method);
  const findings =
    chosen === null
      ? []
      : result.chosen === null
        ? [unknownChoice(chosen, context, method)]
        : result.chosen.conditions.map(toFinding);
  return {
    figures: [
      ...result.routes.filter((r) => r.applies).map((r) => routeFigure(r, context, method)),
      ...result.fees.map((f) => f.figure),
    ],
    findings,
    offers: [],
  };
};
