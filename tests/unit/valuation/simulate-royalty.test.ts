import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { bitsOf } from '../../../src/lib/kernel/float-bits';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { BLOCK_DRAWS } from '../../../src/lib/valuation/simulation/random';
import { reliefFromRoyalty } from '../../../src/lib/valuation/methods/relief-from-royalty';
import {
  type RoyaltyUncertainty,
  royaltyModel,
} from '../../../src/lib/valuation/simulation/royalty-uncertainty';
import {
  blocksFor,
  mergeDraws,
  simulateBlocks,
} from '../../../src/lib/valuation/simulation/simulate-royalty';
import { summariseDraws, summariseHistogram } from '../../../src/lib/valuation/simulation/simulation-summary';
import { simulationTraces } from '../../../src/lib/valuation/simulation/simulation-trace';
import {
  proposedUncertainty,
  readSimulationDraws,
  readSimulationSpread,
} from '../../../src/lib/valuation/simulation/uncertainty-rules';
import { HISTOGRAM_ERROR, histogramOf } from '../../../src/lib/valuation/simulation/value-histogram';
import { patentRules } from '../../fixtures/patent-case';
import {
  certainRoyalty,
  constant,
  modelOf,
  triangle,
  uncertainRoyalty,
} from '../../fixtures/uncertain-royalty';

const firstDraw = (given: RoyaltyUncertainty): number => simulateBlocks(modelOf(given), 1, 0, 1)[0] ?? NaN;

const exact = (
  given: RoyaltyUncertainty,
  changes: { k: string; r: string; n: string; growth: string },
): number => {
  const factor = new Decimal(changes.growth).plus(1);
  const total = mustBeOk(
    reliefFromRoyalty({
      netSalesFen: given.netSalesFen.map((fen, t) => BigInt(factor.pow(t).times(fen.toString()).toFixed(0))),
      royaltyRate: new Decimal(changes.k),
      taxRate: new Decimal(given.taxRate),
      discountRate: new Decimal(changes.r),
      discountBasis: given.discountBasis,
      timing: given.timing,
      lifeYears: new Decimal(changes.n),
    }),
  ).total;
  return total.times(100).toNumber();
};

const codeOf = (changes: Partial<RoyaltyUncertainty>): string => {
  const model = royaltyModel(uncertainRoyalty(changes), 'f');
  return model.ok ? 'ok' : `${model.failure.code} ${model.failure.path}`;
};

describe('one draw', () => {
  it('RFR-8Y with everything certain is 309.6252 万', () => {
    const draws = simulateBlocks(modelOf(certainRoyalty()), 'any', 0, 1);
    expect(Math.abs((draws[0] ?? 0) / 1e6 - 309.6251840331)).toBeLessThan(1e-8);
    const summary = mustBeOk(summariseDraws(draws));
    expect([summary.p10Fen, summary.p50Fen, summary.p90Fen, summary.meanFen, summary.maxFen]).toEqual(
      Array.from({ length: 5 }, () => 309_625_184n),
    );
    expect(summary.sdFen).toBe(0n);
  });

  it.each(['end-year', 'mid-year'] as const)(
    'agrees with exact decimals, part-years and growth, %s',
    (timing) => {
      for (const [k, r, n, growth] of [
        ['0.02', '0.15', '7.3', '0'],
        ['0.35', '0.6', '7.98', '0.05'],
        ['0.001', '0.03', '7.01', '-0.2'],
        ['0.02', '1', '7.5', '0.1'],
      ] as const) {
        const given = certainRoyalty({
          timing,
          royaltyRate: constant(k),
          discountRate: constant(r),
          economicLifeYears: constant(n),
          salesGrowth: constant(growth),
        });
        expect(firstDraw(given) / exact(given, { k, r, n, growth })).toBeCloseTo(1, 9);
        if (growth === '0')
          expect(Math.abs(firstDraw(given) / exact(given, { k, r, n, growth }) - 1)).toBeLessThan(1e-13);
      }
    },
  );

  it('ends at the legal life, and a life of 0 is worth 0', () => {
    const short = certainRoyalty({ legalLifeYears: '7.5' });
    expect(firstDraw(short)).toBe(firstDraw(certainRoyalty({ economicLifeYears: constant('7.5') })));
    expect(firstDraw(certainRoyalty({ legalLifeYears: '0' }))).toBe(0);
  });

  // The same five uniforms per draw, worked through again by a separate program with libm's exp and pow.
  it('is fixed to the bit by seed and position', () => {
    const draws = simulateBlocks(modelOf(uncertainRoyalty({ timing: 'mid-year' })), '虚构种子', 0, 2);
    const again = [
      359046675.78448445, 364337491.81394523, 472782202.96439165, 452556467.4713729, 282293609.70681435,
    ];
    [0, 1, 4095, 4096, 8191].forEach((i, at) => {
      expect(Math.abs((draws[i] ?? 0) / (again[at] ?? 1) - 1)).toBeLessThan(1e-14);
    });
    expect([0, 1, 4095, 4096, 8191].map((i) => bitsOf(draws[i] ?? 0))).toEqual([
      '41b5669e13c8d3f8',
      '41b5b75953d05eb7',
      '41bc2e157af6e261',
      '41baf976b378abe5',
      '41b0d37569b4f1c9',
    ]);
  });
});

