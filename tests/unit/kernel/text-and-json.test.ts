import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/lib/kernel/canonical-json';
import {
  excerpt,
  firstStranger,
  foldFullWidth,
  nameCharacter,
  removeSpaces,
} from '../../../src/lib/kernel/characters';
import { decodeUtf8, encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { codeOf, valueOf } from './expect-failure';

describe('characters', () => {
  test('folds full-width ASCII and the ideographic space, nothing else', () => {
    expect(foldFullWidth('ＺＬ２０１４．３（￥）　①²٣ﾊ')).toBe('ZL2014.3(￥) ①²٣ﾊ');
    expect(removeSpaces(' a\u00a0b\u3000c\n')).toBe('abc');
  });

  test('names a character beyond the basic plane', () => {
    expect(nameCharacter('𝟙')).toBe('“𝟙”（U+1D7D9）');
    expect(nameCharacter('А')).toBe('“А”（U+0410）');
    expect(firstStranger('12x3', /^\d$/)).toBe('x');
    expect(firstStranger('12', /^\d$/)).toBeNull();
  });

  test('an excerpt is short and cuts no character in two', () => {
    expect(excerpt('短')).toBe('短');
    expect([...excerpt('𝟙'.repeat(1000))]).toHaveLength(41);
    expect(excerpt('𝟙'.repeat(1000))).toBe(`${'𝟙'.repeat(40)}…`);
  });
});

describe('UTF-8', () => {
  test('round trip, byte order mark kept', () => {
    const text = '\ufeff知押 a\u0000𠮷';
    expect(valueOf(decodeUtf8(encodeUtf8(text)))).toBe(text);
  });

  test.each([
    [[0xff]],
    [[0xc0, 0x80]],
    [[0xe4, 0xb8]],
    [[0xed, 0xa0, 0x80]],
    [[0xf4, 0x90, 0x80, 0x80]],
    [[0xd7, 0xa8, 0xc0, 0xfb]], // 专利 in GB 18030
  ])('refuses the bytes %j', (bytes) => {
    expect(codeOf(decodeUtf8(Uint8Array.from(bytes)))).toBe('E_UTF8');
  });

  test('a lone surrogate is a bug, not U+FFFD', () => {
    expect(() => encodeUtf8('a\ud800')).toThrow();
    expect(() => encodeUtf8('\udc00a')).toThrow();
  });
});

describe('canonical JSON (RFC 8785)', () => {
  test('the sample of section 3.2.2 and 3.2.3', () => {
    const sample = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('keys by UTF-16 code unit (the sorting sample of section 3.2.3)', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(text).toBe('{"\\r":0,"1":0,"\u0080":0,"ö":0,"€":0,"😀":0,"\ufb33":0}');
  });

  test('throws on what JSON cannot carry', () => {
    expect(() => canonicalJson(NaN)).toThrow();
    expect(() => canonicalJson(Infinity)).toThrow();
    expect(() => canonicalJson('\ud800')).toThrow();
    expect(() => canonicalJson({ '\ud800': 1 })).toThrow();
  });

  test('order of insertion does not matter', () => {
    expect(canonicalJson({ b: 1, a: { d: 1, c: 2 } })).toBe(canonicalJson({ a: { c: 2, d: 1 }, b: 1 }));
  });
});
