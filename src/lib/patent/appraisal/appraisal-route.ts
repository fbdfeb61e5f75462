import * as v from 'valibot';
import type { Verdict } from '../../case/exchange';
import type { Fen } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, ok } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type ValuationRoute, valuationRoute } from '../../valuation/route-tiers';
import { type OutsideReport, reportFindings } from './outside-report';

const conditions = v.strictObject({
  agreedGrades: v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(10))),
  inHouseReviewers: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  reportMaxAgeMonths: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120)),
});

export type RouteName = ValuationRoute['route'];

/** What the person entered about how the value came about. `null` = not entered. */
export interface AppraisalInput {
  /** Loan amount, 分. */
  readonly amountFen: Fen | null;
  /** Day of the decision. */
  readonly on: PlainDate;
  /** Grade of the due-diligence list (尽调清单等级). */
  readonly dueDiligenceGrade: string | null;
  /** Different people who reviewed the in-house valuation. */
  readonly reviewers: number | null;
  readonly report: OutsideReport | null;
}

/** Whether one way of valuing may be used, with everything that stands against it or is missing. */
export interface RouteVerdict {
  readonly route: RouteName;
  readonly title: string;
  readonly verdict: Verdict;
  readonly findings: readonly Failure[];
}

/** The three ways. At least one `pass` is needed to go on. */
export interface AppraisalVerdict {
  /** Lightest way that the amount allows; `null` when the amount is not known. */
  readonly lightest: RouteName | null;
  readonly routes: readonly RouteVerdict[];
  readonly trace: TraceNode;
}

const ORDER: readonly RouteName[] = ['agreed', 'in-house', 'outside'];
const TITLE: Readonly<Record<RouteName, string>> = {
  agreed: '银企协商估值',
  'in-house': '银行内部评估',
  outside: '外部评估 + 银行确认',
};
const RULE = 'valuation.appraisal-conditions';

/** A finding that refuses, or one that only lacks a fact. */
interface Weighed {
  readonly missing: boolean;
  readonly failure: Failure;
}

const weighed = (
  missing: boolean,
  code: string,
  message: string,
  path: string,
  remedy: string,
  rule = RULE,
): Weighed => ({ missing, failure: { code, message, path, remedy, rule } });

const amountFindings = (route: RouteName, lightest: RouteName | null): readonly Weighed[] => {
  if (lightest === null)
    return [
      weighed(
        true,
        'E_MISSING',
        '贷款金额未知，不能判断估值方式',
        'sections.enterprise.need.amountFen',
        '请填写贷款金额',
      ),
    ];
  return ORDER.indexOf(route) >= ORDER.indexOf(lightest)
    ? []
    : [
        weighed(
          false,
          'E_ROUTE_AMOUNT',
          `按贷款金额不得采用${TITLE[route]}`,
          'sections.enterprise.need.amountFen',
          `请采用${TITLE[lightest]}`,
          'valuation.route-tiers',
        ),
      ];
};

const ownFindings = (
  route: RouteName,
  input: AppraisalInput,
  rule: v.InferOutput<typeof conditions>,
): readonly Weighed[] => {
  const { dueDiligenceGrade: grade, reviewers, report, on } = input;
  if (route === 'outside')
    return reportFindings(report, on, rule.reportMaxAgeMonths).map(({ missing, failure }) => ({
      missing,
      failure: { ...failure, rule: RULE },
    }));
  if (route === 'agreed') {
    const allowed = rule.agreedGrades.join('、');
    if (grade === null)
      return [
        weighed(
          true,
          'E_MISSING',
          '尽调清单等级未知',
          'dueDiligenceGrade',
          `协商估值须为 ${allowed} 级，请填写`,
        ),
      ];
    return rule.agreedGrades.includes(grade)
      ? []
      : [
          weighed(
            false,
            'E_ROUTE_GRADE',
            `尽调清单等级为 ${grade}，不得协商估值`,
            'dueDiligenceGrade',
            `协商估值须为 ${allowed} 级；请改用内部评估`,
          ),
        ];
  }
  if (reviewers === null)
    return [
      weighed(
        true,
        'E_MISSING',
        '复核人数未知',
        'reviewers',
        `内部评估须 ${rule.inHouseReviewers} 人复核，请填写`,
      ),
    ];
  return reviewers >= rule.inHouseReviewers
    ? []
    : [
        weighed(
          false,
          'E_ROUTE_REVIEWERS',
          `复核 ${reviewers} 人，少于 ${rule.inHouseReviewers} 人`,
          'reviewers',
          '请补足复核人员',
        ),
      ];
};

const verdictOf = (found: readonly Weighed[]): Verdict =>
  found.some(({ missing }) => !missing) ? 'fail' : found.length > 0 ? 'unknown' : 'pass';

/**
 * Whether 协商, 内部评估 and 外部评估 may be used for a loan amount in the region of the rules. A heavier way than the amount
 * asks for is always open to choice. A missing fact leaves `unknown`, a broken condition is `fail`; expired reports and a missing
 * confirmation are named. Fails when a rule cannot be read or the amount is negative. Rules `valuation.route-tiers`,
 * `valuation.appraisal-conditions`.
 */
export const appraisalRoute = (input: AppraisalInput, rules: RulesAt): Result<AppraisalVerdict> => {
  const read = readTyped(rules, RULE, conditions);
  if (!read.ok) return read;
  const tier = input.amountFen === null ? null : valuationRoute(input.amountFen, rules);
  if (tier !== null && !tier.ok) return tier;
  const lightest = tier === null ? null : tier.value.route;
  const routes = ORDER.map((route) => {
    const found = [...amountFindings(route, lightest), ...ownFindings(route, input, read.value.value)];
    return {
      route,
      title: TITLE[route],
      verdict: verdictOf(found),
      findings: found.map(({ failure }) => failure),
    };
  });
  const allowed = routes.filter(({ verdict }) => verdict === 'pass').map(({ title }) => title);
  return ok({
    lightest,
    routes,
    trace: derive({
      id: 'appraisal-route',
      label: '可采用的估值方式',
      value: allowed.length === 0 ? null : allowed.join('、'),
      unit: 'text',
      formula: `${rules.region}，${input.on}：金额分档与各方式的办理条件`,
      note: routes
        .filter(({ findings }) => findings.length > 0)
        .map(({ title, findings }) => `${title}：${findings.map(({ message }) => message).join('；')}`)
        .join('。'),
      children: [...(tier === null ? [] : [tier.value.trace]), ruleLeaf(read.value.rule)],
    }),
  });
};
