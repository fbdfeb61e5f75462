import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CellSetHash } from '../../../../src/lib/data-asset/table/cell-set-hash';
import { exactDuplicates } from '../../../../src/lib/data-asset/table/duplicates';
import { referenceCounts, taskCounts } from '../../../../src/lib/data-asset/table/exact-counts';
import { bucketsFor, type PassTask } from '../../../../src/lib/data-asset/table/second-pass';
import { type SyncFile, fileSpill } from '../../../../src/lib/data-asset/table/spill';
import { mustBeOk, ok } from '../../../../src/lib/kernel/result';
import { partOf } from '../../../fixtures/second-pass';

const ROWS: PassTask = { kind: 'rows' };
const cells = (...columns: number[]): PassTask => ({ kind: 'cells', columns, missing: 'drop' });

describe('second pass: exact counts', () => {
  it('counts duplicate rows in both conventions', () => {
    // a,1 three times, b,2 twice, c,3 once: 6 rows, 3 kinds, 3 extra copies, 5 rows that have an equal one.
    const part = partOf('a,1\nb,2\na,1\nc,3\n"a",1\nb,2\n', 2, [ROWS]);
    const { counts } = mustBeOk(taskCounts([part], 0, 5));
    expect(counts).toEqual({
      rows: 6,
      missing: 0,
      groups: 3,
      singles: 1,
      smallest: 1,
      largest: 3,
      small: 5,
      rowsInSmall: 6,
      smallGroups: 3,
    });
    const figures = exactDuplicates(counts);
    expect([figures.extraCopies, figures.extraShare, figures.members, figures.membersShare]).toEqual([
      3,
      '0.5',
      5,
      '0.833333',
    ]);
    expect(figures.basis.kind).toBe('exact');
    expect(figures.basis.error).toContain('n²/2^65');
  });

  it('finds that a pair is a key though neither column is, and leaves rows without a value out', () => {
    const text = 'm1,d1,5\nm1,d2,5\nm2,d1,6\nm2, d2 ,6\nm2,NA,7\n';
    const part = partOf(text, 3, [cells(0), cells(1), cells(0, 1)]);
    const of = (task: number) => mustBeOk(taskCounts([part], task, 5)).counts;
    expect([of(0).groups, of(0).rows, of(0).missing]).toEqual([2, 5, 0]);
    expect([of(1).groups, of(1).rows, of(1).missing]).toEqual([2, 4, 1]);
    expect([of(2).groups, of(2).rows, of(2).singles, of(2).missing]).toEqual([4, 4, 4, 1]);
  });

  it('compares both halves of a hash', () => {
    const part = partOf('', 1, [ROWS], { buckets: 1 });
    const hashes = Int32Array.from([7, 5, 7, 6, 3, 5, 7, 5]);
    const spill = { ...part.spill, read: () => ok(new Uint8Array(hashes.buffer.slice(0))) };
    expect(mustBeOk(taskCounts([{ ...part, spill }], 0, 5)).counts).toMatchObject({ groups: 3, singles: 2 });
  });

  it('spreads sets of cells over both halves', () => {
    const hash = new CellSetHash([0, 1], []);
    const out = new Int32Array(2);
    const [highs, lows] = [new Set<number>(), new Set<number>()];
    for (let i = 0; i < 1000; i += 1) {
      const bytes = new TextEncoder().encode(`${String(i % 40)},${String(i)}`);
      const comma = bytes.indexOf(44);
      hash.of(
        {
          bytes,
          view: new DataView(bytes.buffer),
          starts: Int32Array.of(0),
          ends: Int32Array.of(comma, bytes.length),
          joined: Uint8Array.of(0),
          rows: 1,
          origin: 0,
          offsets: null,
        },
        0,
        2,
        out,
      );
      highs.add(out[0] ?? 0);
      lows.add(out[1] ?? 0);
    }
    expect([highs.size, lows.size]).toEqual([1000, 1000]);
  });

  it('tells cells apart by where they end', () => {
    const part = partOf('ab,c\na,bc\n', 2, [cells(0, 1), ROWS]);
    expect(mustBeOk(taskCounts([part], 0, 5)).counts.groups).toBe(2);
    expect(mustBeOk(taskCounts([part], 1, 5)).counts.groups).toBe(2);
  });

  it('counts group sizes below k, a missing cell being a value of its own', () => {
    // Groups: (东城, 30) ×3, (西城, 41) ×1, (东城, —) ×1: below k = 2 two groups of one row.
    const text = '东城,30\n东城,30\n西城,41\n东城,30\n东城,\n';
    const part = partOf(text, 2, [{ kind: 'cells', columns: [0, 1], missing: 'value' }]);
    const { counts } = mustBeOk(taskCounts([part], 0, 2));
    expect([counts.groups, counts.smallest, counts.smallGroups, counts.rowsInSmall]).toEqual([3, 1, 2, 2]);
  });

  it('counts references: rows found, orphans, values', () => {
    // Parent keys 1–4 (4 twice); child 1,1,2,9,9,— : 3 of 5 rows found, 2 of 3 values.
    const parent = partOf('1\n2\n3\n4\n4\n', 1, [cells(0)]);
    const child = partOf('x,1\nx,1\nx, 2\nx,9\nx,9\nx,--\n', 2, [ROWS, cells(1)]);
    const counts = mustBeOk(referenceCounts({ parts: [child], task: 1 }, { parts: [parent], task: 0 }));
    expect(counts).toMatchObject({
      childRows: 5,
      childMissing: 1,
      found: 3,
      orphans: 2,
      childValues: 3,
      foundValues: 2,
      parentRows: 5,
      parentValues: 4,
      parentUnique: false,
    });
  });

  it('gives the same through a temporary file as through memory', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spill-'));
    const handle = openSync(join(folder, 'hashes'), 'w+');
    const file: SyncFile = {
      write: (bytes, { at }) => writeSync(handle, bytes, 0, bytes.length, at),
      read: (into, { at }) => readSync(handle, into, 0, into.length, at),
    };
    try {
      const text = Array.from({ length: 20_000 }, (_, i) => `${String(i % 7001)},k\n`).join('');
      const spilled = partOf(text, 2, [ROWS, cells(0)], { spill: fileSpill(file), buckets: 2 });
      const held = partOf(text, 2, [ROWS, cells(0)], { buckets: 2 });
      for (const task of [0, 1]) expect(taskCounts([spilled], task, 5)).toEqual(taskCounts([held], task, 5));
      // 20,000 = 2 × 7,001 + 5,998: 5,998 rows occur three times, the rest twice.
      expect(mustBeOk(taskCounts([spilled], 0, 3)).counts).toMatchObject({
        groups: 7001,
        smallGroups: 1003,
        rowsInSmall: 2006,
      });
    } finally {
      closeSync(handle);
      rmSync(folder, { recursive: true });
    }
  });

  it('keeps one bucket within 32 MiB at 5.6 亿 rows', () => {
    expect([0, 1e6, 5e6, 560_000_000].map(bucketsFor)).toEqual([1, 1, 4, 512]);
    expect((560_000_000 * 8) / bucketsFor(560_000_000)).toBeLessThan(32 * 1024 * 1024);
  });
});
