import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { FileSource } from '../../src/lib/case/enterprise-file-section';
import { fact, readyFile, readyRepayment, wanFen, withFacts } from '../fixtures/ready-file';
import { readyCase, screen, withSections } from '../fixtures/screening-case';

/** Debts of the enterprise file, each with a source of its own, whose papers, dates and names are taken away. 虚构. */

const DEBTS = [
  ['interestBearingDebt', null],
  ['shortTermLoans', '2025'],
  ['longTermLoans', '2025'],
] as const;
type Debt = (typeof DEBTS)[number][0];

const sourceId = (debt: string): string => `src-${debt}`;

interface Given {
  /** 万元 by debt; `null` = not stated. */
  readonly wan: Readonly<Record<Debt, number | null>>;
  readonly bank: number;
  readonly group: number | null;
}

const caseOf = ({ wan, bank, group }: Given): CaseRecord => {
  const base = readyFile();
  const [model] = base.sources;
  if (model === undefined) throw new Error('source expected');
  const stated = DEBTS.flatMap(([debt, period]) => {
    const amount = wan[debt];
    return amount === null
      ? []
      : [{ ...fact(debt, wanFen(amount), period), from: { source: sourceId(debt), row: null } }];
  });
  const sources = DEBTS.map(([debt]) => ({ ...model, id: sourceId(debt), title: `虚构 ${debt}.pdf` }));
  const own = readyRepayment();
  return withSections(readyCase(), ({ screening }) => ({
    enterpriseFile: { ...withFacts(base, ...stated), sources: [...base.sources, ...sources] },
    screening: {
      ...screening,
      repayment: {
        ...own,
        bankDebt: { ...own.bankDebt, fen: wanFen(bank) },
        group:
          group === null ? own.group : { related: true, exposure: { ...own.bankDebt, fen: wanFen(group) } },
      },
    },
  }));
};

type Loss = (source: FileSource) => readonly FileSource[];

const LOSSES: Readonly<Record<string, Loss>> = {
  附件不在案卷中: (s) => [{ ...s, attachment: 'gone' }],
  来源不在案卷中: () => [],
  来源没有名称: (s) => [{ ...s, title: ' ', sha256: null, attachment: null }],
  没有日期: (s) => [{ ...s, asOf: null }],
  日期过期: (s) => [{ ...s, asOf: '2019-01-01' }],
};

const losing = (record: CaseRecord, debt: Debt, loss: Loss): CaseRecord =>
  withSections(record, ({ enterpriseFile }) => ({
    enterpriseFile: {
      ...enterpriseFile,
      sources: enterpriseFile.sources.flatMap((s) => (s.id === sourceId(debt) ? loss(s) : [s])),
    },
  }));

const verdictsOf = (record: CaseRecord): ReadonlyMap<string, string> =>
  new Map(screen(record).findings.map((f) => [`${f.rule}@${f.subject.id}`, f.verdict]));

const expectNotBetter = (before: CaseRecord, after: CaseRecord): void => {
  const poorer = verdictsOf(after);
  const better = [...verdictsOf(before)].filter(
    ([key, verdict]) => verdict !== 'pass' && poorer.get(key) === 'pass',
  );
  expect(better).toEqual([]);
};

const wan = fc.option(fc.constantFrom(0, 100, 499, 600, 950, 1052, 5000, 30_000), { nil: null });
const given: fc.Arbitrary<Given> = fc.record({
  wan: fc.record({ interestBearingDebt: wan, shortTermLoans: wan, longTermLoans: wan }),
  bank: fc.constantFrom(0, 100, 500, 19_001),
  group: fc.option(fc.constantFrom(0, 500, 1000, 29_001), { nil: null }),
});
const debt = fc.constantFrom(...DEBTS.map(([name]) => name));
const lossName = fc.constantFrom(...Object.keys(LOSSES));

describe('一企一档所示的负债', () => {
  it('拿走来源、附件或日期，未知和不通过从不变成通过', () => {
    fc.assert(
      fc.property(
        given,
        fc.array(fc.tuple(debt, lossName), { minLength: 1, maxLength: 3 }),
        (from, losses) => {
          const before = caseOf(from);
          const after = losses.reduce(
            (record, [name, loss]) => losing(record, name, LOSSES[loss] ?? ((s) => [s])),
            before,
          );
          expectNotBetter(before, after);
        },
      ),
      { seed: 20261122, numRuns: 80 },
    );
  }, 120_000);

  it.each(Object.keys(LOSSES))('有息负债多于填报，%s：仍然未知', (name) => {
    const before = caseOf({
      wan: { interestBearingDebt: 5000, shortTermLoans: null, longTermLoans: null },
      bank: 500,
      group: 1000,
    });
    const after = losing(before, 'interestBearingDebt', LOSSES[name] ?? ((s) => [s]));
    const verdicts = [before, after].map(verdictsOf);
    for (const rule of ['bank-debt', 'group', 'exposure'])
      expect(verdicts.map((v) => v.get(`cn.repayment.${rule}@case`))).toEqual(['unknown', 'unknown']);
  });
});
