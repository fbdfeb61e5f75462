import { describe, expect, it } from 'vitest';
import type { SupportItem } from '../../../../src/lib/case/collateral-section';
import type { MethodInput } from '../../../../src/lib/case/method';
import { caseLoss } from '../../../../src/lib/collateral/loss/case-loss';
import { jointModel } from '../../../../src/lib/collateral/loss/joint/joint-model';
import { jointStress } from '../../../../src/lib/collateral/loss/joint/joint-stress';
import { jointDistribution } from '../../../../src/lib/collateral/loss/joint/distribution';
import { lossFigures } from '../../../../src/lib/collateral/loss/loss-method';
import { lossOfCase } from '../../../../src/lib/collateral/loss/loss-of-case';
import { lossSheet } from '../../../../src/lib/collateral/loss/loss-sheet';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { type Uses, withUse } from '../../../fixtures/used-structure';
import { inputOf, item, offer, support, wan } from '../build-case';

type LossTerms = SupportItem['loss'];
const terms = (over: Partial<LossTerms> = {}): LossTerms => ({
  kind: 'pro-rata',
  party: null,
  share: null,
  capFen: null,
  deductibleFen: null,
  rank: null,
  ...over,
});

const SPLIT: SupportItem['split'] = [
  { bearer: 'guarantor', share: '0.4' },
  { bearer: 're-guarantor', share: '0.2' },
  { bearer: 'government', share: '0.2' },
  { bearer: 'bank', share: '0.2' },
];
const FACTORY = item('plant', { title: '虚构厂房', valueFen: wan(1400), priorClaimsFen: wan(200) });
const POOL = offer('offer/patent-pool', { valueFen: wan(500), enteredCreditFen: null });
const GUARANTEE = support('g', { title: '虚构担保', capacityFen: wan(210), split: SPLIT });
const USES: Uses = { plant: [640, 640], 'offer/patent-pool': [150, 150], g: 210 };

interface Over {
  readonly items?: Parameters<typeof inputOf>[0]['items'];
  readonly support?: readonly SupportItem[];
  readonly offers?: Parameters<typeof inputOf>[0]['offers'];
  readonly uses?: Uses;
  readonly pd?: string | null;
}

/** 1,000 万元 on a factory of 1,400 with 200 before it, patents of 500 and a guarantee of 210 shared 4:2:2:2. */
const given = (over: Over = {}): MethodInput =>
  withUse(
    inputOf({
      need: wan(1000),
      items: over.items ?? [FACTORY],
      support: over.support ?? [GUARANTEE],
      offers: over.offers ?? [POOL],
    }),
    over.uses ?? USES,
    { loss: { pd: over.pd === undefined ? '0.02' : over.pd, pdSource: '虚构内部评级', seed: 7 } },
  );
const lossOf = (over: Over = {}) => mustBeOk(caseLoss(given(over)));
const nets = (over: Over = {}) =>
  Object.fromEntries(lossOf(over).analysis.parties.map(({ id, netFen }) => [id, netFen]));
const figuresOf = (input: MethodInput) =>
  Object.fromEntries(lossFigures(input).map(({ id, value }) => [id, value]));

