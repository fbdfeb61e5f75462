import { describe, expect, it } from 'vitest';
import type { DataWorksheet } from '../../../../src/lib/case/data-pricing';
import type { SheetFigures } from '../../../../src/lib/data-asset/value/asset-value';
import { evaluateData } from '../../../../src/lib/data-asset/value/evaluate-data';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { qualityOf } from '../../../../src/lib/data-asset/quality/quality-of';
import { qualityRulesAt, stated } from '../../../fixtures/data-quality';
import {
  type SheetParts,
  dataSheet,
  g9Sheet,
  inWan,
  incomeParts,
  pricedAsset,
  pricedCase,
  sheetRow,
  takenFrom,
} from '../../../fixtures/priced-data';

const rules = qualityRulesAt();

const figuresOf = (sheet: DataWorksheet): SheetFigures => {
  const [value] = evaluateData(pricedCase(pricedAsset({ worksheets: [sheet] })), rules);
  const result = value?.entries[0]?.result;
  if (result === undefined) throw new Error('entry expected');
  return mustBeOk(result);
};

const drawn = (sheet: DataWorksheet) => {
  const { simulation } = figuresOf(sheet);
  if (simulation === null) throw new Error('simulation expected');
  return mustBeOk(simulation);
};

const wan = (fen: string): number => Number(fen) / 1_000_000;

const incomeSheet = (
  kind: DataWorksheet['kind'],
  parts: SheetParts,
  ranges: Required<SheetParts>['ranges'],
  years = '3',
): DataWorksheet => {
  const { choices, inputs } = incomeParts('0.2', years);
  return dataSheet(`${kind}-1`, kind, {
    ...parts,
    choices: { ...choices, ...parts.choices },
    inputs: { ...inputs, ...parts.inputs },
    ranges,
  });
};

const three = (amount: number): readonly string[] => [amount, amount, amount].map(inWan);
const STANDING = { level: ['1', '1'], discountRate: ['0.2', '0.2'] } as const;

