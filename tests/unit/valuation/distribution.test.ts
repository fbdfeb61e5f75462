import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type Distribution,
  distribution,
  samplerOf,
  supportOf,
} from '../../../src/lib/valuation/simulation/distribution';
import { momentsOfDraws } from '../../../src/lib/valuation/simulation/moments';
import { seedWords } from '../../../src/lib/valuation/simulation/random';
import { sampleColumn } from '../../../src/lib/valuation/simulation/sampling';
import { constant, triangle } from '../../fixtures/uncertain-royalty';

const DRAWS = 100_000;

const drawn = (given: Distribution): Float64Array => {
  const column = new Float64Array(DRAWS);
  sampleColumn(mustBeOk(samplerOf(given, 'x')), seedWords('draws'), 0, 0, column);
  return column;
};

/** Sample mean and variance against the textbook ones, five standard errors wide (kurtosis taken as at most 10). */
const expectMoments = (given: Distribution, mean: number, variance: number): void => {
  const moments = momentsOfDraws(drawn(given));
  expect(Math.abs(moments.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
  expect(Math.abs(moments.squares / DRAWS - variance)).toBeLessThan(5 * variance * Math.sqrt(9 / DRAWS));
};

const codeOf = (given: Distribution): string => {
  const sampler = samplerOf(given, 'p.royaltyRate');
  return sampler.ok ? 'ok' : `${sampler.failure.code} ${sampler.failure.path}`;
};

describe('distributions', () => {
  it('have the mean and variance of the textbook', () => {
    expectMoments({ kind: 'uniform', low: '-1', high: '3' }, 1, 16 / 12);
    // (a+b+c)/3; (a²+b²+c²−ab−ac−bc)/18 with 1, 2, 6: (1+4+36−2−6−12)/18 = 21/18
    expectMoments(triangle('1', '2', '6'), 3, 21 / 18);
    expectMoments({ kind: 'normal', mean: '5', sd: '2', atLeast: null, atMost: null }, 5, 4);
    // e^(σ²/2) and (e^σ² − 1)·e^σ² at σ = 0.25
    const growth = Math.exp(0.0625);
    expectMoments(
      { kind: 'lognormal', median: '1', sigma: '0.25', atMost: null },
      Math.sqrt(growth),
      (growth - 1) * growth,
    );
    // 0.2·1 + 0.3·2 + 0.5·4 = 2.8; 0.2·1 + 0.3·4 + 0.5·16 − 2.8² = 1.56
    expectMoments(
      {
        kind: 'discrete',
        outcomes: [
          { value: '1', probability: '0.2' },
          { value: '2', probability: '0.3' },
          { value: '4', probability: '0.5' },
        ],
      },
      2.8,
      1.56,
    );
  });

  it('stay inside their support; what falls outside bounds falls on them', () => {
    expect(supportOf(mustBeOk(samplerOf(triangle('1', '2', '6'), '')))).toEqual({
      low: 1,
      open: false,
      high: 6,
    });
    const bounded = drawn({ kind: 'normal', mean: '0', sd: '1', atLeast: '-1', atMost: '1' });
    expect(momentsOfDraws(bounded)).toMatchObject({ min: -1, max: 1 });
    // P(|z| > 1) = 0.3173
    expect(Math.abs(bounded.filter((x) => Math.abs(x) === 1).length / DRAWS - 0.3173)).toBeLessThan(0.008);
    expect(new Set(drawn(constant('0.02')))).toEqual(new Set([0.02]));
    expect(new Set(drawn(triangle('3', '3', '3')))).toEqual(new Set([3]));
  });

  it('are refused when they are none', () => {
    expect(codeOf(triangle('1', '3', '2'))).toBe('E_DISTRIBUTION p.royaltyRate');
    expect(codeOf({ kind: 'uniform', low: '2', high: '1' })).toBe('E_DISTRIBUTION p.royaltyRate');
    expect(codeOf({ kind: 'normal', mean: '0', sd: '0', atLeast: null, atMost: null })).toMatch(
      'E_DISTRIBUTION',
    );
    expect(codeOf({ kind: 'normal', mean: '0', sd: '1', atLeast: '1', atMost: null })).toMatch(
      'E_DISTRIBUTION',
    );
    expect(codeOf({ kind: 'lognormal', median: '0', sigma: '1', atMost: null })).toMatch('E_DISTRIBUTION');
    expect(codeOf({ kind: 'lognormal', median: '1', sigma: '3.5', atMost: null })).toMatch('E_DISTRIBUTION');
    expect(codeOf({ kind: 'discrete', outcomes: [] })).toMatch('E_DISTRIBUTION');
    expect(codeOf({ kind: 'discrete', outcomes: [{ value: '1', probability: '0.9' }] })).toMatch(
      'E_DISTRIBUTION',
    );
  });

  it('take decimal text only', () => {
    expect(v.safeParse(distribution, constant('2e-2')).success).toBe(false);
    expect(v.safeParse(distribution, { kind: 'constant', value: 0.02 }).success).toBe(false);
    expect(v.safeParse(distribution, { kind: 'triangular', low: '1', high: '2' }).success).toBe(false);
    expect(v.safeParse(distribution, triangle('0.01', '0.02', '0.03')).success).toBe(true);
  });
});
