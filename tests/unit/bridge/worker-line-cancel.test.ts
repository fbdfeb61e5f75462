import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobContext } from '../../../src/lib/bridge/job';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { fail, ok, type Result } from '../../../src/lib/kernel/result';
import { DONE, LIMITS, crewOf, heldCrew, lastJob, outcomeOf, watched } from './fake-worker';

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

const STOPPED = fail({
  code: 'E_CANCELLED',
  message: '已取消',
  path: '第 7 行',
  remedy: '需要时可以重新开始',
});

/** Looks between slices whether it was cancelled, as long jobs do. */
const patient = async (_input: unknown, job: JobContext): Promise<Result<string>> => {
  while (!job.cancelled()) await job.breathe();
  return STOPPED;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('cancel', () => {
  it('WRK-04 before start: one outcome, no worker is started', async () => {
    const crew = heldCrew();
    const result = await crew.line.call('work', null, { signal: AbortSignal.abort() });
    expect([outcomeOf(result), crew.workers.length]).toEqual(['E_CANCELLED', 0]);
  });

  it('WRK-04 while queued: settles at once, is never sent, leaves the running job alone', async () => {
    const crew = heldCrew();
    const [running, queued, last] = [
      watched(crew.line, 'a'),
      watched(crew.line, 'b'),
      watched(crew.line, 'c'),
    ];
    await tick();
    queued.abort();
    await tick();
    expect([running.outcomes, queued.outcomes]).toEqual([[], ['E_CANCELLED']]);
    lastJob(crew).answer(DONE);
    await tick();
    lastJob(crew).answer(DONE);
    await tick();
    expect([running.outcomes, queued.outcomes, last.outcomes]).toEqual([['ok'], ['E_CANCELLED'], ['ok']]);
    expect(crew.newest().port.jobs.map(({ method }) => method)).toEqual(['a', 'c']);
  });

  it('WRK-04 in the middle: a job that looks for the cancel stops by itself, its worker stays', async () => {
    const crew = crewOf(() => servePort({ scan: patient, work: () => DONE }));
    const call = watched(crew.line, 'scan');
    await vi.advanceTimersByTimeAsync(50);
    expect(call.outcomes).toEqual([]);
    call.abort();
    await vi.advanceTimersByTimeAsync(10);
    expect(await call.promise).toEqual(STOPPED);
    await vi.advanceTimersByTimeAsync(LIMITS.cancelMs);
    expect(await crew.line.call('work', null)).toEqual(DONE);
    expect([crew.workers.length, crew.living()]).toEqual([1, 1]);
  });

  it('WRK-03 a job that never looks is terminated after the grace, and the next job gets a new worker', async () => {
    const crew = heldCrew();
    const [stubborn, next] = [watched(crew.line, 'endless'), watched(crew.line, 'next')];
    await tick();
    stubborn.abort();
    await vi.advanceTimersByTimeAsync(LIMITS.cancelMs - 1);
    expect([stubborn.outcomes, crew.living()]).toEqual([[], 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(stubborn.outcomes).toEqual(['E_CANCELLED']);
    expect(crew.workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(lastJob(crew).method).toBe('next');
    lastJob(crew).answer(DONE);
    expect(await next.promise).toEqual(DONE);
  });

  it('WRK-03 a job that writes down what was done may take the time of its own that it has by then', async () => {
    const crew = heldCrew();
    let grace = LIMITS.cancelMs;
    const stop = new AbortController();
    const call = crew.line.call('scan', null, { signal: stop.signal, cancelMs: () => grace });
    await tick();
    grace = 3 * LIMITS.cancelMs;
    stop.abort();
    await vi.advanceTimersByTimeAsync(2 * LIMITS.cancelMs);
    lastJob(crew).answer(DONE);
    expect([await call, crew.living()]).toEqual([DONE, 1]);
  });

  it('WRK-04 twice and after the finish: exactly one outcome, and the worker is asked once', async () => {
    const crew = heldCrew();
    const call = watched(crew.line);
    await tick();
    call.abort();
    call.abort();
    lastJob(crew).answer(DONE);
    await tick();
    call.abort();
    await vi.advanceTimersByTimeAsync(2 * LIMITS.cancelMs);
    expect(call.outcomes).toHaveLength(1);
    expect(crew.newest().port.cancelled).toHaveLength(1);
    expect(crew.living()).toBe(1);
  });

  it('WRK-04 after the finish: the value stands and the worker is not disturbed', async () => {
    const crew = heldCrew();
    const call = watched(crew.line);
    await tick();
    lastJob(crew).answer(DONE);
    await tick();
    call.abort();
    await vi.advanceTimersByTimeAsync(2 * LIMITS.cancelMs);
    expect(call.outcomes).toEqual(['ok']);
    expect([crew.newest().port.cancelled, crew.living()]).toEqual([[], 1]);
  });

  it('WRK-04 while the worker starts: the job is never sent, the worker serves the next one', async () => {
    const crew = heldCrew();
    const call = watched(crew.line, 'dropped');
    call.abort();
    await tick();
    const next = watched(crew.line, 'next');
    await tick();
    expect([call.outcomes, crew.newest().port.jobs.map(({ method }) => method)]).toEqual([
      ['E_CANCELLED'],
      ['next'],
    ]);
    lastJob(crew).answer(DONE);
    expect(await next.promise).toEqual(DONE);
    expect(crew.workers).toHaveLength(1);
  });

  it('WRK-06 a late answer of a cancelled job is dropped; the next job gets its own', async () => {
    const crew = heldCrew();
    const cancelled = watched(crew.line, 'old');
    await tick();
    const old = lastJob(crew);
    cancelled.abort();
    await vi.advanceTimersByTimeAsync(LIMITS.cancelMs);
    const next = watched(crew.line, 'new');
    await tick();
    old.answer(ok('old'));
    await tick();
    expect([cancelled.outcomes, next.outcomes]).toEqual([['E_CANCELLED'], []]);
    lastJob(crew).answer(ok('new'));
    expect(await next.promise).toEqual(ok('new'));
  });

  it.each([
    ['a browser worker', false],
    ['a thread that reports its exit', true],
  ])(
    'stopping %s on purpose is no death, neither while it works nor while it starts',
    async (_host, exits) => {
      const crew = heldCrew(exits);
      for (let n = 0; n < 2 * LIMITS.deaths; n += 1) {
        const working = watched(crew.line);
        await tick();
        working.abort();
        await vi.advanceTimersByTimeAsync(LIMITS.cancelMs);
        const starting = watched(crew.line);
        crew.line.close();
        await vi.advanceTimersByTimeAsync(LIMITS.startMs);
        expect([working.outcomes, starting.outcomes]).toEqual([['E_CANCELLED'], ['E_CANCELLED']]);
      }
    },
  );

  it('WRK-10 a hundred jobs started and cancelled leave no worker at work, and the line still serves', async () => {
    const crew = heldCrew(true);
    for (let n = 0; n < 100; n += 1) {
      const call = watched(crew.line);
      await tick();
      call.abort();
      await vi.advanceTimersByTimeAsync(LIMITS.cancelMs);
      expect(call.outcomes).toEqual(['E_CANCELLED']);
      expect([crew.line.alive, crew.living()]).toEqual([0, 0]);
    }
    const calls = Array.from({ length: 100 }, () => watched(crew.line));
    for (const call of calls) call.abort();
    await vi.advanceTimersByTimeAsync(LIMITS.cancelMs + LIMITS.idleMs);
    expect(new Set(calls.map(({ outcomes }) => outcomes.join()))).toEqual(new Set(['E_CANCELLED']));
    expect([crew.line.alive, crew.living()]).toEqual([0, 0]);
    const good = watched(crew.line);
    await tick();
    lastJob(crew).answer(DONE);
    expect(await good.promise).toEqual(DONE);
  });
});
