import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { Worker } from 'node:worker_threads';
import type { WorkerName } from '../lib/bridge/contract';
import type { WorkerPort } from '../lib/bridge/job';
import type { SpawnedWorker } from '../lib/bridge/worker-line';

/** The same worker port as in the browser, over worker_threads. */
export const spawnNodeWorker = (name: WorkerName): SpawnedWorker => {
  const worker = new Worker(new URL('./worker-thread.mjs', import.meta.url), { workerData: name });
  const remote = Comlink.wrap<WorkerPort>(nodeEndpoint(worker));
  const died = new Promise<string>((resolve) => {
    worker.once('error', (error) => {
      resolve(error instanceof Error ? error.message : String(error));
    });
    worker.once('messageerror', () => {
      resolve('消息无法读取');
    });
    worker.once('exit', (code) => {
      resolve(`退出码 ${code}`);
    });
  });
  return {
    port: {
      connect: (onEvent) => remote.connect(Comlink.proxy(onEvent)),
      run: (job, method, input, record) => remote.run(job, method, input, record),
      cancel: (job) => {
        void remote.cancel(job);
      },
      handBack: (job, memory) => {
        void remote.handBack(job, Comlink.transfer(memory, [memory]));
      },
    },
    died,
    terminate: () => {
      void worker.terminate();
    },
  };
};
