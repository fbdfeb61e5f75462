import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/lib/data-asset/source/table-source';
import { previewRows } from '../../src/lib/data-asset/source/table-source';
import { reportColumn } from '../../src/lib/data-asset/kernel/column-report';
import type { SourceFault, SourceFile, TableSource } from '../../src/lib/data-asset/source/table-source';
import { drain, generatedFile, memoryFile, opened, profileSource, seeded } from '../fixtures/data-source';
import { codeOf, join, utf8 } from '../fixtures/intake-files';
import { LOGICAL, type ParquetColumn, parquetFile } from '../fixtures/parquet-file';

const GIB = 1024 * 1024 * 1024;
const MIB = 1024 * 1024;

/** Sizes of what a stream hands on, without keeping it. */
const measured = async (source: TableSource) => {
  let bytes = 0;
  let largest = 0;
  for await (const chunk of source.stream()) {
    bytes += chunk.bytes.length;
    largest = Math.max(largest, chunk.bytes.length);
    if (chunk.failure !== undefined || chunk.faults !== undefined)
      return { bytes, largest, failure: chunk.failure ?? null, faults: chunk.faults ?? [] };
  }
  return { bytes, largest, failure: null, faults: [] };
};

const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `WM-${String(i).padStart(5, '0')},${i * 7},正常\n`).join('');

