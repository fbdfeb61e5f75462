import * as Comlink from 'comlink';
import { LocalLane } from '../../src/lib/data-asset/run/local-lane';
import type { ScanLane, ScanSetup, ScanUnit, Tell, UnitResult } from '../../src/lib/data-asset/run/scan-unit';
import { type Result, refuse } from '../../src/lib/kernel/result';
import { sha256 } from './sha256';

/** What a scan worker exposes. `F` is how a file crosses to it: a `File` in the browser, a path in the terminal. */
export interface ScanPort<F> {
  open(files: readonly F[], setup: Omit<ScanSetup, 'files'>, tell: Tell): void;
  run(unit: ScanUnit): Promise<Result<UnitResult>>;
}

/** Buffers of a result, which go over instead of being copied. */
const buffersOf = (value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> => {
  if (ArrayBuffer.isView(value)) {
    // An empty buffer may be a constant of the program, which must not be given away.
    if (value.buffer instanceof ArrayBuffer && value.byteLength > 0) found.add(value.buffer);
  } else if (Array.isArray(value)) for (const part of value) buffersOf(part, found);
  else if (typeof value === 'object' && value !== null && !(value instanceof Map))
    for (const part of Object.values(value)) buffersOf(part, found);
  return found;
};

/** @param toFile makes a readable file of what crossed */
export const scanPort = <F>(toFile: (file: F) => ScanSetup['files'][number]): ScanPort<F> => {
  let lane: LocalLane | null = null;
  let told: Tell = () => undefined;
  return {
    open: (files, setup, tell) => {
      lane = new LocalLane({ ...setup, files: files.map(toFile) }, sha256);
      told = tell;
    },
    run: async (unit) => {
      if (lane === null) throw new Error('scan worker was not opened');
      const result = await lane.run(unit, told);
      return Comlink.transfer(result, [...buffersOf(result)]);
    },
  };
};

/** Never settles before its worker answers or dies. */
export const remoteLane = (
  remote: Comlink.Remote<ScanPort<never>>,
  died: Promise<string>,
  tells: { tell: Tell },
): ScanLane => ({
  run: (unit, tell) => {
    tells.tell = tell;
    const lost = died.then((reason) =>
      refuse(
        'E_WORKER_DIED',
        `扫描程序意外停止（${reason}）`,
        '',
        '已扫完的部分留在本机，可以续扫；反复出现时请关闭其他程序以腾出内存',
      ),
    );
    return Promise.race([remote.run(unit) as Promise<Result<UnitResult>>, lost]);
  },
});

/** Workers of one run, and how to end them. */
export interface Lanes {
  readonly lanes: readonly ScanLane[];
  close(): void;
}
