import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROWS, lineOf, readGuards, testFilesByRow } from '../../scripts/guard-list.mjs';

/** `npm run check:guards` takes these guards away; here only that each is still where the list says. */

const guards = readGuards('.');

describe('the list of guards', () => {
  it('has a guard for every row, and a test with its id in the name', () => {
    expect(ROWS).toHaveLength(79);
    const guarded = new Set(guards.map(({ row }) => row));
    expect(ROWS.filter((row) => !guarded.has(row))).toEqual([]);
    expect([...guarded].filter((row) => !ROWS.includes(row))).toEqual([]);
    expect([...testFilesByRow('.')].filter(([, files]) => files.length === 0)).toEqual([]);
  });

  it('names each guard of a row once', () => {
    const names = guards.map(({ row, guard }) => `${row} ${guard}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('quotes text that stands exactly once in a file of the program, and changes it', () => {
    for (const guard of guards) {
      expect(guard.edits.length, guard.row).toBeGreaterThan(0);
      for (const edit of guard.edits) {
        expect(edit.file, guard.row).toMatch(/^src\/lib\/.+\.ts$/);
        expect(edit.replace, guard.row).not.toBe(edit.find);
        expect(lineOf(guard, edit, readFileSync(edit.file, 'utf8')), guard.row).toBeGreaterThan(0);
      }
    }
  });

  it('says which guard is no longer there, or there twice', () => {
    const edit = { file: 'src/lib/a.ts', find: 'if (wrong)', replace: 'if (false)' };
    const guard = { row: 'ZIP-01', guard: 'a guard', edits: [edit] };
    expect(lineOf(guard, edit, '\n\nif (wrong) stop();')).toBe(3);
    expect(() => lineOf(guard, edit, 'stop();')).toThrow('ZIP-01: src/lib/a.ts no longer holds: if (wrong)');
    expect(() => lineOf(guard, edit, 'if (wrong) a(); if (wrong) b();')).toThrow('more than once');
  });
});