describe('simulation of a worksheet', () => {
  it('C-MC through the worksheet: P10 168, P50 197.3, P90 229.3, P25 between', () => {
    const { p10, p25, p50, p90, meanFen } = drawn(g9Sheet());
    expect(Math.abs(wan(p10.fen) - 168)).toBeLessThan(1.5);
    expect(Math.abs(wan(p50.fen) - 197.3)).toBeLessThan(1.5);
    expect(Math.abs(wan(p90.fen) - 229.3)).toBeLessThan(1.5);
    expect(Math.abs(wan(meanFen) - 198.12752556)).toBeLessThan(0.6);
    expect(BigInt(p10.fen) < BigInt(p25.fen) && BigInt(p25.fen) < BigInt(p50.fen)).toBe(true);
  });

  it('C-TORNADO through the worksheet: β 93.014208, TC 50.382696, r, l, α, R', () => {
    const { bars } = figuresOf(g9Sheet());
    expect(bars.map(({ key, swingFen }) => [key, wan(swingFen ?? '0')])).toEqual([
      ['circulation', 93.014208],
      ['level', 50.382696],
      ['risk', 35.564256],
      ['monopoly', 25.61832],
      ['quality', 19.714968],
      ['returnOnCost', 14.395056],
    ]);
  });

  it.each([
    ['direct-income', incomeSheet('direct-income', { series: { profit: three(100) } }, STANDING)],
    [
      'incremental-income',
      incomeSheet(
        'incremental-income',
        { series: { withData: three(150), withoutData: three(50) } },
        STANDING,
      ),
    ],
    [
      'relief-from-royalty',
      incomeSheet(
        'relief-from-royalty',
        {
          choices: { shareBy: 'one' },
          inputs: { royaltyRate: '0.05' },
          series: { revenue: three(2000) },
        },
        { ...STANDING, royaltyRate: ['0.05', '0.05'] },
      ),
    ],
    [
      'excess-income',
      incomeSheet(
        'excess-income',
        {
          series: { income: three(120) },
          rows: { charges: [sheetRow('row-1', '营运资金', { series: { amount: three(20) } })] },
        },
        STANDING,
      ),
    ],
    [
      'a part-year and mid-year discounting',
      incomeSheet(
        'direct-income',
        { choices: { timing: 'mid-year' }, series: { profit: three(100) } },
        STANDING,
        '2.4',
      ),
    ],
    [
      'multi-period-excess with tax amortisation benefit',
      incomeSheet(
        'multi-period-excess',
        {
          choices: { survivalBy: 'yearly', discountBasis: 'post-tax' },
          inputs: { taxRate: '0.25', taxAmortisationYears: '5.5' },
          series: { operatingProfit: three(200), survival: ['0.9', '0.8', '0.7'] },
          rows: { charges: [sheetRow('row-1', '营运资金', { series: { amount: three(20) } })] },
        },
        STANDING,
      ),
    ],
  ])('%s: inputs that cannot move give the value of the method in every quantile', (_, sheet) => {
    const { value } = figuresOf(sheet);
    const { p10, p25, p90 } = drawn(sheet);
    for (const { fen } of [p10, p25, p90])
      expect(Math.abs(Number(fen) - Number(value.fen))).toBeLessThanOrEqual(1);
  });

  it('the discount rate moves the draws as it moves the method: ends of a uniform-like range', () => {
    // Level and share stand: the draws lie between the values at r = 30 % and r = 10 %.
    const moved = (rate: string): number =>
      wan(
        figuresOf(
          incomeSheet(
            'direct-income',
            { inputs: { discountRate: rate }, series: { profit: three(100) } },
            {},
          ),
        ).value.fen,
      );
    const { p10, p90 } = drawn(
      incomeSheet(
        'direct-income',
        { series: { profit: three(100) } },
        { level: ['1', '1'], discountRate: ['0.1', '0.3'] },
      ),
    );
    expect(wan(p10.fen)).toBeGreaterThan(moved('0.3'));
    expect(wan(p90.fen)).toBeLessThan(moved('0.1'));
    // P10 of a symmetric triangle lies at r = 0.3 − 0.2·√(0.1 ÷ 2) = 0.2553; the value falls as r rises.
    expect(wan(p10.fen)).toBeCloseTo(moved('0.2552786'), 0);
  });

  it('the level moves joint income, and charges stand: at half the income nothing is left', () => {
    const sheet = incomeSheet(
      'excess-income',
      {
        series: { income: three(100) },
        rows: { charges: [sheetRow('row-1', '营运资金', { series: { amount: three(50) } })] },
      },
      { level: ['0.5', '1.5'], discountRate: ['0.2', '0.2'] },
    );
    const { p10, p50, p90 } = drawn(sheet);
    const value = wan(figuresOf(sheet).value.fen);
    // 100·L − 50 with L triangular on 0.5–1.5: P10 at L = 0.5 + √0.05 = 0.7236 → 0.4472 of the value; the middle is the value.
    expect(wan(p10.fen) / value).toBeCloseTo(0.4472, 1);
    expect(wan(p50.fen) / value).toBeCloseTo(1, 1);
    expect(wan(p90.fen) / value).toBeCloseTo(1.5528, 1);
  });

  it('repeats bit for bit, and another worksheet draws other numbers', () => {
    expect(drawn(g9Sheet())).toEqual(drawn(g9Sheet()));
    const other = { ...g9Sheet(), id: 'modified-cost-2' };
    expect(drawn(other).p25.fen).not.toBe(drawn(g9Sheet()).p25.fen);
  });

  it('asks for the limits of every input, in order, and fills none in', () => {
    const failing = (ranges: Required<SheetParts>['ranges']) => {
      const { simulation, bars } = figuresOf(g9Sheet({ ranges }));
      if (simulation === null || simulation.ok) throw new Error('refusal expected');
      expect(bars.length === 0 || simulation.failure.code === 'E_RANGE').toBe(true);
      return simulation.failure;
    };
    expect(figuresOf(g9Sheet({ ranges: {} })).simulation).toBeNull();
    const first = failing({ level: ['0.9', '1.1'] });
    expect(first.code).toBe('E_MISSING');
    expect(first.path).toMatch(/ranges\.returnOnCost$/);
    const all = g9Sheet().ranges;
    const pairs = Object.fromEntries(
      Object.entries(all).map(([key, { low, high }]) => [key, [low, high] as const]),
    );
    expect(failing({ ...pairs, circulation: ['0.7', '0.8'] }).code).toBe('E_RANGE_ORDER');
    expect(failing({ ...pairs, quality: ['0.86', '1.2'] }).code).toBe('E_RANGE');
    expect(failing({ ...pairs, risk: ['0.1', '1'] }).code).toBe('E_RANGE');
  });
});

