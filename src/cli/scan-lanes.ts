import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { Worker } from 'node:worker_threads';
import { type Lanes, type ScanPort, remoteLane } from '../../workers/profile/scan-port';
import type { ScanSetup, Tell } from '../lib/data-asset/run/scan-unit';
import type { DiskPath } from './disk-file';

/** The scan workers of the browser, over worker_threads. */
export const threadLanes = async (
  files: readonly DiskPath[],
  setup: Omit<ScanSetup, 'files'>,
  count: number,
): Promise<Lanes> => {
  const threads: Worker[] = [];
  const lanes = await Promise.all(
    Array.from({ length: count }, async () => {
      const thread = new Worker(new URL('./scan-thread.mjs', import.meta.url));
      threads.push(thread);
      const died = new Promise<string>((resolve) => {
        thread.once('error', (error) => {
          resolve(error instanceof Error ? error.message : String(error));
        });
      });
      const remote = Comlink.wrap<ScanPort<DiskPath>>(nodeEndpoint(thread));
      const tells: { tell: Tell } = { tell: () => undefined };
      const told = Comlink.proxy((bytes: number, rows: number) => {
        tells.tell(bytes, rows);
      });
      await Promise.race([remote.open(files, setup, told), died]);
      return remoteLane(remote, died, tells);
    }),
  );
  return {
    lanes,
    close: () => {
      for (const thread of threads) void thread.terminate();
    },
  };
};
