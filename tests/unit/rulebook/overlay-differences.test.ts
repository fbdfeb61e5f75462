import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/lib/kernel/json';
import type { RuleEntry, RuleOverlay } from '../../../src/lib/rulebook/model';
import { overlayDifferences } from '../../../src/lib/rulebook/overlay-differences';
import { formFaults } from '../../../src/lib/rulebook/value-form';

const entry = (id: string, value: JsonValue): RuleEntry => ({
  id,
  title: `虚构参数 ${id}`,
  unit: 'none',
  overridable: true,
  values: [
    {
      region: 'cn',
      effectiveFrom: '2020-01-01',
      value,
      kind: 'judgement',
      citation: { instrument: '虚构', reason: '虚构' },
      confidence: 'assumption',
    },
  ],
});
const BOOK = [
  entry('a.one', '0.1'),
  entry('a.two', { low: '0.1', rows: [{ at: 1 }, { at: 2 }] }),
  entry('a.own', null),
];
const overlay = (entries: readonly (readonly [string, string, JsonValue])[]): RuleOverlay => ({
  schema: 'zhiya.overlay/1',
  institution: '虚构银行',
  version: '1',
  releasedOn: '2026-01-01',
  author: '虚构人员',
  reason: '虚构',
  entries: entries.map(([id, effectiveFrom, value]) => ({ id, effectiveFrom, value, reason: `因 ${id}` })),
});
const brief = (from: RuleOverlay | null, to: RuleOverlay): string[] =>
  overlayDifferences(from, to, BOOK).flatMap(({ rule, effectiveFrom, kind, changes }) =>
    changes.map(
      ({ path, from: was, to: is }) => `${kind} ${rule} ${effectiveFrom} ${path} ${was ?? '∅'}→${is ?? '∅'}`,
    ),
  );

describe('differences between releases', () => {
  it('are against the built-in value for a first release, leaf by leaf', () => {
    const to = overlay([
      ['a.two', '2026-01-01', { low: '0.2', rows: [{ at: 1 }] }],
      ['a.own', '2026-01-01', '新'],
      ['a.one', '2026-01-01', '0.1'],
    ]);
    expect(brief(null, to)).toEqual([
      'added a.own 2026-01-01 $ ∅→新',
      'changed a.two 2026-01-01 $.low 0.1→0.2',
      'changed a.two 2026-01-01 $.rows[1] {"at":2}→∅',
    ]);
    expect(overlayDifferences(null, to, BOOK).map(({ reason }) => reason)).toContain('因 a.two');
  });

  it('are against what the release before said on that day', () => {
    const first = overlay([['a.one', '2026-01-01', '0.3']]);
    const second = overlay([
      ['a.one', '2026-01-01', '0.3'],
      ['a.one', '2026-07-01', '0.4'],
    ]);
    expect(brief(first, second)).toEqual(['changed a.one 2026-07-01 $ 0.3→0.4']);
    expect(brief(second, second)).toEqual([]);
    expect(brief(second, first)).toEqual(['removed a.one 2026-07-01 $ 0.4→0.3']);
    expect(brief(first, overlay([['a.one', '2025-01-01', '0.4']]))).toContain(
      'changed a.one 2025-01-01 $ 0.1→0.4',
    );
  });

  it('of a long table are cut, with their total', () => {
    const rows = Array.from({ length: 60 }, (_, i) => i);
    const [found] = overlayDifferences(null, overlay([['a.own', '2026-01-01', rows]]), BOOK);
    expect(found).toMatchObject({ kind: 'added', total: 1 });
    const longer = overlay([
      ['a.own', '2026-01-01', rows],
      ['a.own', '2026-02-01', rows.map((n) => n + 1)],
    ]);
    const [many] = overlayDifferences(overlay([['a.own', '2026-01-01', rows]]), longer, BOOK);
    expect([many?.changes.length, many?.total]).toEqual([40, 60]);
  });
});

describe('the form of a value', () => {
  const faults = (value: JsonValue, ...samples: JsonValue[]): string[] =>
    [...formFaults(value, samples)].map(({ path, message }) => `${path} ${message}`);

  it('follows the samples: kinds, members, decimals as text', () => {
    expect(faults('0.2', '0.1')).toEqual([]);
    expect(faults('多', '0.1')).toEqual(['$ 应为十进制数字，写的是“多”']);
    expect(faults(0.2, '0.1')).toEqual(['$ 应为文字，写的是数字']);
    expect(faults({ a: 1, b: 2 }, { a: 1 })).toEqual(['$.b 内置值没有这一项']);
    expect(faults({}, { a: 1 })).toEqual(['$.a 缺少这一项']);
    expect(faults([{ a: 1 }, { a: 'x' }], [{ a: 1 }])).toEqual(['$[1].a 应为数字，写的是文字']);
  });

  it('lets be what the samples leave open', () => {
    expect(faults({ a: null }, { a: null }, { a: 1 })).toEqual([]);
    expect(faults([{ a: 1 }], [{ a: 1 }, { a: 1, b: 2 }])).toEqual([]);
    expect(faults(['x', 1], [])).toEqual([]);
    expect(faults({ 新词: '有效' }, { 有效: '有效' })).toEqual([]);
    expect(faults('任意', null)).toEqual([]);
  });
});
