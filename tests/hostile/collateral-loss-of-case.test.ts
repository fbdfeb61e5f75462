import { describe, expect, it } from 'vitest';
import type { SupportItem } from '../../src/lib/case/collateral-section';
import type { CreditTerms } from '../../src/lib/case/structure-ask';
import { compareCosts } from '../../src/lib/collateral/credit-cost/compare-costs';
import { costFigures } from '../../src/lib/collateral/credit-cost/cost-method';
import { costStructureOf } from '../../src/lib/collateral/credit-cost/cost-of-case';
import { caseLoss } from '../../src/lib/collateral/loss/case-loss';
import { lossFigures } from '../../src/lib/collateral/loss/loss-method';
import { lossOfCase } from '../../src/lib/collateral/loss/loss-of-case';
import { mustBeOk } from '../../src/lib/kernel/result';
import { rulesOn } from '../fixtures/loss-case';
import { withUse } from '../fixtures/used-structure';
import { inputOf, item, support, wan } from '../unit/collateral/build-case';

const terms = (over: Partial<SupportItem['loss']>): SupportItem['loss'] => ({
  kind: 'pro-rata',
  party: null,
  share: null,
  capFen: null,
  deductibleFen: null,
  rank: null,
  ...over,
});

/** A factory and two supports of 100 each, as somebody might enter them. */
const given = (first: Partial<SupportItem>, second: Partial<SupportItem> = {}) =>
  withUse(
    inputOf({
      need: wan(1000),
      items: [item('plant', { valueFen: wan(1000) })],
      support: [support('s1', first), support('s2', { loss: terms({ share: '0.1' }), ...second })],
    }),
    { plant: [600, 600], s1: 100, s2: 100 },
  );
const codes = (first: Partial<SupportItem>, second?: Partial<SupportItem>) => {
  const input = given(first, second);
  const { analysis } = mustBeOk(caseLoss(input));
  const bank = lossFigures(input).find(({ id }) => id === 'loss/bank-loss');
  expect(bank?.value).toBeNull();
  // Whatever was entered: the sum is right, and the shown end is no less than what the bank can lose.
  expect(analysis.parties.reduce((sum, { netFen }) => sum + netFen, 0n)).toBe(analysis.lossFen);
  return analysis.failures.map(({ code }) => code).sort();
};

