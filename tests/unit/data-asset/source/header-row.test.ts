import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDataset, openSource, previewRows } from '../../../../src/lib/data-asset/source/table-source';
import { drain, memoryFile, opened, rowsOf } from '../../../fixtures/data-source';
import { codeOf, gb18030, inlineRows, utf16, utf8, workbook } from '../../../fixtures/intake-files';

const TITLED =
  '水表读数汇总表（虚构）\n\n制表：虚构单位,2026-01\n表号,读数,状态\nM1,1,正常\nM2,2,正常\n\nM3,3,离线\n';

describe('a header below title lines', () => {
  it('is taken from the row a person names, blank rows counted as they stand in the file', async () => {
    const source = await opened(memoryFile(TITLED), { headerRow: 4 });
    expect(source.header).toEqual(['表号', '读数', '状态']);
    expect(source.place).toEqual({ header: 4 });
    expect(source.notes).toEqual(['列名取自第 4 行，其上 3 行不是数据，未计入']);
    expect(TITLED.slice(0, TITLED.indexOf('M1'))).toHaveLength(
      new TextDecoder().decode(utf8(TITLED).subarray(0, source.from)).length,
    );
    expect(rowsOf(await drain(source))).toEqual([
      ['M1', '1', '正常'],
      ['M2', '2', '正常'],
      ['M3', '3', '离线'],
    ]);
  });

  it('without a choice stays the first row, and the likelier one is told', async () => {
    const source = await opened(memoryFile(TITLED));
    expect(source.header).toEqual(['水表读数汇总表（虚构）']);
    expect(source.notes).toEqual(['首行只有 1 格，第 4 行更像列名；若上面是标题，请指明列名在第 4 行']);
    const preview = await previewRows(source);
    expect(preview.rows.map((row) => row[0])).toEqual(['制表：虚构单位', '表号', 'M1', 'M2', 'M3']);
    // Row 2 and row 7 are blank.
    expect(preview.numbers).toEqual([3, 4, 5, 6, 8]);
  });

  it('is told of no ordinary table', async () => {
    for (const text of ['a,b,c\n1,2,3\n4,5\n', 'a\n1\n2\n', 'a,b\nx\ny,z\n', 'a,b,c,d\n1\n2\n3\n4\n'])
      expect((await opened(memoryFile(text))).notes).toEqual([]);
  });

  it('means the same in GB 18030, UTF-16 and gzip', async () => {
    for (const bytes of [gb18030(TITLED), utf16(TITLED, true), gzipSync(utf8(TITLED))]) {
      const source = await opened(memoryFile(bytes), { headerRow: 4 });
      expect(source.header).toEqual(['表号', '读数', '状态']);
      expect((await previewRows(source)).numbers).toEqual([5, 6, 8]);
      expect((await previewRows(source)).rows).toHaveLength(3);
    }
  });

  it('may be a row of numbers once it is named', async () => {
    const years = '销量（虚构）\n2023,2024\n1,2\n';
    expect((await opened(memoryFile(years), { headerRow: 2 })).header).toEqual(['2023', '2024']);
  });

  it('of a workbook is the row number that the sheet shows', async () => {
    const rows = [['台账（虚构）'], ['户号', '住址', '用量'], ['名称', '地址', '吨'], ['A1', '甲路', '3']];
    const bytes = workbook({ sheets: { 台账: inlineRows(rows) } });
    const file = memoryFile(bytes, '台账.xlsx');
    const source = await opened(file);
    expect(source.header).toEqual(['户号', '住址', '用量']);
    expect(source.place).toEqual({ header: 2, first: [3, 4] });
    const third = await opened(file, { headerRow: 3 });
    expect(third.header).toEqual(['名称', '地址', '吨']);
    expect((await previewRows(third)).numbers).toEqual([4]);
    expect(codeOf(await openSource(file, { headerRow: 9 }))).toBe('E_HEADER_ROW');
  });

  it('holds for every file of a data set', async () => {
    const files = [
      memoryFile(TITLED, '一.csv'),
      memoryFile('另一份（虚构）\n第二行\n\n状态,表号,读数\n正常,M9,9\n', '二.csv'),
    ];
    const sources = await openDataset(files, { headerRow: 4 });
    expect(sources.ok && sources.value.map(({ header }) => header)).toEqual([
      ['表号', '读数', '状态'],
      ['表号', '读数', '状态'],
    ]);
  });
});
