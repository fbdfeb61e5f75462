import { mergeSketches } from '../../../src/lib/data-asset/kernel/merge-sketch';
import type { ProfileSketch } from '../../../src/lib/data-asset/kernel/sketch';
import { firstBroken } from '../../../src/lib/data-asset/kernel/split-ranges';
import { revived } from '../../../src/lib/data-asset/kernel/top-list';
import { shippedSettings } from '../../../src/lib/data-asset/profile-settings';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { ask, picked } from './picked';
import { splitFile } from './split-file';
import type { ProfileTask } from './tasks';

/** The address stands inside the call: so the bundler finds the worker. */
const profiler = (): Worker =>
  new Worker(new URL('./profile-worker.ts', import.meta.url), { type: 'module' });
const profilers: Worker[] = [];

/** Milliseconds and rows of the kernel alone: one range per worker, no sample, no hashes, no blocks, no checkpoints. */
export const kernelOnly = async (parts: number, detect: boolean) => {
  while (profilers.length < parts) profilers.push(profiler());
  await Promise.all(profilers.map((worker) => ask(worker, 'ping')));
  const file = picked();
  const begun = performance.now();
  const { table, columns, ranges } = await splitFile(file, parts);
  const { missingTokens, booleanWords } = shippedSettings();
  const sketches = await Promise.all(
    ranges.map(({ from, to }, i) => {
      const form = { ...table, columns, from, until: to, missingTokens, booleanWords, detect };
      const task: ProfileTask = { file, form };
      return ask<ProfileSketch>(profilers[i] ?? profiler(), task).then(revived);
    }),
  );
  const [first, ...rest] = sketches;
  if (first === undefined || firstBroken(sketches.flatMap(({ ranges: read }) => read)) >= 0)
    throw new Error('a range did not begin at a record');
  const whole = rest.reduce((sum, part) => mustBeOk(mergeSketches(sum, part)), first);
  return { ms: performance.now() - begun, rows: whole.rows };
};
