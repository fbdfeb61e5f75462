import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceCounts, taskCounts } from '../../src/lib/data-asset/table/exact-counts';
import type { PassTask } from '../../src/lib/data-asset/table/second-pass';
import { mustBeOk } from '../../src/lib/kernel/result';
import { partOf } from '../fixtures/second-pass';

const KEY: PassTask = { kind: 'cells', columns: [0], missing: 'drop' };
const PAIR: PassTask = { kind: 'cells', columns: [1, 0], missing: 'value' };
const TASKS: readonly PassTask[] = [{ kind: 'rows' }, KEY, PAIR];
const row = fc.tuple(fc.constantFrom('a', 'b', '"a,b"', 'c', ''), fc.constantFrom('1', '2', ' 1 ', '无'));

describe('second pass: any split', () => {
  it('counts the same over parts, chunks and numbers of buckets', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 60 }),
        fc.nat({ max: 60 }),
        fc.constantFrom(1, 2, 16),
        fc.integer({ min: 1, max: 9 }),
        (rows, cut, buckets, chunk) => {
          const lines = rows.map(([a, b]) => `${a},${b}\n`);
          const whole = partOf(lines.join(''), 2, TASKS, { buckets: 1 });
          const parts = [lines.slice(0, cut), lines.slice(cut)].map((part) =>
            partOf(part.join(''), 2, TASKS, { buckets, chunk }),
          );
          for (const task of TASKS.keys())
            expect(taskCounts(parts, task, 3)).toEqual(taskCounts([whole], task, 3));
          const kinds = new Set(rows.map((cells) => cells.join('\u0000')));
          expect(mustBeOk(taskCounts(parts, 0, 3)).counts.groups).toBe(kinds.size);
          const keys = new Set(rows.map(([a]) => a).filter((a) => a !== ''));
          expect(mustBeOk(taskCounts(parts, 1, 3)).counts.groups).toBe(keys.size);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('counts references as sets and rows do', () => {
    const values = fc.array(fc.nat({ max: 30 }), { maxLength: 60 });
    fc.assert(
      fc.property(values, values, fc.constantFrom(1, 8), (child, parent, buckets) => {
        const side = (list: readonly number[]) => ({
          parts: [partOf(list.map((v) => `${String(v)}\n`).join(''), 1, [KEY], { buckets })],
          task: 0,
        });
        const held = new Set(parent);
        const counts = mustBeOk(referenceCounts(side(child), side(parent)));
        expect(counts.found).toBe(child.filter((v) => held.has(v)).length);
        expect(counts.foundValues).toBe([...new Set(child)].filter((v) => held.has(v)).length);
        expect(counts.parentValues).toBe(held.size);
        expect(counts.parentUnique).toBe(held.size === parent.length);
      }),
      { numRuns: 120 },
    );
  });
});
