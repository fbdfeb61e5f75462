import { describe, expect, it } from 'vitest';
import { analyseLoss } from '../../../../src/lib/collateral/loss/analyse-loss';
import type { LossLayer } from '../../../../src/lib/collateral/loss/loss-input';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { cashAsset, lossAsset, lossInput, lossLayer, rulesOn, wan } from '../../../fixtures/loss-case';

const run = (layers: readonly LossLayer[], over: Parameters<typeof lossInput>[0] = {}) =>
  mustBeOk(analyseLoss(lossInput({ layers, ...over }), rulesOn()));
const nets = (layers: readonly LossLayer[], over: Parameters<typeof lossInput>[0] = {}) =>
  Object.fromEntries(run(layers, over).parties.map(({ id, netFen }) => [id, Number(netFen) / 1e6]));
const PRO_RATA = { kind: 'pro-rata' } as const;
const FIRST = { kind: 'first-loss' } as const;

describe('who bears a loss', () => {
  it('published example: 300 exposed, 60 recovered, 80 % pro rata, the pool compensates 30 % of the payment', () => {
    const layers = [
      lossLayer('guarantor', PRO_RATA, '0.8'),
      lossLayer('pool', { kind: 'compensates', party: 'guarantor' }, '0.3', { role: 'fund' }),
    ];
    const found = run(layers);
    expect(found.lossFen).toBe(wan(240));
    expect(
      found.parties.map(({ id, grossFen, compensatedFen, netFen }) => [id, grossFen, compensatedFen, netFen]),
    ).toEqual([
      ['guarantor', wan(192), wan(57.6), wan(134.4)],
      ['pool', wan(57.6), 0n, wan(57.6)],
      ['bank', wan(48), 0n, wan(48)],
    ]);
    // LGD 48/300 = 0.16; EL = 0.02 × 0.16 × 300 = 0.96
    expect([
      found.lgdBeforeSupport,
      found.lgd,
      found.expectedLossFen,
      found.expectedLossBeforeSupportFen,
    ]).toEqual(['0.8', '0.16', wan(0.96), wan(4.8)]);
  });

  it('first loss: the guarantor pays all of the loss up to its share of the exposure', () => {
    // min(0.8 × 300, 240) = 240
    expect(nets([lossLayer('guarantor', FIRST, '0.8')])).toEqual({ guarantor: 240, bank: 0 });
    // min(0.5 × 300, 240) = 150
    expect(nets([lossLayer('guarantor', FIRST, '0.5')])).toEqual({ guarantor: 150, bank: 90 });
  });

  it('安徽 4321 and 中山 54:26:16:4 as shares of the loss', () => {
    const anhui = [
      lossLayer('guarantor', PRO_RATA, '0.4'),
      lossLayer('re', PRO_RATA, '0.3', { role: 're-guarantor' }),
      lossLayer('gov', PRO_RATA, '0.1', { role: 'government' }),
    ];
    expect(nets(anhui)).toEqual({ guarantor: 96, re: 72, gov: 24, bank: 48 });
    const zhongshan = [
      lossLayer('fund', PRO_RATA, '0.54', { role: 'fund' }),
      lossLayer('insurer', PRO_RATA, '0.16', { role: 'insurer' }),
      lossLayer('appraiser', PRO_RATA, '0.04', { role: 'appraiser' }),
    ];
    expect(nets(zhongshan)).toEqual({ fund: 129.6, insurer: 38.4, appraiser: 9.6, bank: 62.4 });
  });

  it('a first-loss tranche comes before the shares of its rank, a later rank sees what is left', () => {
    const layers = [
      lossLayer('tranche', FIRST, '0.1'), // 30
      lossLayer('share', PRO_RATA, '0.5'), // 0.5 × 210 = 105
      lossLayer('insurer', { kind: 'pro-rata', rank: 2 }, '1', {
        role: 'insurer',
        deductibleFen: wan(5),
        capFen: wan(60),
      }),
    ];
    // left 105, less 5 = 100, at most 60
    expect(nets(layers)).toEqual({ tranche: 30, share: 105, insurer: 60, bank: 45 });
  });

  it('chains of compensation: guarantor ← re-guarantor ← national fund; the pool pays the bank 30 % of what stays', () => {
    const layers = [
      lossLayer('guarantor', PRO_RATA, '0.8'),
      lossLayer('re', { kind: 'compensates', party: 'guarantor' }, '0.5', { role: 're-guarantor' }), // 96
      lossLayer('national', { kind: 'compensates', party: 're' }, '0.5', {
        role: 'government',
        capFen: wan(40),
      }), // 48 → 40
      lossLayer('pool', { kind: 'compensates', party: 'bank' }, '0.3', { role: 'fund' }), // 14.4
    ];
    expect(nets(layers)).toEqual({ guarantor: 96, national: 40, pool: 14.4, re: 56, bank: 33.6 });
  });

  it('rounds payments down, so the last 分 stays with the bank', () => {
    // loss 1 元 = 100 分: three thirds of 0.3333 = 33 分 each
    const layers = ['x', 'y', 'z'].map((id) => lossLayer(id, PRO_RATA, '0.3333'));
    const found = run(layers, { eadFen: 100n, assets: [] });
    expect(found.parties.map(({ netFen }) => netFen)).toEqual([33n, 33n, 33n, 1n]);
  });

  it('an unknown probability of default leaves the expected loss unknown, and the rest as it is', () => {
    const found = run([], { pd: null });
    expect([found.expectedLossFen, found.traces.expectedLoss.value, found.complete]).toEqual([
      null,
      null,
      true,
    ]);
    const wrong = run([], { pd: '2%' });
    expect([wrong.expectedLossFen, wrong.complete, wrong.failures.map((f) => f.code)]).toEqual([
      null,
      true,
      ['E_RANGE'],
    ]);
  });

  it('a surplus belongs to the pledgor', () => {
    const found = run([], { assets: [cashAsset('a', 400)] });
    expect([found.lossFen, found.recoveredFen, found.surplusFen]).toEqual([0n, wan(300), wan(100)]);
  });
});

