import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDataset, openSource } from '../../../../src/lib/data-asset/source/table-source';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { drain, memoryFile, opened, rowsOf } from '../../../fixtures/data-source';
import { codeOf, gb18030, inlineRows, workbook } from '../../../fixtures/intake-files';
import { LOGICAL, parquetFile } from '../../../fixtures/parquet-file';

const xlsx = (bytes: Uint8Array) => memoryFile(bytes, '台账.xlsx');

describe('a workbook as a source', () => {
  it('takes the first visible sheet and tells of the others, hidden ones too', async () => {
    const bytes = workbook({
      sheets: {
        参数: inlineRows([['k', 'v'], ['a', 'b']]),
        数据: inlineRows([['编号', '值'], ['WM-01', '一,二']]),
        旧: inlineRows([['编号', '值'], ['WM-09', '']]),
      },
      hidden: ['参数'],
    }); // prettier-ignore
    const source = await opened(xlsx(bytes));
    expect([source.format, source.sheet, source.header, source.claimedRows]).toEqual([
      'xlsx',
      '数据',
      ['编号', '值'],
      1,
    ]);
    expect(source.sheets).toEqual([
      { name: '参数', hidden: true },
      { name: '数据', hidden: false },
      { name: '旧', hidden: false },
    ]);
    expect(source.notes.join()).toContain('另有 2 个：参数（隐藏）、旧');
    expect((await drain(source)).text).toBe('WM-01,"一,二"\n');
    const old = await opened(xlsx(bytes), { sheet: '旧' });
    expect((await drain(old)).text).toBe('WM-09,\n');
    const none = await openSource(xlsx(bytes), { sheet: '无此表' });
    expect(none.ok ? '' : none.failure.remedy).toContain('参数、数据、旧');
  });

  it('flags numbers beyond 15 digits, formulas and errors, with the first row', async () => {
    const bytes = workbook({
      sheets: {
        数据: `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c><c r="B1" t="inlineStr"><is><t>值</t></is></c></row>
          <row r="2"><c r="A2"><v>9007199254740993123</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>
          <row r="3"><c r="A3"><v>12</v></c><c r="B3" t="e"><v>#REF!</v></c></row>
          <row r="4"><c r="A4"><v>1234567890123456</v></c></row></sheetData>`,
      },
    });
    const { text, faults } = await drain(await opened(xlsx(bytes)));
    expect(faults.map(({ code, count, firstRecord }) => [code, count, firstRecord])).toEqual([
      ['E_PRECISION', 2, 2],
      ['E_FORMULA', 1, 2],
      ['E_CELL_ERROR', 1, 3],
    ]);
    expect(text.split('\n').slice(1, 2)).toEqual(['12,#REF!']);
  });

  it('reads a sheet without header, and dates', async () => {
    const bytes = workbook({
      sheets: {
        数据: '<sheetData><row r="1"><c r="A1" s="1"><v>45292</v></c><c r="B1"><v>1.5</v></c></row><row r="2"><c r="A2" s="1"><v>45293.25</v></c></row></sheetData>',
      },
      styles: '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    });
    expect(codeOf(await openSource(xlsx(bytes)))).toBe('E_HEADER');
    const source = await opened(xlsx(bytes), { header: false });
    expect(source.header).toEqual(['列1', '列2']);
    // Serial 45292 is 2024-01-01.
    expect((await drain(source)).text).toBe('2024-01-01,1.5\n2024-01-02 06:00:00,\n');
  });
});

describe('several files as one dataset', () => {
  const one = memoryFile('编号,值,时间\nA,1,2024-01-01\n', '一月.csv');

  it('maps columns by name to the order of the first file, in any format and encoding', async () => {
    const two = memoryFile(gzipSync('时间,编号,值\n2024-02-01,B,"2,5"\nx\n'), '二月.csv.gz');
    const three = memoryFile(gb18030('值|时间|编号\n3|2024-03-01|丙\n'), '三月.txt');
    const four = memoryFile('{"值":4,"编号":"D"}\n', '四月.jsonl');
    const five = memoryFile(
      parquetFile([
        { name: '时间', type: 'INT32', logical: LOGICAL.date, values: [19_723] },
        { name: '值', type: 'INT32', values: [5] },
        { name: '编号', type: 'BYTE_ARRAY', values: ['E'] },
      ]),
      '五月.parquet',
    );
    const sources = mustBeOk(await openDataset([one, two, three, four, five]));
    const texts: string[] = [];
    for (const source of sources) {
      expect(source.header).toEqual(['编号', '值', '时间']);
      texts.push((await drain(source)).text);
    }
    expect(texts).toEqual([
      'A,1,2024-01-01\n',
      'B,"2,5",2024-02-01\nx\n',
      '丙,3,2024-03-01\n',
      'D,4,\n',
      'E,5,2024-01-01\n',
    ]);
    expect(sources.map(({ seekable }) => seekable)).toEqual([true, false, false, false, false]);
  });

  it('names the file and the columns that differ', async () => {
    const other = await openDataset([one, memoryFile('编号,数值,时间\n', '二月.csv')]);
    expect(other.ok ? '' : [other.failure.code, other.failure.path, other.failure.message]).toEqual([
      'E_COLUMNS_DIFFER',
      '二月.csv › 值',
      '与“一月.csv”的列不同：缺少 “值”，多出 “数值”',
    ]);
    const keys = await openDataset([one, memoryFile('{"编号":"x","别":1}\n', '二月.jsonl')]);
    expect(keys.ok ? '' : keys.failure.message).toContain('多出 “别”');
    expect(codeOf(await openDataset([one, one]))).toBe('E_FILES_SAME');
    expect(codeOf(await openDataset([]))).toBe('E_EMPTY');
  });

  it('takes the names of all JSON Lines files together', async () => {
    const files = ['{"a":1}\n', '{"b":2,"a":3}\n'].map((text, i) => memoryFile(text, `${i}.jsonl`));
    const sources = mustBeOk(await openDataset(files));
    const rows: string[][][] = [];
    for (const source of sources) rows.push(rowsOf(await drain(source)));
    expect(rows).toEqual([[['1', '']], [['3', '2']]]);
  });
});
