import { describe, expect, test } from 'vitest';
import type { RuleEntry, RuleOverlay } from '../../../src/lib/rulebook/model';
import { isRegion, regionChain } from '../../../src/lib/rulebook/regions';
import { rulesAt, rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { dated, day, entry, overlayOf } from './sample-rules';

const read = (entries: readonly RuleEntry[], date: string, region = 'cn', overlay?: RuleOverlay): unknown => {
  const rules = rulesAt({ entries, date: day(date), region, ...(overlay === undefined ? {} : { overlay }) });
  const rule = rules.read('a.cap');
  return rule.ok ? rule.value.value : rule.failure.code;
};

describe('regions', () => {
  test('the walk goes from the county up to the country', () => {
    expect(regionChain('cn-330825')).toEqual(['cn-330825', 'cn-3308', 'cn-33', 'cn']);
    expect(regionChain('cn-33')).toEqual(['cn-33', 'cn']);
    expect(regionChain('cn')).toEqual(['cn']);
  });

  test.each(['', 'CN', 'cn-', 'cn-3', 'cn-330', 'cn-33082', 'cn-3308251', 'us', 'cn-33-08', 'cn-33\n'])(
    '%j is none',
    (text) => {
      expect(isRegion(text)).toBe(false);
      expect(() => regionChain(text)).toThrow();
    },
  );
});

describe('boundaries in time', () => {
  const series = [
    entry('a.cap', [
      dated('0.3', '2016-11-17', { effectiveTo: '2020-12-31' }),
      dated('0.4', '2021-01-01', { effectiveTo: '2023-06-30' }),
      dated('0.5', '2024-01-01'),
      dated('0.6', '2026-01-01'),
      dated(null, '2026-07-01'),
      dated('0.7', '2027-01-01'),
    ]),
  ];

  test.each([
    ['2016-11-16', 'NO_RULE_IN_FORCE'], // day before
    ['2016-11-17', '0.3'], // first day
    ['2020-12-31', '0.3'], // last day
    ['2021-01-01', '0.4'], // day after
    ['2023-06-30', '0.4'],
    ['2023-07-01', 'NO_RULE_IN_FORCE'], // gap
    ['2023-12-31', 'NO_RULE_IN_FORCE'],
    ['2024-01-01', '0.5'],
    ['2025-12-31', '0.5'], // open value, until the next begins
    ['2026-01-01', '0.6'],
    ['2026-06-30', '0.6'],
    ['2026-07-01', 'NO_RULE_IN_FORCE'], // repealed
    ['2026-12-31', 'NO_RULE_IN_FORCE'],
    ['2027-01-01', '0.7'],
    ['2199-12-31', '0.7'],
  ])('on %s: %s', (date, value) => {
    expect(read(series, date)).toBe(value);
    const shuffled = series.map((e) => ({ ...e, values: [...e.values].reverse() }));
    expect(read(shuffled, date)).toBe(value);
  });
});

describe('regions in the walk', () => {
  const values = [
    dated('0.1', '2020-01-01'),
    dated('0.2', '2020-01-01', { region: 'cn-33', effectiveTo: '2024-12-31' }),
    dated('0.3', '2022-01-01', { region: 'cn-330825' }),
    dated(null, '2025-01-01', { region: 'cn-330825' }),
  ];
  const entries = [entry('a.cap', values)];

  test.each([
    ['2023-01-01', 'cn-330825', '0.3'],
    ['2021-12-31', 'cn-330825', '0.2'],
    ['2023-01-01', 'cn-330824', '0.2'],
    ['2023-01-01', 'cn-3308', '0.2'],
    ['2025-01-01', 'cn-3308', '0.1'],
    ['2023-01-01', 'cn-11', '0.1'],
    ['2023-01-01', 'cn', '0.1'],
    // repealed in the county: the walk stops, the country does not step in
    ['2025-01-01', 'cn-330825', 'NO_RULE_IN_FORCE'],
  ])('on %s in %s: %s', (date, region, value) => {
    expect(read(entries, date, region)).toBe(value);
  });

  test('where nothing may be replaced the higher region wins', () => {
    const fixed = [entry('a.cap', values, { overridable: false })];
    expect(read(fixed, '2023-01-01', 'cn-330825')).toBe('0.1');
    expect(read(fixed, '2019-01-01', 'cn-330825')).toBe('NO_RULE_IN_FORCE');
  });

  test('a value of another region is never read', () => {
    expect(
      read([entry('a.cap', [dated('0.9', '2020-01-01', { region: 'cn-11' })])], '2023-01-01', 'cn-330825'),
    ).toBe('NO_RULE_IN_FORCE');
  });
});

describe('overlays', () => {
  const entries = [
    entry('a.cap', [dated('0.1', '2020-01-01'), dated('0.2', '2020-01-01', { region: 'cn-33' })]),
    entry('a.fixed', [dated('1', '2020-01-01')], { overridable: false }),
  ];
  const own = (
    effectiveFrom: string,
    value: string | null,
    effectiveTo?: string,
  ): RuleOverlay['entries'][number] => ({
    id: 'a.cap',
    effectiveFrom,
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
    value,
    reason: '审慎',
  });

  test.each([
    ['2025-12-31', '0.2'],
    ['2026-01-01', '0.25'],
    ['2026-06-30', '0.25'],
    ['2026-07-01', '0.2'],
    ['2027-01-01', 'NO_RULE_IN_FORCE'],
  ])('precedence over every region while in force, on %s: %s', (date, value) => {
    const overlay = overlayOf([own('2026-01-01', '0.25', '2026-06-30'), own('2027-01-01', null)]);
    expect(read(entries, date, 'cn-330825', overlay)).toBe(value);
  });

  test('the value says whose it is, why, and that it is a judgement', () => {
    const rules = rulesAt({
      entries,
      date: day('2026-05-01'),
      region: 'cn-33',
      overlay: overlayOf([own('2026-01-01', '0.25')]),
    });
    expect(rules.read('a.cap')).toEqual({
      ok: true,
      value: {
        id: 'a.cap',
        title: '参数 a.cap',
        unit: 'ratio',
        value: '0.25',
        region: 'cn-33',
        effectiveFrom: '2026-01-01',
        kind: 'judgement',
        citation: {
          instrument: '虚构农村商业银行机构参数',
          number: '2026.2',
          issuer: '虚构农村商业银行',
          reason: '审慎',
        },
        confidence: 'assumption',
        overlay: '虚构农村商业银行@2026.2',
      },
    });
  });

  test('what may not be replaced is refused, not replaced and not ignored', () => {
    const overlay = overlayOf([{ id: 'a.fixed', effectiveFrom: '2026-01-01', value: '2', reason: '试' }]);
    const at = (date: string) => rulesAt({ entries, date: day(date), region: 'cn', overlay }).read('a.fixed');
    const refused = at('2026-01-01');
    expect(refused.ok ? 'ok' : refused.failure.code).toBe('E_RULE_NOT_OVERRIDABLE');
    expect(at('2025-12-31').ok).toBe(true);
  });
});

describe('reading', () => {
  const entries = [
    entry('b.two', [dated('2', '2020-01-01')]),
    entry('a.one', [dated('1', '2020-01-01')]),
    entry('c.none', [dated(null, '2020-01-01')]),
    entry('d.unread', [dated('4', '2020-01-01')]),
  ];

  test('an unknown id is refused with its name', () => {
    const refused = rulesAt({ entries, date: day('2026-01-01'), region: 'cn' }).read('no.such');
    expect(refused).toMatchObject({
      ok: false,
      failure: { code: 'E_RULE_UNKNOWN', path: 'no.such', rule: 'no.such' },
    });
  });

  test('names of Object.prototype are unknown ids', () => {
    const rules = rulesAt({ entries, date: day('2026-01-01'), region: 'cn' });
    for (const id of ['__proto__', 'constructor', 'toString']) expect(rules.read(id).ok).toBe(false);
  });

  test('the read set holds what was read, once, by id, and grows', () => {
    const rules = rulesAt({ entries, date: day('2026-01-01'), region: 'cn-33' });
    expect(rules.readSet()).toEqual([]);
    for (const id of ['b.two', 'c.none', 'no.such', 'b.two']) rules.read(id);
    expect(rules.readSet().map((rule) => rule.id)).toEqual(['b.two']);
    rules.read('a.one');
    expect(rules.readSet().map((rule) => rule.id)).toEqual(['a.one', 'b.two']);
    expect([rules.date, rules.region]).toEqual(['2026-01-01', 'cn-33']);
  });

  test('from the record alone every reading is the same', () => {
    const live = rulesAt({ entries, date: day('2026-01-01'), region: 'cn' });
    const ids = ['a.one', 'b.two', 'c.none'];
    const first = ids.map((id) => live.read(id));
    const replay = rulesFromRecord(live.readSet(), live.date, live.region);
    expect(ids.map((id) => replay.read(id))).toEqual(first);
    expect(replay.readSet()).toEqual(live.readSet());
    const absent = replay.read('d.unread');
    expect(absent.ok ? 'ok' : absent.failure.code).toBe('NO_RULE_IN_FORCE');
  });

  test('a doubled id is a bug', () => {
    expect(() =>
      rulesAt({ entries: [...entries, ...entries], date: day('2026-01-01'), region: 'cn' }),
    ).toThrow();
  });
});