describe('the loss of a case', () => {
  it('by hand: recovery by class, who bears what, LGD and expected loss', () => {
    const { analysis } = lossOf();
    expect(analysis.failures).toEqual([]);
    // factory: 1400 × 0.6 = 840, cost 67.2, prior 200 → 572.8; ÷ 1.06² = 509.78996084…
    // patents: 500 × 0.3 = 150, cost 12 → 138; ÷ 1.06² = 122.81950872…
    expect(
      analysis.recoveries.map(({ id, costFen, priorFen, recoveryFen, years }) => [
        id,
        costFen,
        priorFen,
        recoveryFen,
        years,
      ]),
    ).toEqual([
      ['offer/patent-pool', 12_000_000n, 0n, 122_819_508n, '2'],
      ['plant', 67_200_000n, 200_000_000n, 509_789_960n, '2'],
    ]);
    expect(analysis.lossFen).toBe(367_390_532n);
    // 210 of 1000 carried, 20 % of it stays with the bank: 0.168 × loss = 61 721 609.376
    // 再担保 and 政府 each 0.2 ÷ 0.8 = a quarter of it, the rest stays with who gives the guarantee
    expect(nets()).toEqual({
      g: 30_860_805n,
      'g/re-guarantor': 15_430_402n,
      'g/government': 15_430_402n,
      bank: 305_668_923n,
    });
    expect([analysis.lgdBeforeSupport, analysis.lgd]).toEqual(['0.367391', '0.305669']);
    // 0.02 × 305 668 923 = 6 113 378.46
    expect([analysis.expectedLossFen, analysis.expectedLossBeforeSupportFen]).toEqual([
      6_113_378n,
      7_347_811n,
    ]);
  });

  it('by hand: the regulatory figures beside it and the yearly stress table', () => {
    const { regulatory, stress } = lossOf();
    const found = mustBeOk(regulatory);
    // (1400 − 200) × 0.6 = 720 at 0.2, 280 at 0.4; 1200 ÷ 1.4 at 0.35, rest 0.45; floors 0.1 and 0.25
    expect([found.current.lgd, found.earlier.lgd, found.floor.lgd]).toEqual(['0.256', '0.364286', '0.142']);
    // light: 1400·0.85·0.6 − 200 + 500·0.6·0.3 + 210; and so on
    expect(mustBeOk(stress).map(({ id, coverage, enough }) => [id, coverage, enough])).toEqual([
      ['base', '1', true],
      ['light', '0.814', false],
      ['medium', '0.7', false],
      ['heavy', '0.544', false],
    ]);
  });

  it('every figure of the method is recomputed, named by the method and reaches the fields of the case', () => {
    const figures = lossFigures(given());
    expect(figures.every(({ method }) => method === 'collateral.loss@1')).toBe(true);
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
    const values = figuresOf(given());
    expect(values).toMatchObject({
      'loss/ead': '1000000000',
      'loss/recovery': '632609468',
      'loss/total': '367390532',
      'loss/bank-loss': '305668923',
      'loss/lgd': '0.305669',
      'loss/expected-loss': '6113378',
      'loss/regulatory-lgd': '0.256',
      'loss/bearer/g': '30860805',
      'loss/recovery/plant': '509789960',
      'loss/stress/heavy/coverage': '0.544',
    });
    const bank = figures.find(({ id }) => id === 'loss/bank-loss');
    const nodes = bank === undefined ? [] : [...walkTrace(bank.trace)];
    const paths = nodes.flatMap(({ source }) => (source?.kind === 'field' ? [source.path] : []));
    expect(paths).toEqual(
      expect.arrayContaining([
        '$.sections.enterprise.need.amountFen',
        '$.sections.collateral.items["plant"].valueFen',
        '$.sections.collateral.items["plant"].priorClaimsFen',
        '$.sections.collateral.support["g"].split["government"]',
      ]),
    );
    expect(lossFigures(given())).toEqual(figures);
  });

  it('an arrangement of its own share is taken as entered, up to what the support carries', () => {
    const own = (over: Partial<LossTerms>, more: Partial<SupportItem> = {}) =>
      nets({ support: [support('g', { capacityFen: wan(210), loss: terms(over), ...more })] });
    // 0.8 × 367 390 532 = 293 912 425.6, but no more than the 210 carried
    expect(own({ share: '0.8' }).g).toBe(210_000_000n);
    // 0.5 × (367 390 532 − 20 000 000)
    expect(own({ share: '0.5', deductibleFen: wan(20) }).g).toBe(173_695_266n);
    expect(own({ share: '0.5', capFen: wan(100) }).g).toBe(100_000_000n);
    // first loss: min(loss, 0.1 × 1000)
    expect(own({ kind: 'first-loss', share: '0.1' }).g).toBe(100_000_000n);
    // 信用: the bank bears it
    expect(own({ share: '0.5' }, { kind: 'unsecured' })).toEqual({ bank: 367_390_532n });
  });

  it('a fund that makes good what a guarantor bears stands without carrying anything of the need', () => {
    const fund = support('fund', {
      title: '虚构补偿资金',
      kind: 'risk-pool',
      capacityFen: null,
      loss: terms({ kind: 'compensates', party: 'g', share: '0.3' }),
    });
    const guarantor = support('g', { capacityFen: wan(210), loss: terms({ share: '0.5' }) });
    // g: 183 695 266, of it 0.3 = 55 108 579.8
    expect(nets({ support: [fund, guarantor] })).toEqual({
      fund: 55_108_579n,
      g: 128_586_687n,
      bank: 183_695_266n,
    });
    const off = lossOf({ support: [{ ...fund, use: 'never' }, guarantor] });
    expect(off.analysis.parties.map(({ id }) => id)).toEqual(['g', 'bank']);
  });

  it('an asset pledged in part stands with that part of its value', () => {
    const half = lossOf({
      uses: { plant: [320, 320], 'offer/patent-pool': [150, 150], g: 210 },
    });
    // 1400 × 320 ÷ 640 = 700; 420 − 33.6 − 200 = 186.4; ÷ 1.1236 = 165.895336…
    expect(half.analysis.recoveries.find(({ id }) => id === 'plant')?.recoveryFen).toBe(165_895_336n);
  });

  it('an agreed credit counts with no more than it, in the table and in the draws', () => {
    const agreed = given({
      offers: [{ ...POOL, enteredCreditFen: wan(100) }],
      uses: { plant: [640, 640], 'offer/patent-pool': [100, 100], g: 210 },
    });
    const input = mustBeOk(lossOfCase(agreed));
    const base = mustBeOk(caseLoss(agreed)).stress;
    // 640 + min(100, 150) + 210
    expect(mustBeOk(base)[0]?.coverage).toBe('0.95');
    const joint = mustBeOk(jointModel(input, agreed.rules));
    expect(joint.model.assets.map(({ carriedMost }) => carriedMost)).toEqual([100_000_000, Infinity]);
    const drawn = mustBeOk(jointStress(input, agreed.rules, 7, 4096));
    expect(drawn.shortProbability).toBe('1');
  });

  it('the sheet groups recoveries by class with time and cost', () => {
    expect(
      lossSheet(lossOf()).classes.map(({ code, years, haircut, costFen, recoveryFen }) => [
        code,
        years,
        haircut,
        costFen,
        recoveryFen,
      ]),
    ).toEqual([
      ['PATENT_INV', '2', '0.7', '12000000', '122819508'],
      ['RE_FACTORY', '2', '0.4', '67200000', '509789960'],
    ]);
  });
});

