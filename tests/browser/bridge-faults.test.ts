import { afterEach, describe, expect, it } from 'vitest';
import { wrapWorker } from '../../src/lib/bridge/browser-workers';
import { WorkerLine } from '../../src/lib/bridge/worker-line';
import { type Result, ok } from '../../src/lib/kernel/result';

/** Real workers that misbehave: every path ends in one failure, and the line serves the next job. */

const oddWorker = (): Worker =>
  new Worker(new URL('./workers/odd.worker.ts', import.meta.url), { type: 'module' });
const brokenWorker = (): Worker =>
  new Worker(new URL('./workers/broken.worker.ts', import.meta.url), { type: 'module' });
const missingWorker = (): Worker => new Worker('/no-such-worker.html', { type: 'module' });

const lines: WorkerLine[] = [];
const lineOf = (make: () => Worker): WorkerLine => {
  const line = new WorkerLine('odd', () => wrapWorker(make()));
  lines.push(line);
  return line;
};

afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});

const failureOf = (result: Result<unknown>) => (result.ok ? null : result.failure);

const expectServing = async (line: WorkerLine): Promise<void> => {
  expect(await line.call('echo', '在')).toEqual(ok('在'));
  expect(line.alive).toBe(1);
};

/** Cancels the endless job as soon as it says that it is under way. */
const loopUntilCancelled = (line: WorkerLine): Promise<Result<unknown>> => {
  const controller = new AbortController();
  return line.call('endless', null, {
    signal: controller.signal,
    onProgress: () => {
      controller.abort();
    },
  });
};

describe('a worker that fails', () => {
  it.each([
    ['WRK-02 a throw in a job', 'throws', 'E_BUG', '虚构的缺陷'],
    ['WRK-02 a throw outside of the job', 'throwsLater', 'E_WORKER_DIED', '虚构的迟来缺陷'],
    ['WRK-02 a rejection nobody awaits', 'rejectsUnheard', 'E_WORKER_DIED', '虚构的无人等待的缺陷'],
    ['WRK-09 an answer of the wrong shape', 'wrongShape', 'E_WORKER_SHAPE', ''],
    ['WRK-08 a value that cannot be copied', 'uncloneable', 'E_WORKER_MESSAGE', ''],
  ])('%s ends in one failure; the next job is served', async (_name, method, code, text) => {
    const line = lineOf(oddWorker);
    const failure = failureOf(await line.call(method, null));
    expect(failure?.code).toBe(code);
    expect(failure?.message).toContain(text);
    await expectServing(line);
  });

  it('WRK-08 input that cannot be copied is a failure; the next job is served', async () => {
    const line = lineOf(oddWorker);
    expect(failureOf(await line.call('echo', { call: () => undefined }))?.code).toBe('E_WORKER_MESSAGE');
    await expectServing(line);
  });

  it('WRK-03 an endless loop is stopped by a cancel; the next job gets a new worker', async () => {
    const line = lineOf(oddWorker);
    await expectServing(line);
    const endless = loopUntilCancelled(line);
    const waiting = line.call('echo', '下一个');
    expect(failureOf(await endless)?.code).toBe('E_CANCELLED');
    expect(await waiting).toEqual(ok('下一个'));
  });

  it('WRK-10 jobs started and cancelled leave no worker behind', async () => {
    const workers: { stopped: boolean }[] = [];
    const line = new WorkerLine('odd', () => {
      const state = { stopped: false };
      workers.push(state);
      const worker = wrapWorker(oddWorker());
      return {
        ...worker,
        terminate: () => {
          state.stopped = true;
          worker.terminate();
        },
      };
    });
    lines.push(line);
    for (let n = 0; n < 4; n += 1) {
      expect(failureOf(await loopUntilCancelled(line))?.code).toBe('E_CANCELLED');
    }
    expect(workers).toHaveLength(4);
    expect(workers.filter(({ stopped }) => !stopped)).toEqual([]);
    expect(line.alive).toBe(0);
  });

  it.each([
    ['WRK-02 throws while it loads', brokenWorker],
    ['WRK-01 is missing, the host answers with a page', missingWorker],
  ])('%s: stated as E_WORKER_START', async (_name, make) => {
    const line = lineOf(make);
    expect(failureOf(await line.call('echo', null))?.code).toBe('E_WORKER_START');
    expect(line.alive).toBe(0);
  });
});
