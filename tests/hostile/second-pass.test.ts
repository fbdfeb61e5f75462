import { describe, expect, it } from 'vitest';
import { referenceCounts, taskCounts } from '../../src/lib/data-asset/table/exact-counts';
import type { PassTask } from '../../src/lib/data-asset/table/second-pass';
import { fileSpill } from '../../src/lib/data-asset/table/spill';
import { failingSpill, partOf, passOver } from '../fixtures/second-pass';
import { mustBeOk } from '../../src/lib/kernel/result';

const ROWS: PassTask = { kind: 'rows' };
const FULL = { code: 'E_SPILL', message: '磁盘已满', path: '', remedy: '请清理磁盘' };
/** More than one flush of 2,048 hashes. */
const MANY = Array.from({ length: 5000 }, (_, i) => `${String(i)}\n`).join('');

describe('second pass: bad input', () => {
  it('counts an empty table as nothing, not as zero groups of something', () => {
    const { counts } = mustBeOk(taskCounts([partOf('', 3, [ROWS])], 0, 5));
    expect([counts.rows, counts.groups, counts.smallest, counts.largest]).toEqual([0, 0, null, null]);
  });

  it('counts equal rows as one group', () => {
    const { counts } = mustBeOk(taskCounts([partOf('x,y\n'.repeat(50_000), 2, [ROWS])], 0, 5));
    expect([counts.rows, counts.groups, counts.smallest]).toEqual([50_000, 1, 50_000]);
  });

  it('leaves ragged rows out, as the first pass does', () => {
    const part = partOf('1,2\n3\n4,5,6\n1,2\n', 2, [ROWS]);
    expect(part.rows).toBe(2);
  });

  it('stops with the reason when the spill fails at any append, and never returns a count', () => {
    for (const at of [1, 2, 3]) {
      const pass = passOver(MANY, 1, [ROWS], { spill: failingSpill(at, FULL), buckets: 1, chunk: 1000 });
      const part = pass.finish();
      expect(part.ok ? '' : part.failure.message).toBe('磁盘已满');
    }
  });

  it('reports a file that gives back less than was written', () => {
    const part = partOf(MANY, 1, [ROWS], {
      spill: fileSpill({ write: (bytes) => bytes.length, read: () => 0 }),
    });
    const counts = taskCounts([part], 0, 5);
    expect(counts.ok ? '' : counts.failure.code).toBe('E_SPILL');
    const thrown = passOver(MANY, 1, [ROWS], {
      spill: fileSpill({
        write: () => {
          throw new Error('QuotaExceededError');
        },
        read: () => 0,
      }),
    }).finish();
    expect(thrown.ok ? '' : thrown.failure.message).toContain('QuotaExceededError');
  });

  it('refuses parts of different passes', () => {
    const cells: PassTask = { kind: 'cells', columns: [0], missing: 'drop' };
    const other: PassTask = { kind: 'cells', columns: [0], missing: 'value' };
    const mixed = taskCounts([partOf('1\n', 1, [cells]), partOf('1\n', 1, [other])], 0, 5);
    expect(mixed.ok ? '' : mixed.failure.code).toBe('E_PASS');
    expect(taskCounts([], 0, 5).ok).toBe(false);
    const sides = referenceCounts(
      { parts: [partOf('1\n', 1, [cells], { buckets: 2 })], task: 0 },
      { parts: [partOf('1\n', 1, [cells], { buckets: 4 })], task: 0 },
    );
    expect(sides.ok ? '' : sides.failure.code).toBe('E_PASS');
  });
});
