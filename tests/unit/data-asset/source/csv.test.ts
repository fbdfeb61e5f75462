import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../../src/lib/data-asset/source/table-source';
import { previewRows } from '../../../../src/lib/data-asset/source/table-source';
import { drain, memoryFile, opened, profileSource, rowsOf } from '../../../fixtures/data-source';
import { codeOf, gb18030, join, utf16, utf8 } from '../../../fixtures/intake-files';

const TEXT = '编号,流量,状态\nWM-01,1.5,正常\nWM-02,2.25,离线\n';

describe('delimited text as a source', () => {
  it('reads plain files in place: the records are the bytes from the first one on', async () => {
    for (const [delimiter, code] of [
      [',', 44],
      [';', 59],
      ['\t', 9],
      ['|', 124],
    ] as const)
      for (const end of ['\n', '\r\n', '\r']) {
        const text = TEXT.replaceAll(',', delimiter).replaceAll('\n', end);
        const source = await opened(memoryFile(text));
        expect([source.format, source.seekable, source.gzip, source.encoding]).toEqual([
          'csv',
          true,
          false,
          'utf-8',
        ]);
        expect([source.delimiter, source.header]).toEqual([code, ['编号', '流量', '状态']]);
        const bytes = utf8(text);
        expect((await drain(source)).bytes).toEqual(Buffer.from(bytes.subarray(source.from)));
        expect((await profileSource(source)).sketch.rows).toBe(2);
        expect((await profileSource(source)).sketch.blank).toBe(0);
      }
  });

  it('takes another delimiter by choice and refuses impossible ones', async () => {
    const source = await opened(memoryFile('a^b\n1^2\n'), { delimiter: '^' });
    expect([source.delimiter, source.header]).toEqual([94, ['a', 'b']]);
    for (const delimiter of ['"', '\n', '7', 'x', '，', '::'])
      expect(codeOf(await openSource(memoryFile('a^b\n1^2\n'), { delimiter })), delimiter).toBe(
        'E_DELIMITER',
      );
  });

  it('knows UTF-8 with mark, GB 18030, ASCII and mixtures by the first bytes', async () => {
    const marked = await opened(memoryFile(join(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(TEXT))));
    expect([marked.encoding, marked.header[0]]).toEqual(['utf-8', '编号']);
    const gb = await opened(memoryFile(gb18030(TEXT)));
    expect([gb.encoding, gb.header, gb.seekable, gb.pairs]).toEqual([
      'gb18030',
      ['编号', '流量', '状态'],
      true,
      false,
    ]);
    const pipes = await opened(memoryFile(gb18030(TEXT.replaceAll(',', '|'))));
    expect([pipes.pairs, pipes.delimiter]).toEqual([true, 124]);
    expect((await opened(memoryFile('a,b\n1,2\n'))).encoding).toBe('ascii');
    const mixed = await opened(
      memoryFile(join(utf8('编号,甲乙丙\n'), gb18030('二,离线\n'), utf8('二,正常\n'))),
    );
    expect(mixed.encoding).toBe('mixed');
    expect(mixed.notes.join()).toContain('混用编码');
    expect((await profileSource(mixed)).sketch.rows).toBe(2);
  });

  it('does not take UTF-8 for GB 18030 because of a few lines that are GB 18030', async () => {
    // Four characters of three bytes pair up: every UTF-8 line here is valid GB 18030 as well.
    const lines = Array.from({ length: 50 }, (_, i) => `${i},正常名称\n`).join('');
    const most = await opened(memoryFile(join(utf8(`id,名称\n${lines}`), gb18030('50,离线名称\n'))));
    expect([most.encoding, most.header]).toEqual(['mixed', ['id', '名称']]);
    expect(most.notes.join()).toContain(`字节偏移 ${utf8(`id,名称\n${lines}`).length + 3}`);
    const few = await opened(memoryFile(join(gb18030(`id,名称\n${lines}`), utf8('50,正常名称\n'))));
    expect([few.encoding, few.header]).toEqual(['gb18030', ['id', '名称']]);
  });

  it('streams UTF-16 as UTF-8, with and without mark', async () => {
    for (const little of [true, false])
      for (const mark of [true, false]) {
        const text = TEXT + 'WM-03,𠀀一,"a,b"\n';
        const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
        const source = await opened(memoryFile(little ? bytes : bytes.swap16()));
        expect([source.encoding, source.seekable, source.from]).toEqual([
          little ? 'utf-16le' : 'utf-16be',
          false,
          0,
        ]);
        expect(source.header).toEqual(['编号', '流量', '状态']);
        const { text: out, faults } = await drain(source);
        expect(out).toBe(text.slice(text.indexOf('\n') + 1));
        expect(faults).toEqual([]);
        expect(source.notes.some((note) => note.includes('字节序标记'))).toBe(!mark);
      }
  });

  it('counts half characters of UTF-16 with the offset of the first', async () => {
    const bytes = join(
      utf16('a,b\n1,', true),
      Uint8Array.of(0x00, 0xd8),
      utf16('x\n2,', true, false),
      Uint8Array.of(0x41),
    );
    const { text, faults } = await drain(await opened(memoryFile(bytes)));
    expect(text).toBe('1,\ufffdx\n2,\ufffd');
    // 2 bytes mark + 6 characters × 2 = 14.
    expect(faults).toMatchObject([{ code: 'E_ENCODING', count: 2, firstOffset: 14 }]);
  });

  it('streams gzip, members one after another, and what lies inside', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `WM-${i},${i / 4},正常\n`).join('');
    const packed = join(
      gzipSync(utf8('编号,流量,状态\n')),
      gzipSync(utf8(lines.slice(0, 7777))),
      gzipSync(utf8(lines.slice(7777))),
    );
    const source = await opened(memoryFile(packed));
    expect([source.gzip, source.seekable, source.header]).toEqual([true, false, ['编号', '流量', '状态']]);
    const all = await drain(source);
    expect(all.text).toBe(lines);
    expect([all.consumed, all.failure, all.faults]).toEqual([packed.length, null, []]);
    for (const inner of [
      gb18030(TEXT),
      utf16(TEXT, true),
      join(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(TEXT)),
    ]) {
      const read = await opened(memoryFile(gzipSync(inner)));
      expect(read.header).toEqual(['编号', '流量', '状态']);
      expect((await drain(read)).text).toBe(TEXT.slice(TEXT.indexOf('\n') + 1));
    }
  });

  it('takes padding after gzip and names bytes that do not belong to it', async () => {
    const packed = gzipSync(utf8(TEXT));
    for (const zeros of [1, 3, 4, 8, 512, 40_000]) {
      const { failure, faults, text } = await drain(
        await opened(memoryFile(join(packed, new Uint8Array(zeros)))),
      );
      expect([failure, faults, text.length], String(zeros)).toEqual([null, [], TEXT.length - 9]);
    }
    const tail = await drain(await opened(memoryFile(join(packed, utf8('后面的话')))));
    expect([tail.failure, tail.faults.map(({ code, firstOffset }) => [code, firstOffset])]).toEqual([
      null,
      [['E_GZIP_TAIL', packed.length]],
    ]);
  });

  it('asks about a header of numbers, and names columns without one', async () => {
    const bare = memoryFile('1,2024-01-01,3.5\n2,2024-01-02,4\n');
    expect(codeOf(await openSource(bare))).toBe('E_HEADER');
    const none = await opened(bare, { header: false });
    expect([none.header, none.from]).toEqual([['列1', '列2', '列3'], 0]);
    expect((await profileSource(none)).sketch.rows).toBe(2);
    const yes = await opened(bare, { header: true });
    expect([yes.header, (await profileSource(yes)).sketch.rows]).toEqual([['1', '2024-01-01', '3.5'], 1]);
  });

  it('asks when a name of the first record is an identifier, which would go into the case as a column', async () => {
    // 虚构 numbers whose checks hold; the last digit of the second card breaks its check.
    const header = (cells: string) => openSource(memoryFile(`${cells}\n甲,乙,丙\n`));
    for (const cell of [
      '13800000001',
      '110101199003070011',
      '6228480000000000000',
      'a@example.test',
      '+86 13800000001',
    ]) {
      const answer = await header(`张三,${cell},北京`);
      expect(codeOf(answer), cell).toBe('E_HEADER');
      expect(JSON.stringify(answer), cell).not.toContain(cell);
    }
    for (const cell of ['202301010830', '20230101-20230131', '6228480000000000008', '流量@站点'])
      expect((await header(`编号,${cell},站点`)).ok, cell).toBe(true);
    const asked = await opened(memoryFile('张三,13800000001\n李四,13800000002\n'), { header: false });
    expect(asked.header).toEqual(['列1', '列2']);
  });

  it('completes names and tells it', async () => {
    const source = await opened(memoryFile('\ufeff编号, ,值,值,值（2）,2021\n1,2,3,4,5,6\n'));
    expect(source.header).toEqual(['编号', '列2', '值', '值（3）', '值（2）', '2021']);
    expect(source.notes.join('；')).toMatch(/第 2 列没有列名.*第 4 列与前面的列同名.*第 6 列的列名是数字/);
    expect(codeOf(await openSource(memoryFile(',,\n1,2,3\n')))).toBe('E_HEADER');
    expect(codeOf(await openSource(memoryFile(`${'a,'.repeat(4096)}b\n`)))).toBe('E_COLUMNS');
  });

  it('shows the first rows, cut and in every encoding', async () => {
    for (const bytes of [utf8(TEXT), gb18030(TEXT), utf16(TEXT, false), gzipSync(gb18030(TEXT))])
      expect(await previewRows(await opened(memoryFile(bytes)))).toEqual({
        rows: [
          ['WM-01', '1.5', '正常'],
          ['WM-02', '2.25', '离线'],
        ],
        numbers: [2, 3],
        failure: null,
      });
    const long = await opened(memoryFile(`a,b\n"${'甲'.repeat(5000)}",1\n2,"x""y"\n3,4\n`));
    const { rows } = await previewRows(long, 2);
    expect(rows.map((row) => row.map((cell) => cell.length))).toEqual([
      [200, 1],
      [1, 3],
    ]);
  });

  it('keeps what the first rows look like when records are ragged', async () => {
    expect((await previewRows(await opened(memoryFile('a,b\n1\n1,2,3\n')))).rows).toEqual([
      ['1'],
      ['1', '2', '3'],
    ]);
    expect(rowsOf(await drain(await opened(memoryFile('a,b\n1\n1,2,3\n'))))).toEqual([
      ['1'],
      ['1', '2', '3'],
    ]);
  });
});
