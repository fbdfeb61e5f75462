import type { ScreeningView } from '../bridge/screening-contract';
import type { Verdict } from '../case/exchange';

/** Rules of one group by verdict. */
export interface TallyLine {
  readonly code: string;
  readonly title: string;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  /** Where the group is worked on. */
  readonly page: 'overview' | 'views' | 'repayment' | 'file';
}

interface Judged {
  readonly rule: string;
  readonly verdict: Verdict;
}

/** The least favourable verdict that each rule came to on anything: fail, then unknown, then pass. */
const worstByRule = (findings: readonly Judged[]): readonly Verdict[] => {
  const worst = new Map<string, Verdict>();
  for (const { rule, verdict } of findings) {
    const before = worst.get(rule);
    if (before === undefined || before === 'pass' || verdict === 'fail') worst.set(rule, verdict);
  }
  return [...worst.values()];
};

const line = (
  code: string,
  title: string,
  page: TallyLine['page'],
  verdicts: readonly Verdict[],
): TallyLine => {
  const count = (verdict: Verdict): number => verdicts.filter((v) => v === verdict).length;
  return { code, title, page, pass: count('pass'), fail: count('fail'), unknown: count('unknown') };
};

/**
 * How many rules of each group pass, fail or are unknown; a rule judged on several patents or data assets counts once.
 * Other collateral is counted check by check, because every item has its own. Groups without a verdict are left out.
 */
export const tallyOf = (screening: ScreeningView): readonly TallyLine[] => {
  const { repayment, threeViews, refusal, consistency, gates, preflight } = screening;
  return [
    line('repayment', '第一还款来源', 'repayment', worstByRule(repayment.findings)),
    line(
      'refusal',
      '专利权质押不予登记的情形',
      'overview',
      refusal.grounds.map((g) => g.verdict),
    ),
    ...threeViews.dimensions.map((d) =>
      line(
        d.code,
        d.title,
        'views',
        d.items.map((i) => i.finding.verdict),
      ),
    ),
    line('consistency', '一企一档的一致性', 'file', worstByRule(consistency)),
    line('data-asset', '数据资产合规', 'overview', worstByRule(gates.assets.flatMap((a) => a.findings))),
    line(
      'collateral',
      '其他押品与增信',
      'overview',
      preflight.items.flatMap((i) => i.findings.map((f) => f.verdict)),
    ),
  ].filter((l) => l.pass + l.fail + l.unknown > 0);
};
