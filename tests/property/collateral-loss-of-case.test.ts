import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SupportItem } from '../../src/lib/case/collateral-section';
import { analyseLoss } from '../../src/lib/collateral/loss/analyse-loss';
import { lossFigures } from '../../src/lib/collateral/loss/loss-method';
import { lossOfCase } from '../../src/lib/collateral/loss/loss-of-case';
import { mustBeOk } from '../../src/lib/kernel/result';
import { type Uses, withUse } from '../fixtures/used-structure';
import { inputOf, item, support, wan } from '../unit/collateral/build-case';

const CLASSES = ['RE_FACTORY', 'EQUIP_SPEC', 'AR_CONF', 'MARGIN'];
const BEARERS: readonly SupportItem['split'][number]['bearer'][] = [
  'guarantor',
  're-guarantor',
  'government',
  'insurer',
  'fund',
  'bank',
];
const ratio = fc.integer({ min: 0, max: 100 }).map((n) => (n / 100).toString());
const money = fc.integer({ min: 1, max: 2000 });

/** Shares of all bearers, in percent, that add up to 100. */
const split = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 }).map((parts) => {
  const rest = 100 - parts.slice(1).reduce((sum, part) => sum + part, 0);
  return BEARERS.map((bearer, i) => ({
    bearer,
    share: ((i === 0 ? rest : (parts[i] ?? 0)) / 100).toString(),
  })).filter(({ share }) => share !== '0');
});

const asset = (i: number) =>
  fc.record({
    classCode: fc.constantFrom(...CLASSES),
    value: money,
    share: ratio.filter((share) => share !== '0'),
    id: fc.constant(`asset-${i}`),
  });
const arrangement = (i: number) =>
  fc.record({
    id: fc.constant(`support-${i}`),
    carried: fc.integer({ min: 1, max: 300 }),
    split: fc.oneof(fc.constant<SupportItem['split']>([]), split),
    kind: fc.constantFrom('pro-rata', 'first-loss', 'compensates'),
    party: fc.constantFrom('bank', 'support-0', 'support-1', 'support-2', 'nobody'),
    share: fc.option(ratio, { nil: null }),
    deductible: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
  });
const several = <T>(make: (i: number) => fc.Arbitrary<T>, most: number) =>
  fc.integer({ min: 0, max: most }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => make(i))));

type Asset = typeof asset extends (i: number) => fc.Arbitrary<infer A> ? A : never;
type Arrangement = typeof arrangement extends (i: number) => fc.Arbitrary<infer A> ? A : never;

const caseOf = (assets: readonly Asset[], layers: readonly Arrangement[]) => {
  const rows: readonly (readonly [string, number])[] = [
    ...assets.map(({ id }) => [id, 1] as const),
    ...layers.map(({ id, carried }) => [id, carried] as const),
  ];
  const uses: Uses = Object.fromEntries(rows);
  return withUse(
    inputOf({
      need: wan(1000),
      items: assets.map(({ id, classCode, value, share }) =>
        item(id, { assetClass: classCode, valueFen: wan(value), share }),
      ),
      support: layers.map(({ id, carried, split: parts, kind, party, share, deductible }) =>
        support(id, {
          capacityFen: wan(carried),
          split: [...parts],
          loss: {
            kind,
            party,
            share,
            capFen: null,
            deductibleFen: deductible === null ? null : wan(deductible),
            rank: null,
          },
        }),
      ),
    }),
    uses,
  );
};

/** Assets stand whole, so that their values are the only thing that moves. */
const whole = (assets: readonly Asset[], layers: readonly Arrangement[]) => {
  const input = caseOf(assets, layers);
  const figures = input.prior.figures.map((figure) =>
    figure.id.startsWith('structure/pledged/asset-') ? { ...figure, value: wan(100_000) } : figure,
  );
  return { ...input, prior: { ...input.prior, figures } };
};
const lossIn = (assets: readonly Asset[], layers: readonly Arrangement[]) => {
  const input = whole(assets, layers);
  return mustBeOk(analyseLoss(mustBeOk(lossOfCase(input)), input.rules));
};

describe('the loss of a case', () => {
  it('what everybody bears adds up to the loss, to the 分; nobody bears less than nothing', () => {
    fc.assert(
      fc.property(several(asset, 4), several(arrangement, 3), (assets, layers) => {
        const { parties, lossFen } = lossIn(assets, layers);
        expect(parties.reduce((sum, { netFen }) => sum + netFen, 0n)).toBe(lossFen);
        expect(parties.every(({ netFen }) => netFen >= 0n)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('more value in one asset never raises the loss of the bank', () => {
    fc.assert(
      fc.property(
        several(asset, 3),
        several(arrangement, 3),
        asset(9),
        fc.integer({ min: 0, max: 1000 }),
        (assets, layers, one, more) => {
          const poorer = lossIn([...assets, one], layers);
          const richer = lossIn([...assets, { ...one, value: one.value + more }], layers);
          expect(richer.lossFen <= poorer.lossFen).toBe(true);
          // Payments are rounded down one by one: the bank may keep a 分 of each.
          expect(richer.bankFen <= poorer.bankFen + BigInt(layers.length * 6)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('the order of entry changes nothing', () => {
    fc.assert(
      fc.property(several(asset, 4), several(arrangement, 3), (assets, layers) => {
        const values = (input: ReturnType<typeof whole>) =>
          lossFigures(input).map(({ id, value, interval }) => [id, value, interval]);
        expect(values(whole([...assets].reverse(), [...layers].reverse()))).toEqual(
          values(whole(assets, layers)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
