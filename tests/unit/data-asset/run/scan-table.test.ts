import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../../src/lib/bridge/job';
import { CHUNK_BYTES } from '../../../../src/lib/data-asset/bundle/merkle';
import { readBundle } from '../../../../src/lib/data-asset/bundle/read-bundle';
import { LocalLane } from '../../../../src/lib/data-asset/run/local-lane';
import { shippedReportSettings } from '../../../../src/lib/data-asset/run/report-settings';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { scanTable } from '../../../../workers/profile/scan-table';
import { hashing, textFile } from '../../../fixtures/profile-run';

/** A scan of two blocks whose worker does `units` of them and hangs in the next one, where the person cancels. */
const cancelledAfter = async (units: number) => {
  const order: string[] = [];
  const kept: Progress[] = [];
  const memory = new ArrayBuffer(4 * 1024 * 1024);
  const files = [textFile('虚构.csv', `a,b\n${'1,2\n'.repeat(CHUNK_BYTES / 4)}`)];
  let cancelled = false;
  const result = await scanTable(
    {
      files,
      choice: {},
      resume: null,
      settings: shippedReportSettings(),
      blockBytes: CHUNK_BYTES,
      lanes: (setup) => {
        const lane = new LocalLane({ ...setup, files }, hashing);
        let done = 0;
        const run: LocalLane['run'] = (unit, tell) => {
          if (unit.kind !== 'block' || done < units) {
            if (unit.kind === 'block') done += 1;
            return lane.run(unit, tell);
          }
          tell(4, 1);
          cancelled = true;
          return new Promise(() => undefined);
        };
        return Promise.resolve({ lanes: [{ run }], close: () => order.push('closed') });
      },
    },
    {
      cancelled: () => cancelled,
      progress: (progress: Progress) => {
        if (progress.checkpoint === undefined) return;
        order.push('checkpoint');
        kept.push(progress);
      },
      returned: () => (cancelled ? memory : null),
      breathe: () => Promise.resolve(),
    },
  );
  expect(result.ok ? '' : result.failure.code).toBe('E_CANCELLED');
  return { order, last: kept.at(-1), memory };
};

describe('scanTable', () => {
  it('ends the workers on a cancel before the checkpoint goes out, in memory that was handed back', async () => {
    const { order, last, memory } = await cancelledAfter(1);
    expect(order.slice(0, 3)).toEqual(['checkpoint', 'closed', 'checkpoint']);
    expect(last?.checkpoint?.buffer).toBe(memory);
    // What the hanging worker had told of its block is not kept.
    expect(last?.kept?.done).toBe(CHUNK_BYTES);
    expect(last?.done).toBe(CHUNK_BYTES + 4);
    const bundle = mustBeOk(await readBundle(new TextDecoder().decode(last?.checkpoint)));
    expect(bundle.files.map(({ name, complete }) => [name, complete])).toEqual([['虚构.csv', false]]);
  });

  it('keeps nothing of a scan that was cancelled before its first block was merged', async () => {
    const { order, last } = await cancelledAfter(0);
    expect(last).toBeUndefined();
    expect(order[0]).toBe('closed');
  });
});
