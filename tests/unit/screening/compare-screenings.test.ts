import { expect, test } from 'vitest';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import { compareScreenings } from '../../../src/lib/screening/compare-screenings';
import {
  VALUATION_DATE,
  patent,
  plain,
  priorOf,
  readyCase,
  rules,
  screen,
} from '../../fixtures/screening-case';

const under = (days: number) =>
  rulesAt({
    entries: SCREENING_RULES,
    date: plain(VALUATION_DATE),
    region: 'cn-330825',
    overlay: {
      schema: 'zhiya.overlay/1',
      institution: '虚构银行',
      version: '1',
      releasedOn: VALUATION_DATE,
      author: '虚构',
      reason: '虚构',
      entries: [
        {
          id: 'screening.register-copy.max-age-days',
          effectiveFrom: '2026-01-01',
          value: days,
          reason: '虚构：收紧副本时效',
        },
      ],
    },
  });

// The copy is ten days old: it counts under 30 days and no longer under 5.
const aged = readyCase([patent(1)]);
const at = (days: number) => screen(aged, priorOf([patent(1)]), under(days));

test('收紧副本时效后，六种情形由通过变为未知；方向写对', () => {
  const compared = compareScreenings(screen(aged, priorOf([patent(1)]), rules()), at(5));
  const worse = compared.lines.filter((l) => l.change === 'worse');
  expect(worse.map((l) => l.rule)).toContain('cn.patent-pledge.refusal.1');
  expect(worse.every((l) => l.before === 'pass' && l.after === 'unknown')).toBe(true);
  expect(compared.counts.better).toBe(0);
  expect(compared.after.counts.unknown).toBeGreaterThan(compared.before.counts.unknown);
});

test('反过来比较，同样多条好转', () => {
  const [loose, tight] = [at(30), at(5)];
  const there = compareScreenings(loose, tight).counts;
  const back = compareScreenings(tight, loose).counts;
  expect([back.better, back.worse]).toEqual([there.worse, there.better]);
});

test('同一版参数没有变化', () => {
  const { counts, lines } = compareScreenings(at(30), at(30));
  expect(counts).toEqual({ better: 0, worse: 0, unchanged: lines.length, new: 0, gone: 0 });
});
