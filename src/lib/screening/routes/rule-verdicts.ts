import type { Finding, Verdict } from '../../case/exchange';
import { weakest } from '../../kernel/confidence';
import { leaf } from '../../kernel/trace';
import type { CheckInput } from '../checks/check-input';
import type { GroundResult } from '../finding-model';
import { all } from '../kleene';

const count = (findings: readonly Finding[], verdict: Verdict): number =>
  findings.filter((f) => f.verdict === verdict).length;

/** What earlier rules came to, by rule, in the form in which a derived check reads results. */
export const verdictsByRule = (findings: readonly Finding[]): readonly GroundResult[] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group === undefined) groups.set(finding.rule, [finding]);
    else group.push(finding);
  }
  return [...groups].map(([rule, group]): GroundResult => {
    const of = (verdict: Verdict) => group.filter((f) => f.verdict === verdict);
    return {
      rule,
      code: '',
      title: group[0]?.title ?? rule,
      about: 'case',
      verdict: all(group.map((f) => f.verdict)),
      counts: { pass: count(group, 'pass'), fail: count(group, 'fail'), unknown: count(group, 'unknown') },
      failing: of('fail').map((f) => f.subject),
      unknown: of('unknown').map((f) => f.subject),
      message: [...new Set(group.filter((f) => f.verdict !== 'pass').map((f) => f.message))].join('；'),
      remedies: [...new Set(group.flatMap((f) => (f.remedy === '' ? [] : [f.remedy])))],
      confidence: weakest(group.map((f) => f.confidence)),
      findings: [],
    };
  });
};

/** The verdicts of the named rules. A rule that left none is unknown. */
export const verdictsOf = (rules: readonly string[], { grounds }: CheckInput) => {
  const byRule = new Map(grounds.map((g) => [g.rule, g]));
  const found = rules.map((rule) => ({ rule, result: byRule.get(rule) ?? null }));
  const verdict = all(found.map(({ result }) => result?.verdict ?? 'unknown'));
  const deciding = found.filter(({ result }) => (result?.verdict ?? 'unknown') === verdict);
  const nodes = found.flatMap(({ result }) =>
    result === null
      ? []
      : [
          leaf({
            id: `findings/${result.rule}`,
            label: result.title,
            value: result.verdict,
            unit: 'text',
            confidence: result.confidence,
            source: { kind: 'field', path: `findings[${result.rule}]`, label: result.title },
          }),
        ],
  );
  const items = deciding.map(({ rule, result }) => result?.title ?? rule).join('、');
  return { verdict, items, nodes };
};
