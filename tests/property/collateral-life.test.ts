import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PerfectionState, RegisterSearch, SecurityStep } from '../../src/lib/case/collateral-life';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { CollateralItem } from '../../src/lib/case/collateral-section';
import { NO_OUTPUTS, type Outputs } from '../../src/lib/case/method';
import { recogniserByNumber } from '../../src/lib/collateral/earlier-recognition';
import { enterStep } from '../../src/lib/collateral/life/enter-step';
import type { Gate } from '../../src/lib/collateral/life/gate-model';
import { lifeAssets } from '../../src/lib/collateral/life/life-assets';
import { readRecognitionRules } from '../../src/lib/collateral/life/life-rules';
import { lifeOfCase } from '../../src/lib/collateral/life/life-view';
import { rankRights } from '../../src/lib/collateral/life/priority';
import { releaseGate } from '../../src/lib/collateral/life/release-gate';
import { faultsOfSteps, stateOfSteps } from '../../src/lib/collateral/life/step-machine';
import { substitutesFor } from '../../src/lib/collateral/life/substitute';
import { readPerfectionStates } from '../../src/lib/collateral/perfection';
import { recogniserOn } from '../../src/lib/collateral/recognition-on-day';
import { addDays } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import {
  HASH,
  ON,
  RULES,
  factory,
  gateInput,
  greenPrior,
  guarantee,
  lifeCase,
  settingFor,
  wan,
} from '../fixtures/life-case';

const STATES: readonly PerfectionState[] = [
  'draft',
  'contract-signed',
  'filed',
  'registered',
  'changed',
  'extended',
  'cancelled',
  'refused',
  'revoked',
  'expired',
  'objected',
];
const LAND = settingFor('constitutive');
const date = fc.integer({ min: -400, max: 40 }).map((n) => addDays(ON, n));
const state = fc.constantFrom(...STATES);
const hash = fc.constantFrom(HASH, null);

const step: fc.Arbitrary<SecurityStep> = fc.record({
  to: state,
  on: date,
  by: fc.constantFrom('虚构', ''),
  documentHash: hash,
  note: fc.constant(''),
});
const receipt = fc.option(
  fc.record({ registrationNumber: fc.constantFrom('虚构 1', ' '), date, documentHash: hash }),
  { nil: null },
);
const search = fc.record({
  registry: fc.constant('不动产登记机构'),
  on: date,
  clear: fc.constantFrom(true, false, null),
  by: fc.constant(''),
  note: fc.constant(''),
  evidence: fc.constant<RegisterSearch['evidence']>([]),
});
const revaluation = fc.record({
  on: date,
  valueFen: fc.bigInt({ min: 0n, max: 10n ** 12n }).map(String),
  source: fc.constant(''),
  by: fc.constant(''),
});
const item = (id: string): fc.Arbitrary<CollateralItem> =>
  fc
    .record({
      assetClass: fc.constantFrom('RE_FACTORY', 'EQUIP_GEN', 'PATENT_INV', 'DATA_IP', 'MARGIN', 'NOTHING'),
      perfection: state,
      receipt,
      steps: fc.array(step, { maxLength: 5 }),
      searches: fc.array(search, { maxLength: 4 }),
      revaluations: fc.array(revaluation, { maxLength: 4 }),
      valuedOn: fc.option(date, { nil: null }),
    })
    .map(({ steps, searches, revaluations, ...rest }) =>
      factory({ id, ...rest, life: { steps, searches, revaluations, watched: [], disposal: null } }),
    );

const gateOf = (caseRecord: CaseRecord, prior: Outputs = greenPrior()): Gate =>
  mustBeOk(releaseGate(gateInput(caseRecord, { prior })));

const shuffled = <T>(list: readonly T[], keys: readonly number[]): T[] =>
  list
    .map((value, i) => ({ value, key: keys[i % Math.max(keys.length, 1)] ?? 0, i }))
    .sort((a, b) => a.key - b.key || b.i - a.i)
    .map(({ value }) => value);

