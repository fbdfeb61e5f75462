import { describe, expect, test } from 'vitest';
import type { RuleOverlay } from '../../../src/lib/rulebook/model';
import { checkOverlay, parseOverlay } from '../../../src/lib/rulebook/overlay';
import { dated, entry, overlayOf } from './sample-rules';

type Item = RuleOverlay['entries'][number];
const item = (more: Partial<Item> = {}): Item => ({
  id: 'a.cap',
  effectiveFrom: '2026-01-01',
  value: '0.25',
  reason: '审慎',
  ...more,
});

const codeOf = (text: string): string => {
  const result = parseOverlay(text);
  return result.ok ? 'ok' : result.failure.code;
};
const codeOfItems = (...items: Item[]): string => codeOf(JSON.stringify(overlayOf(items)));

describe('reading an overlay file', () => {
  test('keeps what was written', () => {
    const overlay = overlayOf([
      item({ effectiveTo: '2026-06-30' }),
      item({ effectiveFrom: '2026-07-01', value: null }),
    ]);
    expect(parseOverlay(JSON.stringify(overlay))).toEqual({ ok: true, value: overlay });
  });

  test.each([
    ['JSN-09 no JSON', 'zhiya', 'E_JSON'],
    ['JSN-01 duplicate key', '{"schema":"zhiya.overlay/1","schema":"zhiya.overlay/1"}', 'E_DUP_KEY'],
    ['JSN-03 prototype key', '{"__proto__":{}}', 'E_KEY'],
    ['JSN-08 another document', '{"schema":"zhiya.case/1"}', 'E_OVERLAY'],
    [
      'JSN-11 a newer schema',
      JSON.stringify({ ...overlayOf([item()]), schema: 'zhiya.overlay/2' }),
      'E_OVERLAY',
    ],
    ['JSN-08 an unknown field', JSON.stringify({ ...overlayOf([item()]), note: '' }), 'E_OVERLAY'],
    ['no author', JSON.stringify({ ...overlayOf([item()]), author: '' }), 'E_OVERLAY'],
    ['a version with spaces', JSON.stringify({ ...overlayOf([item()]), version: '1 2' }), 'E_OVERLAY'],
    ['nothing in it', JSON.stringify(overlayOf([])), 'E_OVERLAY'],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('refuses items without reason, with bad dates, out of order or overlapping', () => {
    expect(codeOfItems(item({ reason: '' }))).toBe('E_OVERLAY');
    expect(codeOfItems(item({ effectiveFrom: '2026-02-30' }))).toBe('E_OVERLAY');
    expect(codeOfItems(item({ effectiveTo: '2025-12-31' }))).toBe('E_RULE_ORDER');
    expect(codeOfItems(item(), item())).toBe('E_RULE_ORDER');
    expect(codeOfItems(item({ effectiveTo: '2026-07-01' }), item({ effectiveFrom: '2026-07-01' }))).toBe(
      'E_RULE_OVERLAP',
    );
    expect(codeOfItems(item({ id: 'b.cap' }), item())).toBe('ok');
  });
});

describe('an overlay against the rulebook', () => {
  const entries = [
    entry('a.cap', [dated('0.5', '2020-01-01')]),
    entry('a.fixed', [dated('0.5', '2020-01-01')], { overridable: false }),
    entry('a.table', [dated({ low: 1 }, '2020-01-01'), dated(null, '2030-01-01')]),
  ];
  const codes = (...items: Item[]): string[] =>
    checkOverlay(overlayOf(items), entries).map((failure) => failure.code);

  test('fits', () => {
    expect(
      codes(item(), item({ id: 'a.table', value: { low: 2 } }), item({ id: 'a.table', value: null })),
    ).toEqual([]);
  });

  test('names everything that does not', () => {
    expect(
      codes(
        item({ id: 'no.such' }),
        item({ id: 'a.fixed' }),
        item({ value: 0.25 }),
        item({ id: 'a.table', value: [1] }),
      ),
    ).toEqual(['E_RULE_UNKNOWN', 'E_RULE_NOT_OVERRIDABLE', 'E_RULE_SHAPE', 'E_RULE_SHAPE']);
  });
});
