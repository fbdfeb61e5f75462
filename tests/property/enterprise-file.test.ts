import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { FileFact } from '../../src/lib/case/enterprise-file-section';
import { accountFigures, fileFindings } from '../../src/lib/screening/enterprise-file/accounts-method';
import { fileContradictions } from '../../src/lib/screening/enterprise-file/file-fact';
import {
  after,
  emptyCase,
  fact,
  fileOf,
  rulesOn,
  source,
  withFacts,
} from '../unit/screening/enterprise-file/file-case';

const CODES = [
  'revenue',
  'researchExpense',
  'totalAssets',
  'totalLiabilities',
  'equity',
  'electricityCost',
  'taxedSales',
];
const SOURCES = ['s1', 's2', 's3'];

const someFact = fc
  .record({
    field: fc.constantFrom(...CODES),
    year: fc.constantFrom('2023', '2024'),
    value: fc.constantFrom('0', '100', '130', '100000'),
    from: fc.constantFrom(...SOURCES),
    row: fc.integer({ min: 2, max: 9 }),
    settled: fc.constantFrom(false, false, false, true),
  })
  .map(({ field, year, value, from, row, settled }): FileFact => ({
    ...fact(field, year, value, from, row),
    edit: settled ? '已核对原件' : '',
  }));

const caseOf = (facts: readonly FileFact[]): CaseRecord =>
  withFacts(
    facts,
    SOURCES.map((id) => source(id)),
  );

const values = (record: CaseRecord): Record<string, string | null> =>
  Object.fromEntries(accountFigures(fileOf(record)).map(({ id, value }) => [id, value]));

const verdicts = (record: CaseRecord): Record<string, string> =>
  Object.fromEntries(
    fileFindings(fileOf(record), rulesOn(record.valuationDate)).map(({ rule, verdict }) => [rule, verdict]),
  );

describe('一企一档', () => {
  it('资料进来的先后不影响任何结果', () => {
    fc.assert(
      fc.property(
        fc
          .array(someFact, { maxLength: 14 })
          .chain((facts) =>
            fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
          ),
        ([facts, shuffled]) => {
          expect(accountFigures(fileOf(caseOf(shuffled)))).toEqual(accountFigures(fileOf(caseOf(facts))));
          expect(verdicts(caseOf(shuffled))).toEqual(verdicts(caseOf(facts)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('拿走一项（连同它的矛盾），没有的数不会变有，未知与不符不会变相符', () => {
    fc.assert(
      fc.property(fc.array(someFact, { minLength: 1, maxLength: 14 }), fc.nat(), (facts, pick) => {
        const gone = facts[pick % facts.length];
        const fewer = facts.filter(({ field, period }) => field !== gone?.field || period !== gone.period);
        const before = values(caseOf(facts));
        for (const [id, value] of Object.entries(values(caseOf(fewer))))
          if (value !== null) expect([id, before[id]]).toEqual([id, value]);
        const judged = verdicts(caseOf(facts));
        for (const [rule, verdict] of Object.entries(verdicts(caseOf(fewer))))
          if (verdict === 'pass') expect([rule, judged[rule]]).toEqual([rule, 'pass']);
      }),
      { numRuns: 100 },
    );
  });

  it('加一条相同的记载，什么都不变', () => {
    fc.assert(
      fc.property(fc.array(someFact, { minLength: 1, maxLength: 10 }), fc.nat(), (facts, pick) => {
        const same = facts[pick % facts.length];
        const more = same === undefined ? facts : [...facts, { ...same, from: { source: 's3', row: 99 } }];
        expect(values(caseOf(more))).toEqual(values(caseOf(facts)));
      }),
      { numRuns: 60 },
    );
  });

  it('几份文件按任何顺序导入，事实相同', async () => {
    const files = [
      ['a.csv', '项目,2023年,2024年\n营业收入（万元）,100,130\n资产总计（万元）,900,1000\n'],
      ['b.csv', '年度,营业收入(元),员工人数\n2024,1300000,20\n'],
      ['c.csv', '月份,电费(元)\n2024-01,5\n2024-02,6\n'],
      ['d.csv', '年度,营业收入(万元)\n2023,101\n'],
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async (order) => {
        let record = emptyCase();
        for (const i of order) {
          const [name, text] = files[i] ?? ['', ''];
          record = await after(record, text, {}, { standing: 'both' }, name);
        }
        expect(fileContradictions(fileOf(record)).map(({ label }) => label)).toEqual(['2023 年营业收入']);
        expect(values(record)['accounts/revenue-growth']).toBeNull();
        const { facts } = record.sections.enterpriseFile;
        expect(facts.map((f) => JSON.stringify(f)).sort()).toHaveLength(9);
      }),
      { numRuns: 12 },
    );
  });
});