describe('arrangements that cannot be meant', () => {
  it.each<[string, Partial<SupportItem>, Partial<SupportItem>, readonly string[]]>([
    [
      'shares above 1',
      { loss: terms({ share: '0.7' }) },
      { loss: terms({ share: '0.6' }) },
      ['E_SHARES_ABOVE_ONE', 'E_SHARES_ABOVE_ONE'],
    ],
    [
      'two that compensate each other',
      { loss: terms({ kind: 'compensates', party: 's2', share: '0.5' }) },
      { loss: terms({ kind: 'compensates', party: 's1', share: '0.5' }) },
      ['E_CIRCULAR', 'E_CIRCULAR'],
    ],
    [
      'one that compensates itself',
      { loss: terms({ kind: 'compensates', party: 's1', share: '0.5' }) },
      {},
      ['E_CIRCULAR'],
    ],
    [
      'one that compensates nobody known',
      { loss: terms({ kind: 'compensates', party: 'gone', share: '0.5' }) },
      {},
      ['E_PARTY_UNKNOWN'],
    ],
    [
      'one that does not say whom it compensates',
      { loss: terms({ kind: 'compensates', share: '0.5' }) },
      {},
      ['E_PARTY_MISSING'],
    ],
    ['no arrangement at all', {}, {}, ['E_MISSING']],
    [
      'a division that is not the whole',
      { split: [{ bearer: 'guarantor', share: '0.8' }] },
      {},
      ['E_SPLIT_SUM'],
    ],
    [
      'a division above the whole, one bearer twice',
      {
        split: [
          { bearer: 'guarantor', share: '0.8' },
          { bearer: 'guarantor', share: '0.8' },
        ],
      },
      {},
      ['E_SPLIT_SUM'],
    ],
    [
      'first loss with a part that stays with the bank',
      {
        loss: terms({ kind: 'first-loss', share: '0.1' }),
        split: [
          { bearer: 'guarantor', share: '0.8' },
          { bearer: 'bank', share: '0.2' },
        ],
      },
      {},
      ['E_SPLIT_FIRST_LOSS'],
    ],
    ['rank 0', { loss: terms({ share: '0.1', rank: 0 }) }, {}, ['E_RANGE']],
    ['a share that is none', { loss: terms({ share: '1.5' }) }, {}, ['E_RANGE']],
  ])('%s', (_, first, second, expected) => {
    expect(codes(first, second)).toEqual(expected);
  });

  it('a division that all stays with the bank, and a support named like the bank', () => {
    const kept = given({ split: [{ bearer: 'bank', share: '1' }] });
    expect(mustBeOk(lossOfCase(kept)).layers.map(({ id }) => id)).toEqual(['s2']);
    const bank = withUse(
      inputOf({ need: wan(1000), support: [support('bank', { loss: terms({ share: '0.5' }) })] }),
      { bank: 100 },
    );
    expect(mustBeOk(caseLoss(bank)).analysis.failures.map(({ code }) => code)).toEqual(['E_RESERVED_ID']);
  });

  it('a structure that does not add up, or names what is not there, is no structure', () => {
    const input = given({ loss: terms({ share: '0.1' }) });
    const tampered = (id: string, value: string | null) => ({
      ...input,
      prior: {
        ...input.prior,
        figures: input.prior.figures.map((figure) => (figure.id === id ? { ...figure, value } : figure)),
      },
    });
    for (const [id, value] of [
      ['structure/carried/s1', '1'],
      ['structure/carried/s1', null],
      ['structure/carried/s1', '-100000000'],
      ['structure/carried/s1', 'viel'],
      ['structure/covered', null],
      ['structure/covered', '7'],
    ] as const)
      expect(lossOfCase(tampered(id, value))).toMatchObject({
        ok: false,
        failure: { code: 'E_STRUCTURE_UNKNOWN' },
      });
  });
});

describe('plans that cannot be meant', () => {
  const plan = (over: Partial<CreditTerms>): CreditTerms => ({
    id: 'p',
    title: '',
    principalFen: wan(100),
    rate: '0.04',
    months: 12,
    repayment: 'bullet',
    interestFrom: null,
    dayBase: null,
    fees: [],
    subsidy: { kind: 'none', amountFen: null, month: null, signedOn: null, withSupport: null },
    source: '',
    ...over,
  });
  const broken: readonly Partial<CreditTerms>[] = [
    { principalFen: null },
    { principalFen: '0' },
    { rate: null },
    { rate: '1.2' },
    { months: null },
    { months: 0 },
    { months: 601 },
    { interestFrom: '2025-01-01' },
    { interestFrom: '2025-01-01', dayBase: '360', repayment: 'equal-instalment' },
  ];
  it.each(broken.map((over) => [JSON.stringify(over), over] as const))('%s', (_, over) => {
    const [cost] = compareCosts([costStructureOf(plan(over))], rulesOn());
    expect([cost?.interestFen, cost?.effectiveLow, cost?.effectiveHigh]).toEqual([null, null, null]);
    expect(cost?.failures.length).toBe(1);
    const input = withUse(inputOf({}), {}, { credit: [plan(over)] });
    expect(costFigures(input).find(({ id }) => id === 'cost/interest/p')).toMatchObject({ value: null });
  });

  it('a subsidy outside the loan, and one beyond what is paid', () => {
    const paid = (month: number, amountFen: string) =>
      compareCosts(
        [
          costStructureOf(
            plan({ subsidy: { kind: 'entered', amountFen, month, signedOn: null, withSupport: null } }),
          ),
        ],
        rulesOn(),
      )[0];
    expect(paid(13, wan(1))?.failures.map(({ code }) => code)).toEqual(['E_RANGE']);
    // More than everything that is paid in that month: the flows change their sign twice.
    expect(paid(3, wan(50))?.failures.map(({ code }) => code)).toContain('E_NO_RATE');
  });
});