describe('what is not known', () => {
  it('without an arrangement the loss before support stays exact and the bank has an upper bound', () => {
    const input = given({ support: [support('g', { capacityFen: wan(210) })] });
    const values = figuresOf(input);
    expect(values['loss/total']).toBe('367390532');
    expect(values['loss/bank-loss']).toBeNull();
    const bank = lossFigures(input).find(({ id }) => id === 'loss/bank-loss');
    expect(bank?.interval).toEqual({ low: '0', high: '367390532' });
    expect(mustBeOk(caseLoss(input)).analysis.failures.map(({ code, message }) => [code, message])).toEqual([
      ['E_MISSING', '担保 g 分担比例未填写'],
    ]);
  });

  it('an asset without a value leaves everything after it unknown, and names it', () => {
    const input = given({
      offers: [offer('offer/patent-pool')],
      uses: { plant: 640, 'offer/patent-pool': 150, g: 210 },
    });
    const values = figuresOf(input);
    expect([values['loss/total'], values['loss/recovery'], values['loss/regulatory-lgd']]).toEqual([
      null,
      null,
      null,
    ]);
    expect(values['loss/recovery/plant']).toBe('509789960');
    const { analysis, stress } = mustBeOk(caseLoss(input));
    expect(analysis.failures.map(({ message }) => message)).toEqual(['专利组合 19 件 价值未填写']);
    expect(mustBeOk(stress).map(({ coverage, enough, shortFen }) => [coverage, enough, shortFen])).toEqual(
      Array.from({ length: 4 }, () => [null, null, null]),
    );
    // A distribution of a part says nothing.
    expect(jointStress(mustBeOk(lossOfCase(input)), input.rules, 7)).toMatchObject({
      ok: false,
      failure: { code: 'E_MISSING' },
    });
  });

  it('an unknown probability makes the expected loss unknown and nothing else', () => {
    const values = figuresOf(given({ pd: null }));
    expect([values['loss/expected-loss'], values['loss/bank-loss']]).toEqual([null, '305668923']);
  });

  it('without a structure, or one that does not say what it uses, everything is unknown with the reason', () => {
    const bare = inputOf({ items: [FACTORY] });
    expect(lossOfCase(bare)).toMatchObject({ ok: false, failure: { code: 'E_STRUCTURE_UNKNOWN' } });
    expect(Object.values(figuresOf(bare)).every((value) => value === null)).toBe(true);
    const silent = given();
    const figures = silent.prior.figures.filter(({ id }) => id !== 'structure/carried/g');
    expect(lossOfCase({ ...silent, prior: { ...silent.prior, figures } })).toMatchObject({
      ok: false,
      failure: { code: 'E_STRUCTURE_UNKNOWN' },
    });
    expect(lossOfCase(given({ items: [] }))).toMatchObject({
      ok: false,
      failure: { code: 'E_SOURCE_UNKNOWN' },
    });
  });
});

describe('draws in bins', () => {
  it('counts every draw once and shows rising quantiles', () => {
    const loss = Float64Array.from([0, 0, 100, 200, 400]);
    const cover = Float64Array.from([5, 4, 3, 2, 1]);
    const { bins, quantiles } = jointDistribution({ loss, cover });
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(bins[0]).toEqual({ fromFen: '0', toFen: '0', count: 2, share: '0.4' });
    // The smallest loss is 100, the largest 400: steps of 15.
    expect([bins[1], bins.at(-1)]).toEqual([
      { fromFen: '100', toFen: '115', count: 1, share: '0.2' },
      { fromFen: '385', toFen: '400', count: 1, share: '0.2' },
    ]);
    expect(quantiles.find(({ share }) => share === '0.5')).toEqual({
      share: '0.5',
      lossFen: '100',
      coverFen: '3',
    });
    expect(jointDistribution({ loss: new Float64Array(3), cover }).bins).toEqual([
      { fromFen: '0', toFen: '0', count: 3, share: '1' },
    ]);
    expect(jointDistribution({ loss: Float64Array.from([7, 7]), cover }).bins).toEqual([
      { fromFen: '0', toFen: '0', count: 0, share: '0' },
      { fromFen: '7', toFen: '7', count: 2, share: '1' },
    ]);
  });
});
