import { describe, expect, it } from 'vitest';
import {
  type JointShare,
  bankLoss,
  jointBlocks,
  mergeJoint,
  simulateJoint,
} from '../../../../src/lib/collateral/loss/joint/joint-draws';
import { type JointModel, jointModel } from '../../../../src/lib/collateral/loss/joint/joint-model';
import { jointStress, summariseJoint } from '../../../../src/lib/collateral/loss/joint/joint-stress';
import { toNormal } from '../../../../src/lib/collateral/loss/joint/normal-table';
import { bitsOf } from '../../../../src/lib/kernel/float-bits';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { normalQuantile } from '../../../../src/lib/valuation/simulation/normal-quantile';
import { lossAsset, lossLayer, rulesOn, rulesWith, stressInput, wan } from '../../../fixtures/loss-case';

const MIXED = stressInput({
  eadFen: wan(3000),
  needFen: wan(2000),
  assets: [
    lossAsset('plant', 'RE_FACTORY', 2600),
    lossAsset('patents', 'PATENT_INV', 1840, { priorClaimsFen: wan(50) }),
    lossAsset('stock', 'STOCK_RAW', 900, { securedMaxFen: wan(300) }),
  ],
  layers: [lossLayer('guarantor', { kind: 'pro-rata' }, '0.4')],
});
const model = (over: Parameters<typeof stressInput>[0] = {}, rules = rulesOn()): JointModel =>
  mustBeOk(jointModel(stressInput({ ...MIXED, ...over }), rules)).model;
const independent = (id = 'real_estate') =>
  rulesWith('collateral.joint-stress.correlations', [{ group: id, market: '0', own: '0' }]);
const bits = (values: Float64Array): string => [...values].map(bitsOf).join();

describe('the same bits', () => {
  it('for any split of the blocks, merged in any order', () => {
    const m = model();
    const whole = simulateJoint(m, 'seed', 0, 10);
    const share = (from: number, to: number): JointShare => ({
      fromBlock: from,
      columns: simulateJoint(m, 'seed', from, to),
    });
    for (const shares of [
      [share(7, 10), share(0, 7)],
      [share(1, 2), share(2, 10), share(0, 1)],
    ]) {
      const merged = mergeJoint(shares, 10_000);
      expect(bits(merged.loss)).toBe(bits(whole.loss.subarray(0, 10_000)));
      expect(bits(merged.cover)).toBe(bits(whole.cover.subarray(0, 10_000)));
    }
    expect(() => mergeJoint([share(1, 2)], 10)).toThrow('follow');
    expect(() => mergeJoint([share(0, 1)], 10_000)).toThrow('fewer');
  });

  it('for any order of the assets, and other ones for another seed', () => {
    const turned = model({ assets: [...MIXED.assets].reverse() });
    expect(bits(simulateJoint(turned, 1, 0, 1).loss)).toBe(bits(simulateJoint(model(), 1, 0, 1).loss));
    expect(bits(simulateJoint(model(), 2, 0, 1).loss)).not.toBe(bits(simulateJoint(model(), 1, 0, 1).loss));
  });

  it('are these, on every machine', () => {
    const { loss, cover } = simulateJoint(model(), '虚构', 0, 1);
    expect([loss[0], loss[1023], cover[7]].map((x) => bitsOf(x ?? 0))).toEqual(KNOWN);
  });
});
const KNOWN = ['41c683804638e306', '41c63aec7e1e7ed8', '41de30505b3c5fde'];