describe('the model', () => {
  it('refuses what could be drawn outside the method, with the constraint it breaks', () => {
    expect(codeOf({})).toBe('ok');
    expect(codeOf({ royaltyRate: triangle('0', '0.1', '0.2') })).toBe('E_ROYALTY_RANGE f.royaltyRate');
    expect(codeOf({ royaltyRate: triangle('0.5', '0.9', '1') })).toBe('E_ROYALTY_RANGE f.royaltyRate');
    const unbounded = { kind: 'lognormal', median: '0.02', sigma: '0.3', atMost: null } as const;
    expect(codeOf({ royaltyRate: unbounded })).toBe('E_ROYALTY_RANGE f.royaltyRate');
    expect(codeOf({ royaltyRate: { ...unbounded, atMost: '0.2' } })).toBe('ok');
    expect(codeOf({ discountRate: triangle('-0.01', '0.1', '0.2') })).toBe('E_DISCOUNT_RANGE f.discountRate');
    expect(codeOf({ discountRate: triangle('0.1', '0.2', '1.5') })).toBe('E_DISCOUNT_RANGE f.discountRate');
    expect(codeOf({ salesLevel: constant('-1') })).toBe('E_RANGE f.salesLevel');
    expect(codeOf({ salesGrowth: constant('-1') })).toBe('E_RANGE f.salesGrowth');
    expect(codeOf({ economicLifeYears: constant('-1') })).toBe('E_RANGE f.economicLifeYears');
    expect(codeOf({ economicLifeYears: triangle('3', '4', '6.9') })).toBe('E_INCOME_PAST_LIFE f.salesFen[7]');
    expect(codeOf({ taxRate: '1' })).toBe('E_TAX_RANGE f.taxRate');
    expect(codeOf({ discountBasis: 'pre-tax' })).toBe('E_TAX_BASIS f.discountBasis');
    expect(codeOf({ netSalesFen: [] })).toBe('E_MISSING f.salesFen');
    expect(codeOf({ netSalesFen: [1n, -1n] })).toBe('E_RANGE f.salesFen[1]');
    expect(codeOf({ salesLevel: triangle('2', '1', '3') })).toBe('E_DISTRIBUTION f.salesLevel');
    const refused = royaltyModel(uncertainRoyalty({ discountRate: constant('0') }));
    expect(refused.ok ? '' : refused.failure.rule).toBe('valuation.constraint.discount-positive');
  });

  it('is plain data', () => {
    const model = modelOf(uncertainRoyalty());
    expect(structuredClone(model)).toEqual(model);
  });
});

