import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerLine } from '../../../src/lib/bridge/worker-line';
import {
  DONE,
  FakeWorker,
  HeldPort,
  LIMITS,
  crewOf,
  heldCrew,
  lastJob,
  outcomeOf,
  watched,
} from './fake-worker';

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

class SilentPort extends HeldPort {
  override connect(): Promise<true> {
    return new Promise(() => undefined);
  }
}

class RefusingPort extends HeldPort {
  override connect(): Promise<true> {
    return Promise.reject(new Error('no such port'));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** One job that is answered. */
const serve = async (crew: ReturnType<typeof heldCrew>): Promise<void> => {
  const call = watched(crew.line);
  await tick();
  lastJob(crew).answer(DONE);
  await call.promise;
};

/** One job that ends with its worker. */
const lose = async (crew: ReturnType<typeof heldCrew>): Promise<string> => {
  const call = watched(crew.line);
  await tick();
  crew.newest().die();
  return outcomeOf(await call.promise);
};

describe('death of a worker', () => {
  it('while a job runs: that job is told why, the queue goes on with a new worker', async () => {
    const crew = heldCrew();
    const [lost, next] = [watched(crew.line), watched(crew.line)];
    await tick();
    crew.newest().die('内存不足');
    const result = await lost.promise;
    expect(result).toMatchObject({ ok: false, failure: { code: 'E_WORKER_DIED' } });
    expect(!result.ok && result.failure.message).toContain('内存不足');
    await tick();
    lastJob(crew).answer(DONE);
    expect(await next.promise).toEqual(DONE);
    expect(crew.workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('WRK-02 while it starts: stated at once as E_WORKER_START, with the reason', async () => {
    const crew = crewOf(() => new SilentPort());
    const call = watched(crew.line);
    crew.newest().die('脚本出错');
    await tick();
    expect(call.outcomes).toEqual(['E_WORKER_START']);
    const result = await call.promise;
    expect(!result.ok && result.failure.message).toContain('脚本出错');
    expect(crew.living()).toBe(0);
  });

  it('while nothing runs: noticed, and the next job simply gets a new worker', async () => {
    const crew = heldCrew();
    await serve(crew);
    crew.newest().die();
    await tick();
    expect(crew.line.alive).toBe(0);
    await serve(crew);
    expect(crew.workers).toHaveLength(2);
  });

  it('three in a row: the line gives up and starts no fourth worker', async () => {
    const crew = heldCrew();
    expect([await lose(crew), await lose(crew), await lose(crew)]).toEqual(Array(3).fill('E_WORKER_DIED'));
    expect(outcomeOf(await crew.line.call('work', null))).toBe('E_WORKER_GIVEN_UP');
    expect(crew.workers).toHaveLength(3);
  });

  it('an answer in between starts the count anew', async () => {
    const crew = heldCrew();
    for (let n = 0; n < 3; n += 1) {
      await lose(crew);
      await lose(crew);
      await serve(crew);
    }
    expect(crew.workers.length).toBeGreaterThan(LIMITS.deaths);
  });

  it('counts as one, however many jobs the worker had served before', async () => {
    const crew = heldCrew();
    for (let n = 0; n < 5; n += 1) await serve(crew);
    await lose(crew);
    await serve(crew);
    expect(crew.workers).toHaveLength(2);
  });
});

describe('a worker that does not start', () => {
  it('WRK-01 never answers: E_WORKER_START after the start limit, and the worker is stopped', async () => {
    const crew = crewOf(() => new SilentPort());
    const call = watched(crew.line);
    await vi.advanceTimersByTimeAsync(LIMITS.startMs - 1);
    expect(call.outcomes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([call.outcomes, crew.living()]).toEqual([['E_WORKER_START'], 0]);
  });

  it('refuses the first call: E_WORKER_START; three in a row and the line gives up', async () => {
    const { line, workers } = crewOf(() => new RefusingPort());
    const outcomes: string[] = [];
    for (let n = 0; n < 4; n += 1) outcomes.push(outcomeOf(await line.call('work', null)));
    expect(outcomes).toEqual([...Array<string>(3).fill('E_WORKER_START'), 'E_WORKER_GIVEN_UP']);
    expect(workers).toHaveLength(3);
  });

  it('cannot even be made: E_WORKER_START with the reason, not a hang, and the line tries again', async () => {
    let attempts = 0;
    const line = new WorkerLine(
      'fake',
      () => {
        attempts += 1;
        if (attempts === 1) throw new Error('策略不允许');
        return new FakeWorker(new RefusingPort());
      },
      LIMITS,
    );
    const [first, second] = [watched(line), watched(line)];
    await tick();
    expect([first.outcomes, second.outcomes]).toEqual([['E_WORKER_START'], ['E_WORKER_START']]);
    const result = await first.promise;
    expect(!result.ok && result.failure.message).toContain('策略不允许');
    expect(attempts).toBe(2);
  });

  it('a start that was cancelled is not counted when its time runs out later', async () => {
    const crew = crewOf(() => new SilentPort());
    for (let n = 0; n < LIMITS.deaths; n += 1) {
      const call = watched(crew.line);
      call.abort();
      await vi.advanceTimersByTimeAsync(LIMITS.cancelMs);
      expect(call.outcomes).toEqual(['E_CANCELLED']);
    }
    await vi.advanceTimersByTimeAsync(LIMITS.startMs);
    const call = watched(crew.line);
    await vi.advanceTimersByTimeAsync(LIMITS.startMs);
    expect(call.outcomes).toEqual(['E_WORKER_START']);
  });
});
