import { deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { importPatents } from '../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { type ReadOptions, readTable } from '../../src/lib/intake/read-table';
import { mustBeOk } from '../../src/lib/kernel/result';
import {
  type WorkbookParts,
  codeOf,
  inlineRows,
  intakeRules,
  utf16,
  utf8,
  workbook,
} from '../fixtures/intake-files';

const NAME = '清单.xlsx';
const SLOW = 120_000;

const result = (parts: WorkbookParts, options: ReadOptions = {}) => readTable(workbook(parts), NAME, options);
const read = async (parts: WorkbookParts, options: ReadOptions = {}) =>
  mustBeOk(await result(parts, options));
const sheet = (content: string, more: Partial<WorkbookParts> = {}) =>
  read({ sheets: { 清单: content }, ...more });
const sheetResult = (content: string, more: Partial<WorkbookParts> = {}) =>
  result({ sheets: { 清单: content }, ...more });
const refusal = async (content: string, more: Partial<WorkbookParts> = {}) => {
  const refused = await sheetResult(content, more);
  if (refused.ok) throw new Error('refusal expected');
  return refused.failure;
};

/** A header `a`, `b` and the given rows. */
const under = (rows: string): string =>
  `<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>${rows}</sheetData>`;
const row = (cells: string, r = 2): string => `<row r="${r}">${cells}</row>`;

/** Styles 0 … n, one per number format. */
const styles = (...formats: readonly (number | string)[]): string => {
  const custom = formats.flatMap((f, i) =>
    typeof f === 'string'
      ? [`<numFmt numFmtId="${164 + i}" formatCode="${f.replaceAll('"', '&quot;')}"/>`]
      : [],
  );
  const xfs = formats.map((f, i) => `<xf numFmtId="${typeof f === 'string' ? 164 + i : f}"/>`);
  return `<numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs.join('')}</cellXfs>`;
};

/** A workbook whose sheet inflates to `size` bytes: its entry is stored, then relabelled as deflated. */
const inflating = (size: number): Uint8Array => {
  const name = 'xl/worksheets/sheet1.xml';
  const head =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>';
  const plain = new Uint8Array(size).fill(0x78);
  plain.set(strToU8(head));
  const bytes = workbook({
    sheets: { 清单: '' },
    level: 0,
    entries: { [name]: deflateRawSync(plain, { level: 1 }) },
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at + 46 < bytes.length; at += 1) {
    const local = view.getUint32(at, true) === 0x04034b50;
    if (!local && view.getUint32(at, true) !== 0x02014b50) continue;
    const nameAt = at + (local ? 30 : 46);
    if (strFromU8(bytes.subarray(nameAt, nameAt + name.length)) !== name) continue;
    view.setUint16(at + (local ? 8 : 10), 8, true);
    view.setUint32(at + (local ? 22 : 24), size, true);
  }
  return bytes;
};

const prototypeKeys = Reflect.ownKeys(Object.prototype).length;
afterEach(() => {
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(prototypeKeys);
});

describe('hostile workbooks', () => {
  it('XLS-01 refuses a cell at XFD1048576', async () => {
    const failure = await refusal(
      `<sheetData><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>`,
    );
    expect(failure.code).toBe('E_RANGE');
    expect(failure.message).toContain('XFD1048576');
    const styled = await sheet(
      under(`${row('<c r="A2"><v>1</v></c>')}<row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row>`),
    );
    expect(styled.rows).toHaveLength(1);
  });

  it(
    'XLS-02 refuses a 200 MB inline string by its compression ratio, and a long one by the cell limit',
    async () => {
      const refused = await readTable(inflating(200 * 1024 * 1024), NAME);
      expect(codeOf(refused)).toBe('E_RATIO');
      const long = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(40_000)}</t></is></c></row></sheetData>`;
      expect((await refusal(long, { level: 0 })).code).toBe('E_FIELD');
      const longer = long.replace(/x+/, 'x'.repeat(2_000_000));
      expect((await refusal(longer, { level: 0 })).code).toBe('E_XML');
    },
    SLOW,
  );

  it(
    'XLS-03 refuses too many shared strings and indexes out of range',
    async () => {
      const cell = (v: string) => under(row(`<c r="A2" t="s"><v>${v}</v></c>`));
      const one = { sharedStrings: '<si><t>甲</t></si>' };
      expect((await sheet(cell('0'), one)).rows[0]?.cells).toEqual(['甲', '']);
      for (const v of ['1', '-1', '1e0', '0.5', ''])
        expect([v, (await refusal(cell(v), one)).code]).toEqual([v, 'E_XLSX_CELL']);
      expect((await refusal(cell('0'))).code).toBe('E_XLSX_CELL');
      expect((await refusal(cell('0'), { sharedStrings: '<si/>'.repeat(2_000_001), level: 0 })).code).toBe(
        'E_XLSX_STRINGS',
      );
    },
    SLOW,
  );

  it.each([
    ['entity expansion', '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', '&b;'],
    ['external entity', '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
    ['an empty DTD', '<!DOCTYPE w>', 'x'],
    ['an unknown entity', '', '&b;'],
  ])('XLS-04 refuses %s', async (_, doctype, text) => {
    const xml = `<?xml version="1.0"?>${doctype}<w xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>${text}</v></c></row></sheetData></w>`;
    const failure = await refusal('', { entries: { 'xl/worksheets/sheet1.xml': xml } });
    expect(failure.code).toBe('E_XML');
  });

  it('XLS-04 refuses damaged XML and text that is not UTF-8', async () => {
    const broken = { entries: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' } };
    expect((await refusal('', broken)).code).toBe('E_XML');
    const latin = { entries: { 'xl/worksheets/sheet1.xml': Uint8Array.of(0x3c, 0x77, 0xe9, 0x3e) } };
    expect((await refusal('', latin)).code).toBe('E_XML');
  });

  it('XLS-05 takes the cached value of a formula and says so', async () => {
    const t = await sheet(
      under(row('<c r="A2"><f>1+1</f><v>999</v></c><c r="B2" t="str"><f>"甲"</f><v>甲</v></c>')),
    );
    expect(t.rows[0]?.cells).toEqual(['999', '甲']);
    expect(t.cellNotes.map((n) => [n.record, n.column, n.kind])).toEqual([
      [2, 0, 'formula'],
      [2, 1, 'formula'],
    ]);
    expect(t.notes.join()).toContain('未重新计算');
  });

  it('XLS-06 lists a formula without cached value as empty by formula', async () => {
    const t = await sheet(
      under(row('<c r="A2"><f>1+1</f></c><c r="B2"><f>2</f><v></v></c>') + row('<c r="A3"><v>1</v></c>', 3)),
    );
    expect(t.cellNotes.map((n) => n.kind)).toEqual(['formula-empty', 'formula-empty']);
    expect(t.rows.map((r) => r.cells)).toEqual([['1', '']]);
    expect(t.notes.join()).toContain('1 个空行');
  });

  it('XLS-07 lists error cells and fails the record that needs one', async () => {
    const content = inlineRows([['申请号', '专利名称', '权利要求数量']]).replace(
      '</sheetData>',
      row(
        '<c r="A2" t="str"><v>201710601862.3</v></c><c r="B2" t="str"><v>甲</v></c><c r="C2" t="e"><v>#REF!</v></c>',
      ) +
        row('<c r="A3" t="str"><v>201410264351.3</v></c><c r="B3" t="str"><v>乙</v></c>', 3) +
        '</sheetData>',
    );
    const t = await sheet(content);
    expect(t.cellNotes).toEqual([{ record: 2, column: 2, kind: 'error', raw: '#REF!', format: '' }]);
    const columns = mustBeOk(recognisePatentColumns(t.header, intakeRules()));
    const outcome = importPatents(t, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.failures.map((f) => [f.code, f.record, f.column])).toEqual([
      ['E_CELL_ERROR', 2, '权利要求数量'],
    ]);
    expect(outcome.records.map((r) => r.claimCount)).toEqual([null]);
  });

  it('XLS-08 lists numbers beyond 15 digits and never writes an exponent', async () => {
    const t = await sheet(
      under(
        row('<c r="A2"><v>12345678901234567890</v></c><c r="B2"><v>1.2345E+21</v></c>') +
          row('<c r="A3"><v>201710601862.29999</v></c><c r="B3"><v>0.30000000000000004</v></c>', 3) +
          row('<c r="A4"><v>999999999999999</v></c><c r="B4"><v>1E-7</v></c>', 4),
      ),
    );
    expect(t.rows.map((r) => r.cells)).toEqual([
      ['12345678901234600000', '1234500000000000000000'],
      ['201710601862.3', '0.3'],
      ['999999999999999', '0.0000001'],
    ]);
    expect(t.cellNotes.map((n) => [n.record, n.column, n.kind])).toEqual([
      [2, 0, 'precision'],
      [2, 1, 'precision'],
    ]);
  });

  it('XLS-09 converts dates by the date system of the workbook and states it', async () => {
    const content = under(row('<c r="A2" s="1"><v>43000</v></c><c r="B2"><v>43000</v></c>'));
    const style = { styles: styles(0, 14) };
    const in1900 = await sheet(content, style);
    expect([in1900.rows[0]?.cells, in1900.dateSystem]).toEqual([['2017-09-22', '43000'], '1900']);
    const in1904 = await sheet(content, { ...style, date1904: true });
    expect([in1904.rows[0]?.cells, in1904.dateSystem]).toEqual([['2021-09-23', '43000'], '1904']);
    expect(in1904.notes.join()).toContain('1904');
  });

  it('XLS-10 refuses serials that are no day and keeps the rest', async () => {
    const serials = ['60', '0', '-1', '2958466', '44197.5', '59', '61', '1', '109574'];
    const rows = serials.map((v, i) => row(`<c r="A${i + 2}" s="1"><v>${v}</v></c>`, i + 2)).join('');
    const t = await sheet(under(rows), { styles: styles(0, 'yyyy"年"m"月"d"日"') });
    expect(t.rows.map((r) => r.cells[0])).toEqual([
      '60',
      '0',
      '-1',
      '2958466',
      '2021-01-01 12:00:00',
      '1900-02-28',
      '1900-03-01',
      '1900-01-01',
      '2199-12-31',
    ]);
    expect(t.cellNotes.map((n) => [n.record, n.kind])).toEqual([
      [2, 'date-refused'],
      [3, 'date-refused'],
      [4, 'date-refused'],
      [5, 'date-refused'],
      [6, 'date-time'],
    ]);
    expect(t.cellNotes[0]?.format).toBe('yyyy"年"m"月"d"日"');
  });

  it('XLS-11 shows hidden rows, hidden sheets, filters and merged cells', async () => {
    const content = `<cols><col min="3" max="3" hidden="1"/></cols>${under(
      '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>',
    )}<autoFilter ref="A1:B3"/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`;
    const parts = {
      sheets: { 说明: '<sheetData/>', 清单: content, 底稿: content },
      hidden: ['说明', '底稿'],
    };
    const t = await read(parts);
    expect(t.sheet).toBe('清单');
    expect(t.sheets).toEqual([
      { name: '说明', hidden: true },
      { name: '清单', hidden: false },
      { name: '底稿', hidden: true },
    ]);
    expect(t.rows.map((r) => r.record)).toEqual([2, 3]);
    for (const said of ['第 2 行被隐藏或筛选', '底稿（隐藏）', '隐藏的列', '合并单元格 A1:B1'])
      expect(t.notes.join()).toContain(said);
    const without = await read(parts, { hiddenRows: 'exclude' });
    expect(without.rows.map((r) => r.record)).toEqual([3]);
    expect((await read(parts, { sheet: '底稿' })).sheet).toBe('底稿');
  });

  it('XLS-12 is safe with odd sheet names and asks by exact name', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`表${i}`, under(row(`<c r="A2"><v>${i}</v></c>`))]),
    );
    const parts = { sheets: { ...many, ['__proto__ ']: under(''), ' __proto__': under('') } };
    expect((await read(parts, { sheet: '表39' })).rows[0]?.cells[0]).toBe('39');
    expect((await read(parts, { sheet: '__proto__ ' })).sheet).toBe('__proto__ ');
    expect(codeOf(await result(parts, { sheet: '__proto__' }))).toBe('E_SHEET');
    expect((await read(parts)).notes.join()).toContain('等 41 个');
  });

  it('XLS-13 refuses a repeated cell or row address', async () => {
    expect((await refusal(under(row('<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>')))).code).toBe('E_DUP');
    expect((await refusal(under(row('<c r="A2"><v>1</v></c>') + row('<c r="B2"><v>2</v></c>')))).code).toBe(
      'E_DUP',
    );
  });

  it('XLS-14 reports the raw value and the format of percentages and padded numbers', async () => {
    const t = await sheet(
      under(
        row('<c r="A2" s="1"><v>0.05</v></c><c r="B2" s="2"><v>42</v></c>') +
          row('<c r="A3" t="str"><v>007</v></c>', 3),
      ),
      { styles: styles(0, 9, '00000') },
    );
    expect(t.rows.map((r) => r.cells)).toEqual([
      ['0.05', '42'],
      ['007', ''],
    ]);
    expect(t.cellNotes).toEqual([
      { record: 2, column: 0, kind: 'percent', raw: '0.05', format: '0%' },
      { record: 2, column: 1, kind: 'padded', raw: '42', format: '00000' },
    ]);
  });

  it.each([
    [
      '.xls',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...utf16('Workbook', true, false)]),
      '.xls',
    ],
    [
      'an encrypted workbook',
      new Uint8Array([
        0xd0,
        0xcf,
        0x11,
        0xe0,
        0xa1,
        0xb1,
        0x1a,
        0xe1,
        ...utf16('EncryptedPackage', true, false),
      ]),
      '加了密码',
    ],
    ['HTML saved as .xls', utf8('<html><table><tr><td>1</td></tr></table></html>'), 'HTML'],
    [
      'an XML spreadsheet',
      utf8('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'),
      'XML 表格',
    ],
    ['MHTML', utf8('MIME-Version: 1.0\nContent-Type: multipart/related\n'), 'MHTML'],
    ['a PDF', utf8('%PDF-1.7\n'), 'PDF'],
  ])('XLS-15 refuses %s by its content', async (_, bytes, kind) => {
    const refused = await readTable(bytes, '清单.xlsx');
    if (refused.ok) throw new Error('refusal expected');
    expect([refused.failure.code, refused.failure.message.includes(kind)]).toEqual(['E_KIND', true]);
    expect(refused.failure.remedy).toContain('另存为 .xlsx 或 .csv');
  });

  it('XLS-15 refuses .xlsb, .ods, Word documents and plain archives', async () => {
    const kindOf = async (entries: Record<string, string>) => {
      const bytes = zipSync(Object.fromEntries(Object.entries(entries).map(([n, t]) => [n, strToU8(t)])));
      const refused = await readTable(bytes, NAME);
      return refused.ok ? 'ok' : refused.failure.message;
    };
    expect(await kindOf({ 'xl/workbook.bin': 'x' })).toContain('.xlsb');
    expect(
      await kindOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }),
    ).toContain('.ods');
    expect(await kindOf({ 'word/document.xml': '<a/>' })).toContain('Word');
    expect(await kindOf({ 'a.txt': 'x' })).toContain('ZIP 压缩包');
  });

  it('XLS-16 reads prefixes, missing addresses and rows out of order without shifting', async () => {
    const xml = `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:o="urn:other"><x:sheetData>
      <x:row r="3"><x:c r="B3"><x:v>6</x:v></x:c><x:c r="A3"><x:v>5</x:v></x:c></x:row>
      <x:row r="1"><x:c t="str"><x:v>a</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>b</x:t></x:r><x:r><x:t>1</x:t></x:r><x:rPh><x:t>音</x:t></x:rPh></x:is></x:c></x:row>
      <x:row><x:c><x:v>3</x:v></x:c><o:c r="A2"><o:v>99</o:v></o:c><x:c><x:v>4</x:v></x:c></x:row>
      </x:sheetData></x:worksheet>`;
    const t = await sheet('', { entries: { 'xl/worksheets/sheet1.xml': xml } });
    expect(t.header).toEqual(['a', 'b1']);
    expect(t.rows).toEqual([
      { record: 2, cells: ['3', '4'] },
      { record: 3, cells: ['5', '6'] },
    ]);
    expect((await refusal(under(row('<c r="A9"><v>1</v></c>')))).code).toBe('E_XLSX');
  });

  it('finds the header below title lines and keeps physical row numbers', async () => {
    const t = await sheet(
      inlineRows([
        ['虚构公司专利清单'],
        ['填报单位：虚构公司'],
        ['申请号', '专利名称', '申请日', '类型'],
        ['1', '甲', '2', '3'],
      ]),
    );
    expect([t.headerRow, t.header, t.rows[0]?.record]).toEqual([
      3,
      ['申请号', '专利名称', '申请日', '类型'],
      4,
    ]);
    expect(t.preamble.map((r) => r.cells[0])).toEqual(['虚构公司专利清单', '填报单位：虚构公司']);
    expect(t.notes.join()).toContain('2 行说明文字');
  });

  it('joins runs, unescapes characters and leaves phonetic guides out of shared strings', async () => {
    const t = await sheet(under(row('<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>')), {
      sharedStrings:
        '<si><r><t>一种</t></r><r><t xml:space="preserve"> 装置</t></r><rPh><t>いっしゅ</t></rPh></si><si><t>a_x000A_b &amp; c</t></si>',
    });
    expect(t.rows[0]?.cells).toEqual(['一种 装置', 'a\nb & c']);
  });
});
