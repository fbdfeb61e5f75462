import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Result, ok, refuse } from '../lib/kernel/result';
import type { Answer, Options } from './command';
import type { VerifiedLine } from './verify-one';

const MOST_THREADS = 8;
/** Nearly all that reading a package makes is thrown away with it: with room for it, little is moved before. */
const YOUNG_MB = 192;

/** Writes a line; waits where whoever reads is slower. */
export const print = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
};

/** One package for a thread, and what it says of it; numbers tell them apart. */
export interface VerifyJob {
  readonly number: number;
  readonly file: string;
  readonly path: string;
}
export interface VerifyDone {
  readonly number: number;
  readonly line: VerifiedLine;
}

/** Packages a thread has at a time: the next is read from the disk while one is checked. */
const AT_A_TIME = 2;

const asked = (thread: Worker, job: VerifyJob): Promise<VerifiedLine> =>
  new Promise((resolve, reject) => {
    const done = ({ number, line }: VerifyDone): void => {
      if (number !== job.number) return;
      thread.off('error', reject);
      thread.off('message', done);
      resolve(line);
    };
    thread.once('error', reject);
    thread.on('message', done);
    thread.postMessage(job);
  });

/** Every package below a folder, in the order of their paths; one line each, as soon as those before it are written. */
export const verifyFolder = async (folder: string, options: Options): Promise<Result<Answer>> => {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.toLowerCase().endsWith('.zip'))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (names.length === 0) return refuse('E_FILE', `文件夹“${folder}”里没有 .zip 文件`, folder, '请核对路径');
  const threads = Array.from(
    { length: Math.min(MOST_THREADS, availableParallelism(), names.length) },
    () =>
      new Worker(new URL('./verify-thread.mjs', import.meta.url), {
        workerData: { ...options },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      }),
  );
  const counts = { failed: 0, unread: 0 };
  const waiting = new Map<number, VerifiedLine>();
  let next = 0;
  let written = 0;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    for (let line = waiting.get(written); line !== undefined; line = waiting.get(written)) {
      waiting.delete(written);
      written += 1;
      if (line.failed) counts.failed += 1;
      if (line.unread) counts.unread += 1;
      await print(options['jsonl'] === true ? JSON.stringify(line.document) : line.text);
    }
  };
  const work = async (thread: Worker): Promise<void> => {
    for (let at = next++; at < names.length; at = next++) {
      const file = names[at] ?? '';
      waiting.set(at, await asked(thread, { number: at, file, path: join(folder, file) }));
      writing = writing.then(write);
      await writing;
    }
  };
  try {
    await Promise.all(threads.flatMap((thread) => Array.from({ length: AT_A_TIME }, () => work(thread))));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  const { failed, unread } = counts;
  if (unread > 0)
    return refuse('E_FILE', `${unread} 个文件读不到`, folder, '请核对路径和权限后再核验这些文件');
  return ok({
    document: { schema: 'zhiya.verify-folder/1', packages: names.length, failed },
    text: '',
    finding: failed > 0,
    written: true,
  });
};
