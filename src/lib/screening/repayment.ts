import { brokenFinding } from './broken-finding';
import { loanPurpose } from './checks/repayment-checks';
import { RuleInput } from './checks/rule-input';
import { REPAYMENT_COMPUTATION, REPAYMENT_SOURCES_SET, loadComputedSet } from './computed-items';
import { type ScreeningContext, caseSubject } from './context';
import { type Evaluation, evaluateRule } from './evaluate';
import type { GroundResult, ScreenedFinding } from './finding-model';
import { all } from './kleene';
import { type GroundWords, LateGround } from './late-ground';
import { collected, joinedLists } from './lists';
import type { LoadedRule, LoadedSet } from './rule-sets';

/** Takes growth and debts as they were entered. */
export const REPAYMENT_METHOD_1 = 'screening.repayment@1';
/** A growth above what the years bear out carries nothing; debts are held against the enterprise file. */
export const REPAYMENT_METHOD = 'screening.repayment@2';

/** A rule that is not asked of this loan, with the reason. It is no pass. */
export interface NotApplicable {
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  readonly reason: string;
}

export interface RepaymentResult {
  readonly method: string;
  readonly title: string;
  /** Kleene `all` over the findings. */
  readonly verdict: ScreenedFinding['verdict'];
  readonly findings: readonly ScreenedFinding[];
  readonly notApplicable: readonly NotApplicable[];
}

/** Rules that a rule sums up. */
const sourcesOf = ({ computed }: LoadedRule): readonly string[] => computed?.spec.derivedFrom ?? [];

const WORDS: GroundWords = {
  message: (_, { findings }) => findings.map((f) => f.message).join('；'),
  remedies: (_, { findings }) => findings.flatMap((f) => f.remedies),
};

/** The result of one rule as those that sum up read it. */
const groundOf = (
  loaded: LoadedRule,
  findings: readonly ScreenedFinding[],
  { untraced }: ScreeningContext,
): GroundResult => {
  const ground = new LateGround(loaded, findings, WORDS);
  return untraced === true ? ground : ground.plain();
};

/** Why the need for working capital is not asked of this loan; `null` when it is. */
const outsideNeed = (loaded: LoadedRule, set: LoadedSet, context: ScreeningContext): NotApplicable | null => {
  if (loaded.spec.test !== 'repayment-working-capital') return null;
  const subject = caseSubject(context.caseRecord);
  const purpose = loanPurpose(new RuleInput(context, loaded, set, subject, null, null, null, []));
  if ('verdict' in purpose || purpose.kind !== 'other') return null;
  return {
    rule: loaded.id,
    code: loaded.spec.code,
    title: loaded.rule.title,
    reason: `用途为“${purpose.text}”，不是流动资金贷款，不作流动资金需求测算；不等于通过`,
  };
};

/**
 * 第一还款来源: cash-flow cover, the need for working capital, debts and guarantees, exposure. While any of it is not known
 * the case is held whatever the collateral is worth (押品管理指引, 从属性).
 */
export const evaluateRepayment = (context: ScreeningContext, method = REPAYMENT_METHOD): RepaymentResult => {
  const set = loadComputedSet(context.rules, REPAYMENT_SOURCES_SET, REPAYMENT_COMPUTATION);
  const shared: Evaluation = { set, method, context, grounds: [] };
  const outside = new Map(
    collected(set.rules, (loaded) => {
      const reason = outsideNeed(loaded, set, context);
      return reason === null ? null : ([loaded.id, reason] as const);
    }),
  );
  const asked = set.rules.filter(({ id }) => !outside.has(id));
  const single = asked.filter((loaded) => sourcesOf(loaded).length === 0);
  const judged = new Map(single.map((loaded) => [loaded.id, evaluateRule(loaded, shared)]));
  const grounds = single.map((loaded) => groundOf(loaded, judged.get(loaded.id) ?? [], context));
  const findings = joinedLists(
    asked.map(
      (loaded) =>
        judged.get(loaded.id) ??
        evaluateRule(loaded, {
          set,
          method,
          context,
          grounds: grounds.filter((g) => sourcesOf(loaded).includes(g.rule)),
        }),
    ),
  );
  const broken = set.broken.map(({ id, failure }) =>
    brokenFinding(id, failure, set, method, caseSubject(context.caseRecord)),
  );
  const every = [...findings, ...broken];
  return {
    method,
    title: set.set.title,
    verdict: all(every.map((f) => f.verdict)),
    findings: every,
    notApplicable: [...outside.values()],
  };
};