describe('summary', () => {
  // 1…10: the smallest value that 10 % do not exceed is 1, 50 % 5, 90 % 9; mean 5.5; sd √(82.5/9) = 3.03.
  it('by hand', () => {
    const draws = Float64Array.of(10, 3, 7, 1, 9, 2, 8, 4, 6, 5);
    const summary = mustBeOk(summariseDraws(draws));
    expect(summary).toMatchObject({ draws: 10, p10Fen: 1n, p50Fen: 5n, p90Fen: 9n, minFen: 1n, maxFen: 10n });
    expect([summary.meanFen, summary.sdFen, summary.standardErrorFen]).toEqual([6n, 3n, 1n]);
    expect([...draws]).toEqual([10, 3, 7, 1, 9, 2, 8, 4, 6, 5]);
  });

  // 1 … 10 000 over three blocks: mean 5000.5, variance n(n + 1)/12 = 8 334 166.67, sd 2886.9.
  it('joins blocks whose means differ', () => {
    const summary = mustBeOk(summariseDraws(Float64Array.from({ length: 10_000 }, (_, i) => i + 1)));
    expect([summary.meanFen, summary.sdFen, summary.standardErrorFen]).toEqual([5001n, 2887n, 29n]);
    expect([summary.p10Fen, summary.p50Fen, summary.p90Fen]).toEqual([1000n, 5000n, 9000n]);
  });

  // A lognormal level alone: value = 309.6252 万 · e^(0.25 z); P10 and P90 at z = ∓1.2816.
  it('a lognormal level gives lognormal quantiles', () => {
    const given = certainRoyalty({
      salesLevel: { kind: 'lognormal', median: '1', sigma: '0.25', atMost: null },
    });
    const summary = mustBeOk(summariseDraws(simulateBlocks(modelOf(given), 'ln', 0, 50)));
    const ratio = (fen: bigint): number => Number(fen) / 309_625_184;
    expect(Math.abs(ratio(summary.p50Fen) - 1)).toBeLessThan(0.004);
    expect(Math.abs(ratio(summary.p10Fen) - Math.exp(-0.25 * 1.2815516))).toBeLessThan(0.004);
    expect(Math.abs(ratio(summary.p90Fen) - Math.exp(0.25 * 1.2815516))).toBeLessThan(0.008);
    expect(Math.abs(ratio(summary.meanFen) - Math.exp(0.03125))).toBeLessThan(0.003);
  });

  it('a histogram gives the same mean and quantiles within half a bin', () => {
    const draws = simulateBlocks(modelOf(uncertainRoyalty()), 'h', 0, 8);
    const exactly = mustBeOk(summariseDraws(draws));
    const roughly = mustBeOk(summariseHistogram(histogramOf(draws, 0)));
    expect(roughly).toMatchObject({
      quantiles: 'histogram',
      meanFen: exactly.meanFen,
      sdFen: exactly.sdFen,
      minFen: exactly.minFen,
    });
    for (const end of ['p10Fen', 'p50Fen', 'p90Fen'] as const)
      expect(Math.abs(Number(roughly[end]) / Number(exactly[end]) - 1)).toBeLessThan(HISTOGRAM_ERROR);
    const zeros = mustBeOk(summariseHistogram(histogramOf(new Float64Array(5), 0)));
    expect([zeros.p10Fen, zeros.p90Fen, zeros.meanFen]).toEqual([0n, 0n, 0n]);
  });

  it('none, and more than money can be, are refused', () => {
    const codes = [new Float64Array(0), Float64Array.of(1e19), Float64Array.of(Infinity)].map((draws) => {
      const summary = summariseDraws(draws);
      return summary.ok ? 'ok' : summary.failure.code;
    });
    expect(codes).toEqual(['E_MISSING', 'E_RANGE', 'E_RANGE']);
  });

  it('shares of blocks that do not follow each other are a bug', () => {
    const model = modelOf(uncertainRoyalty());
    const share = (fromBlock: number) => ({
      fromBlock,
      draws: simulateBlocks(model, 1, fromBlock, fromBlock + 1),
    });
    expect(mergeDraws([share(1), share(0)], 5000)).toHaveLength(5000);
    expect(() => mergeDraws([share(0), share(2)], 9000)).toThrow(RangeError);
    expect(() => mergeDraws([share(0)], 5000)).toThrow(RangeError);
    expect(() => simulateBlocks(model, 1, 0, 2, new Float64Array(BLOCK_DRAWS))).toThrow(RangeError);
    expect(blocksFor(1_000_000)).toBe(245);
  });
});

describe('trace and proposals', () => {
  it('P10, P50, P90 name seed, draws and inputs, and stay assumptions', () => {
    const given = uncertainRoyalty();
    const summary = mustBeOk(summariseDraws(simulateBlocks(modelOf(given), 's', 0, 1)));
    const traces = simulationTraces(given, summary, {
      id: 'patent-value/f-1',
      title: '虚构产品',
      path: 'sections.patents.forecasts[f-1]',
      seed: 's',
      known: [],
    });
    expect(traces.map(({ id, value }) => [id, value])).toEqual([
      ['patent-value/f-1/p10', summary.p10Fen.toString()],
      ['patent-value/f-1/p50', summary.p50Fen.toString()],
      ['patent-value/f-1/p90', summary.p90Fen.toString()],
    ]);
    const [first] = traces;
    if (first === undefined) throw new Error('three traces');
    expect(first.confidence).toBe('assumption');
    expect(first.formula).toContain('4096 次，种子“s”');
    expect([...walkTrace(first)].filter(({ source }) => source?.kind === 'field')).toHaveLength(5);
  });

  it('the rulebook proposes triangles around a point forecast; a person decides', () => {
    const rules = patentRules();
    expect(mustBeOk(readSimulationDraws(rules)).value).toBe(1_000_000);
    const proposed = proposedUncertainty(
      {
        netSalesFen: [1n],
        royaltyRate: new Decimal('0.02'),
        taxRate: new Decimal('0.25'),
        discountRate: new Decimal('0.15'),
        discountBasis: 'post-tax',
        timing: 'end-year',
        lifeYears: new Decimal('0.5'),
      },
      mustBeOk(readSimulationSpread(rules)).value,
    );
    expect(proposed.royaltyRate).toEqual(triangle('0.016', '0.02', '0.024'));
    expect(proposed.discountRate).toEqual(triangle('0.13', '0.15', '0.17'));
    expect(proposed.salesGrowth).toEqual(triangle('-0.02', '0', '0.02'));
    expect(proposed.economicLifeYears).toEqual(triangle('0.4', '0.5', '0.5'));
    expect(royaltyModel(proposed).ok).toBe(true);
  });
});