describe('α of the quality evaluation in the simulation', () => {
  /** All but one indicator of every dimension answered: α is issued, with an interval for the missing one. */
  const INDICATORS = [
    ...['0101', '0102', '0103', '0104', '0105', '0106', '0201', '0202', '0301', '0302', '0304'],
    ...['0401', '0402', '0501', '0502', '0503', '0601', '0602'],
  ];
  const asset = (quality: 'interval' | 'low', ranges: Required<SheetParts>['ranges'] = {}) => {
    const base = pricedAsset({});
    const sheet = g9Sheet({ inputs: { quality: takenFrom('measured-quality') } });
    const stood = Object.fromEntries(
      Object.entries({
        level: '1',
        returnOnCost: '0.12',
        circulation: '0.65',
        monopoly: '0.18',
        risk: '0.15',
      }).map(([key, value]) => [key, [value, value] as const]),
    );
    return {
      ...base,
      quality: { ...base.quality, answers: INDICATORS.map((code) => stated(code, '0.9')) },
      pricing: {
        ...base.pricing,
        pledge: { ...base.pricing.pledge, quality },
        worksheets: [{ ...g9Sheet({ ranges: { ...stood, ...ranges } }), inputs: sheet.inputs }],
      },
    };
  };
  const runOf = (given: ReturnType<typeof asset>) => {
    const [value] = evaluateData(pricedCase(given), rules);
    const figures = mustBeOk(value?.entries[0]?.result ?? nothing());
    const quality = qualityOf(given, rules);
    return { figures, quality };
  };

  it('draws α within its interval, or holds it at the low end for lending', () => {
    const { figures, quality } = runOf(asset('interval'));
    expect(quality.issued).toBe(true);
    expect(Number(quality.low)).toBeLessThan(Number(quality.high));
    // Everything else stands: P = 300 × 1.12 × 0.65 × 1.18 × 0.85 × α = 219.0552 × α.
    const price = (alpha: string): number => 219.0552 * Number(alpha);
    expect(wan(figures.value.fen)).toBeCloseTo(price(quality.alpha ?? ''), 3);
    const simulated = mustBeOk(figures.simulation ?? nothing());
    expect(wan(simulated.p10.fen)).toBeGreaterThan(price(quality.low));
    expect(wan(simulated.p90.fen)).toBeLessThan(price(quality.high));
    expect(wan(simulated.p10.fen)).toBeLessThan(wan(simulated.p90.fen));

    const low = runOf(asset('low'));
    const held = mustBeOk(low.figures.simulation ?? nothing());
    for (const { fen } of [held.p10, held.p25, held.p90]) expect(wan(fen)).toBeCloseTo(price(quality.low), 3);
    // The value itself is not touched: the low end is for lending.
    expect(low.figures.value.fen).toBe(figures.value.fen);
  });

  it('a typed range beside the interval of the evaluation is refused', () => {
    const { figures } = runOf(asset('interval', { quality: ['0.8', '0.95'] }));
    const { simulation } = figures;
    expect(simulation?.ok === false && simulation.failure.code).toBe('E_TWO_SOURCES');
  });
});

function nothing(): never {
  throw new Error('result expected');
}
