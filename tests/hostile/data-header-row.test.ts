import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/lib/data-asset/source/table-source';
import { memoryFile, opened, profileSource } from '../fixtures/data-source';
import { codeOf, gb18030 } from '../fixtures/intake-files';

const failureOf = async (text: string | Uint8Array, headerRow: number) => {
  const refused = await openSource(memoryFile(text), { headerRow });
  return refused.ok ? null : refused.failure;
};

describe('a header row that cannot be', () => {
  it('is refused when it is no row number', async () => {
    for (const row of [0, -1, 1.5, NaN, Infinity, 1001])
      expect(await failureOf('a,b\n1,2\n', row)).toMatchObject({ code: 'E_HEADER_ROW', path: '表.csv' });
  });

  it('is refused when it is blank, behind the end, or all its cells are empty', async () => {
    expect((await failureOf('t\n\na,b\n1,2\n', 2))?.message).toContain('第 2 行不能作为列名：是空行');
    expect((await failureOf('t\na,b\n1,2\n', 9))?.message).toContain('不在文件中');
    expect((await failureOf('t\n,,\na,b\n', 2))?.code).toBe('E_HEADER');
  });

  it('is refused together with “no header”, and for formats that name their columns themselves', async () => {
    const both = await openSource(memoryFile('a,b\n1,2\n'), { header: false, headerRow: 1 });
    expect(codeOf(both)).toBe('E_HEADER_ROW');
    expect((await failureOf('{"a":1}\n{"a":2}\n', 2))?.message).toContain('列名写在数据里');
  });

  it('is refused when a title opens a quote that nobody closes, instead of taking half of the file for it', async () => {
    const text = `"没有闭合的标题\n表号,读数\n${'M1,1\n'.repeat(10)}`;
    expect(await failureOf(text, 2)).toMatchObject({ code: 'E_HEADER_ROW' });
  });

  it('is refused when titles fill the first 2 MiB, with the limit named', async () => {
    const text = `${'x'.repeat(1024)}\n`.repeat(3000);
    expect((await failureOf(`${text}a,b\n1,2\n`, 1000))?.code ?? 'ok').toBe('ok');
    const long = `${`${'x'.repeat(4096)}\n`.repeat(900)}a,b\n1,2\n`;
    expect((await failureOf(long, 901))?.message).toContain('2097152 字节');
  });

  it('counts a title in quotes over several lines as one row, as a sheet does', async () => {
    const source = await opened(memoryFile('"标题\n第二行\n第三行"\n\n表号,读数\nM1,1\n'), { headerRow: 3 });
    expect(source.header).toEqual(['表号', '读数']);
  });

  it('counts CR, LF and CRLF line ends alike, and a declared delimiter not at all', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['标题', '', '表号;读数', 'M1;1', ''].join(end);
      expect((await opened(memoryFile(text), { headerRow: 3, delimiter: ';' })).header).toEqual([
        '表号',
        '读数',
      ]);
    }
    const declared = await opened(memoryFile('sep=;\n标题\n表号;读数\nM1;1\n'), { headerRow: 2 });
    expect(declared.header).toEqual(['表号', '读数']);
  });

  it('keeps what stands above out of the profile', async () => {
    const text = '联系人,13800000000,虚构\n\n表号,读数\nM1,1\nM2,2\n';
    const { sketch } = await profileSource(await opened(memoryFile(text), { headerRow: 3 }));
    expect(sketch.rows).toBe(2);
    expect(JSON.stringify([...sketch.faults])).toBe('[]');
    expect(sketch.columns.map(({ detected }) => detected?.mobilePhone.matches ?? 0)).toEqual([0, 0]);
  });

  it('an identifier that a person names as header goes through, as with “首行是列名”', async () => {
    expect(codeOf(await openSource(memoryFile('标题\n13800000000,b\n1,2\n'), { headerRow: 2 }))).toBe('ok');
  });

  it('GB 18030 under “|” keeps its trail bytes together in titles too', async () => {
    // 脇 is C3 7C in GB 18030: its second byte is the delimiter.
    const bytes = gb18030('脇脇脇\n表号|读数\nM1|1\n');
    const source = await opened(memoryFile(bytes), { headerRow: 2, delimiter: '|' });
    expect(source.header).toEqual(['表号', '读数']);
  });
});
