import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { JsonLine } from '../../../../src/lib/data-asset/source/json-line';
import { openSource } from '../../../../src/lib/data-asset/source/table-source';
import { drain, memoryFile, opened, profileSource } from '../../../fixtures/data-source';
import { codeOf, utf8 } from '../../../fixtures/intake-files';
import { columnOf } from '../../../fixtures/profile-kernel';

const LINES = [
  '{"id":9007199254740993123,"name":"甲, \\"乙\\"","at":"2024-01-01","ok":true}',
  '{"id":1,"extra":{"b": [1, 2.50, "x y"], "a": null},"name":null}',
  '',
  '{ "ok" : false , "name" : "\\u7532\\n\\uD840\\uDC00" , "id" : -1.5e3 }',
].join('\n');

const file = (text: string) => memoryFile(text, '记录.jsonl');

describe('JSON Lines as a source', () => {
  it('takes the names of the first records in order of appearance and keeps all digits', async () => {
    const source = await opened(file(LINES));
    expect([source.format, source.seekable, source.delimiter]).toEqual(['jsonl', false, 44]);
    expect(source.header).toEqual(['id', 'name', 'at', 'ok', 'extra']);
    const { text, faults, failure } = await drain(source);
    expect([faults, failure]).toEqual([[], null]);
    expect(text).toBe(
      '9007199254740993123,"甲, ""乙""",2024-01-01,true,\n' +
        '1,,,,"{""b"":[1,2.50,""x y""],""a"":null}"\n' +
        '\n' +
        '-1.5e3,"甲\n𠀀",,false,\n',
    );
    const { sketch } = await profileSource(source);
    expect([sketch.rows, sketch.blank]).toEqual([3, 1]);
    expect([columnOf(sketch, 0).numbers.max, [...columnOf(sketch, 1).missing]]).toEqual([
      '9007199254740993123',
      [['', 1]],
    ]);
  });

  it('refuses an array of records instead of reading its values as names of columns', async () => {
    const rows = [{ 姓名: '虚构', a: 1 }];
    for (const text of [
      JSON.stringify(rows),
      `\ufeff${JSON.stringify(rows, null, 2)}`,
      '[["甲",1],["乙",2]]',
      '[{}]',
    ])
      expect(codeOf(await openSource(memoryFile(text, '记录.json'))), text).toBe('E_JSON');
    expect((await opened(memoryFile('[单位],[值]\n1,2\n'))).format).toBe('csv');
  });

  it('counts every bad line with line and offset and goes on', async () => {
    const bad = [
      '{"a":1,}',
      '[1,2]',
      '{"a":1,"a":2}',
      `{"a":${'['.repeat(80)}${']'.repeat(80)}}`,
      '{"a":01}',
      '{"a":"x',
    ];
    const text = ['{"a":1}', ...bad, '{"a":2}'].join('\n');
    const { text: out, faults } = await drain(await opened(file(text)));
    expect(out).toBe('1\n2\n');
    const at = (line: string): number => text.indexOf(line);
    expect(
      faults.map(({ code, count, firstOffset, firstRecord }) => [code, count, firstOffset, firstRecord]),
    ).toEqual([
      ['E_JSON', 3, 8, 2],
      ['E_JSON_KIND', 1, at('[1,2]'), 3],
      ['E_JSON_KEY', 1, at('{"a":1,"a":2}'), 4],
      ['E_JSON_DEPTH', 1, at('{"a":[['), 5],
    ]);
  });

  it('counts names that appear only after the first 1,000 records', async () => {
    const text = `${'{"a":1}\n'.repeat(1000)}{"a":2,"b":3}\n{"c":4}\n`;
    const source = await opened(file(text));
    expect(source.header).toEqual(['a']);
    const { text: out, faults } = await drain(source);
    expect(out).toBe(`${'1\n'.repeat(1000)}2\n""\n`);
    expect(faults).toMatchObject([
      { code: 'E_JSON_UNKNOWN', count: 2, firstOffset: 8000, firstRecord: 1001 },
    ]);
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const samples = [
      '{}', '{"a":0}', '{"a":-0}', '{"a":-}', '{"a":1.}', '{"a":.5}', '{"a":1e}', '{"a":1E+5}', '{"a":+1}', '{"a":tru}',
      '{"a":true}', '{"a":nul}', '{"a":"\\x"}', '{"a":"\\u12g4"}', '{"a":"\\/\\b\\f\\t\\r"}', '{"a":"\t"}', '{a:1}', "{'a':1}",
      '{"a":1}}', '{"a":1} x', '{"a" 1}', '{"a":1 "b":2}', '{"a":[1,]}', '{"a":[}', '{"a":{"b":}}', '{"a":{"b":1,"c":[{}]}}', '{"a":NaN}',
      '{"a":"\u007f"}', '{"a":0x1}', '{"a":1_000}', '{', '{"a"', '{"a":', ' {"a":1}\t\r', '\ufeff{"a":1}',
    ]; // prettier-ignore
    for (const text of samples) {
      const bytes = utf8(text);
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      expect(new JsonLine(null).read(bytes, 0, bytes.length) === null, text).toBe(parses);
    }
  });

  it('takes no names from lines that are no records', async () => {
    const source = await opened(file('{"a":1}\n{"torn":1,"b":\n{"a":2,"c":3}\n'));
    expect(source.header).toEqual(['a', 'c']);
    expect((await drain(source)).text).toBe('1,\n2,3\n');
  });

  it('marks half surrogate pairs', async () => {
    const { text, faults } = await drain(
      await opened(file('{"a":"x\\uD800y"}\n{"a":"\\uDC00\\uD83D\\uDE00"}\n')),
    );
    expect(text).toBe('x\ufffdy\n\ufffd😀\n');
    expect(faults).toMatchObject([{ code: 'E_SURROGATE', count: 2, firstRecord: 1 }]);
  });

  it('reads gzip, marks and UTF-16 too', async () => {
    const lines = '{"编号":"一"}\n{"编号":"二"}\n';
    for (const bytes of [
      gzipSync(`\ufeff${lines}`),
      utf8(`\ufeff${lines}`),
      Buffer.from(`\ufeff${lines}`, 'utf16le'),
    ]) {
      const source = await opened(memoryFile(bytes));
      expect([source.header, (await drain(source)).text]).toEqual([['编号'], '一\n二\n']);
    }
  });

  it('refuses JSON that is not one object per line, with what to do', async () => {
    const pretty = await openSource(file('{\n  "a": 1,\n  "b": 2\n}\n'));
    expect(codeOf(pretty)).toBe('E_JSON');
    expect(codeOf(await openSource(file('{"a'))), 'cut').toBe('E_JSON');
    const wide = `{${Array.from({ length: 4097 }, (_, i) => `"k${i}":1`).join(',')}}\n`;
    expect(codeOf(await openSource(file(wide)))).toBe('E_COLUMNS');
  });
});