describe('the release gate', () => {
  it('is never opened by taking evidence away', () => {
    const whole = lifeCase();
    const prior = greenPrior();
    const takers: readonly ((record: CaseRecord) => CaseRecord)[] = [
      (record) => lifeWith(record, { receipt: null }),
      (record) =>
        lifeWith(record, {
          receipt: { registrationNumber: '虚构不动产证明 1', date: '2026-11-15', documentHash: null },
        }),
      (record) => lifeWith(record, { valuedOn: null }),
      (record) => lifeWith(record, { life: { ...factory().life, searches: [] } }),
      (record) => lifeWith(record, { life: { ...factory().life, steps: factory().life.steps.slice(1) } }),
      (record) => ({ ...record, attachments: [] }),
      (record) => sectionWith(record, { support: [guarantee({ contract: null })] }),
    ];
    fc.assert(
      fc.property(
        fc.subarray([...takers]),
        fc.subarray([...prior.findings]),
        fc.subarray([...prior.figures]),
        (taken, findings, figures) => {
          const left = taken.reduce((record, take) => take(record), whole);
          const all =
            taken.length === 0 &&
            findings.length === prior.findings.length &&
            figures.length === prior.figures.length;
          expect(gateOf(left, { ...prior, findings, figures }).verdict === 'pass').toBe(all);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of any list', () => {
    fc.assert(
      fc.property(
        item('factory'),
        item('other'),
        fc.array(fc.integer(), { minLength: 1, maxLength: 6 }),
        (a, b, keys) => {
          const mixed = (one: CollateralItem): CollateralItem => ({
            ...one,
            life: {
              ...one.life,
              searches: shuffled(one.life.searches, keys),
              revaluations: shuffled(one.life.revaluations, keys),
            },
          });
          const prior = greenPrior();
          const before = gateOf(lifeCase({ items: [a, b] }));
          const after = gateOf(lifeCase({ items: [mixed(b), mixed(a)] }), {
            ...prior,
            findings: shuffled(prior.findings, keys),
            figures: shuffled(prior.figures, keys),
          });
          expect(after.checks).toEqual(before.checks);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says of every closed check what to do, and of every waived one who', () => {
    fc.assert(
      fc.property(item('factory'), (one) => {
        for (const check of gateOf(lifeCase({ items: [one] })).checks) {
          expect(check.remedy === '').toBe(check.verdict === 'pass');
          expect(check.open).toBe(check.verdict === 'pass' || check.waived !== null);
        }
      }),
      { numRuns: 100 },
    );
  });
});

const sectionWith = (
  record: CaseRecord,
  part: Partial<CaseRecord['sections']['collateral']>,
): CaseRecord => ({
  ...record,
  sections: { ...record.sections, collateral: { ...record.sections.collateral, ...part } },
});
const lifeWith = (record: CaseRecord, change: Partial<CollateralItem>): CaseRecord =>
  sectionWith(record, {
    items: record.sections.collateral.items.map((one) =>
      one.id === 'factory' ? { ...one, ...change } : one,
    ),
  });

describe('recognition', () => {
  it('never comes without a receipt, nor to a class without a register, whoever waives', () => {
    fc.assert(
      fc.property(item('factory'), (one) => {
        const waivers = [
          { check: 'registered', subject: 'factory', approver: '虚构', reason: '虚构', on: ON },
        ];
        const life = mustBeOk(
          lifeOfCase({
            ...gateInput(lifeCase({ items: [one], collateral: { waivers } })),
            on: ON,
            used: null,
          }),
        );
        for (const { recognised, receipt: entered, className, state: where } of life.items)
          if (recognised) {
            expect(entered?.documentHash).toBe(HASH);
            expect(entered?.registrationNumber.trim()).not.toBe('');
            expect((entered?.date ?? '') <= ON).toBe(true);
            expect(className).not.toBe('数据知识产权');
            expect(['registered', 'changed', 'extended']).toContain(where);
          }
      }),
      { numRuns: 200 },
    );
  });

  const states = mustBeOk(readPerfectionStates(RULES));
  const parameters = mustBeOk(readRecognitionRules(RULES));
  const countedAt = (caseRecord: CaseRecord, on = ON): ReadonlySet<string> => {
    const recogniser = recogniserOn({ caseRecord, rules: RULES, parameters, on, dayName: '放款日' });
    const assets = mustBeOk(lifeAssets({ caseRecord, rules: RULES, prior: NO_OUTPUTS }));
    return new Set(
      assets.flatMap(({ asset, assetClass }) =>
        assetClass !== null && recogniser.asset(asset, assetClass).recognised ? [asset.id] : [],
      ),
    );
  };
  const countedBefore = (caseRecord: CaseRecord): ReadonlySet<string> => {
    const recogniser = recogniserByNumber(states, true);
    const assets = mustBeOk(lifeAssets({ caseRecord, rules: RULES, prior: NO_OUTPUTS }));
    return new Set(
      assets.flatMap(({ asset, assetClass }) =>
        assetClass !== null && recogniser.asset(asset, assetClass).recognised ? [asset.id] : [],
      ),
    );
  };
  const live = (id: string) =>
    fc
      .record({
        one: item(id),
        perfection: fc.constantFrom<PerfectionState>('registered', 'changed', 'extended'),
        number: fc.constantFrom('虚构 1', '虚构 2', ' '),
        on: date,
        paper: hash,
        months: fc.constantFrom('1', '12', ''),
      })
      .map(({ one, perfection, number, on, paper, months }) => ({
        ...one,
        perfection,
        receipt: { registrationNumber: number, date: on, documentHash: paper },
        details: months === '' ? {} : { term_months: months },
        life: { ...one.life, steps: one.life.steps.slice(0, 1) },
      }));

  it('counts nothing that number and date alone did not, and nothing twice that cannot be', () => {
    let counted = 0;
    fc.assert(
      fc.property(live('a'), live('b'), (a, b) => {
        const caseRecord = lifeCase({ items: [a, b] });
        const now = countedAt(caseRecord);
        counted += now.size;
        for (const id of now) expect(countedBefore(caseRecord).has(id)).toBe(true);
        const places = ({ assetClass }: CollateralItem): string =>
          assetClass === 'EQUIP_GEN' ? 'movable' : assetClass;
        if (now.size === 2 && a.receipt.registrationNumber === b.receipt.registrationNumber)
          expect([places(a), a.receipt.date]).toEqual([places(b), b.receipt.date]);
      }),
      { numRuns: 300 },
    );
    expect(counted).toBeGreaterThan(0);
  });

  it('goes when the paper goes, and never comes by an earlier day', () => {
    fc.assert(
      fc.property(live('a'), date, (a, on) => {
        const caseRecord = lifeCase({ items: [a] });
        expect(countedAt({ ...caseRecord, attachments: [] }).size).toBe(0);
        const bare = { ...a, receipt: { ...a.receipt, documentHash: null } };
        expect(countedAt(lifeCase({ items: [bare] })).size).toBe(0);
        if (on < a.receipt.date) expect(countedAt(caseRecord, on).size).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('entering steps', () => {
  it('whatever is tried, the history that is kept fits, ends where it says and has a receipt where it needs one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (tried) => {
        let kept = factory({ perfection: 'draft', receipt: null, life: { ...factory().life, steps: [] } });
        for (const one of tried) {
          const entered = enterStep(kept, { ...one, registrationNumber: '虚构 1' }, ON, LAND);
          if (!entered.ok) {
            expect(entered.failure.message).not.toBe('');
            expect(entered.failure.remedy).not.toBe('');
            continue;
          }
          const { steps, perfection, receipt: now } = entered.value;
          kept = { ...kept, perfection, receipt: now, life: { ...kept.life, steps } };
        }
        expect(faultsOfSteps(kept.life.steps, LAND)).toEqual([]);
        expect(kept.perfection).toBe(stateOfSteps(kept.life.steps));
        if (['registered', 'changed', 'extended'].includes(kept.perfection))
          expect(kept.receipt?.documentHash).toBe(HASH);
        if (kept.perfection === 'draft' || kept.perfection === 'contract-signed')
          expect(kept.receipt).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('ranks and substitutes', () => {
  const right = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    holder: fc.constant('虚构'),
    kind: fc.constantFrom(
      'mortgage' as const,
      'pledge' as const,
      'purchase-money' as const,
      'retention' as const,
      'receivable-transfer' as const,
    ),
    registeredOn: fc.option(date, { nil: null }),
    deliveredOn: fc.option(date, { nil: null }),
    notifiedOn: fc.option(date, { nil: null }),
  });

  it('every right has one rank or a reason for none, whatever the order of the list', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'movable' as const,
          'real-estate' as const,
          'receivable' as const,
          'warehouse-receipt' as const,
          'registered-right' as const,
        ),
        fc.uniqueArray(right, { selector: ({ id }) => id }),
        (thing, rights) => {
          const found = mustBeOk(rankRights(thing, rights, RULES, 10));
          const placed = found.ranks.flatMap(({ ids }) => ids);
          expect([...placed, ...found.excluded.map(({ id }) => id)].sort()).toEqual(
            rights.map(({ id }) => id).sort(),
          );
          expect(found.steps).toHaveLength(Math.max(placed.length - 1, 0));
          expect(mustBeOk(rankRights(thing, rights.toReversed(), RULES, 10)).ranks).toEqual(found.ranks);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('whatever is offered closes the hole, and nothing is offered where nothing does', () => {
    const source = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      title: fc.constant('虚构'),
      availableFen: fc.bigInt({ min: -5n, max: 100n }),
      yearlyCostFen: fc.option(fc.bigInt({ min: 0n, max: 9n }), { nil: null }),
      days: fc.option(fc.nat(9), { nil: null }),
    });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 120n }),
        fc.uniqueArray(source, { selector: ({ id }) => id }),
        (hole, sources) => {
          const found = substitutesFor(hole, sources);
          const of = (ids: readonly string[]) =>
            sources
              .filter(({ id }) => ids.includes(id))
              .reduce((sum, { availableFen }) => sum + availableFen, 0n);
          for (const { ids, coversFen } of [...found.alone, ...found.pairs]) {
            expect(of(ids) >= hole).toBe(true);
            expect(coversFen).toBe(hole);
          }
          expect(found.alone.length > 0).toBe(found.mostAloneFen >= hole);
          if (found.pairs.length > 0) expect(found.mostPairFen >= hole).toBe(true);
          expect(BigInt(wan(1))).toBe(1_000_000n);
        },
      ),
      { numRuns: 200 },
    );
  });
});
