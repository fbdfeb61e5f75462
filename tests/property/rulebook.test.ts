import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlainDate, fromDayNumber } from '../../src/lib/kernel/plain-date';
import type { DatedValue, RuleEntry } from '../../src/lib/rulebook/model';
import { regionChain } from '../../src/lib/rulebook/regions';
import { rulesAt, rulesFromRecord } from '../../src/lib/rulebook/resolver';
import { checkRuleEntries } from '../../src/lib/rulebook/rule-checks';

const REGIONS = ['cn', 'cn-33', 'cn-3308', 'cn-330825', 'cn-330824', 'cn-11'];
const SETTINGS = { seed: 20261122, numRuns: 500 };

const date = fc.integer({ min: 16_000, max: 16_060 }).map(fromDayNumber);

const value = fc
  .record({
    region: fc.constantFrom(...REGIONS),
    from: date,
    length: fc.option(fc.integer({ min: 0, max: 30 })),
    repealed: fc.integer({ min: 0, max: 5 }),
    mark: fc.nat(),
  })
  .map(({ region, from, length, repealed, mark }): DatedValue => ({
    region,
    effectiveFrom: from,
    ...(length === null ? {} : { effectiveTo: later(from, length) }),
    value: repealed === 0 ? null : mark,
    kind: 'statute',
    citation: { instrument: '虚构办法' },
    confidence: 'verified',
  }));

const later = (from: PlainDate, days: number): string =>
  fromDayNumber(Math.round(Date.parse(`${from}T00:00:00Z`) / 86_400_000) + days);

/** A series as a rules file may hold it: ordered, without overlap. */
const entry = fc
  .tuple(fc.array(value, { minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([values, overridable]) => {
    const ordered = [...values].sort((a, b) =>
      a.effectiveFrom < b.effectiveFrom ? -1 : a.effectiveFrom > b.effectiveFrom ? 1 : 0,
    );
    const kept = ordered.filter((candidate, i) => {
      const before = ordered.slice(0, i).filter((other) => other.region === candidate.region);
      return before.every(
        (other) =>
          other.effectiveFrom < candidate.effectiveFrom &&
          (other.effectiveTo ?? '') < candidate.effectiveFrom,
      );
    });
    return { id: 'a.cap', title: '参数', unit: 'none', overridable, values: kept } satisfies RuleEntry;
  });

/** Day by day, said another way: the values of a region that cover the day and are not superseded by a later one. */
const covering = (values: readonly DatedValue[], region: string, day: string): DatedValue | undefined =>
  values
    .filter((v) => v.region === region && v.effectiveFrom <= day && day <= (v.effectiveTo ?? '9999-12-31'))
    .find(
      (v) =>
        !values.some(
          (w) => w.region === region && w.effectiveFrom > v.effectiveFrom && w.effectiveFrom <= day,
        ),
    );

describe('the resolver', () => {
  test('never returns a value that is not in force, and finds the nearest one that is', () => {
    fc.assert(
      fc.property(entry, date, fc.constantFrom(...REGIONS), (rule, day, region) => {
        const chain = rule.overridable ? regionChain(region) : [...regionChain(region)].reverse();
        const want = chain.map((r) => covering(rule.values, r, day)).find((v) => v !== undefined);
        const read = rulesAt({ entries: [rule], date: day, region }).read('a.cap');
        if (want === undefined || want.value === null) {
          expect(read.ok ? 'ok' : read.failure.code).toBe('NO_RULE_IN_FORCE');
          return;
        }
        expect(read).toMatchObject({ ok: true, value: { ...want } });
        expect(read.ok && read.value.effectiveFrom <= day && day <= (read.value.effectiveTo ?? day)).toBe(
          true,
        );
      }),
      SETTINGS,
    );
  });

  test('a record of what was read gives the same answers', () => {
    fc.assert(
      fc.property(entry, date, fc.constantFrom(...REGIONS), (rule, day, region) => {
        const live = rulesAt({ entries: [rule], date: day, region });
        const first = live.read('a.cap');
        const replay = rulesFromRecord(live.readSet(), day, region);
        expect(replay.read('a.cap')).toEqual(first);
      }),
      SETTINGS,
    );
  });

  test('the checks find no disorder in ordered series', () => {
    fc.assert(
      fc.property(entry, (rule) => {
        const codes = checkRuleEntries([rule]).map((failure) => failure.code);
        expect(codes).not.toContain('E_RULE_ORDER');
        expect(codes).not.toContain('E_RULE_OVERLAP');
      }),
      SETTINGS,
    );
  });
});
