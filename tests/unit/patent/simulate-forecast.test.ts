import { describe, expect, it } from 'vitest';
import type { RoyaltyForecast } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { runMethods } from '../../../src/lib/case/method';
import { PATENT_METHODS } from '../../../src/lib/patent/methods';
import { simulateForecast } from '../../../src/lib/patent/value/simulate-forecast';
import { valueForecast } from '../../../src/lib/patent/value/value-patents';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';

const PATENT = blankPatent('p-1', { filingDate: '2019-01-01', status: 'in-force' });
const SPREAD = {
  salesLow: '0.8',
  salesHigh: '1.2',
  royaltyLow: '0.015',
  royaltyHigh: '0.025',
  discountLow: '0.12',
  discountHigh: '0.18',
  source: '测试用（虚构）',
  seed: 'seed-1',
  draws: 20_000,
};

const BASE: Partial<RoyaltyForecast> = {
  patents: ['p-1'],
  salesFen: ['460000000', '460000000', '460000000'],
  royaltyRate: '0.02',
  discountRate: '0.15',
  taxRate: '0.25',
  economicLifeYears: '3',
};

const caseWith = (uncertainty: Partial<typeof SPREAD> | null) =>
  patentCase({
    records: [PATENT],
    pledged: ['p-1'],
    forecasts: [
      forecastOf('f-1', {
        ...BASE,
        uncertainty: uncertainty === null ? null : { ...SPREAD, ...uncertainty },
      }),
    ],
  });
const simulate = (uncertainty: Partial<typeof SPREAD> | null) =>
  simulateForecast(caseWith(uncertainty), patentRules(), 'f-1');

describe('simulation of a forecast', () => {
  it('asks for the limits and takes no default', () => {
    const result = simulate(null);
    expect(result.ok ? '' : result.failure.code).toBe('E_MISSING');
  });

  it('gives the point value when nothing is uncertain', () => {
    const point = {
      salesLow: '1',
      salesHigh: '1',
      royaltyLow: '0.02',
      royaltyHigh: '0.02',
      discountLow: '0.15',
      discountHigh: '0.15',
    };
    const { p10Fen, p50Fen, p90Fen } = mustBeOk(simulate(point));
    const { valueFen } = mustBeOk(valueForecast(caseWith(point), patentRules(), 'f-1'));
    expect([p10Fen, p50Fen, p90Fen]).toEqual([valueFen, valueFen, valueFen]);
  });

  it('gives no quantiles of a forecast that has no value: no life is not worth 0', () => {
    const record = caseWith({});
    const ended = {
      ...record,
      sections: {
        ...record.sections,
        patents: { ...record.sections.patents, records: [{ ...PATENT, status: 'dead' as const }] },
      },
    };
    const result = simulateForecast(ended, patentRules(), 'f-1');
    expect(result.ok ? result.value.p50Fen : result.failure.code).toBe('E_LIFE_ZERO');
    const { figures } = runMethods(PATENT_METHODS, ended, patentRules());
    const p50 = figures.find(({ id }) => id === 'patent-value/f-1/p50');
    expect([p50?.value, p50?.trace.note]).toEqual([null, expect.stringContaining('收益年限为 0')]);
  });

  it('orders its quantiles, brackets the point value, and names inputs and seed in its traces', () => {
    const { p10Fen, p50Fen, p90Fen, traces } = mustBeOk(simulate({}));
    const { valueFen } = mustBeOk(valueForecast(caseWith({}), patentRules(), 'f-1'));
    const [p10, p50, p90, value] = [p10Fen, p50Fen, p90Fen, valueFen].map(BigInt);
    expect(p10! < p50! && p50! < p90!).toBe(true);
    expect(p10! < value! && value! < p90!).toBe(true);
    expect(traces.map(({ id }) => id)).toEqual([
      'patent-value/f-1/p10',
      'patent-value/f-1/p50',
      'patent-value/f-1/p90',
    ]);
    expect(traces[0]?.formula).toContain('seed-1');
  });

  it('gives the same bits for the same seed and others for another', () => {
    expect(simulate({})).toEqual(simulate({}));
    expect(mustBeOk(simulate({ seed: 'seed-2' })).p50Fen).not.toBe(mustBeOk(simulate({})).p50Fen);
  });

  it('refuses limits that are out of order, naming the field', () => {
    const result = simulate({ royaltyLow: '0.03' });
    expect(result.ok ? '' : result.failure.path).toContain('royaltyRate');
  });
});
