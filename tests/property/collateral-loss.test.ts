import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseLoss } from '../../src/lib/collateral/loss/analyse-loss';
import { bankLoss } from '../../src/lib/collateral/loss/joint/joint-draws';
import { jointModel } from '../../src/lib/collateral/loss/joint/joint-model';
import type { LossAsset, LossLayer } from '../../src/lib/collateral/loss/loss-input';
import { soundLayers } from '../../src/lib/collateral/loss/sound-layers';
import { stressTable } from '../../src/lib/collateral/loss/stress-table';
import { splitLoss } from '../../src/lib/collateral/loss/waterfall';
import { mustBeOk } from '../../src/lib/kernel/result';
import { leaf } from '../../src/lib/kernel/trace';
import { lossInput, rulesOn, stressInput } from '../fixtures/loss-case';

const RULES = rulesOn();
const LOSS = leaf({ id: 'loss', label: '损失', value: null, unit: 'fen', confidence: 'verified' });
const ratio = fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 10_000).toString());
const fen = fc.bigInt({ min: 0n, max: 10n ** 13n });
const CLASSES = ['RE_FACTORY', 'EQUIP_SPEC', 'STOCK_WIP', 'AR_CONF', 'PATENT_MIXED', 'DATA_IP', 'MARGIN'];

const asset = (i: number): fc.Arbitrary<LossAsset> =>
  fc.record({
    id: fc.constant(`a${i}`),
    name: fc.constant(`押品${i}`),
    classCode: fc.constantFrom(...CLASSES),
    valueFen: fen,
    share: ratio,
    priorClaimsFen: fen,
    path: fc.constant(`assets[${i}]`),
  });
const assets = fc
  .integer({ min: 0, max: 6 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => asset(i))));

/** Any arrangement, also ones that make no sense: those are left out by `soundLayers`. */
const layer = (i: number): fc.Arbitrary<LossLayer> =>
  fc.record({
    id: fc.constant(`l${i}`),
    name: fc.constant(`第${i}方`),
    role: fc.constantFrom('guarantor', 'fund', 'insurer', 'government'),
    bears: fc.oneof(
      fc.record({ kind: fc.constantFrom('pro-rata', 'first-loss'), rank: fc.integer({ min: 1, max: 3 }) }),
      fc.record({
        kind: fc.constant('compensates' as const),
        party: fc.constantFrom('bank', 'l0', 'l1', 'l2', 'l5'),
      }),
    ),
    share: ratio,
    capFen: fen,
    deductibleFen: fc.oneof(fc.constant(0n), fen),
    path: fc.constant(`layers[${i}]`),
  });
const layers = fc
  .integer({ min: 0, max: 6 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => layer(i))));

describe('the loss waterfall', () => {
  it('shares add up to the loss, nobody bears less than nothing, order of entry does not matter', () => {
    fc.assert(
      fc.property(layers, fen, fen, (given, ead, cut) => {
        const eadFen = ead + 1n;
        const lossFen = cut % (eadFen + 1n);
        const split = splitLoss(soundLayers(given).layers, lossFen, eadFen, LOSS);
        expect(split.parties.reduce((sum, { netFen }) => sum + netFen, 0n)).toBe(lossFen);
        for (const { netFen, grossFen, compensatedFen } of split.parties) {
          expect(netFen >= 0n && compensatedFen <= grossFen).toBe(true);
        }
        const turned = splitLoss(soundLayers([...given].reverse()).layers, lossFen, eadFen, LOSS);
        expect(turned.parties.map(({ id, netFen }) => [id, netFen])).toEqual(
          split.parties.map(({ id, netFen }) => [id, netFen]),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('in doubles gives the bank the same as in 分, but for rounding', () => {
    fc.assert(
      fc.property(layers, fen, fen, (given, ead, cut) => {
        const eadFen = ead + 1n;
        const lossFen = cut % (eadFen + 1n);
        const { failures, layers: sound } = soundLayers(given);
        fc.pre(failures.length === 0);
        const { model } = mustBeOk(jointModel(stressInput({ layers: given, assets: [] }), RULES));
        const exact = splitLoss(sound, lossFen, eadFen, LOSS).bankFen;
        const inDoubles = bankLoss(model.layers, Number(eadFen), Number(lossFen));
        expect(Math.abs(inDoubles - Number(exact))).toBeLessThan(20);
      }),
      { numRuns: 300 },
    );
  });

  it('recovers no more than the values, and no more than is owed', () => {
    fc.assert(
      fc.property(assets, fen, (given, ead) => {
        const found = mustBeOk(analyseLoss(lossInput({ eadFen: ead + 1n, assets: given }), RULES));
        expect(found.lossFen + found.recoveredFen).toBe(ead + 1n);
        for (const one of found.recoveries) {
          const value = given.find(({ id }) => id === one.id)?.valueFen ?? 0n;
          expect(one.recoveryFen >= 0n && one.recoveryFen <= one.netFen && one.netFen <= value).toBe(true);
          expect(one.netFen + one.priorFen + one.costFen <= value).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('deeper falls never cover more nor lose less; another asset never makes the loss larger', () => {
    fc.assert(
      fc.property(assets, fen, (given, ead) => {
        const input = stressInput({ eadFen: ead + 1n, needFen: ead, assets: given });
        const rows = mustBeOk(stressTable(input, RULES));
        rows.slice(1).forEach((row, i) => {
          const before = rows[i];
          expect((row.coverFen ?? 0n) <= (before?.coverFen ?? 0n)).toBe(true);
          expect(row.loss.lossFen >= (before?.loss.lossFen ?? 0n)).toBe(true);
        });
        const fewer = mustBeOk(stressTable({ ...input, assets: given.slice(1) }, RULES));
        expect((fewer[0]?.loss.lossFen ?? 0n) >= (rows[0]?.loss.lossFen ?? 0n)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
