import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/lib/case/exchange';
import { check, allOf, anyOf } from '../../../src/lib/screening/check';
import { all, any, known, not } from '../../../src/lib/screening/kleene';

const V: Record<string, Verdict> = { T: 'pass', U: 'unknown', F: 'fail' };

/** Truth tables of strong Kleene logic: row, column → result. */
const TABLE: readonly (readonly [string, string, string, string])[] = [
  // a, b, all, any
  ['T', 'T', 'T', 'T'],
  ['T', 'U', 'U', 'T'],
  ['T', 'F', 'F', 'T'],
  ['U', 'T', 'U', 'T'],
  ['U', 'U', 'U', 'U'],
  ['U', 'F', 'F', 'U'],
  ['F', 'T', 'F', 'T'],
  ['F', 'U', 'F', 'U'],
  ['F', 'F', 'F', 'F'],
];

const verdict = (code: string): Verdict => V[code] ?? 'unknown';

describe('三值逻辑', () => {
  it.each(TABLE)('%s 与 %s：全部 %s，任一 %s', (a, b, both, either) => {
    expect(all([verdict(a), verdict(b)])).toBe(verdict(both));
    expect(any([verdict(a), verdict(b)])).toBe(verdict(either));
  });

  it.each(TABLE)('带理由的组合子与真值表一致：%s %s', (a, b, both, either) => {
    const checks = [check(verdict(a), 'x'), check(verdict(b), 'y')];
    expect(allOf(checks).verdict).toBe(verdict(both));
    expect(anyOf(checks).verdict).toBe(verdict(either));
  });

  it('非：通过与不通过互换，未知不变', () => {
    expect([not('pass'), not('fail'), not('unknown')]).toEqual(['fail', 'pass', 'unknown']);
  });

  it('德摩根律', () => {
    for (const [a, b] of TABLE)
      expect(not(all([verdict(a), verdict(b)]))).toBe(any([not(verdict(a)), not(verdict(b))]));
  });

  it('什么都没查就是未知，不是通过', () => {
    expect(all([])).toBe('unknown');
    expect(any([])).toBe('unknown');
  });

  it('不知道的事实是未知', () => {
    expect([known(true), known(false), known(null)]).toEqual(['pass', 'fail', 'unknown']);
  });

  it('理由只保留起决定作用的那些', () => {
    const checks = [check('pass', 'a'), check('fail', 'b'), check('unknown', 'c'), check('fail', 'd')];
    expect(allOf(checks).reasons.map((r) => r.key)).toEqual(['b', 'd']);
    expect(anyOf(checks).reasons.map((r) => r.key)).toEqual(['a']);
  });
});
