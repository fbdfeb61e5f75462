import type { Severity, Subject, Verdict } from '../case/exchange';
import type { ScreenedFinding } from './finding-model';
import { compareSeverity, heaviest } from './severity';

/** One thing to do and everything it would settle. */
export interface Remedy {
  readonly remedy: string;
  readonly severity: Severity;
  readonly veto: boolean;
  /** Papers that prove it. */
  readonly evidence: readonly string[];
  readonly rules: readonly { readonly rule: string; readonly code: string; readonly title: string }[];
  readonly subjects: readonly Subject[];
  /** How many findings name it. */
  readonly findings: number;
}

const uniqueBy = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

const remedyOf = (remedy: string, of: readonly ScreenedFinding[]): Remedy => ({
  remedy,
  severity: heaviest(of.map((f) => f.severity)),
  veto: of.some((f) => f.veto),
  evidence: [...new Set(of.flatMap((f) => f.evidence))],
  rules: uniqueBy(
    of.map(({ rule, code, title }) => ({ rule, code, title })),
    (r) => r.rule,
  ),
  subjects: uniqueBy(
    of.map((f) => f.subject),
    (s) => `${s.kind}/${s.id}`,
  ),
  findings: of.length,
});

/**
 * What would turn the findings of one verdict into passes: one line per remedy however many patents and rules it
 * serves, the most severe first, then in the order of the rules. Items that sum up other findings are left out, and so is
 * what only rules of `sums` name whose parts have the same verdict.
 */
export const remediesFor = (
  findings: readonly ScreenedFinding[],
  verdict: Verdict,
  sums: ReadonlyMap<string, readonly string[]>,
): readonly Remedy[] => {
  const said = new Set(findings.filter((f) => f.verdict === verdict).map((f) => f.rule));
  const repeats = ({ rule }: ScreenedFinding): boolean =>
    (sums.get(rule) ?? []).some((part) => said.has(part));
  const groups = new Map<string, ScreenedFinding[]>();
  for (const finding of findings) {
    if (finding.verdict !== verdict || finding.derivedFrom.length > 0) continue;
    for (const remedy of finding.remedies) {
      const group = groups.get(remedy);
      if (group === undefined) groups.set(remedy, [finding]);
      else group.push(finding);
    }
  }
  return [...groups]
    .filter(([, of]) => !of.every(repeats))
    .map(([remedy, of]) => remedyOf(remedy, of))
    .sort((a, b) => compareSeverity(b.severity, a.severity) || Number(b.veto) - Number(a.veto));
};