describe('the distribution', () => {
  it('keeps the probabilities of the falls: 2000 at 60 % covers until the plant has lost a sixth', () => {
    // Cover 1200·(1−fall) < 1020 means a fall above 15 %: the light fall of the class, 20 % by the rulebook.
    const one = stressInput({ needFen: wan(1020) });
    const found = mustBeOk(jointStress(one, independent(), 'seed', 100_000));
    expect(Math.abs(Number(found.shortProbability) - 0.2)).toBeLessThan(0.004);
    // More than 25 %: 5 %; more than 40 %: 1 %.
    const at = (need: number) =>
      Number(
        mustBeOk(jointStress({ ...one, needFen: wan(need) }, independent(), 'seed', 100_000))
          .shortProbability,
      );
    expect(Math.abs(at(900) - 0.05)).toBeLessThan(0.002);
    expect(Math.abs(at(720) - 0.01)).toBeLessThan(0.001);
    // No fall at all in half of the draws: the median loss is that of the yearly table without a fall.
    expect(found.lossP5Fen).toBe(found.lossP50Fen);
    expect(found.lossP50Fen).toBe(17_443_930n); // 1000 − 982.556069…
  });

  it('a common factor makes them fall together: dearer tail, same mean', () => {
    const two = stressInput({
      eadFen: wan(2000),
      assets: [lossAsset('a', 'RE_FACTORY', 2000), lossAsset('b', 'RE_FACTORY', 2000)],
    });
    const tight = rulesWith('collateral.joint-stress.correlations', [
      { group: 'real_estate', market: '0', own: '1' },
    ]);
    const apart = mustBeOk(jointStress(two, independent(), 'seed', 100_000));
    const together = mustBeOk(jointStress(two, tight, 'seed', 100_000));
    expect(Number(together.lossP95Fen)).toBeGreaterThan(1.05 * Number(apart.lossP95Fen));
    // Wholly together: P95 is twice the loss of one at a fall of 25 %: 2 × 263.0829… within sampling.
    expect(Math.abs(Number(together.lossP95Fen) / 2e6 - 263.08)).toBeLessThan(3);
    expect(
      Math.abs(Number(together.lossMeanFen - apart.lossMeanFen)) / Number(apart.lossMeanFen),
    ).toBeLessThan(0.02);
  });

  it('a class that never falls does not: own deposits', () => {
    const cash = mustBeOk(
      jointStress(stressInput({ assets: [lossAsset('a', 'MARGIN', 1000)] }), rulesOn(), 's', 10_000),
    );
    expect([cash.lossP5Fen === cash.lossMaxFen, cash.shortProbability]).toEqual([true, '0']);
  });

  it('has normal numbers within 2e-6 of the exact quantile', () => {
    const p = Float64Array.from({ length: 20_001 }, (_, i) => (i + 0.5) / 20_001);
    const z = Float64Array.from(p);
    toNormal(z);
    const off = z.reduce((most, value, i) => Math.max(most, Math.abs(value - normalQuantile(p[i] ?? 0))), 0);
    expect(off).toBeLessThan(2e-6);
    expect(off).toBeGreaterThan(0);
  });
});

describe('what it says', () => {
  it('reads the number of draws from the rulebook and traces it', () => {
    const found = mustBeOk(jointStress(MIXED, rulesWith('collateral.joint-stress.draws', '5000'), 7));
    expect(found.draws).toBe(5000);
    expect(found.traces.map(({ id }) => id)).toEqual([
      'loss/joint/loss-p5',
      'loss/joint/loss-p50',
      'loss/joint/loss-p95',
      'loss/joint/loss-mean',
      'loss/joint/short',
      'loss/joint/losing',
    ]);
    expect(found.traces[2]?.value).toBe(found.lossP95Fen.toString());
    expect(found.traces[2]?.formula).toContain('种子“7”');
    expect(found.traces[0]?.confidence).toBe('assumption');
  });

  it('summary of hand-made draws', () => {
    const prepared = mustBeOk(jointModel(MIXED, rulesOn()));
    const loss = Float64Array.from({ length: 100 }, (_, i) => i); // 0 … 99 分
    const cover = Float64Array.from({ length: 100 }, (_, i) => (i < 25 ? 0 : prepared.model.need));
    const found = summariseJoint(prepared, { loss, cover }, 1);
    expect([found.lossP5Fen, found.lossP50Fen, found.lossP95Fen, found.lossMaxFen]).toEqual([
      4n,
      49n,
      94n,
      99n,
    ]);
    expect([found.shortProbability, found.lossProbability]).toEqual(['0.25', '0.99']);
  });

  it('refuses what it cannot read instead of leaving it out', () => {
    const refused = (over: Parameters<typeof stressInput>[0], rules = rulesOn()) => {
      const read = jointStress(stressInput({ ...MIXED, ...over }), rules, 1, 10);
      return read.ok ? 'ok' : read.failure.code;
    };
    expect(refused({ needFen: null })).toBe('E_MISSING');
    expect(refused({ assets: [lossAsset('a', 'RE_FACTORY', 1, { share: null })] })).toBe('E_MISSING');
    expect(refused({ assets: [lossAsset('a', 'NOTHING', 1)] })).toBe('E_CLASS_UNKNOWN');
    expect(refused({}, independent('ip'))).toBe('E_GROUP_UNKNOWN');
    expect(
      refused(
        {},
        rulesWith('collateral.joint-stress.correlations', [{ group: 'ip', market: '0.6', own: '0.5' }]),
      ),
    ).toBe('E_RULE_SHAPE');
    expect(jointStress(MIXED, rulesOn(), 1, 0)).toMatchObject({ ok: false, failure: { code: 'E_RANGE' } });
  });

  it('blocks hold the draws', () => {
    expect([jointBlocks(1), jointBlocks(1024), jointBlocks(1025)]).toEqual([1, 1, 2]);
    expect(bankLoss([], 100, 40)).toBe(40);
  });
});
