import { describe, expect, it } from 'vitest';
import { mergeSketches } from '../../../../src/lib/data-asset/kernel/merge-sketch';
import { mergeRowSamples, sampleCapacity } from '../../../../src/lib/data-asset/table/row-sample';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { profileText } from '../../../fixtures/profile-kernel';
import { sampleCells, sampleOf } from '../../../fixtures/row-sample';

describe('row sample', () => {
  it('holds a small table whole, each distinct row with its number', () => {
    const sample = sampleOf('a,1\nb,2\na,1\n"a",1\nc, 3 \n', 2);
    const rows = Array.from(sample.counts, (count, row) => [...sampleCells(sample, row), count]);
    expect(sample.complete).toBe(true);
    expect(sample.seen).toBe(5);
    expect(rows.sort()).toEqual([
      ['a', '1', 3],
      ['b', '2', 1],
      ['c', '3', 1],
    ]);
  });

  it('counts what it holds exactly, however late a row comes back', () => {
    // 300 different rows, each three times, far apart; 8 of them are held.
    const once = Array.from({ length: 300 }, (_, i) => `${String(i)},x${String(i % 7)}\n`).join('');
    const sample = sampleOf(once.repeat(3), 2, 8);
    expect(sample.complete).toBe(false);
    expect([...sample.counts]).toEqual(new Array<number>(8).fill(3));
    expect(sample.seen).toBe(900);
  });

  it('does not depend on the order of the rows', () => {
    const lines = Array.from({ length: 500 }, (_, i) => `${String(i)},${String(i * i)}\n`);
    expect(sampleOf(lines.join(''), 2, 32)).toEqual(sampleOf([...lines].reverse().join(''), 2, 32));
  });

  it('cuts long cells and still tells them apart by all of their bytes', () => {
    const head = 'x'.repeat(100);
    const sample = sampleOf(`${head}A,1\n${head}B,1\n${'y'.repeat(64)},1\n`, 2);
    const firsts = Array.from(sample.counts, (_, row) => sampleCells(sample, row)[0] ?? '');
    expect(new Set(firsts).size).toBe(3);
    expect([...sample.lengths].filter((length) => length > 1).sort((a, b) => a - b)).toEqual([64, 101, 101]);
  });

  it('gives up rows, not cells, when the table is wide', () => {
    expect([6, 64, 65, 1000, 100_000].map(sampleCapacity)).toEqual([4096, 4096, 4032, 262, 16]);
  });

  it('draws other rows under another seed and refuses to merge the two', () => {
    const text = Array.from({ length: 400 }, (_, i) => `${String(i)}\n`).join('');
    const a = sampleOf(text, 1, 16);
    const b = profileText(text, 1, { sample: true, sampleRows: 16, sampleSeed: 7 }).sample;
    if (b === null) throw new Error('no sample');
    const first = (s: typeof a): Set<string> =>
      new Set(Array.from(s.counts, (_, row) => sampleCells(s, row).join()));
    expect([...first(a)].filter((row) => first(b).has(row)).length).toBeLessThan(8);
    const merged = mergeRowSamples(a, b);
    expect(merged.ok ? '' : merged.failure.code).toBe('E_SAMPLE');
  });

  it('is absent without being asked for, and from a merge in which one part has none', () => {
    const a = profileText('1\n', 1);
    const b = { ...profileText('2\n', 1, { sample: true }), ranges: [{ from: 2, to: 4 }] };
    expect(a.sample).toBeNull();
    expect(mustBeOk(mergeSketches(a, b)).sample).toBeNull();
  });
});
