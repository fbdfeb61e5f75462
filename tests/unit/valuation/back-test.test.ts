import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type PastCase, backTest } from '../../../src/lib/valuation/compare/back-test';
import { readHaircutRule } from '../../../src/lib/valuation/simulation/uncertainty-rules';
import { patentRules } from '../../fixtures/patent-case';

const rule = mustBeOk(readHaircutRule(patentRules()));

const past = (id: string, valueFen: bigint | null, fetchedFen: bigint | null, method = 'rfr'): PastCase => ({
  id,
  title: `虚构案例 ${id}`,
  values: [{ method, title: '虚构方法', valueFen }],
  fetchedFen,
  source: '虚构的处置回单',
});

/** Value 1000; shortfalls −10 %, 0, 10 %, … 80 % over ten cases. */
const TEN = Array.from({ length: 10 }, (_, i) => past(`c-${i}`, 1000n, 1100n - BigInt(i) * 100n));

describe('back-test', () => {
  // Ascending: −0.1, 0, 0.1 … 0.8. 90 % of ten cases = the ninth, 0.7. Mean 3.5 / 10; |errors| 0, .1, .1, .2, .3, .4, .5 …
  it('error by method and the stated quantile of shortfalls', () => {
    const { value, failures } = backTest(TEN, rule);
    expect(failures).toEqual([]);
    expect(value).toHaveLength(1);
    expect(value[0]).toMatchObject({
      method: 'rfr',
      cases: 10,
      meanError: '0.35',
      medianAbsoluteError: '0.35',
      worstError: '0.8',
      haircut: '0.7',
      smallSample: true,
    });
    // After the haircut 1000 × 0.3 = 300: fetched in nine of the ten cases.
    expect(TEN.filter(({ fetchedFen }) => (fetchedFen ?? 0n) >= 300n)).toHaveLength(9);
    expect(value[0]?.trace.note).toContain('样本过少：10 个');
    expect(value[0]?.trace.children).toHaveLength(11);
  });

  it('does not depend on the order of the cases', () => {
    expect(backTest([...TEN].reverse(), rule)).toEqual(backTest(TEN, rule));
  });

  // Shortfall 1/3 = 0.33333… is rounded up, so that 66.66 % of the value was really fetched.
  it('rounds the haircut up and never below 0', () => {
    expect(backTest([past('a', 3000n, 2000n)], rule).value[0]?.haircut).toBe('0.3334');
    expect(backTest([past('a', 1000n, 1500n)], rule).value[0]).toMatchObject({
      haircut: '0',
      worstError: '-0.5',
    });
    expect(backTest([past('a', 1000n, 0n)], rule).value[0]?.haircut).toBe('1');
  });

  it('an institution chooses quantile and sample', () => {
    const own = mustBeOk(
      readHaircutRule(patentRules({ 'valuation.back-test-haircut': { quantile: '0.5', minCases: 10 } })),
    );
    const [found] = backTest(TEN, own).value;
    expect(found).toMatchObject({ haircut: '0.3', smallSample: false });
    expect(found?.trace.note).toBeUndefined();
  });

  it('keeps methods apart, and lists what it cannot use', () => {
    const { value, failures } = backTest(
      [
        past('a', 100n, 50n, 'market'),
        past('b', 100n, 80n, 'cost'),
        past('c', 100n, null),
        past('d', 0n, 5n),
        past('e', null, 5n),
        past('a', 100n, 50n, 'market'),
        past('f', 100n, -1n),
      ],
      rule,
    );
    expect(value.map(({ method, haircut, cases }) => [method, haircut, cases])).toEqual([
      ['cost', '0.2', 1],
      ['market', '0.5', 1],
    ]);
    expect(failures.map(({ code, path }) => [code, path])).toEqual([
      ['E_MISSING', 'backTest.c'],
      ['E_RANGE', 'backTest.d'],
      ['E_TWICE', 'backTest.a'],
      ['E_RANGE', 'backTest.f'],
    ]);
  });
});
