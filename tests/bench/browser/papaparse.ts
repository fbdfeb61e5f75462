import { ask, picked } from './picked';
import { splitFile } from './split-file';
import type { ParseTask } from './tasks';

const parser = (): Worker =>
  new Worker(new URL('./papaparse-worker.ts', import.meta.url), { type: 'module' });

/** Milliseconds and rows of the profile on PapaParse. */
export const papaparse = async (parts: number) => {
  const file = picked();
  const workers = Array.from({ length: parts }, parser);
  await Promise.all(workers.map((worker) => ask(worker, 'ping')));
  const begun = performance.now();
  const { columns, ranges } = await splitFile(file, parts);
  const parsed = await Promise.all(
    ranges.map(({ from, to }, i) => {
      const task: ParseTask = { slice: file.slice(from, to), columns };
      return ask<{ readonly rows: number }>(workers[i] ?? parser(), task);
    }),
  );
  const ms = performance.now() - begun;
  for (const worker of workers) worker.terminate();
  return { ms, rows: parsed.reduce((sum, part) => sum + part.rows, 0) };
};
