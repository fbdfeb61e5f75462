import type { Finding } from '../case/exchange';
import {
  type ComparedLine,
  type LineChange,
  compareVerdicts,
  countChanges,
  verdictLines,
} from './coaching/verdict-lines';
import type { Decision } from './decision';
import type { Screening } from './screen-case';

type Judged = Pick<Screening, 'decision' | 'findings' | 'threeViews'>;

/** What one release makes of a case, in short. */
export interface ScreeningSummary {
  readonly decision: Pick<Decision, 'code' | 'label'>;
  /** Grade at the low and the high end; `null` = not scored. */
  readonly grade: { readonly low: string; readonly high: string; readonly multiplier: string } | null;
  readonly total: { readonly low: string; readonly high: string } | null;
  readonly counts: Readonly<Record<Finding['verdict'], number>>;
}

/** The same case judged twice, line by line. */
export interface ScreeningComparison {
  readonly before: ScreeningSummary;
  readonly after: ScreeningSummary;
  readonly lines: readonly ComparedLine[];
  readonly counts: Readonly<Record<LineChange, number>>;
}

const summaryOf = ({ decision, findings, threeViews }: Judged): ScreeningSummary => {
  const lines = verdictLines(findings);
  const count = (verdict: Finding['verdict']): number => lines.filter((l) => l.verdict === verdict).length;
  const { grade, total } = threeViews;
  return {
    decision: { code: decision.code, label: decision.label },
    grade:
      grade === null
        ? null
        : { low: grade.low.grade, high: grade.high.grade, multiplier: grade.low.multiplier },
    total: total === null ? null : { low: total.low, high: total.high },
    counts: { pass: count('pass'), fail: count('fail'), unknown: count('unknown') },
  };
};

/** Sets two screenings of one case side by side: decision, grade, and every rule that differs or is new. */
export const compareScreenings = (before: Judged, after: Judged): ScreeningComparison => {
  const lines = compareVerdicts(verdictLines(before.findings), verdictLines(after.findings));
  return { before: summaryOf(before), after: summaryOf(after), lines, counts: countChanges(lines) };
};
