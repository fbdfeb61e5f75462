import { parentPort, workerData } from 'node:worker_threads';
import { mustBeOk } from '../lib/kernel/result';
import type { Options } from './command';
import type { VerifyDone, VerifyJob } from './verify-folder';
import { optionsOf, verifiedLine } from './verify-one';

/** Verifies the packages it is handed; one is read while another is checked. The options were read once before by whoever started it. */
const options = optionsOf(workerData as Options);

parentPort?.on('message', ({ number, file, path }: VerifyJob) => {
  void options
    .then((read) => verifiedLine(file, path, mustBeOk(read)))
    .then((line) => {
      parentPort?.postMessage({ number, line } satisfies VerifyDone);
    });
});
