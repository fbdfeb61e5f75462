import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ProfileBundle } from '../../../../src/lib/data-asset/bundle/bundle-model';
import { CHUNK_BYTES, merkleRoot } from '../../../../src/lib/data-asset/bundle/merkle';
import type { ScanLane, ScanUnit } from '../../../../src/lib/data-asset/run/scan-unit';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { exactPart } from '../../../fixtures/profile-kernel';
import { memoryFile, runOver, sha256, textFile } from '../../../fixtures/profile-run';

/** A quoted column with line ends and delimiters inside, so that cuts fall into quotes. */
const tableOf = (rows: number): Uint8Array => {
  const lines = ['id,amount,note'];
  for (let i = 0; i < rows; i += 1)
    lines.push(`${i},${(i * 7919) % 1000}.${i % 10},"第 ${i % 50} 户，\n备注, ""${i % 3}"""`);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
};

const sketchOf = (bundle: ProfileBundle) => {
  if (bundle.sketch === null) throw new Error('no sketch');
  return bundle.sketch;
};

/** Milliseconds: room for a busy machine, not a measure. */
const BUSY = 60_000;
const ROWS = 420_000;
const table = tableOf(ROWS);

describe('a run over blocks', { timeout: BUSY }, () => {
  it('gives the same bytes of a bundle for one lane and for five, with quotes across every cut', async () => {
    expect(table.length).toBeGreaterThan(2 * CHUNK_BYTES);
    const file = memoryFile('表.csv', table);
    const one = mustBeOk(await runOver([file], { blockBytes: CHUNK_BYTES }));
    const five = mustBeOk(await runOver([file], { blockBytes: CHUNK_BYTES, lanes: 5 }));
    expect(five).toEqual(one);
    const sketch = sketchOf(one);
    expect([sketch.rows, sketch.ranges, sketch.faults.size]).toEqual([
      ROWS,
      [{ from: 15, to: table.length }],
      0,
    ]);
    const single = mustBeOk(await runOver([file], { blockBytes: 128 * CHUNK_BYTES }));
    const exact = (bundle: ProfileBundle) => {
      const { columns, ...rest } = exactPart(sketchOf(bundle)) as { columns: Record<string, unknown>[] };
      return { ...rest, columns: columns.map((column) => ({ ...column, top: null })) };
    };
    expect(exact(single)).toEqual(exact(one));
  });

  it('ties the profile to the bytes', async () => {
    const [file] = mustBeOk(await runOver([memoryFile('表.csv', table)])).files;
    const hashes: string[] = [];
    for (let at = 0; at < table.length; at += CHUNK_BYTES)
      hashes.push(await sha256(table.subarray(at, at + CHUNK_BYTES)));
    expect(file?.chunks).toEqual(hashes);
    expect(file?.merkleRoot).toBe(await merkleRoot(hashes));
    expect(file?.sha256).toBe(await sha256(table));
    expect([file?.complete, file?.rows]).toEqual([true, ROWS]);
  });

  it('reads a block again that began at a wrong guess', async () => {
    // Inside the quotes stand whole records of three fields: the guess takes them for records.
    const bait = `"${'1,2,3\n'.repeat(CHUNK_BYTES / 4)}"`;
    const text = `a,b,c\n1,${bait},3\n${'4,5,6\n'.repeat(200_000)}`;
    const units: ScanUnit[] = [];
    const spy = (lane: ScanLane): ScanLane => ({
      run: (unit, tell) => {
        units.push(unit);
        return lane.run(unit, tell);
      },
    });
    const bundle = mustBeOk(
      await runOver([textFile('诱饵.csv', text)], { blockBytes: CHUNK_BYTES, lanes: 3, wrap: spy }),
    );
    const { rows, faults } = sketchOf(bundle);
    // The long record is counted as a fault with its place: after `a,b,c\n`.
    expect([rows, faults.get('E_RECORD')]).toEqual([200_000, { count: 1, firstOffset: 6 }]);
    expect(units.some((unit) => unit.kind === 'block' && !unit.hash && unit.block > 0)).toBe(true);
  });

  it('joins several files and formats in their order, whoever is faster', async () => {
    const parts = ['id,v\n1,a\n2,b\n', 'id,v\n3,c\n', 'v,id\nd,4\n'].map((text) =>
      new TextEncoder().encode(text),
    );
    const files = parts.map((bytes, i) =>
      i === 1 ? memoryFile('二.csv.gz', gzipSync(bytes)) : memoryFile(`${i}.csv`, bytes),
    );
    const late = (lane: ScanLane): ScanLane => ({
      run: async (unit, tell) => {
        if (unit.file === 0) await new Promise((resolve) => setTimeout(resolve, 30));
        return lane.run(unit, tell);
      },
    });
    const bundle = mustBeOk(await runOver(files, { lanes: 3, wrap: late }));
    expect(bundle).toEqual(mustBeOk(await runOver(files)));
    const { rows, columns } = sketchOf(bundle);
    expect([rows, columns[0]?.numbers.exactSum]).toEqual([4, `10${'0'.repeat(15)}`]);
    expect(bundle.files.map((f) => [f.rows, f.complete, f.gzip])).toEqual([
      [2, true, false],
      [1, true, true],
      [1, true, false],
    ]);
  });

  it('says where a file could not be read further', async () => {
    const file = memoryFile('表.csv', table);
    const failing = {
      ...file,
      read: (from: number, to: number) =>
        to > CHUNK_BYTES + 1 && from >= CHUNK_BYTES
          ? Promise.reject(new DOMException('gone', 'NotReadableError'))
          : file.read(from, to),
    };
    const result = await runOver([failing]);
    expect(!result.ok && result.failure.code).toBe('E_READ');
    expect(!result.ok && result.failure.message).toContain(String(CHUNK_BYTES));
  });
});

describe('a broken-off run', { timeout: BUSY }, () => {
  const cancelAfter = (units: number) => {
    let left = units;
    let cancel = (): void => undefined;
    const cancelled = new Promise<void>((resolve) => (cancel = resolve));
    const wrap = (lane: ScanLane): ScanLane => ({
      run: async (unit, tell) => {
        const result = await lane.run(unit, tell);
        left -= 1;
        if (left === 0) cancel();
        return result;
      },
    });
    return { cancelled, wrap };
  };

  for (const packed of [false, true])
    it(`goes on to the same result (${packed ? 'gzip' : 'plain'})`, async () => {
      const bytes = packed ? gzipSync(table) : table;
      const file = memoryFile('表', bytes);
      const whole = mustBeOk(await runOver([file], { blockBytes: CHUNK_BYTES }));
      for (const units of [1, 2]) {
        const kept: ProfileBundle[] = [];
        const stopped = await runOver([file], {
          blockBytes: CHUNK_BYTES,
          ...cancelAfter(units),
          checkpoint: (bundle) => kept.push(bundle()),
        });
        expect(!stopped.ok && stopped.failure.code).toBe('E_CANCELLED');
        const resume = kept.at(-1);
        if (resume === undefined) throw new Error('nothing kept');
        const units2: ScanUnit[] = [];
        const spy = (lane: ScanLane): ScanLane => ({
          run: (unit, tell) => {
            units2.push(unit);
            return lane.run(unit, tell);
          },
        });
        const resumed = mustBeOk(
          await runOver([file], { blockBytes: CHUNK_BYTES, resume, lanes: 2, wrap: spy }),
        );
        expect(resumed).toEqual(whole);
        if (!packed)
          expect(units2.some((unit) => unit.kind === 'block' && unit.block === 0)).toBe(units === 1);
      }
    });
});
