import { sha256, sm3 } from 'hash-wasm';
import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { mustBeOk } from '../../src/lib/kernel/result';
import { registrationHandlers } from '../../workers/handlers/registration';
import { filledCase } from './packages/filled-case';
import { differentPackages } from './packages/many';

export const name = 'packages: a bag of 64 MB read, both checksums of every file computed and compared';
export const mostRatio = 1 / 0.7;
export const otherName = 'hash-wasm alone over the same bytes';

const MB = 1024 * 1024;
const JOB = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };

/** Bytes that do not shrink and differ from file to file. */
const filled = (length: number, seed: number): Uint8Array => {
  const words = new Uint32Array(length / 4);
  let state = seed;
  for (let i = 0; i < words.length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return new Uint8Array(words.buffer);
};
const payload = (count: number, length: number): ReadonlyMap<string, Uint8Array> =>
  new Map(Array.from({ length: count }, (_, i) => [`inputs/files/${i}`, filled(length, i + 1)]));

const files = payload(16, 4 * MB);
const { bytes } = await writeBag({ payload: files, bagInfo: [] });

export const ours = async (): Promise<boolean> => mustBeOk(await readBag(bytes)).canonical;

export const naive = async (): Promise<number> => {
  let all = 0;
  for (const content of files.values()) all += (await sha256(content)).length + (await sm3(content)).length;
  return all;
};

const command = (terminal: string, args: readonly string[]): { ms: number; lines: number } => {
  const begun = performance.now();
  const done = spawnSync(process.execPath, [terminal, ...args], { encoding: 'utf8', maxBuffer: 256 * MB });
  if (done.status !== 0 && done.status !== 1) throw new Error(done.stderr.slice(-500));
  const lines = done.stdout.split('\n').filter((line) => line !== '').length;
  return { ms: performance.now() - begun, lines };
};

/** Packages a second of a whole process, start included. */
const rate = (main: string, folder: string, flags: readonly string[]): number => {
  const { ms, lines } = command(main, ['verify', folder, '--jsonl', ...flags]);
  return (lines * 1000) / ms;
};

/** Packages of so many different cases; one after another repeats only when all have been there. */
const DIFFERENT = 40;

const written = (folder: string, count: number, packages: readonly Uint8Array[]): string => {
  mkdirSync(folder);
  const path = (i: number): string => join(folder, `${String(i).padStart(4, '0')}.zip`);
  for (const [i, bytes] of packages.entries()) writeFileSync(path(i), bytes);
  for (let i = packages.length; i < count; i += 1) linkSync(path(i % packages.length), path(i));
  return folder;
};

/** Each bar with whether it holds. */
export const checks = async (): Promise<readonly (readonly [string, boolean])[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiya-bench-'));
  const main = fileURLToPath(new URL('../../scripts/zhiya.mjs', import.meta.url));
  try {
    const input = await filledCase();
    await registrationHandlers.buildPackage(input, JOB);
    const begun = performance.now();
    const built = mustBeOk(await registrationHandlers.buildPackage(input, JOB));
    const build = performance.now() - begun;
    const packages: Uint8Array[] = [];
    for await (const bytes of differentPackages(DIFFERENT)) packages.push(bytes);
    const quick = rate(main, written(join(folder, 'quick'), 1_000, packages), ['--quick']);
    const whole = rate(main, written(join(folder, 'whole'), 100, packages), []);
    const large = join(folder, 'large.zip');
    writeFileSync(
      large,
      (
        await writeBag({
          payload: new Map([['package.json', new Uint8Array(2)], ...payload(12, 41 * MB)]),
          bagInfo: [],
        })
      ).bytes,
    );
    const run = spawnSync(
      process.execPath,
      [new URL('./verify-large.mjs', import.meta.url).pathname, large],
      { encoding: 'utf8' },
    );
    const said = JSON.parse(run.stdout) as {
      size: number;
      canonical: boolean;
      hashes: number;
      ms: number;
      peakBytes: number;
    };
    const [size, peak] = [(said.size / 1e6).toFixed(0), (said.peakBytes / 1e6).toFixed(0)];
    return [
      [`19 patents packed in ${build.toFixed(0)} ms, warm; at most 3,000`, build <= 3_000],
      [
        `${quick.toFixed(1)} packages/s (19 patents, ${(built.bytes.length / 1e6).toFixed(1)} MB) verified without recalculation, at least 50`,
        quick >= 50,
      ],
      [`${whole.toFixed(1)} packages/s with it, at least 5`, whole >= 5],
      [
        `${size} MB verified from the disk in ${(said.ms / 1000).toFixed(1)} s, peak memory ${peak} MB, below 300`,
        said.peakBytes < 300e6 && said.canonical && said.hashes === 0,
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
