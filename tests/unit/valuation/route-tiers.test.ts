import { describe, expect, it } from 'vitest';
import { valuationRoute } from '../../../src/lib/valuation/route-tiers';
import { patentRules } from '../../fixtures/patent-case';

const routeOf = (wan: bigint, rules = patentRules()): string => {
  const route = valuationRoute(wan * 1_000_000n, rules);
  return route.ok ? route.value.route : route.failure.code;
};

describe('valuation route by loan amount', () => {
  it('300 万 agreed, 1000 万 in-house, above outside; a limit belongs to its tier', () => {
    expect([300n, 301n, 1000n, 1001n, 9999n].map((wan) => routeOf(wan))).toEqual([
      'agreed',
      'in-house',
      'in-house',
      'outside',
      'outside',
    ]);
  });

  it('an institution sets its own tiers; a table without an open end is refused', () => {
    const tier = { route: 'outside', title: '外部评估', needs: '' };
    expect(routeOf(1n, patentRules({ 'valuation.route-tiers': [{ ...tier, upToFen: null }] }))).toBe(
      'outside',
    );
    expect(routeOf(1n, patentRules({ 'valuation.route-tiers': [{ ...tier, upToFen: '5' }] }))).toBe(
      'E_RULE_SHAPE',
    );
  });

  it('an assumption stays an assumption, a negative amount is refused', () => {
    const route = valuationRoute(100n, patentRules());
    expect(route.ok && route.value.trace.confidence).toBe('assumption');
    expect(routeOf(-1n)).toBe('E_RANGE');
  });
});
