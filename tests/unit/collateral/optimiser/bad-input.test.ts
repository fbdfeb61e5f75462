import { describe, expect, it } from 'vitest';
import { optimiseStructure } from '../../../../src/lib/collateral/optimiser/optimise-structure';
import type { SourceInput, StructureInput } from '../../../../src/lib/collateral/optimiser/structure-input';
import { nodeSolver } from '../../../../workers/highs-node';
import { ask, asset, fee, layer, rateFee, wan } from '../../../fixtures/structure-pool';

const solver = await nodeSolver();
const good = asset('good', 200);

const solved = (sources: readonly SourceInput[], changes: Partial<StructureInput> = {}) =>
  optimiseStructure(
    ask(100, {
      assets: [good, ...sources.filter((s) => s.kind === 'asset')],
      layers: sources.filter((s) => s.kind !== 'asset'),
      ...changes,
    }),
    solver,
  );

const line = { id: 'line', title: '单户限额', kind: 'single-client' as const, remainingFen: wan(40) };

describe('a bad source is named and refused, the rest stands', () => {
  it.each<readonly [string, string, SourceInput]>([
    ['negative amount', 'E_NEGATIVE', asset('bad', -1)],
    ['negative value', 'E_NEGATIVE', asset('bad', 10, { valueFen: -1n })],
    ['missing amount', 'E_NOT_VALUED', asset('bad', null)],
    ['nothing left', 'E_NOTHING_AVAILABLE', asset('bad', 0)],
    ['cap above its maximum', 'E_CAP_ABOVE_MAX', asset('bad', 10, { cap: '0.75' })],
    ['another currency', 'E_CURRENCY', asset('bad', 10, { currency: 'USD' })],
    [
      'an interval the wrong way round',
      'E_RANGE',
      asset('bad', 10, { lendable: { leadFen: 5n, lowFen: 6n, highFen: null } }),
    ],
    ['a least amount above the amount', 'E_LEAST', asset('bad', 10, { leastFen: wan(11) })],
    ['a fee below zero', 'E_COST', asset('bad', 10, { costs: [fee(-1)] })],
    ['a rate nobody can read', 'E_COST', asset('bad', 10, { costs: [rateFee('1%')] })],
    ['days that are no number of days', 'E_DAYS', asset('bad', 10, { days: -3 })],
    ['a guarantee of unknown size', 'E_NOT_VALUED', layer('bad', null)],
    [
      'a guarantee above what its guarantor can carry',
      'E_ABOVE_CAPACITY',
      layer('bad', 51, { draws: [{ capacityId: 'line', weight: '0.8' }] }),
    ],
    [
      'a guarantee on a line nobody entered',
      'E_CAPACITY',
      layer('bad', 5, { draws: [{ capacityId: 'none', weight: '1' }] }),
    ],
    [
      'shares of risk that do not add up',
      'E_SPLIT',
      layer('bad', 5, { split: [{ bearer: 'bank', share: '0.3' }] }),
    ],
    ['a condition nothing meets', 'E_CONDITION', layer('bad', 5, { requiresAnyOf: ['nothing'] })],
  ])('%s: %s', (_name, code, bad) => {
    const outcome = solved([bad], { capacities: [line] });
    expect(outcome.refused.map((r) => [r.id, r.failure.code])).toEqual([['bad', code]]);
    expect(outcome.refused[0]?.failure.message).not.toBe('');
    expect(outcome.refused[0]?.failure.remedy).not.toBe('');
    expect([outcome.status, outcome.plan?.lines.map(({ id }) => id)]).toEqual(['optimal', ['good']]);
  });

  it('a guarantee that just fits is not refused: 50 × 0.8 = 40', () => {
    const fits = layer('fits', 50, { draws: [{ capacityId: 'line', weight: '0.8' }] });
    expect(solved([fits], { capacities: [line] }).refused).toEqual([]);
  });

  it('liens in a circle: each of the circle, and nobody behind it', () => {
    const outcome = solved([
      asset('x', 10, { ranksAfter: ['y'] }),
      asset('y', 10, { ranksAfter: ['z'] }),
      asset('z', 10, { ranksAfter: ['x'] }),
      asset('behind', 10, { ranksAfter: ['x'] }),
    ]);
    expect(outcome.refused.map((r) => [r.id, r.failure.code])).toEqual([
      ['x', 'E_LIEN_CIRCLE'],
      ['y', 'E_LIEN_CIRCLE'],
      ['z', 'E_LIEN_CIRCLE'],
    ]);
    expect(outcome.refused[0]?.failure.message).toBe('顺位成环：x → y → z → x');
  });

  it('two sources with one id: neither', () => {
    const outcome = solved([asset('twice', 10), layer('twice', 10)]);
    expect(outcome.refused.map((r) => r.failure.code)).toEqual(['E_ID_DUPLICATE', 'E_ID_DUPLICATE']);
  });

  it('a group with a refused or missing member: the whole group, and what depends on it', () => {
    const outcome = solved(
      [asset('mark1', 10), asset('mark2', null), layer('u', 5, { requiresAnyOf: ['mark1'] })],
      {
        together: [{ id: 't', label: '相同商标', memberIds: ['mark1', 'mark2'], leastFen: 0n }],
      },
    );
    expect(outcome.refused.map((r) => [r.id, r.failure.code])).toEqual([
      ['mark1', 'E_GROUP_BROKEN'],
      ['mark2', 'E_NOT_VALUED'],
      ['u', 'E_CONDITION'],
    ]);
    expect(outcome.status).toBe('optimal');
  });

  it('what must be used and cannot be makes the ask impossible, and the rest is shown', () => {
    const outcome = solved([asset('bad', null, { use: 'must' })]);
    expect([outcome.status, outcome.check?.coveredFen]).toEqual(['infeasible', wan(100)]);
  });
});

describe('an ask that cannot be read is refused as a whole', () => {
  it.each<readonly [string, Partial<StructureInput>]>([
    ['E_NEED', { needFen: 0n }],
    ['E_YEARS', { years: { numerator: 0n, denominator: 1n } }],
    ['E_LIMIT', { coverageLeast: 'much' }],
    ['E_LIMIT', { registriesMost: -1 }],
    [
      'E_LIMIT',
      {
        amountLimits: [
          { id: 'x', label: 'x', scope: { kind: 'each-class' }, most: { share: '1.2' }, least: null },
        ],
      },
    ],
  ])('%s', (code, changes) => {
    const outcome = solved([], changes);
    expect([outcome.status, outcome.failures[0]?.code, outcome.plan]).toEqual(['refused', code, null]);
  });
});
