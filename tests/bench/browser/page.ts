import { mustBeOk } from '../../../src/lib/kernel/result';
import { mergeSketches } from '../../../src/lib/data-asset/kernel/merge-sketch';
import { openTable } from '../../../src/lib/data-asset/kernel/open-table';
import type { ProfileSketch } from '../../../src/lib/data-asset/kernel/sketch';
import { firstBroken, splitRanges } from '../../../src/lib/data-asset/kernel/split-ranges';
import { shippedSettings } from '../../../src/lib/data-asset/profile-settings';
import type { ParseTask, ProfileTask } from './tasks';

/** The page of the bench: the profile as workers make it, from a file picked through the input. */

/** The address stands inside the call: so the bundler finds the worker. */
const profiler = (): Worker =>
  new Worker(new URL('./profile-worker.ts', import.meta.url), { type: 'module' });
const parser = (): Worker =>
  new Worker(new URL('./papaparse-worker.ts', import.meta.url), { type: 'module' });
const profilers = [profiler(), profiler()];

const ask = <T>(worker: Worker, task: ProfileTask | ParseTask | 'ping'): Promise<T> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<T>) => {
      resolve(data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(task);
  });

const picked = (): File => {
  const input = document.querySelector('input');
  const file = input?.files?.[0];
  if (file === undefined) throw new Error('no file was picked');
  return file;
};

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

const plan = async (file: File, parts: number) => {
  const head = await bytesOf(file.slice(0, 64 * 1024));
  const table = mustBeOk(openTable(head, head.length === file.size, file.name));
  const columns = table.header.length;
  const ranges = await splitRanges({ ...table, columns, size: file.size, parts }, (from, to) =>
    bytesOf(file.slice(from, to)),
  );
  return { table, columns, ranges };
};

/** Milliseconds and rows of a whole profile: head, ranges, workers, merge. */
const profile = async (parts: number, detect: boolean) => {
  const file = picked();
  const begun = performance.now();
  const { table, columns, ranges } = await plan(file, parts);
  const { missingTokens, booleanWords } = shippedSettings();
  const sketches = await Promise.all(
    ranges.map(({ from, to }, i) =>
      ask<ProfileSketch>(profilers[i] ?? profiler(), {
        file,
        form: { ...table, columns, from, until: to, missingTokens, booleanWords, detect },
      }),
    ),
  );
  const [first, ...rest] = sketches;
  if (first === undefined || firstBroken(sketches.flatMap(({ ranges: read }) => read)) >= 0)
    throw new Error('a range did not begin at a record');
  const whole = rest.reduce((sum, part) => mustBeOk(mergeSketches(sum, part)), first);
  return { ms: performance.now() - begun, rows: whole.rows, columns };
};

const papaparse = async (parts: number) => {
  const file = picked();
  const workers = Array.from({ length: parts }, parser);
  await Promise.all(workers.map((worker) => ask(worker, 'ping')));
  const begun = performance.now();
  const { columns, ranges } = await plan(file, parts);
  const parsed = await Promise.all(
    ranges.map(({ from, to }, i) =>
      ask<{ readonly rows: number }>(workers[i] ?? parser(), { slice: file.slice(from, to), columns }),
    ),
  );
  const ms = performance.now() - begun;
  for (const worker of workers) worker.terminate();
  return { ms, rows: parsed.reduce((sum, part) => sum + part.rows, 0) };
};

const ready = () => Promise.all(profilers.map((worker) => ask(worker, 'ping')));

Object.assign(globalThis, { bench: { ready, profile, papaparse } });
