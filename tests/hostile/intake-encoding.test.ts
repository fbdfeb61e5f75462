import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/lib/intake/decode-text';
import { readCsvRows } from '../../src/lib/intake/csv-reader';
import { importPatents } from '../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { readTable } from '../../src/lib/intake/read-table';
import { mustBeOk } from '../../src/lib/kernel/result';
import { codeOf, gb18030, intakeRules, join, utf16, utf8 } from '../fixtures/intake-files';

const LIST = '申请号,专利名称,专利权人\n201710601862.3,一种虚构装置,虚构材料有限公司\n';
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

const decoded = (bytes: Uint8Array) => mustBeOk(decodeText(bytes, '清单.csv'));
const failureOf = (bytes: Uint8Array) => {
  const result = decodeText(bytes, '清单.csv');
  if (result.ok) throw new Error('refusal expected');
  return result.failure;
};

describe('hostile encodings', () => {
  it('ENC-01 reads UTF-8 with and without BOM alike', async () => {
    expect(decoded(join(BOM, utf8(LIST)))).toEqual({ text: LIST, encoding: 'utf-8' });
    expect(decoded(utf8(LIST))).toEqual({ text: LIST, encoding: 'utf-8' });
    const table = mustBeOk(await readTable(join(BOM, utf8(LIST)), '清单.csv'));
    expect(table.header[0]).toBe('申请号');
  });

  it('ENC-02 reads UTF-16 by its BOM only', async () => {
    expect(decoded(utf16(LIST, true))).toEqual({ text: LIST, encoding: 'utf-16le' });
    expect(decoded(utf16(LIST, false))).toEqual({ text: LIST, encoding: 'utf-16be' });
    const table = mustBeOk(await readTable(utf16(LIST, true), '清单.csv'));
    expect(table.rows[0]?.cells[1]).toBe('一种虚构装置');
    expect(failureOf(utf16(LIST, true).subarray(0, 21)).message).toContain('字节偏移 20');
    expect(failureOf(join(utf16('申', true), Uint8Array.of(0x00, 0xd8, 0x41, 0x00))).message).toContain(
      '字节偏移 4',
    );
    expect(codeOf(decodeText(utf16('a,b\n1,2\n', true, false)))).toBe('ok');
    const hidden = await readTable(utf16('a,b\n1,2\n', true, false), '清单.csv');
    expect([codeOf(hidden), hidden.ok ? '' : hidden.failure.message]).toEqual([
      'E_NUL',
      '字节偏移 1 处有控制字符 0x00；可能是没有字节序标记的 UTF-16 文件',
    ]);
    const chosen = mustBeOk(
      await readTable(utf16('a,b\n1,2\n', true, false), '清单.csv', { encoding: 'utf-16le' }),
    );
    expect(chosen.rows[0]?.cells).toEqual(['1', '2']);
  });

  it('ENC-03 reads GB18030 with four-byte and presentation forms', () => {
    expect(decoded(gb18030(LIST))).toEqual({ text: LIST, encoding: 'gb18030' });
    // 𠀀 U+20000 is 95 32 82 36; A6D9 and 84 31 82 36 both stand for U+FE10.
    const company = join(gb18030('虚构'), Uint8Array.of(0x95, 0x32, 0x82, 0x36), gb18030('公司'));
    expect(decoded(company).text).toBe('虚构𠀀公司');
    expect(decoded(Uint8Array.of(0xa6, 0xd9)).text).toBe('\uFE10');
    expect(decoded(Uint8Array.of(0x84, 0x31, 0x82, 0x36)).text).toBe('\uFE10');
  });

  it('ENC-04 reads bytes that are valid in both as UTF-8', () => {
    expect(decoded(utf8('专利权人')).text).toBe('专利权人');
    expect(new TextDecoder('gb18030', { fatal: true }).decode(utf8('专利权人'))).toBe('涓撳埄鏉冧汉');
  });

  it('ENC-05 refuses a file cut inside a character and gives the offset', () => {
    const cut = utf8(LIST).subarray(0, utf8(LIST).length - 2);
    const failure = failureOf(cut);
    expect([failure.code, failure.message.includes(`字节偏移 ${cut.length - 2}`)]).toEqual([
      'E_ENCODING_MIXED',
      true,
    ]);
    const gbCut = failureOf(gb18030('专利权人').subarray(0, 7));
    expect([gbCut.code, gbCut.message.includes('字节偏移 6')]).toEqual(['E_ENCODING', true]);
  });

  it.each([
    ['overlong slash', [0xc0, 0xaf]],
    ['overlong three-byte slash', [0xe0, 0x80, 0xaf]],
    ['encoded surrogate', [0xed, 0xa0, 0x80]],
    ['stray continuation', [0x80]],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['five-byte form', [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ])('ENC-06 refuses %s inside UTF-8 text', (_, bytes) => {
    const text = join(utf8(LIST), Uint8Array.from(bytes), utf8(',x\n'));
    const failure = failureOf(text);
    expect(failure.code).toBe('E_ENCODING_MIXED');
    expect(failure.message).toContain(`第 3 行、字节偏移 ${utf8(LIST).length}`);
    expect(codeOf(decodeText(join(BOM, text)))).toBe('E_ENCODING');
  });

  it('ENC-06 refuses a stray 0x80 and an encoded surrogate among ASCII', () => {
    expect(codeOf(decodeText(join(utf8('a,b\n1,'), Uint8Array.of(0x80), utf8('2\n'))))).toBe('E_ENCODING');
    expect(codeOf(decodeText(join(utf8('a,b\n1,'), Uint8Array.of(0xed, 0xa0, 0x80), utf8('2\n'))))).toBe(
      'E_ENCODING',
    );
  });

  it('ENC-07 refuses a UTF-8 file with GBK lines and names the first bad line', () => {
    const mixed = join(utf8(LIST), gb18030('201410264351.3,虚构的测试系统,虚构公司\n'), utf8(LIST));
    const failure = failureOf(mixed);
    expect([failure.code, failure.message.includes('第 3 行')]).toEqual(['E_ENCODING_MIXED', true]);
    expect(codeOf(decodeText(join(gb18030(LIST), utf8('201410264351.3,虚构的测试系统,虚构公司\n'))))).toBe(
      'E_ENCODING_MIXED',
    );
  });

  it('ENC-08 does not guess Big5, Shift-JIS or Windows-1252', () => {
    // Big5 專利權人名稱 and 申請號; Shift-JIS 特許出願番号リスト; Windows-1252 “Café,”.
    const big5 = [
      0xb1, 0x4d, 0xa7, 0x51, 0xc5, 0x76, 0xa4, 0x48, 0xa6, 0x57, 0xba, 0xd9, 0x2c, 0xa5, 0xd3, 0xbd, 0xd0,
      0xb8, 0xb9, 0x0a, 0xb1, 0x4d, 0xa7, 0x51, 0xc5, 0x76, 0x2c, 0x31, 0x0a,
    ];
    const shiftJis = [
      0x93, 0xc1, 0x8b, 0x96, 0x8f, 0x6f, 0x8a, 0xe8, 0x94, 0xd4, 0x8d, 0x86, 0x83, 0x8a, 0x83, 0x58, 0x83,
      0x67, 0x0a,
    ];
    expect(codeOf(decodeText(Uint8Array.from(big5)))).toBe('E_ENCODING_DOUBTFUL');
    expect(codeOf(decodeText(Uint8Array.from(shiftJis)))).toBe('E_ENCODING_DOUBTFUL');
    expect(codeOf(decodeText(Uint8Array.of(0x43, 0x61, 0x66, 0xe9, 0x2c, 0x31, 0x0a)))).toBe('E_ENCODING');
    const chosen = mustBeOk(decodeText(Uint8Array.from(big5), '清单.csv', 'big5'));
    expect(chosen.text.startsWith('專利權人名稱,申請號')).toBe(true);
    const wrong = decodeText(join(utf8('a\n'), Uint8Array.of(0xb1)), '清单.csv', 'big5');
    expect(wrong.ok ? '' : wrong.failure.message).toContain('第 2 行、字节偏移 2');
  });

  it('ENC-08 says so when a wrongly chosen encoding leaves no known column', async () => {
    const table = mustBeOk(await readTable(utf8(LIST), '清单.csv', { encoding: 'windows-1252' }));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const outcome = importPatents(table, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.failures.map((f) => f.code)).toEqual(['E_COLUMNS_UNKNOWN']);
    expect(outcome.failures[0]?.remedy).toContain('编码');
  });

  it('ENC-09 gives the same records for every chunk size from 1 to 64', async () => {
    const text = '申请号,名称\r\n1,"虚构，𠀀\r\n装置"\r2,"说""好"""\n3,末行';
    const files = [utf8(text), utf16(text, true), gb18030(text.replace('𠀀', '镕'))];
    for (const bytes of files) {
      const whole = mustBeOk(await readCsvRows(bytes, 'x.csv', { chunkBytes: 4096 })).rows;
      expect(whole.map((r) => r.cells.length)).toEqual([2, 2, 2, 2]);
      for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes += 1)
        expect(mustBeOk(await readCsvRows(bytes, 'x.csv', { chunkBytes })).rows).toEqual(whole);
    }
  });

  it('ENC-10 keeps compatibility forms in cells and folds them only where a reader says so', async () => {
    const text = '申请号,专利名称,权利要求数量\nＺＬ２０１７１０６０１８６２．３,㈱ﬁ　全角,10\n';
    const table = mustBeOk(await readTable(utf8(text), '清单.csv'));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const [record] = importPatents(table, columns, { batchId: 'b-1', rules: intakeRules() }).records;
    expect(record?.applicationNumber).toBe('201710601862.3');
    expect(record?.applicationNumberText).toBe('ＺＬ２０１７１０６０１８６２．３');
    expect(record?.title).toBe('㈱ﬁ　全角');
  });

  it('ENC-11 keeps and flags private-use characters in names', async () => {
    const text = '申请号,专利名称,专利权人\n201710601862.3,虚构装置,虚构\uE000公司\n';
    const table = mustBeOk(await readTable(utf8(text), '清单.csv'));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const outcome = importPatents(table, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.records[0]?.owners).toEqual(['虚构\uE000公司']);
    expect(outcome.warnings.map((w) => [w.code, w.column, w.message.includes('U+E000')])).toEqual([
      ['W_CHARACTER', '专利权人', true],
    ]);
  });
});