describe('hostile files as sources', () => {
  it('empty files, folders and foreign files are refused by name', async () => {
    expect(codeOf(await openSource(memoryFile('')))).toBe('E_EMPTY');
    expect(codeOf(await openSource(memoryFile(gzipSync(''))))).toBe('E_EMPTY');
    const folder: SourceFile = {
      name: '数据',
      size: 4096,
      lastModified: null,
      read: () => Promise.reject(Object.assign(new Error('EISDIR: /secret/place'), { code: 'EISDIR' })),
    };
    const refused = await openSource(folder);
    expect(refused.ok ? '' : refused.failure.message).toMatch(/偏移 0 .*EISDIR.*文件夹/);
    expect(JSON.stringify(refused)).not.toContain('secret');
    for (const bytes of [
      '%PDF-1.7\n',
      '<html><table>',
      gzipSync('PAR1xxxx'),
      gzipSync(gzipSync('a,b\n')),
      Uint8Array.of(0xff, 0xfe, 0, 0, 65, 0, 0, 0),
    ])
      expect(codeOf(await openSource(memoryFile(bytes)))).toMatch(/E_KIND|E_ENCODING/);
  });

  it('an open quote, ragged rows and NUL bytes are counted with their offsets', async () => {
    const text = 'a,b\n1,2\n3\n4,5,6\n7,\0\n\0,8\n9,"open\n10,11\n';
    const { sketch, faults } = await profileSource(await opened(memoryFile(text)));
    expect(sketch.rows).toBe(3);
    expect([...sketch.faults]).toEqual([
      ['E_RAGGED', { count: 2, firstOffset: 8 }],
      ['E_QUOTE_OPEN', { count: 1, firstOffset: text.indexOf('"') }],
    ]);
    expect(faults).toMatchObject([{ code: 'E_NUL', count: 2, firstOffset: text.indexOf('\0') }]);
    expect(codeOf(await openSource(memoryFile('"a,b\n1,2\n')))).toBe('E_HEADER');
  });

  it('a single line of 1 GiB stays within memory; as header it is refused with the offset', async () => {
    let read = 0;
    const x = generatedFile(GIB, (piece) => {
      read += piece.length;
      piece.fill(120);
    });
    const refused = await openSource(x);
    expect(refused.ok ? '' : refused.failure.message).toContain(`字节偏移 ${2 * MIB} `);
    expect(read).toBeLessThan(4 * MIB);
    const record = generatedFile(GIB, (piece, from) => {
      piece.fill(120);
      if (from === 0) piece.set(utf8('a,b\n1,'));
    });
    const source = await opened(record);
    const { bytes, largest } = await measured(source);
    expect(bytes).toBe(GIB - 4);
    expect(largest).toBeLessThanOrEqual(2 * MIB);
    expect((await previewRows(source)).rows).toEqual([]);
  }, 60_000);

  it('a long record is one fault at its offset, and the rest is profiled', async () => {
    const text = `a,b\n1,2\n3,${'x'.repeat(3 * MIB)}\n4,5\n`;
    const { sketch } = await profileSource(await opened(memoryFile(text)));
    expect([sketch.rows, [...sketch.faults]]).toEqual([2, [['E_RECORD', { count: 1, firstOffset: 8 }]]]);
  });

  it('a JSON line of 100 MB is passed over and counted with line and offset', async () => {
    const size = 100 * MIB;
    const head = utf8('{"a":1}\n{"a":"');
    const tail = utf8('"}\n{"a":2}\n');
    const file = generatedFile(size, (piece, from) => {
      piece.fill(120);
      if (from === 0) piece.set(head);
      const at = size - tail.length - from;
      if (at < piece.length) piece.set(tail, at);
    });
    const source = await opened(file);
    const { text, faults, largest } = await drain(source);
    expect(text).toBe('1\n2\n');
    expect(faults).toMatchObject([{ code: 'E_LINE_LONG', count: 1, firstOffset: 8, firstRecord: 2 }]);
    expect(largest).toBeLessThan(MIB);
  }, 60_000);

  it('a gzip bomb unpacks in bounded pieces', async () => {
    const packed = gzipSync(join(utf8('a,b\n1,2\n3,'), new Uint8Array(64 * MIB)));
    expect(packed.length).toBeLessThan(MIB);
    const { bytes, largest, failure, faults } = await measured(await opened(memoryFile(packed)));
    expect([bytes, failure]).toEqual([64 * MIB + 6, null]);
    expect(largest).toBeLessThanOrEqual(18 * MIB);
    expect(faults).toMatchObject([{ code: 'E_NUL', count: 64 * MIB, firstOffset: 10 }]);
  }, 60_000);

  it('a gzip cut anywhere says where, and only whole records come before', async () => {
    const body = lines(3000);
    const packed = gzipSync(utf8(`编号,值,状态\n${body}`));
    const random = seeded(1);
    for (let n = 0; n < 25; n += 1) {
      const cut = n < 9 ? packed.length - 1 - n : 200 + Math.floor(random() * (packed.length - 300));
      const source = await opened(memoryFile(packed.subarray(0, cut)));
      const { text, failure } = await drain(source);
      expect([failure?.code, failure?.message.includes(`字节偏移 ${cut} `)], String(cut)).toEqual([
        'E_GZIP_TRUNCATED',
        true,
      ]);
      expect(body.startsWith(text) && (text === '' || text.endsWith('\n'))).toBe(true);
      const { sketch } = await profileSource(source);
      expect(sketch.rows).toBe(text.split('\n').length - 1);
    }
  });

  it('a damaged gzip is never taken for a whole one', async () => {
    const packed = gzipSync(utf8(`编号,值,状态\n${lines(3000)}`));
    const random = seeded(2);
    for (let n = 0; n < 60; n += 1) {
      const bytes = Uint8Array.from(packed);
      const at = 10 + Math.floor(random() * (bytes.length - 10));
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      const source = await openSource(memoryFile(bytes));
      const failure = source.ok ? (await drain(source.value)).failure : source.failure;
      expect(failure, `offset ${at}`).not.toBeNull();
    }
  });

  it('a damaged checksum of any member is found', async () => {
    const members = [
      gzipSync(utf8(`编号,值,状态\n${lines(50)}`)),
      gzipSync(utf8(lines(60))),
      gzipSync(utf8(lines(70))),
    ];
    for (const at of [0, 1, 2])
      for (const back of [8, 1]) {
        const damaged = members.map((member, i) => {
          const copy = Uint8Array.from(member);
          if (i === at) copy[copy.length - back] = (copy[copy.length - back] ?? 0) ^ 64;
          return copy;
        });
        const { failure } = await drain(await opened(memoryFile(join(...damaged))));
        expect(failure?.code, `${at} ${back}`).toMatch(/^E_GZIP/);
      }
  });

  it('a file that changes while it is read ends with the offset', async () => {
    const content = utf8(`a,b\n${'1,2\n'.repeat(800_000)}`);
    const base = memoryFile(content);
    const cases: readonly (readonly [SourceFile, string])[] = [
      [{ ...base, read: (from, to) => (from > MIB ? Promise.reject(new DOMException('', 'NotReadableError')) : base.read(from, to)) }, 'E_READ'],
      [{ ...base, read: (from, to) => base.read(from, from > MIB ? to - 10 : to) }, 'E_FILE_CHANGED'],
    ]; // prettier-ignore
    for (const [file, code] of cases) {
      const { failure, text } = await drain(await opened(file));
      expect([failure?.code, /偏移 \d+/.test(failure?.message ?? '')]).toEqual([code, true]);
      expect(text.endsWith('\n')).toBe(true);
      expect(text.length).toBeGreaterThan(1_000_000);
    }
    let touched = false;
    const grown: SourceFile = {
      ...base,
      state: () => Promise.resolve({ size: base.size + (touched ? 1 : 0), lastModified: base.lastModified }),
    };
    const source = await opened(grown);
    touched = true;
    expect((await drain(source)).failure?.code).toBe('E_FILE_CHANGED');
    const newer = { ...base, state: () => Promise.resolve({ size: base.size, lastModified: 1 }) };
    expect(codeOf(await openSource(newer))).toBe('E_FILE_CHANGED');
  });
});

