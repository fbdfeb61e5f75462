import { describe, expect, it } from 'vitest';
import { openSource } from '../../../../src/lib/data-asset/source/table-source';
import { drain, memoryFile, opened, profileSource, rowsOf } from '../../../fixtures/data-source';
import { codeOf } from '../../../fixtures/intake-files';
import { LOGICAL, type ParquetColumn, parquetFile } from '../../../fixtures/parquet-file';

const file = (bytes: Uint8Array) => memoryFile(bytes, '表.parquet');

const TYPES: readonly ParquetColumn[] = [
  { name: '编号', type: 'INT64', values: [9_007_199_254_740_993_123n, -1n, null] },
  { name: '无符号', type: 'INT64', logical: LOGICAL.unsigned(64), values: [-1n, 0n, 1n] },
  { name: '无符号32', type: 'INT32', logical: LOGICAL.unsigned(32), values: [-1, 0, 1] },
  {
    name: '金额',
    type: 'INT64',
    logical: LOGICAL.decimal(2, 18),
    values: [123_456_789_012_345_678n, -5n, 0n],
  },
  { name: '金额32', type: 'INT32', logical: LOGICAL.decimal(3, 9), values: [-1, 1000, null] },
  {
    name: '长金额',
    type: 'FIXED',
    length: 16,
    logical: LOGICAL.decimal(4, 38),
    values: [
      Uint8Array.from([0, 0x96, 0xe1, 0x78, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
      new Uint8Array(16).fill(255),
      null,
    ],
  },
  { name: '日期', type: 'INT32', logical: LOGICAL.date, values: [19_723, -1, 0] },
  {
    name: '时刻',
    type: 'INT64',
    logical: LOGICAL.timestamp(false, 2),
    values: [1_704_067_200_500_000n, -1n, null],
  },
  {
    name: '时刻UTC',
    type: 'INT64',
    logical: LOGICAL.timestamp(true, 1),
    values: [1_704_067_200_000n, 0n, 1n],
  },
  {
    name: '纳秒',
    type: 'INT64',
    logical: LOGICAL.timestamp(false, 3),
    values: [1_704_067_200_000_000_001n, 0n, null],
  },
  { name: '旧时刻', type: 'INT96', values: [(2_460_311n << 64n) + 3_600_000_000_000n, null, null] },
  { name: '钟点', type: 'INT64', logical: LOGICAL.time(2), values: [3_661_000_000n, 0n, 86_399_999_999n] },
  { name: '单精度', type: 'FLOAT', values: [0.1, -16_777_216, null] },
  { name: '双精度', type: 'DOUBLE', values: [0.1, 1e300, Number.NaN] },
  { name: '真假', type: 'BOOLEAN', values: [true, false, null] },
  { name: '文字', type: 'BYTE_ARRAY', logical: LOGICAL.string, values: ['甲,乙', '"引"', null] },
  { name: '未标注', type: 'BYTE_ARRAY', values: ['丙', Uint8Array.of(0xff, 0x00), null] },
  {
    name: '标识',
    type: 'FIXED',
    length: 16,
    logical: LOGICAL.uuid,
    values: [Uint8Array.from({ length: 16 }, (_, i) => i), null, null],
  },
  { name: '字节', type: 'FIXED', length: 2, values: [Uint8Array.of(1, 171), null, null] },
];

/** `@`: 0x0096E178 followed by eleven zero bytes and a one, scale 4; worked out in the test. */
const EXPECTED = [
  '9007199254740993123,18446744073709551615,4294967295,1234567890123456.78,-0.001,@,' +
    '2024-01-01,2024-01-01T00:00:00.5,2024-01-01T00:00:00Z,2024-01-01T00:00:00.000000001,2024-01-01T01:00:00,01:01:01,0.1,0.1,true,"甲,乙",丙,00010203-0405-0607-0809-0a0b0c0d0e0f,0x01ab',
  '-1,0,0,-0.05,1.000,-0.0001,1969-12-31,1969-12-31T23:59:59.999999,1970-01-01T00:00:00Z,1970-01-01T00:00:00,,00:00:00,-16777216,1e+300,false,"""引""",0xff00,,',
  ',1,1,0.00,,,1970-01-01,,1970-01-01T00:00:00.001Z,,,23:59:59.999999,,NaN,,,,,',
];

describe('Parquet as a source', () => {
  it('writes every type exactly', async () => {
    const big = (9_888_120n << 96n) + 1n;
    const first = `${big / 10_000n}.${(big % 10_000n).toString().padStart(4, '0')}`;
    const source = await opened(file(parquetFile(TYPES)));
    expect([source.format, source.seekable, source.claimedRows]).toEqual(['parquet', false, 3]);
    expect(source.header).toEqual(TYPES.map(({ name }) => name));
    const { text, faults } = await drain(source);
    expect(text.split('\n').slice(0, 3)).toEqual(EXPECTED.map((line) => line.replace('@', first)));
    expect(faults).toMatchObject([{ code: 'E_BINARY', count: 1, firstRecord: 2 }]);
  });

  it('reads every codec, dictionaries, pages and row groups alike', async () => {
    const rows = 257;
    const columns: ParquetColumn[] = [
      { name: 'id', type: 'INT64', required: true, values: Array.from({ length: rows }, (_, i) => BigInt(i)) },
      { name: '状态', type: 'BYTE_ARRAY', logical: LOGICAL.string, dictionary: true, values: Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? null : ['正常', '离线', '故障'][i % 3] ?? null)) },
      { name: '档', type: 'INT32', dictionary: true, values: Array.from({ length: rows }, (_, i) => (i % 7 === 0 ? null : i % 4)) },
    ]; // prettier-ignore
    const expected = Array.from({ length: rows }, (_, i) =>
      [i, i % 5 === 0 ? '' : ['正常', '离线', '故障'][i % 3], i % 7 === 0 ? '' : i % 4].join(','),
    );
    for (const codec of ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'] as const)
      for (const form of [
        {},
        { pageRows: 10 },
        { groupRows: 100, pageRows: 33, crc: true, nullCount: (n: number) => n },
      ]) {
        const { text, failure, faults } = await drain(
          await opened(file(parquetFile(columns, { codec, ...form }))),
        );
        expect([failure, faults], codec).toEqual([null, []]);
        expect(text.split('\n').slice(0, -1)).toEqual(expected);
      }
  });

  it('leaves out columns of types without text and says so', async () => {
    const columns: ParquetColumn[] = [
      { name: 'a', type: 'INT32', values: [1] },
      { name: '间隔', type: 'FIXED', length: 12, converted: 21, values: [new Uint8Array(12)] },
      { name: '文档', type: 'BYTE_ARRAY', converted: 20, values: [Uint8Array.of(1)] },
    ];
    const source = await opened(file(parquetFile(columns)));
    expect(source.header).toEqual(['a']);
    expect(source.notes.join()).toMatch(/2 列.*间隔.*时间间隔.*文档.*BSON/);
    expect(rowsOf(await drain(source))).toEqual([['1']]);
    expect(codeOf(await openSource(file(parquetFile(columns.slice(1)))))).toBe('E_PARQUET_TYPES');
  });

  it('compares what it read with what the file says', async () => {
    const columns: ParquetColumn[] = [{ name: 'a', type: 'INT32', values: [1, null, 3] }];
    const { faults } = await drain(
      await opened(file(parquetFile(columns, { nullCount: (n) => n + 1, claimedRows: 4 }))),
    );
    expect(faults.map(({ code }) => code)).toEqual(['E_PARQUET_NULLS', 'E_PARQUET_ROWS']);
  });

  it('keeps a record whose only cell is missing', async () => {
    const columns: ParquetColumn[] = [{ name: 'a', type: 'INT32', values: [1, null, 3] }];
    const { sketch } = await profileSource(await opened(file(parquetFile(columns))));
    expect([sketch.rows, sketch.blank]).toEqual([3, 0]);
  });

  it('writes nested values as compact JSON with all digits', async () => {
    const columns: ParquetColumn[] = [
      { name: 'n', type: 'INT32', values: [1, 2, 3, 4] },
      { name: '读数', type: 'INT64', values: [], lists: [[9_007_199_254_740_993n, null], [], null, [1n]] },
      {
        name: '名',
        type: 'BYTE_ARRAY',
        logical: LOGICAL.string,
        values: [],
        lists: [['甲,', 'b'], null, [null], []],
      },
      { name: '价', type: 'INT32', logical: LOGICAL.decimal(2, 9), values: [], lists: [[1], [2], [3], [4]] },
    ];
    const source = await opened(file(parquetFile(columns, { groupRows: 3, codec: 'SNAPPY' })));
    expect(source.header).toEqual(['n', '读数', '名']);
    expect(source.notes.join()).toMatch(/1 列.*“价”（嵌套结构中的十进制数）.*紧凑 JSON/);
    const { text, failure } = await drain(source);
    expect([failure, text.split('\n')]).toEqual([
      null,
      ['1,"[9007199254740993,null]","[""甲,"",""b""]"', '2,[],', '3,,[null]', '4,[1],[]', ''],
    ]);
  });
});
