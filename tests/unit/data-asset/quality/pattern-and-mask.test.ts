import { describe, expect, it } from 'vitest';
import { maskCell } from '../../../../src/lib/data-asset/quality/rules/mask';
import { compilePattern } from '../../../../src/lib/data-asset/quality/rules/pattern';
import { mustBeOk } from '../../../../src/lib/kernel/result';

const meets = (pattern: string, text: string): boolean => mustBeOk(compilePattern(pattern))(text);

describe('patterns', () => {
  it.each([
    ['9{17}[0-9X]', '11010519491231002X', true],
    ['9{17}[0-9X]', '11010519491231002x', false],
    ['9{4}-9{2}-9{2}', '2026-01-31', true],
    ['9{4}-9{2}-9{2}', '2026-1-31', false],
    ['A{2,3}9+', 'WM1', true],
    ['A{2,3}9+', 'WMSS1', false],
    ['A{2,3}9+', 'WMS', false],
    ['汉{2,4}', '东湖小区', true],
    ['汉{2,4}', '东湖小区一', false],
    ['东|西', '西', true],
    ['东|西', '东西', false],
    ['[^0-9]*', 'abc', true],
    ['[^0-9]*', 'ab1', false],
    ['.*', '', true],
    ['\\9\\.\\|', '9.|', true],
    ['[\\]a-c]+', ']b', true],
    ['a?b?c', 'c', true],
    ['𠮷.', '𠮷𠮷', true],
  ])('%s meets %s: %s', (pattern, text, wanted) => {
    expect(meets(pattern, text)).toBe(wanted);
  });

  it.each(['', '[9', '*a', 'a{', 'a{3,1}', 'a{999}', '[z-a]', '[]', 'a\\', '9{256}9{256}9', 'a]'])(
    'refuses %j with a reason',
    (pattern) => {
      const compiled = compilePattern(pattern);
      expect(compiled).toMatchObject({ ok: false, failure: { code: 'E_PATTERN' } });
    },
  );
});

describe('masks', () => {
  it.each([
    ['110105194912310021', false, '******************'],
    ['WM-00012345', false, 'W*-********'],
    ['abcdef', false, 'a****f'],
    ['12345', false, '1***5'],
    ['-5', false, '-5'],
    ['a@b.cn', false, 'a@*.*n'],
    ['虚构', false, '**'],
    ['欧阳虚构', false, '****'],
    ['----', false, '****'],
    ['x', true, '*'],
    ['abc', true, '***'],
  ])('%s (personal %s) → %s', (text, personal, wanted) => {
    expect(maskCell(text, personal)).toBe(wanted);
  });

  it('cuts long texts', () => {
    expect(maskCell('b'.repeat(500), false).length).toBe(40);
  });
});
