import * as Comlink from 'comlink';
import type { WorkerName } from './contract';
import type { WorkerPort } from './job';
import type { SpawnedWorker } from './worker-line';

// The worker addresses must stay literal expressions: the bundler finds the scripts by them.
const START: Record<WorkerName, () => Worker> = {
  intake: () => new Worker(new URL('../../../workers/intake.worker.ts', import.meta.url), { type: 'module' }),
  valuation: () =>
    new Worker(new URL('../../../workers/valuation.worker.ts', import.meta.url), { type: 'module' }),
  profile: () =>
    new Worker(new URL('../../../workers/profile.worker.ts', import.meta.url), { type: 'module' }),
  collateral: () =>
    new Worker(new URL('../../../workers/collateral.worker.ts', import.meta.url), { type: 'module' }),
  registration: () =>
    new Worker(new URL('../../../workers/registration.worker.ts', import.meta.url), { type: 'module' }),
};

/** Wraps a browser worker into the shape the bridge needs. Exported for tests with workers of their own. */
export const wrapWorker = (worker: Worker): SpawnedWorker => {
  const remote = Comlink.wrap<WorkerPort>(worker);
  const died = new Promise<string>((resolve) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      resolve(event.message || '脚本出错');
    });
    worker.addEventListener('messageerror', () => {
      resolve('消息无法读取');
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
      worker.terminate();
    },
  };
};

export const spawnBrowserWorker = (name: WorkerName): SpawnedWorker => wrapWorker(START[name]());
