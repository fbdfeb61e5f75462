import * as Comlink from 'comlink';
import type { PickedFile } from '../../src/lib/bridge/profile-contract';
import type { ScanSetup, Tell } from '../../src/lib/data-asset/run/scan-unit';
import { type Lanes, type ScanPort, remoteLane } from './scan-port';

/** Starts as many scan workers as asked; they end with this worker at the latest. */
export const browserLanes = async (
  files: readonly PickedFile[],
  setup: Omit<ScanSetup, 'files'>,
  count: number,
): Promise<Lanes> => {
  const workers: Worker[] = [];
  const lanes = await Promise.all(
    Array.from({ length: count }, async () => {
      const worker = new Worker(new URL('../scan.worker.ts', import.meta.url), { type: 'module' });
      workers.push(worker);
      const died = new Promise<string>((resolve) => {
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          resolve(event.message || '脚本出错');
        });
      });
      const remote = Comlink.wrap<ScanPort<PickedFile>>(worker);
      const tells: { tell: Tell } = { tell: () => undefined };
      const opened = remote.open(
        files,
        setup,
        Comlink.proxy((bytes: number, rows: number) => {
          tells.tell(bytes, rows);
        }),
      );
      await Promise.race([opened, died]);
      return remoteLane(remote, died, tells);
    }),
  );
  return {
    lanes,
    close: () => {
      for (const worker of workers) worker.terminate();
    },
  };
};
