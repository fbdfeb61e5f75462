import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from '../../../src/lib/state/download';

describe('EXP-09 file name from a case title', () => {
  it.each([
    ['蓝宇新材 · 厂房加专利（示例）', '蓝宇新材_厂房加专利（示例）'],
    ['2026-11_案卷', '2026-11_案卷'],
    ['a/b\\c:d*e?f', 'a_b_c_d_e_f'],
    ['示例\u202Egpj.exe', '示例_gpj_exe'],
    ['案卷...', '案卷'],
    ['换\n行', '换_行'],
  ])('makes of %j the name %s', (title, name) => {
    expect(safeFileName(title)).toBe(name);
  });

  it.each(['', '  ', '..', '/', '...', '😀', '_'])('has a name of its own for %j', (title) => {
    expect(safeFileName(title)).toBe('案卷');
  });

  it.each(['CON', 'con', 'prn', 'AUX', 'nul', 'COM1', 'lpt9'])(
    'never is the device name %s, which Windows refuses with any ending',
    (title) => {
      expect(safeFileName(title).toLowerCase()).not.toBe(title.toLowerCase());
    },
  );

  it('cuts 300 characters to 80, at a whole character', () => {
    expect(safeFileName('押'.repeat(300))).toBe('押'.repeat(80));
    // U+20BB7 is one Han character of two code units: half of it would be no text.
    expect(safeFileName(`${'押'.repeat(79)}𠮷`).isWellFormed()).toBe(true);
  });

  it('is a plain name for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
        const name = safeFileName(title);
        expect(name).toMatch(/^[\p{Script=Han}A-Za-z0-9（）-][\p{Script=Han}A-Za-z0-9（）_-]*$/u);
        expect([...name].length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