const COLUMNS: readonly ParquetColumn[] = [
  { name: 'id', type: 'INT64', values: Array.from({ length: 400 }, (_, i) => 1_000_000_000_000_000_000n + BigInt(i)) },
  { name: '状态', type: 'BYTE_ARRAY', logical: LOGICAL.string, dictionary: true, values: Array.from({ length: 400 }, (_, i) => ['正常', '离线', null][i % 3] ?? null) },
  { name: '值', type: 'DOUBLE', values: Array.from({ length: 400 }, (_, i) => i / 8) },
]; // prettier-ignore

describe('hostile Parquet files', () => {
  it('cut anywhere: refused with the offset of the end', async () => {
    const bytes = parquetFile(COLUMNS, { groupRows: 100 });
    for (let cut = 4; cut < bytes.length; cut += 97) {
      const refused = await openSource(memoryFile(bytes.subarray(0, cut), '表.parquet'));
      expect([codeOf(refused), refused.ok ? '' : refused.failure.message.includes(String(cut))]).toEqual([
        'E_PARQUET_TRUNCATED',
        true,
      ]);
    }
  });

  /** One bit of the page that holds a value of `id`. */
  const withFlippedId = (bytes: Uint8Array, id: bigint): Uint8Array => {
    const damaged = Uint8Array.from(bytes);
    const at = Buffer.from(bytes).indexOf(new Uint8Array(BigInt64Array.of(id).buffer));
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    return damaged;
  };
  const faultOf = (faults: readonly SourceFault[], code: string) => faults.filter((f) => f.code === code);

  it('a page that does not fit its CRC loses the rest of its column in the row group, counted with its place', async () => {
    const whole = parquetFile(COLUMNS, { groupRows: 100, pageRows: 50, crc: true });
    const bytes = withFlippedId(whole, 1_000_000_000_000_000_260n);
    const { failure, text, faults } = await drain(await opened(memoryFile(bytes, '表.parquet')));
    expect(failure).toBeNull();
    // Row group 3 holds rows 201 to 300, its second page 251 to 300: 50 cells.
    expect(faults).toMatchObject([{ code: 'E_UNREADABLE', count: 50, firstRecord: 251, column: 'id' }]);
    const [fault] = faults;
    expect(fault?.message).toMatch(/行组 3 › 列 id.*字节偏移 \d+ .*CRC.*50 个单元格/);
    const at = Buffer.from(whole).indexOf(
      new Uint8Array(BigInt64Array.of(1_000_000_000_000_000_250n).buffer),
    );
    // The page begins with its levels, some bytes before its first value.
    expect(at - (fault?.firstOffset ?? 0)).toBeGreaterThanOrEqual(0);
    expect(at - (fault?.firstOffset ?? 0)).toBeLessThan(128);
    const lines = text.split('\n').slice(0, -1);
    const intact = (await drain(await opened(memoryFile(whole, '表.parquet')))).text.split('\n').slice(0, -1);
    expect(lines).toHaveLength(400);
    expect(lines.map((line, i) => (line === intact[i] ? null : i)).filter((i) => i !== null)).toEqual(
      Array.from({ length: 50 }, (_, i) => 250 + i),
    );
    expect(lines[250]?.split(',').slice(1)).toEqual(intact[250]?.split(',').slice(1));
  });

  it('cells that cannot be read are neither values nor missing, in every column and in the profile', async () => {
    const whole = parquetFile(COLUMNS, { groupRows: 100, pageRows: 50, crc: true });
    const bytes = withFlippedId(whole, 1_000_000_000_000_000_260n);
    const { sketch } = await profileSource(await opened(memoryFile(bytes, '表.parquet')));
    const [id, state, value] = sketch.columns.map((column) => reportColumn(column, 0.99));
    expect(sketch.rows).toBe(400);
    expect([id?.values, id?.missingTotal, id?.unreadable, id?.missing.size]).toEqual([350, 0, 50, 0]);
    expect([id?.type, id?.bad, id?.numbers?.count]).toEqual(['integer', 0, 350]);
    expect([state?.unreadable, state?.missingTotal, value?.values]).toEqual([0, 133, 400]);
  });

  it('records without a readable cell are left out and counted; the next row groups go on', async () => {
    const bytes = parquetFile(COLUMNS.slice(0, 1), { groupRows: 100, crc: true });
    const once = withFlippedId(bytes, 1_000_000_000_000_000_105n);
    const { text, faults, failure } = await drain(
      await opened(memoryFile(withFlippedId(once, 1_000_000_000_000_000_305n), '表.parquet')),
    );
    expect([failure, text.split('\n').length - 1]).toEqual([null, 200]);
    expect(faults).toMatchObject([{ code: 'E_UNREADABLE_ROWS', count: 200, firstRecord: 101 }]);
    expect(faults[0]?.message).toContain('此类共 2 处');
    expect(text.split('\n')[100]).toBe('1000000000000000200');
  });

  it('pages that claim more than the limits, or more than their rows, are left before they are unpacked', async () => {
    for (const [claimedPage, text, least] of [
      [{ bytes: 2_000_000_000 }, '2000000000 字节', 400],
      [{ bytes: 17 }, '不能解开', 400],
      [{ values: 2_000_000_000 }, '2000000000 个值', 400],
      [{ values: 401 }, '值数超过行组的行数', 400],
      [{ values: 399 }, '还缺 1 行', 1],
      [{ values: -1 }, '负的值数', 400],
    ] as const) {
      const bytes = parquetFile(COLUMNS, { claimedPage, codec: 'SNAPPY' });
      const { failure, faults } = await drain(await opened(memoryFile(bytes, '表.parquet')));
      expect(failure).toBeNull();
      const told = [...faultOf(faults, 'E_UNREADABLE'), ...faultOf(faults, 'E_UNREADABLE_ROWS')];
      expect(told.map(({ message }) => message).join(), text).toContain(text);
      expect(told.reduce((n, { count }) => n + count, 0)).toBeGreaterThanOrEqual(least);
    }
  });

  it('an index outside the dictionary is damage, not a missing value', async () => {
    const bytes = parquetFile(COLUMNS, { shortDictionary: true, groupRows: 200 });
    const { failure, text, faults } = await drain(await opened(memoryFile(bytes, '表.parquet')));
    expect([failure, text.split('\n').length - 1]).toEqual([null, 400]);
    expect(faults).toMatchObject([{ code: 'E_UNREADABLE', column: '状态', firstRecord: 1 }]);
    expect(text).not.toContain('离线');
  });

  it('any flipped byte gives values, a count of what is lost or a failure, never a throw or a hang', async () => {
    const random = seeded(3);
    const outcomes = { failed: 0, read: 0 };
    for (const form of [
      { groupRows: 100 },
      { codec: 'SNAPPY', pageRows: 64 },
      { codec: 'GZIP' },
      { codec: 'ZSTD' },
    ] as const) {
      const whole = parquetFile(COLUMNS, form);
      for (let n = 0; n < 120; n += 1) {
        const bytes = Uint8Array.from(whole);
        const last = n % 3 === 0 ? 900 : bytes.length - 12;
        const at = bytes.length - 9 - Math.floor(random() * last);
        bytes[Math.max(4, at)] = Math.floor(random() * 256);
        const source = await openSource(memoryFile(bytes, '表.parquet'));
        const drained = source.ok ? await drain(source.value) : null;
        const told = drained?.faults.some(({ code }) => code.startsWith('E_UNREADABLE')) ?? false;
        if (source.ok && drained?.failure === null && !told) outcomes.read += 1;
        else outcomes.failed += 1;
      }
    }
    expect(outcomes.failed).toBeGreaterThan(50);
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.read + outcomes.failed).toBe(480);
  }, 60_000);
});

describe('identifiers of 19 digits', () => {
  const ids = ['9007199254740993', '1234567890123456789', '9223372036854775807', '-9223372036854775808'];
  it('stay exact through CSV, JSON Lines and Parquet', async () => {
    const files = [
      memoryFile(`id,n\n${ids.map((id) => `${id},1\n`).join('')}`),
      memoryFile(ids.map((id) => `{"id":${id},"n":1}\n`).join('')),
      memoryFile(
        parquetFile([
          { name: 'id', type: 'INT64', values: ids.map(BigInt) },
          { name: 'n', type: 'INT32', values: ids.map(() => 1) },
        ]),
      ),
    ];
    for (const file of files)
      expect((await drain(await opened(file))).text).toBe(ids.map((id) => `${id},1\n`).join(''));
  });
});
