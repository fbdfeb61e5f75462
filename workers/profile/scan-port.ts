import * as Comlink from 'comlink';
import { LocalLane } from '../../src/lib/data-asset/run/local-lane';
import { revived } from '../../src/lib/data-asset/kernel/top-list';
import type {
  Hashing,
  ScanLane,
  ScanSetup,
  ScanUnit,
  Tell,
  UnitResult,
} from '../../src/lib/data-asset/run/scan-unit';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { hashing } from './sha256';

/** What a scan worker exposes. `F` is how a file crosses to it: a `File` in the browser, a path in the terminal. */
export interface ScanPort<F> {
  open(files: readonly F[], setup: Omit<ScanSetup, 'files'>, tell: Tell): void;
  /** @param spare memory of an earlier result, which comes back with the next one */
  run(unit: ScanUnit, spare: ArrayBuffer | null): Promise<Result<UnitResult>>;
}

/** Between two messages about progress: one for every piece would cost the receiver more than a merge. */
const TELL_MS = 50;

const seldom = (tell: Tell): { readonly add: Tell; readonly flush: () => void } => {
  let told = performance.now();
  let bytes = 0;
  let rows = 0;
  const flush = (): void => {
    if (bytes > 0 || rows > 0) tell(bytes, rows);
    [bytes, rows] = [0, 0];
  };
  return {
    add: (moreBytes, moreRows) => {
      bytes += moreBytes;
      rows += moreRows;
      const now = performance.now();
      if (now - told < TELL_MS) return;
      told = now;
      flush();
    },
    flush,
  };
};

/** @param toFile makes a readable file of what crossed */
export const scanPort = <F>(
  toFile: (file: F) => ScanSetup['files'][number],
  hash: Hashing = hashing,
): ScanPort<F> => {
  let lane: LocalLane | null = null;
  let told: Tell = () => undefined;
  return {
    open: (files, setup, tell) => {
      lane = new LocalLane({ ...setup, files: files.map(toFile) }, hash);
      told = tell;
    },
    run: async (unit, spare) => {
      if (lane === null) throw new Error('scan worker was not opened');
      if (spare !== null) lane.reuse(spare);
      const tally = seldom(told);
      const result = await lane.run(unit, tally.add);
      tally.flush();
      if (!result.ok) return result;
      // A function cannot cross.
      const value: UnitResult = { ...result.value };
      delete (value as { release?: () => void }).release;
      const memory = memoryOf(value);
      return Comlink.transfer(ok(value), memory === null ? [] : [memory]);
    },
  };
};

/** The one piece of memory that a sketch lies in. */
const memoryOf = ({ sketch }: UnitResult): ArrayBuffer | null => {
  const buffer = sketch?.rowRegisters.buffer;
  return buffer instanceof ArrayBuffer ? buffer : null;
};

/** What crossed, with its classes again, and with a way back for its memory. */
const arrived = (value: UnitResult, spares: ArrayBuffer[]): UnitResult => {
  const { sketch } = value;
  const memory = memoryOf(value);
  if (sketch === null || memory === null) return value;
  return { ...value, sketch: revived(sketch), release: () => void spares.push(memory) };
};

/** Never settles before its worker answers or dies. */
export const remoteLane = (
  remote: Comlink.Remote<ScanPort<never>>,
  died: Promise<string>,
  tells: { tell: Tell },
): ScanLane => {
  const spares: ArrayBuffer[] = [];
  let dead: Result<never> | null = null;
  /** Settles the unit under way. A race with `died` would hold every result until the worker dies. */
  let settle: (result: Result<UnitResult>) => void = () => undefined;
  void died.then((reason) => {
    dead = refuse(
      'E_WORKER_DIED',
      `扫描程序意外停止（${reason}）`,
      '',
      '已扫完的部分留在本机，可以续扫；反复出现时请关闭其他程序以腾出内存',
    );
    settle(dead);
  });
  const ask = async (unit: ScanUnit): Promise<Result<UnitResult>> => {
    const spare = spares.pop() ?? null;
    const result = (await remote.run(
      unit,
      spare === null ? null : Comlink.transfer(spare, [spare]),
    )) as Result<UnitResult>;
    return result.ok ? ok(arrived(result.value, spares)) : result;
  };
  return {
    run: (unit, tell) =>
      new Promise((resolve, reject) => {
        tells.tell = tell;
        settle = resolve;
        if (dead === null) ask(unit).then(resolve, reject);
        else resolve(dead);
      }),
  };
};

/** Workers of one run, and how to end them. */
export interface Lanes {
  readonly lanes: readonly ScanLane[];
  close(): void;
}
