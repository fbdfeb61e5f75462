import type { Finding, Verdict } from '../../case/exchange';

/** One subject of a ground that did not pass. */
export interface GroundLine {
  readonly subject: string;
  readonly verdict: 'fail' | 'unknown';
  readonly message: string;
  readonly remedy: string;
}

/** One ground as it came out again, over all its subjects. */
export interface GroundAgain {
  readonly rule: string;
  readonly title: string;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  /** The worst of it; a ground is never a pass while one subject is unknown. */
  readonly verdict: Verdict;
  /** What did not pass, failures first, at most `MOST_LINES`. */
  readonly lines: readonly GroundLine[];
}

export const MOST_LINES = 100;

const worst = (fail: number, unknown: number): Verdict =>
  fail > 0 ? 'fail' : unknown > 0 ? 'unknown' : 'pass';

/** The grounds in the order in which they ran. */
export const groundsAgain = (findings: readonly Finding[]): readonly GroundAgain[] => {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const held = byRule.get(finding.rule);
    if (held === undefined) byRule.set(finding.rule, [finding]);
    else held.push(finding);
  }
  return [...byRule].map(([rule, held]) => {
    const count = (verdict: Verdict): number => held.filter((f) => f.verdict === verdict).length;
    const [fail, unknown] = [count('fail'), count('unknown')];
    const lines = (verdict: 'fail' | 'unknown'): readonly GroundLine[] =>
      held
        .filter((f) => f.verdict === verdict)
        .map(({ subject, message, remedy }) => ({ subject: subject.title, verdict, message, remedy }));
    return {
      rule,
      title: held[0]?.title ?? rule,
      pass: count('pass'),
      fail,
      unknown,
      verdict: worst(fail, unknown),
      lines: [...lines('fail'), ...lines('unknown')].slice(0, MOST_LINES),
    };
  });
};
