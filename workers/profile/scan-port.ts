import * as Comlink from 'comlink';
import { LocalLane } from '../../src/lib/data-asset/run/local-lane';
import { placed, unplaced } from '../../src/lib/data-asset/kernel/moved';
import type { ProfileSketch } from '../../src/lib/data-asset/kernel/sketch';
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
import { cleanUpNowAndThen } from './clean-up';
import { hashing } from './sha256';

/** What a scan worker exposes. `F` is how a file crosses to it: a `File` in the browser, a path in the terminal. */
export interface ScanPort<F> {
  open(files: readonly F[], setup: Omit<ScanSetup, 'files'>, tell: Tell): void;
  /** @param spare memory of an earlier result, which comes back with the next one */
  run(unit: ScanUnit, spare: ArrayBuffer | null): Promise<Result<Crossing>>;
}

/** A result on its way: of the sketch only where its arrays lie, and the memory that they lie in. */
interface Crossing {
  readonly result: UnitResult;
  readonly sketch: unknown;
  readonly memory: ArrayBuffer | null;
}

/** Between two messages about progress: one for every piece would cost the receiver more than a merge. */
const TELL_MS = 200;

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
  const cleanUp = cleanUpNowAndThen();
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
      cleanUp();
      tally.flush();
      if (!result.ok) return result;
      const { sketch } = result.value;
      const memory = memoryOf(sketch);
      // A function cannot cross.
      const value: UnitResult = { ...result.value, sketch: null };
      delete (value as { release?: () => void }).release;
      const crossing: Crossing = { result: value, sketch: sketch === null ? null : placed(sketch), memory };
      return Comlink.transfer(ok(crossing), memory === null ? [] : [memory]);
    },
  };
};

/** The one piece of memory that a sketch lies in. */
const memoryOf = (sketch: ProfileSketch | null): ArrayBuffer | null => {
  const buffer = sketch?.rowRegisters.buffer;
  return buffer instanceof ArrayBuffer ? buffer : null;
};

/** What crossed, with its arrays and classes again, and with a way back for its memory. */
const arrived = ({ result, sketch, memory }: Crossing, spares: ArrayBuffer[]): UnitResult => {
  if (sketch === null || memory === null) return result;
  const whole = revived(unplaced(sketch, memory) as ProfileSketch);
  return { ...result, sketch: whole, release: () => void spares.push(memory) };
};

const silent = (): void => undefined;

/** A lane in a worker. `drop`: its worker was ended on purpose, and nothing may hold what it gave. */
export interface RemoteLane extends ScanLane {
  drop(): void;
}

/**
 * Never settles before its worker answers or dies.
 * @param spares memory that came back, here and from the workers before in the same place
 */
export const remoteLane = (
  remote: Comlink.Remote<ScanPort<never>>,
  died: Promise<string>,
  tells: { tell: Tell },
  spares: ArrayBuffer[] = [],
): RemoteLane => {
  let dead: Result<never> | null = null;
  /** Settles the unit under way. A race with `died` would hold every result until the worker dies. */
  let settle: (result: Result<UnitResult>) => void = silent;
  // What the browser still holds of an ended worker holds these two, and through them a whole result.
  const drop = (): void => {
    settle = silent;
    tells.tell = silent;
  };
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
    )) as Result<Crossing>;
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
    drop,
  };
};

/** Workers of one run, and how to end them. */
export interface Lanes {
  readonly lanes: readonly ScanLane[];
  close(): void;
}