describe('recovery of an asset', () => {
  const one = (over: Parameters<typeof lossAsset>[3] = {}) => {
    const [found] = run([], { assets: [lossAsset('a', 'RE_FACTORY', 1000, over)] }).recoveries;
    if (found === undefined) throw new Error('recovery expected');
    return found;
  };

  it('by the numbers of its class: 1000 × (1−0.4) − 8 %, two years at 6 %', () => {
    const found = one();
    expect([found.proceedsFen, found.costFen, found.netFen]).toEqual([wan(600), wan(48), wan(552)]);
    // 552 / 1.06² = 552 / 1.1236 = 491.2780349…
    expect(found.recoveryFen).toBe(491_278_034n);
  });

  it('the haircut of a patent is 1 − cap, for no regulation knows one', () => {
    const [found] = run([], { assets: [lossAsset('p', 'PATENT_INV', 1000)] }).recoveries;
    expect(found?.proceedsFen).toBe(wan(300));
    const [mixed] = run([], { assets: [lossAsset('p', 'PATENT_MIXED', 1000)] }).recoveries;
    expect(mixed?.proceedsFen).toBe(wan(100)); // lowest cap of the three: design, 10 %
  });

  it('prior claims take after cost, before discounting', () => {
    const found = one({ priorClaimsFen: wan(500) });
    expect([found.priorFen, found.netFen]).toEqual([wan(500), wan(52)]);
    expect(one({ priorClaimsFen: wan(900) })).toMatchObject({
      priorFen: wan(552),
      netFen: 0n,
      recoveryFen: 0n,
    });
  });

  it('share of ownership, secured amount and entered numbers count', () => {
    expect(one({ share: '0.5' }).proceedsFen).toBe(wan(300));
    expect(one({ securedMaxFen: wan(100) }).netFen).toBe(wan(100));
    const entered = one({ haircut: '0.2', costRate: '0.1', years: '1' });
    // 800 − 80 = 720; 720 / 1.06 = 679.245283…
    expect([entered.costFen, entered.recoveryFen]).toEqual([wan(80), 679_245_283n]);
  });

  it('is never rounded up: proceeds and recovery down, cost up', () => {
    const small = { valueFen: 101n, share: '0.5', haircut: '0', costRate: '0.05', years: '1' };
    // 50.5 → 50; 2.5 → 3; 47 / 1.06 = 44.3… → 44
    expect(one(small)).toMatchObject({ proceedsFen: 50n, costFen: 3n, netFen: 47n, recoveryFen: 44n });
  });

  it('every leaf has a source', () => {
    const { traces, parties } = run([lossLayer('guarantor', PRO_RATA, '0.8', { capFen: wan(100) })], {
      assets: [lossAsset('a', 'RE_FACTORY', 100), lossAsset('p', 'PATENT_MIXED', 100, { years: '3' })],
    });
    for (const root of [...Object.values(traces), ...parties.map(({ trace }) => trace)])
      for (const node of walkTrace(root))
        if (node.children.length === 0) expect(node.source, node.id).toBeDefined();
  });
});
