import { describe, expect, test } from 'vitest';
import { type StrictJsonLimits, parseStrictJson } from '../../src/lib/kernel/strict-json';

const read = (text: string, limits?: StrictJsonLimits): unknown => {
  const result = parseStrictJson(text, limits);
  return result.ok ? result.value : result.failure.code;
};

const pathOf = (text: string): string => {
  const result = parseStrictJson(text);
  return result.ok ? 'ok' : result.failure.path;
};

describe('strict JSON against hostile text', () => {
  test.each(['{"v":1,"v":2}', '{"a":{"v":1,"\\u0076":2}}', '{"":1,"":1}', '{"v":1,"w":0,"v":1}'])(
    'JSN-01 refuses the duplicate key in %s',
    (text) => {
      expect(read(text)).toBe('E_DUP_KEY');
    },
  );

  test('JSN-01 one key in two objects is no duplicate', () => {
    expect(read('[{"v":1},{"v":{"v":2}}]')).toEqual([{ v: 1 }, { v: { v: 2 } }]);
  });

  test('JSN-01 names line and column of the second key', () => {
    expect(pathOf('{\n  "v": 1,\n  "v": 2\n}')).toBe('第 3 行第 3 列');
  });

  test('JSN-02 refuses five million nested arrays at once', () => {
    expect(read('['.repeat(5_000_000))).toBe('E_DEPTH');
    expect(read('{"a":'.repeat(1_000_000))).toBe('E_DEPTH');
  });

  test('JSN-02 depth is counted exactly', () => {
    const nested = (n: number): string => '['.repeat(n) + ']'.repeat(n);
    expect(read(nested(32))).not.toBe('E_DEPTH');
    expect(read(nested(33))).toBe('E_DEPTH');
    expect(read('{"a":[{"b":1}]}', { maxDepth: 3 })).toEqual({ a: [{ b: 1 }] });
    expect(read('{"a":[{"b":1}]}', { maxDepth: 2 })).toBe('E_DEPTH');
    expect(read('1', { maxDepth: 0 })).toBe(1);
    expect(read('['.repeat(2000), { maxDepth: 1_000_000 })).toBe('E_DEPTH');
  });

  test.each([
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":{"prototype":1}}',
    '{"\\u005f_proto__":1}',
  ])('JSN-03 JSN-04 JSN-05 refuses %s', (text) => {
    expect(read(text)).toBe('E_KEY');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test('JSN-05 other names of Object.prototype are plain keys', () => {
    expect(read('{"hasOwnProperty":1,"toString":2}')).toEqual({ hasOwnProperty: 1, toString: 2 });
    expect(read('{"hasOwnProperty":1,"hasOwnProperty":2}')).toBe('E_DUP_KEY');
  });

  test.each([
    ['1e400', 'E_JSON_NUMBER'],
    ['-1e400', 'E_JSON_NUMBER'],
    ['-0', 'E_JSON_NUMBER'],
    ['-0.0', 'E_JSON_NUMBER'],
    ['-1e-400', 'E_JSON_NUMBER'],
    ['12345678901234567890', 'E_JSON_NUMBER'],
    ['9007199254740992', 'E_JSON_NUMBER'],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['1.0', 1],
    ['1.5e2', 150],
    ['0.1', 0.1],
    ['NaN', 'E_JSON'],
    ['Infinity', 'E_JSON'],
    ['01', 'E_JSON'],
    ['+1', 'E_JSON'],
    ['.5', 'E_JSON'],
    ['5.', 'E_JSON'],
    ['0x10', 'E_JSON'],
    ['1_000', 'E_JSON'],
    ['１', 'E_JSON'],
    ['-', 'E_JSON'],
    ['1e', 'E_JSON'],
  ])('JSN-06 %s', (text, value) => {
    expect(read(text)).toEqual(value);
    expect(read(`[${text}]`)).toEqual(typeof value === 'number' ? [value] : value);
  });

  test.each(['"\\ud800"', '"\\udc00\\ud800"', '{"\\udfff":1}', '"\ud800"', '"a\udc00b"'])(
    'JSN-07 refuses the lone surrogate in %j',
    (text) => {
      expect(read(text)).toBe('E_SURROGATE');
    },
  );

  test('JSN-07 pairs are text', () => {
    expect(read('"\\ud83d\\ude00 😀"')).toBe('😀 😀');
  });

  test.each([
    '',
    ' ',
    '{}{}',
    '1 2',
    '[1,]',
    '{"a":1,}',
    '[,1]',
    '[1,,2]',
    '{,}',
    '// x\n1',
    '/* */1',
    '1 // x',
    '\ufeff1',
    '{a:1}',
    "{'a':1}",
    "'a'",
    '"a',
    '"a\\',
    '"a\nb"',
    '"\u0000"',
    '"\\x41"',
    '"\\u12g4"',
    '"\\u12"',
    '"\\',
    'tru',
    'truex',
    'nul',
    'undefined',
    '[1',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a" 1}',
    '[1 2]',
    '{"a":1 "b":2}',
    ']',
    '}',
    '\u00a01',
    '\u20281',
  ])('JSN-09 refuses %j', (text) => {
    expect(read(text)).toBe('E_JSON');
  });

  test('JSN-09 says where and what', () => {
    const refused = parseStrictJson('[1,\n 2,]');
    expect(refused).toEqual({
      ok: false,
      failure: {
        code: 'E_JSON',
        message: '第 2 行第 4 列：此处不应出现“]”（U+005D）',
        path: '第 2 行第 4 列',
        remedy: '文件可能被改动或损坏，请取回原件，或用导出它的程序重新导出',
      },
    });
    expect(pathOf('[1')).toBe('第 1 行第 3 列');
  });

  test('JSN-10 refuses by size before reading, by number of keys while reading', () => {
    expect(read(`"${'a'.repeat(1000)}"`, { maxLength: 1001 })).toBe('E_TOO_LARGE');
    expect(read(`"${'a'.repeat(1000)}"`, { maxLength: 1002 })).toBe('a'.repeat(1000));
    expect(read(' '.repeat(65 * 1024 * 1024))).toBe('E_TOO_LARGE');
    const keys = (n: number): string => `{${Array.from({ length: n }, (_, i) => `"k${i}":${i}`).join(',')}}`;
    expect(read(keys(200_001))).toBe('E_KEYS');
    expect(read(keys(10), { maxKeys: 10 })).not.toBe('E_KEYS');
    expect(read(keys(11), { maxKeys: 10 })).toBe('E_KEYS');
    expect(read('[{"a":1},{"b":1}]', { maxKeys: 1 })).toBe('E_KEYS');
  });

  test('agrees with the built-in parser on ordinary text', () => {
    const text =
      ' {"a" : [ 1 , -2.5e-3 , true , false , null , "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9知" ] , "b" : { } , "c" : [ ] }\r\n\t';
    expect(read(text)).toEqual(JSON.parse(text));
  });
});
