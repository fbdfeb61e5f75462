import { parentPort, workerData } from 'node:worker_threads';
import { mustBeOk } from '../lib/kernel/result';
import type { Options } from './command';
import { optionsOf, verifiedLine } from './verify-one';

/** Verifies the packages it is handed, one after another. The options were read once before by whoever started it. */
const options = optionsOf(workerData as Options);

parentPort?.on('message', ({ file, path }: { readonly file: string; readonly path: string }) => {
  void options
    .then((read) => verifiedLine(file, path, mustBeOk(read)))
    .then((line) => {
      parentPort?.postMessage(line);
    });
});
