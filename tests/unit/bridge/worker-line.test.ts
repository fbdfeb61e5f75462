import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../../src/lib/bridge/job';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { fail, ok } from '../../../src/lib/kernel/result';
import { DONE, LIMITS, crewOf, heldCrew, lastJob, outcomeOf, watched } from './fake-worker';

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a job and its answer', () => {
  it('hands the input over and the value back', async () => {
    const { line } = crewOf(() => servePort({ double: (n: number) => ok(n * 2) }));
    expect(await line.call('double', 21)).toEqual(ok(42));
  });

  it('passes a failure value on as it is', async () => {
    const refused = fail({ code: 'E_DATE', message: '日期读不懂', path: '第 4 条', remedy: '请核对' });
    const { line } = crewOf(() => servePort({ read: () => refused }));
    expect(await line.call('read', null)).toEqual(refused);
  });

  it('WRK-02 a throw in a handler ends in one E_BUG record with its text', async () => {
    const { line } = crewOf(() =>
      servePort({
        read: () => {
          throw new Error('索引越界');
        },
      }),
    );
    const result = await line.call('read', null);
    expect(result).toMatchObject({ ok: false, failure: { code: 'E_BUG', path: 'read' } });
    expect(!result.ok && result.failure.message).toContain('索引越界');
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a bare value', 'text'],
    ['an object without ok', {}],
    ['ok that is not a boolean', { ok: 'yes', value: 1 }],
    ['a success without a value', { ok: true }],
    ['a refusal without a failure', { ok: false }],
    ['a refusal with half a failure', { ok: false, failure: { code: 'E_X', message: '坏' } }],
  ])('WRK-09 refuses %s as an answer of unknown shape', async (_name, answer) => {
    const crew = heldCrew();
    const result = crew.line.call('read', null);
    await tick();
    lastJob(crew).answer(answer);
    expect(outcomeOf(await result)).toBe('E_WORKER_SHAPE');
  });

  it('WRK-08 a message that cannot be sent is a typed error; the worker serves the next job', async () => {
    const crew = heldCrew();
    const first = watched(crew.line);
    const second = watched(crew.line);
    await tick();
    lastJob(crew).reject(new Error('could not be cloned'));
    await tick();
    lastJob(crew).answer(DONE);
    await tick();
    expect([first.outcomes, second.outcomes]).toEqual([['E_WORKER_MESSAGE'], ['ok']]);
    expect(crew.workers).toHaveLength(1);
  });

  it('WRK-08 a port that throws on sending is a typed error, not a hang', async () => {
    const crew = heldCrew();
    const first = watched(crew.line);
    await tick();
    lastJob(crew).answer(DONE);
    await tick();
    crew.newest().port.run = () => {
      throw new Error('could not be cloned');
    };
    const second = watched(crew.line);
    await tick();
    expect([first.outcomes, second.outcomes]).toEqual([['ok'], ['E_WORKER_MESSAGE']]);
  });

  it('runs jobs one after the other, in the order in which they were asked for', async () => {
    const crew = heldCrew();
    const calls = ['a', 'b', 'c'].map((method) => watched(crew.line, method));
    for (const [n, call] of calls.entries()) {
      await tick();
      expect(crew.newest().port.jobs.map(({ method }) => method)).toEqual(['a', 'b', 'c'].slice(0, n + 1));
      lastJob(crew).answer(ok(n));
      expect(await call.promise).toEqual(ok(n));
    }
  });
});

describe('progress', () => {
  const progress = (done: number): Progress => ({ phase: '扫描', done, total: 3, unit: '行' });

  it('arrives in order, and an older job is not heard', async () => {
    const crew = heldCrew();
    const seen: string[] = [];
    const listen = (name: string) => ({ onProgress: (p: Progress) => seen.push(`${name}${p.done}`) });
    watched(crew.line, 'a', listen('a'));
    watched(crew.line, 'b', listen('b'));
    await tick();
    const { port } = crew.newest();
    const first = lastJob(crew);
    for (const done of [1, 2, 3]) port.emit({ kind: 'progress', job: first.id, progress: progress(done) });
    first.answer(DONE);
    await tick();
    port.emit({ kind: 'progress', job: first.id, progress: progress(9) });
    port.emit({ kind: 'progress', job: lastJob(crew).id, progress: progress(1) });
    expect(seen).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('memory of a checkpoint goes back to the worker, and after the end of the job nowhere', async () => {
    const crew = heldCrew();
    const back: (() => void)[] = [];
    watched(crew.line, 'a', {
      onProgress: ({ checkpoint }, handBack) => {
        if (checkpoint !== undefined) back.push(() => handBack(checkpoint.buffer));
      },
    });
    await tick();
    const { port } = crew.newest();
    const job = lastJob(crew);
    const checkpoint = Uint8Array.of(1, 2);
    port.emit({ kind: 'progress', job: job.id, progress: { ...progress(1), checkpoint } });
    back[0]?.();
    expect(port.handedBack).toEqual([{ job: job.id, memory: checkpoint.buffer }]);
    job.answer(DONE);
    await tick();
    back[0]?.();
    expect(port.handedBack).toHaveLength(1);
  });
});

describe('the end of a worker that is not needed', () => {
  it('close() settles what runs and what waits, and stops the worker', async () => {
    const crew = heldCrew();
    const calls = [watched(crew.line), watched(crew.line), watched(crew.line)];
    await tick();
    crew.line.close();
    await tick();
    expect(calls.map(({ outcomes }) => outcomes)).toEqual([
      ['E_CANCELLED'],
      ['E_CANCELLED'],
      ['E_CANCELLED'],
    ]);
    expect([crew.living(), crew.line.alive]).toEqual([0, 0]);
  });

  it('close() while the worker starts settles too', async () => {
    const crew = heldCrew();
    const call = watched(crew.line);
    crew.line.close();
    await tick();
    expect(call.outcomes).toEqual(['E_CANCELLED']);
    expect(crew.living()).toBe(0);
  });

  it('stops an idle worker, and not one that was used meanwhile', async () => {
    const { line, living, workers } = crewOf(() => servePort({ work: () => DONE }));
    await line.call('work', null);
    await vi.advanceTimersByTimeAsync(LIMITS.idleMs - 1);
    await line.call('work', null);
    await vi.advanceTimersByTimeAsync(LIMITS.idleMs - 1);
    expect([line.alive, living()]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([line.alive, living()]).toEqual([0, 0]);
    expect(await line.call('work', null)).toEqual(DONE);
    expect(workers).toHaveLength(2);
  });

  it('never stops a worker while its job runs, however long it takes', async () => {
    const crew = heldCrew();
    const call = watched(crew.line);
    await vi.advanceTimersByTimeAsync(10 * LIMITS.idleMs);
    expect([call.outcomes, crew.living()]).toEqual([[], 1]);
    lastJob(crew).answer(DONE);
    expect(await call.promise).toEqual(DONE);
  });
});
