import type { CaseRecord } from '../../case/case-record';
import type { Finding, Verdict } from '../../case/exchange';
import type { Decision } from '../decision';
import { all } from '../kleene';

/** What a case comes to, judged as a whole. */
export interface Judged {
  readonly decision: Pick<Decision, 'code' | 'label'>;
  readonly findings: readonly Pick<Finding, 'rule' | 'verdict' | 'severity'>[];
  /** What could be lent on what is known, 分; `null` where it is not told. */
  readonly amountFen: string | null;
}

/** Judges a case anew. Whoever can run all the methods hands it in. */
export type Rejudge = (caseRecord: CaseRecord) => Judged;

/** What the case comes to once some patents are out of the pledge. */
export interface DropOutcome {
  readonly patents: readonly { readonly id: string; readonly title: string }[];
  /** Patents that stay pledged. With none left nothing is judged. */
  readonly left: number;
  readonly before: Judged['decision'];
  readonly after: Judged['decision'] | null;
  /** Verdict of the rule in question over the patents that stay. */
  readonly rule: Verdict | null;
  /** Rules that do not pass, before and after. */
  readonly open: { readonly before: number; readonly after: number } | null;
  readonly amountFen: { readonly before: string | null; readonly after: string | null } | null;
}

const openRules = ({ findings }: Judged): number =>
  new Set(findings.filter((f) => f.verdict !== 'pass').map((f) => f.rule)).size;

/** The case with some patents out of the pledge; `null` when none would be left. */
export const withoutPatents = (caseRecord: CaseRecord, dropped: ReadonlySet<string>): CaseRecord | null => {
  const { patents } = caseRecord.sections;
  const pledged = patents.pledged.length === 0 ? patents.records.map((p) => p.id) : patents.pledged;
  const left = pledged.filter((id) => !dropped.has(id));
  return left.length === 0
    ? null
    : { ...caseRecord, sections: { ...caseRecord.sections, patents: { ...patents, pledged: left } } };
};

/** Drops patents and judges the rest; equal sets are judged once. */
export const dropper = (caseRecord: CaseRecord, before: Judged, rejudge: Rejudge) => {
  const known = new Map<string, Judged | null>();
  const titles = new Map(caseRecord.sections.patents.records.map((p) => [p.id, p.title]));
  const judge = (ids: readonly string[]): Judged | null => {
    const key = JSON.stringify(ids);
    const found = known.get(key);
    if (found !== undefined) return found;
    const changed = withoutPatents(caseRecord, new Set(ids));
    const judged = changed === null ? null : rejudge(changed);
    known.set(key, judged);
    return judged;
  };
  return (patents: readonly string[], rule: string): DropOutcome => {
    const ids = [...new Set(patents)].sort();
    const after = judge(ids);
    const pledged = caseRecord.sections.patents.pledged.length;
    const whole = pledged === 0 ? caseRecord.sections.patents.records.length : pledged;
    return {
      patents: ids.map((id) => ({ id, title: titles.get(id) ?? id })),
      left: Math.max(0, whole - ids.length),
      before: before.decision,
      after: after?.decision ?? null,
      rule: after === null ? null : all(after.findings.filter((f) => f.rule === rule).map((f) => f.verdict)),
      open: after === null ? null : { before: openRules(before), after: openRules(after) },
      amountFen: after === null ? null : { before: before.amountFen, after: after.amountFen },
    };
  };
};
