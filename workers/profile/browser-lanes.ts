import * as Comlink from 'comlink';
import type { PickedFile } from '../../src/lib/bridge/profile-contract';
import type { ScanLane, ScanSetup, ScanUnit, Tell } from '../../src/lib/data-asset/run/scan-unit';
import { type Lanes, type ScanPort, remoteLane } from './scan-port';

/**
 * Bytes that one scan worker reads; then a fresh one takes its place. A browser clears away late what its own streams leave behind
 * (some 30 KiB for every MiB read), so that the memory of a worker grows with the file; it ends with the worker.
 */
const WORKER_BYTES = 512 * 1024 * 1024;

interface Started {
  readonly lane: ScanLane;
  end(): void;
}

const start = async (
  files: readonly PickedFile[],
  setup: Omit<ScanSetup, 'files'>,
  spares: ArrayBuffer[],
): Promise<Started> => {
  const worker = new Worker(new URL('../scan.worker.ts', import.meta.url), { type: 'module' });
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
  const lane = remoteLane(remote, died, tells, spares);
  return {
    lane,
    end: () => {
      worker.terminate();
      lane.drop();
    },
  };
};

/** A scan worker that is replaced now and then, between two blocks; a stream stays with the worker that has read so far. */
class FreshLane implements ScanLane {
  readonly #start: () => Promise<Started>;
  #at: Started;
  #read = 0;
  #closed = false;

  constructor(first: Started, next: () => Promise<Started>) {
    this.#at = first;
    this.#start = next;
  }

  async run(unit: ScanUnit, tell: Tell): ReturnType<ScanLane['run']> {
    if (this.#read >= WORKER_BYTES && unit.kind !== 'stream') {
      this.#at.end();
      this.#read = 0;
      this.#at = await this.#start();
      // Closed meanwhile: nobody waits for an answer any more.
      if (this.#closed) this.#at.end();
    }
    return this.#at.lane.run(unit, (bytes, rows) => {
      this.#read += bytes;
      tell(bytes, rows);
    });
  }

  close(): void {
    this.#closed = true;
    this.#at.end();
  }
}

/** Starts as many scan workers as asked; they end with this worker at the latest. */
export const browserLanes = async (
  files: readonly PickedFile[],
  setup: Omit<ScanSetup, 'files'>,
  count: number,
): Promise<Lanes> => {
  const lanes = await Promise.all(
    Array.from({ length: count }, async () => {
      const spares: ArrayBuffer[] = [];
      const next = (): Promise<Started> => start(files, setup, spares);
      return new FreshLane(await next(), next);
    }),
  );
  return {
    lanes,
    close: () => {
      for (const lane of lanes) lane.close();
    },
  };
};
