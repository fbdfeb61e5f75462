import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { Verdict } from '../../src/lib/case/exchange';
import type { Screening } from '../../src/lib/screening/screen-case';
import { wanFen } from '../fixtures/ready-file';
import { rules, screen, withSections } from '../fixtures/screening-case';
import { wholeCase } from '../fixtures/whole-case';

/** Properties over a case in which every section of the screening is filled in; facts are taken from the case itself. */

const RUNS = { numRuns: 30 };
const ROOM = 120_000;

const WHOLE = wholeCase();
const { facts: FACTS } = WHOLE.sections.enterpriseFile;

/** The whole case in March 2026, when the accounts of 2025 are there and not yet due. */
const MARCH: CaseRecord = {
  ...withSections(WHOLE, ({ enterpriseFile }) => ({
    enterpriseFile: {
      ...enterpriseFile,
      sources: enterpriseFile.sources.map((s) => ({ ...s, asOf: '2026-03-01' })),
    },
  })),
  valuationDate: '2026-03-10',
};

const run = (record: CaseRecord): Screening =>
  screen(record, undefined, rules(undefined, record.valuationDate));

const withFacts = (
  record: CaseRecord,
  change: (facts: typeof FACTS) => readonly (typeof FACTS)[number][],
): CaseRecord =>
  withSections(record, ({ enterpriseFile }) => ({
    enterpriseFile: { ...enterpriseFile, facts: [...change(enterpriseFile.facts)] },
  }));

const verdicts = ({ findings }: Screening): ReadonlyMap<string, Verdict> =>
  new Map(findings.map((f) => [`${f.rule}@${f.subject.id}`, f.verdict]));

const multiplier = ({ threeViews }: Screening): number => Number(threeViews.grade?.low.multiplier);

const notBetter = (before: Screening, after: Screening): void => {
  const poorer = verdicts(after);
  for (const [key, verdict] of verdicts(before))
    if (verdict !== 'pass') expect([key, poorer.get(key)]).not.toEqual([key, 'pass']);
  if (before.decision.code !== 'passed') expect(after.decision.code).not.toBe('passed');
  expect(multiplier(after)).toBeLessThanOrEqual(multiplier(before));
};

const MONEY = [
  'revenue',
  'operatingCashFlow',
  'totalLiabilities',
  'totalAssets',
  'researchExpense',
  'inventories',
];
const place = fc.constantFrom(WHOLE, MARCH);

describe('完整的案卷', () => {
  it(
    '把一项报表改差，再拿走任何一个事实（连同它自己），判断不会变好',
    () => {
      fc.assert(
        fc.property(
          place,
          fc.constantFrom(...MONEY),
          fc.constantFrom(1, 500, 7_900, 90_000),
          fc.nat(FACTS.length - 1),
          fc.boolean(),
          (record, field, wan, at, own) => {
            const worse = withFacts(record, (facts) =>
              facts.map((f) => (f.field === field && f.period === '2025' ? { ...f, value: wanFen(wan) } : f)),
            );
            const poorer = withFacts(worse, (facts) =>
              facts.filter((f, i) => (own ? f.field !== field || f.period !== '2025' : i !== at)),
            );
            notBetter(run(worse), run(poorer));
          },
        ),
        { ...RUNS, examples: [[WHOLE, 'revenue', 90_000, 0, true]] },
      );
    },
    ROOM,
  );

  it(
    '拿走任何一份附件，与之有关的判断不会变好，也不出错',
    () => {
      const before = run(WHOLE);
      fc.assert(
        fc.property(fc.nat(WHOLE.attachments.length - 1), (at) => {
          const after = run({ ...WHOLE, attachments: WHOLE.attachments.filter((_, i) => i !== at) });
          notBetter(before, after);
          expect(Number(after.threeViews.total?.low)).toBeLessThanOrEqual(
            Number(before.threeViews.total?.low),
          );
        }),
        RUNS,
      );
    },
    ROOM,
  );

  it(
    '事实、来源、事项、查询、产品、答复、押品、附件的次序都不影响结论与判断',
    () => {
      const turned = <T>(list: readonly T[], by: number): T[] =>
        [
          ...list.slice(by % Math.max(1, list.length)),
          ...list.slice(0, by % Math.max(1, list.length)),
        ].reverse();
      const before = run(WHOLE);
      fc.assert(
        fc.property(fc.nat(500), (by) => {
          const record = withSections(
            { ...WHOLE, attachments: turned(WHOLE.attachments, by) },
            ({ enterpriseFile: f, screening, collateral }) => ({
              enterpriseFile: {
                sources: turned(f.sources, by),
                facts: turned(f.facts, by),
                events: turned(f.events, by),
                searches: turned(f.searches, by),
                products: turned(f.products, by),
              },
              screening: { ...screening, answers: turned(screening.answers, by) },
              collateral: { ...collateral, items: turned(collateral.items, by) },
            }),
          );
          const after = run(record);
          expect(verdicts(after)).toEqual(verdicts(before));
          expect(after.decision.code).toBe(before.decision.code);
          expect(after.threeViews.total).toEqual(before.threeViews.total);
          expect(after.figures.map(({ id, value }) => [id, value])).toEqual(
            before.figures.map(({ id, value }) => [id, value]),
          );
        }),
        { numRuns: 10 },
      );
    },
    ROOM,
  );
});
