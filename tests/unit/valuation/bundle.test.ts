import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { leaf } from '../../../src/lib/kernel/trace';
import {
  type ContributionShare,
  splitRate,
  splitValue,
} from '../../../src/lib/valuation/methods/bundle-shares';
import { CONSTRAINTS, CONSTRAINT_TITLES, valuedAfterFiling } from '../../../src/lib/valuation/constraints';
import { type RateUse, revenueOnce } from '../../../src/lib/valuation/methods/revenue-once';
import { number } from '../../fixtures/valuation-inputs';
import { expectRefusal } from '../../fixtures/refusal';

const place = { path: 'v', id: 'v' };
const shares = (...texts: readonly (string | null)[]): readonly ContributionShare[] =>
  texts.map((text, i) => ({ patent: `p-${i + 1}`, title: `虚构专利 ${i + 1}`, share: number(text) }));
const worth = (valueFen: bigint) => ({
  valueFen,
  trace: leaf({
    id: 'value',
    label: '组合价值',
    value: valueFen.toString(),
    unit: 'fen',
    confidence: 'secondary',
    source: { kind: 'field', path: 'value', label: '组合价值' },
  }),
});

describe('one rate per bundle, split by stated shares', () => {
  it('K 3 % over 0.5, 0.3, 0.2 is 1.5 %, 0.9 %, 0.6 %', () => {
    const parts = mustBeOk(splitRate(number('0.03'), shares('0.5', '0.3', '0.2'), place));
    expect(parts.map(({ rate }) => rate.value.toFixed())).toEqual(['0.015', '0.009', '0.006']);
  });

  it('the parts of a value sum to it to the 分; the remainder goes to the largest rests', () => {
    // 100 分 over .335, .335, .33: floors 33, 33, 33; rests .5, .5, 0: the one left goes to p-1
    const parts = mustBeOk(splitValue(worth(100n), shares('0.335', '0.335', '0.33'), place));
    expect(parts.map(({ valueFen }) => valueFen)).toEqual([34n, 33n, 33n]);
    expect(parts[0]?.trace).toMatchObject({ value: '34', unit: 'fen', confidence: 'assumption' });
  });

  it('one patent takes all', () => {
    expect(mustBeOk(splitValue(worth(7n), shares('1'), place))[0]?.valueFen).toBe(7n);
  });

  it('refuses shares that do not sum to exactly 1', () => {
    for (const texts of [['0.5', '0.49'], ['0.5', '0.51'], ['0.3333', '0.3333', '0.3333'], []]) {
      const failure = expectRefusal(splitValue(worth(100n), shares(...texts), place), 'E_SHARES_SUM');
      expect([failure.path, failure.rule]).toEqual(['v.shares', 'valuation.constraint.shares-sum-to-one']);
    }
  });

  it('refuses a share of 0, a negative share, a gap, a patent twice, and K outside (0, 1)', () => {
    const code = (...texts: readonly (string | null)[]): string => {
      const result = splitValue(worth(100n), shares(...texts), place);
      return result.ok ? 'ok' : `${result.failure.code} ${result.failure.path}`;
    };
    expect(code('0', '1')).toBe('E_CONTRIBUTION_RANGE v.shares[p-1]');
    expect(code('1.2', '-0.2')).toBe('E_CONTRIBUTION_RANGE v.shares[p-1]');
    expect(code('0.5', null)).toBe('E_MISSING v.shares[p-2]');
    const twice = [...shares('0.5'), ...shares('0.5')];
    expectRefusal(splitValue(worth(100n), twice, place), 'E_PATENT_TWICE');
    expectRefusal(splitRate(number('1'), shares('1'), place), 'E_ROYALTY_RANGE');
  });
});

describe('one revenue once', () => {
  const use = (id: string, product: string, bundle: string, ...patents: readonly string[]): RateUse => ({
    id,
    product,
    bundle,
    patents,
  });

  it('different products are no clash, even with a shared patent', () => {
    expect(revenueOnce([use('1', '甲', 'a', 'p-1'), use('2', '乙', 'b', 'p-1')], place)).toEqual([]);
  });

  it('K of one bundle applied once per patent is refused', () => {
    const failures = revenueOnce([use('1', '甲', 'a', 'p-1'), use('2', '甲', 'a', 'p-2')], place);
    expect(failures.map(({ code, path, rule }) => [code, path, rule])).toEqual([
      ['E_RATE_TWICE', 'v.uses[2].product', 'valuation.constraint.rate-once-per-bundle'],
    ]);
  });

  it('one revenue counted for two patents is refused, however the product is written', () => {
    const failures = revenueOnce(
      [use('1', '机器 A1', 'a', 'p-1'), use('2', '机器Ａ１', 'b', 'p-1'), use('3', '机器a1', 'c', 'p-3')],
      place,
    );
    expect(failures.map(({ code, rule }) => [code, rule])).toEqual([
      ['E_REVENUE_TWICE', 'valuation.constraint.revenue-once'],
      ['E_REVENUE_TWICE', 'valuation.constraint.revenue-once'],
    ]);
    expect(failures[0]?.message).toContain('“p-1”两处都有');
    expect(failures[1]?.message).not.toContain('两处都有');
  });
});

describe('the constraints', () => {
  it('have a title each', () => {
    expect(Object.keys(CONSTRAINT_TITLES).sort()).toEqual(Object.values(CONSTRAINTS).sort());
  });

  it('no valuation before the filing date', () => {
    const day = (text: string) => mustBeOk(parsePlainDate(text));
    expect(valuedAfterFiling(day('2026-11-20'), day('2026-11-20'), 'valuationDate').ok).toBe(true);
    const failure = expectRefusal(
      valuedAfterFiling(day('2026-11-19'), day('2026-11-20'), 'valuationDate'),
      'E_BEFORE_FILING',
    );
    expect([failure.path, failure.rule]).toEqual([
      'valuationDate',
      'valuation.constraint.valued-after-filing',
    ]);
  });
});
