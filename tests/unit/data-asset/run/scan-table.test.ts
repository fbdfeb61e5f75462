import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../../src/lib/bridge/job';
import { readBundle } from '../../../../src/lib/data-asset/bundle/read-bundle';
import { shippedReportSettings } from '../../../../src/lib/data-asset/run/report-settings';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { scanTable } from '../../../../workers/profile/scan-table';
import { textFile } from '../../../fixtures/profile-run';

describe('scanTable', () => {
  it('ends the workers on a cancel before the checkpoint goes out, in memory that was handed back', async () => {
    const order: string[] = [];
    const checkpoints: Uint8Array<ArrayBuffer>[] = [];
    const memory = new ArrayBuffer(1024 * 1024);
    let cancelled = false;
    const result = await scanTable(
      {
        files: [textFile('虚构.csv', 'a,b\n1,2\n')],
        choice: {},
        resume: null,
        settings: shippedReportSettings(),
        lanes: () =>
          Promise.resolve({
            // A worker that has begun and never answers.
            lanes: [
              {
                run: (_unit, tell) => {
                  tell(4, 1);
                  cancelled = true;
                  return new Promise(() => undefined);
                },
              },
            ],
            close: () => order.push('closed'),
          }),
      },
      {
        cancelled: () => cancelled,
        progress: ({ checkpoint }: Progress) => {
          if (checkpoint === undefined) return;
          order.push('checkpoint');
          checkpoints.push(checkpoint);
        },
        returned: () => memory,
        breathe: () => Promise.resolve(),
      },
    );
    expect(result.ok ? '' : result.failure.code).toBe('E_CANCELLED');
    expect(order.slice(0, 2)).toEqual(['closed', 'checkpoint']);
    expect(checkpoints).toHaveLength(1);
    expect(checkpoints[0]?.buffer).toBe(memory);
    const bundle = mustBeOk(await readBundle(new TextDecoder().decode(checkpoints[0])));
    expect(bundle.files.map(({ name, complete }) => [name, complete])).toEqual([['虚构.csv', false]]);
  });
});
