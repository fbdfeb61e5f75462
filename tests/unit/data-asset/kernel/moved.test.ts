import { describe, expect, it } from 'vitest';
import { packed, placed, unplaced } from '../../../../src/lib/data-asset/kernel/moved';
import { revived } from '../../../../src/lib/data-asset/kernel/top-list';
import type { ProfileSketch } from '../../../../src/lib/data-asset/kernel/sketch';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { runOver, textFile } from '../../../fixtures/profile-run';

const sketched = async (): Promise<ProfileSketch> => {
  const text = `数,日,词\n${Array.from({ length: 3000 }, (_, i) => `${i % 7 === 0 ? '-' : i / 3},2024-01-${10 + (i % 20)},虚构${i}\n`).join('')}`;
  const { sketch } = mustBeOk(await runOver([textFile('虚构.csv', text)]));
  if (sketch === null) throw new Error('no sketch');
  return sketch;
};

describe('a sketch on its way to another thread', () => {
  it('arrives as it was, as one piece of memory and where its arrays lie in it', async () => {
    const { value, buffer } = packed(await sketched(), null);
    const before = structuredClone(value);
    const sent = structuredClone({ sketch: placed(value), memory: buffer }, { transfer: [buffer] });
    // Not one view crossed by itself.
    expect(JSON.stringify(sent.sketch)).toContain('"$array":"f64"');
    expect(buffer.byteLength).toBe(0);
    const arrived = revived(unplaced(sent.sketch, sent.memory) as ProfileSketch);
    expect(arrived).toEqual(revived(before));
    expect(arrived.rowRegisters.buffer).toBe(sent.memory);
  });
});
