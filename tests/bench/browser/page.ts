import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { spawnBrowserWorker } from '../../../src/lib/bridge/browser-workers';
import type { PickedFile } from '../../../src/lib/bridge/profile-contract';
import { shippedSettings } from '../../../src/lib/data-asset/profile-settings';
import { bundleHeader } from '../../../src/lib/data-asset/run/run-settings';
import { openTable } from '../../../src/lib/data-asset/kernel/open-table';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { browserLanes } from '../../../workers/profile/browser-lanes';
import { kernelOnly } from './kernel-only';
import { papaparse } from './papaparse';
import { picked } from './picked';

/**
 * The page of the bench: the profile as the data page of the product makes it, over the same bridge, profile worker and scan
 * workers, from a file picked through the input; beside it the kernel alone and PapaParse.
 */

const bridge = new BridgeClient(spawnBrowserWorker);

const files = (): PickedFile[] => {
  const file = picked();
  return [{ name: file.name, blob: file, lastModified: file.lastModified }];
};

/** The profile worker is up and has looked at the file, as before every profile. */
const ready = async () => {
  mustBeOk(await bridge.call('profile', 'inspectTable', { files: files(), choice: {} }));
};

/** Two scan workers that have the file and nothing to do, until the function given back is called. */
const idleScanWorkers = async (count: number) => {
  const [file] = files();
  if (file === undefined) throw new Error('no file was picked');
  const head = new Uint8Array(await file.blob.slice(0, 64 * 1024).arrayBuffer());
  const header = mustBeOk(openTable(head, false, file.name)).header.map((name) =>
    new TextDecoder().decode(name),
  );
  const lanes = await browserLanes(
    [file],
    { choice: {}, header: bundleHeader(header, shippedSettings()) },
    count,
  );
  return () => {
    lanes.close();
  };
};

let closeIdle: () => void = () => undefined;
const startIdle = async (count: number) => {
  closeIdle = await idleScanWorkers(count);
};
const endIdle = () => {
  closeIdle();
};

let stop = new AbortController();

/** Milliseconds and rows of a whole profile, detectors, hashes and checkpoints among them. */
const profile = async (workers: number) => {
  stop = new AbortController();
  let checkpoints = 0;
  const begun = performance.now();
  const result = await bridge.call(
    'profile',
    'profileTable',
    { files: files(), choice: {}, resume: null, workers },
    {
      signal: stop.signal,
      onProgress: ({ checkpoint }, handBack) => {
        if (checkpoint === undefined) return;
        checkpoints += 1;
        handBack(checkpoint.buffer);
      },
    },
  );
  const ms = performance.now() - begun;
  if (!result.ok && result.failure.code === 'E_CANCELLED') return { ms, rows: 0, checkpoints };
  return { ms, rows: mustBeOk(result).profile.rows, checkpoints };
};

let running: Promise<unknown> = Promise.resolve();
const begin = (workers: number) => {
  running = profile(workers);
};

/** Cancels what was begun; milliseconds until the page has its answer. */
const cancel = async () => {
  const begun = performance.now();
  stop.abort();
  await running;
  return performance.now() - begun;
};

Object.assign(globalThis, {
  bench: { ready, profile, begin, cancel, startIdle, endIdle, kernelOnly, papaparse },
});
