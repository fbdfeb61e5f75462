import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { Points } from '../../src/lib/screening/check';
import { event, fact, product, readyFile, searched, wanFen, withFacts } from '../fixtures/ready-file';
import { patent, pointsAnswer, readyCase, screen, view, withSections } from '../fixtures/screening-case';

type File = CaseRecord['sections']['enterpriseFile'];

const MEASURED = [
  ...['P8', 'P9', 'P11', 'P12', 'T2', 'T3', 'T4', 'T5'],
  ...['C1', 'C2', 'C4', 'C6', 'C7', 'C8'],
];

const KINDS = [
  ...['enforcement', 'dishonesty', 'consumption-limit', 'penalty-tax', 'tax-arrears', 'equity-freeze'],
  ...['penalty-environment', 'lawsuit', 'serious-violation', 'abnormal-operation', 'penalty-safety'],
  'penalty-other',
];

const meters = Array.from({ length: 24 }, (_, i) => {
  const month = 2024 * 12 + 10 + i;
  return fact(
    'electricityUse',
    '83000',
    `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
  );
});

/** A file in which every computed item has data, good and bad, and nothing contradicts. 虚构. */
const fullFile = (): File => ({
  ...withFacts(
    readyFile(),
    ...meters,
    // The year is the sum of its meters: 12 × 83 000. A year that says otherwise hides what its months show.
    fact('electricityUse', '996000', '2025'),
    fact('researchExpense', wanFen(250), '2025'),
    fact('researchStaff', '12', '2025'),
    fact('degreeHolders', '40', '2025'),
    fact('orders', wanFen(3000)),
    fact('landArea', '300'),
    fact('highTech', 'true'),
    fact('highTechUntil', '2027-01-01'),
    fact('littleGiant', 'false'),
    fact('premises', 'lease'),
    fact('leaseEnd', '2027-01-01'),
    fact('creditReportOn', '2026-11-01'),
    fact('overdueDebt', '0'),
    fact('taxArrears', wanFen(1)),
    fact('socialArrears', '0'),
    fact('taxCreditGrade', 'C', '2025'),
    fact('operatingCashFlow', '0', '2025'),
    fact('operatingCashFlow', '0', '2024'),
  ),
  searches: searched(...KINDS),
  events: [
    event('dishonesty', { state: 'repaired', repairedOn: '2026-05-01' }),
    event('abnormal-operation', { state: 'closed' }),
  ],
  products: [product('a', 4000, ['p-1']), product('b', 2000, ['p-2']), product('c', 1000, [])],
});

const PATENTS = [
  patent(1, { type: 'invention', forwardCitationCount: 3, familySize: 1, licenceCount: 1 }),
  patent(2, { evaluationReportPositive: false, forwardCitationCount: 0, familySize: 1, licenceCount: 0 }),
];

const fullCase = (): CaseRecord =>
  withSections(readyCase(PATENTS), ({ screening }) => ({
    enterpriseFile: fullFile(),
    screening: {
      ...screening,
      answers: screening.answers.filter((a) => !MEASURED.map(view).includes(a.rule)),
    },
  }));

type Removal = (record: CaseRecord) => CaseRecord;

const inFile =
  (change: (file: File) => File): Removal =>
  (record) =>
    withSections(record, ({ enterpriseFile }) => ({ enterpriseFile: change(enterpriseFile) }));

const without = <T>(list: readonly T[], at: number): T[] =>
  list.filter((_, i) => i !== at % Math.max(1, list.length));
const changed = <T>(list: readonly T[], at: number, change: (item: T) => T): T[] =>
  list.map((item, i) => (i === at % list.length ? change(item) : item));

/** Takes one thing away that somebody knew; never an event or a product, which may speak against the enterprise. */
const removal: fc.Arbitrary<Removal> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(500).map((at) => inFile((f) => ({ ...f, facts: without(f.facts, at) }))) },
  fc.nat(50).map((at) => inFile((f) => ({ ...f, searches: without(f.searches, at) }))),
  fc
    .nat(50)
    .map((at) =>
      inFile((f) => ({ ...f, searches: changed(f.searches, at, (s) => ({ ...s, evidence: [] })) })),
    ),
  fc
    .nat(5)
    .map((at) => inFile((f) => ({ ...f, events: changed(f.events, at, (e) => ({ ...e, state: null })) }))),
  fc
    .nat(5)
    .map((at) =>
      inFile((f) => ({ ...f, products: changed(f.products, at, (p) => ({ ...p, patents: null })) })),
    ),
  fc
    .nat(5)
    .map((at) =>
      inFile((f) => ({ ...f, products: changed(f.products, at, (p) => ({ ...p, revenueFen: null })) })),
    ),
  fc
    .tuple(
      fc.nat(1),
      fc.constantFrom('forwardCitationCount', 'familySize', 'licenceCount', 'evaluationReportPositive'),
    )
    .map(
      ([at, field]): Removal =>
        (record) =>
          withSections(record, ({ patents }) => ({
            patents: { ...patents, records: changed(patents.records, at, (r) => ({ ...r, [field]: null })) },
          })),
    ),
);

/** Takes away one fact, by name. */
const gone = (field: string, period: string): Removal =>
  inFile((f) => ({ ...f, facts: f.facts.filter((one) => one.field !== field || one.period !== period) }));

const apply = (record: CaseRecord, removals: readonly Removal[]): CaseRecord =>
  removals.reduce((r, remove) => remove(r), record);

const itemsOf = (record: CaseRecord) =>
  new Map(
    screen(record)
      .threeViews.dimensions.flatMap((d) => d.items)
      .map((i) => [i.loaded.spec.code, { verdict: i.finding.verdict, points: i.points }]),
  );

const inside = (inner: Points, outer: Points): boolean => outer.low <= inner.low && inner.high <= outer.high;

const RUNS = { numRuns: 60 };
const FOUND: [Removal[], Removal[]][] = [
  [[gone('operatingCashFlow', '2025')], [gone('electricityUse', '2025')]],
];
const ROOM = 120_000;

describe('由数据计算的项目：少知道只会放宽区间', () => {
  it(
    '拿走数据，得分区间只会变宽；未知和不通过不会变成通过，补上一致的数据不会使通过变成未知',
    () => {
      fc.assert(
        fc.property(
          fc.array(removal, { maxLength: 30 }),
          fc.array(removal, { minLength: 1, maxLength: 20 }),
          (first, more) => {
            const record = apply(fullCase(), first);
            const before = itemsOf(record);
            const after = itemsOf(apply(record, more));
            for (const code of MEASURED) {
              const [rich, poor] = [before.get(code), after.get(code)];
              if (rich === undefined || poor === undefined) throw new Error(`no item ${code}`);
              expect([code, rich.points, poor.points, inside(rich.points, poor.points)]).toEqual([
                code,
                rich.points,
                poor.points,
                true,
              ]);
              if (rich.verdict !== 'pass') expect([code, poor.verdict]).not.toEqual([code, 'pass']);
              if (poor.verdict === 'pass') expect([code, rich.verdict]).toEqual([code, 'pass']);
            }
          },
        ),
        { ...RUNS, examples: FOUND },
      );
    },
    ROOM,
  );

  it(
    '加一个与数据一致的答复，区间只会变窄，通过仍是通过',
    () => {
      fc.assert(
        fc.property(
          fc.array(removal, { maxLength: 30 }),
          fc.constantFrom(...MEASURED),
          fc.nat(4),
          (removals, code, at) => {
            const record = apply(fullCase(), removals);
            const own = itemsOf(record).get(code);
            if (own === undefined) throw new Error(`no item ${code}`);
            const { low, high } = own.points;
            const said = ([0, 1, 2, 3, 4] as const).find((p) => p === low + (at % (high - low + 1))) ?? 0;
            const answered = withSections(record, ({ screening }) => ({
              screening: { ...screening, answers: [...screening.answers, pointsAnswer(view(code), said)] },
            }));
            const after = itemsOf(answered).get(code);
            expect(after?.points).toEqual({ low: said, high: said });
            if (own.verdict === 'pass') expect(after?.verdict).toBe('pass');
          },
        ),
        RUNS,
      );
    },
    ROOM,
  );
});
