import { describe, expect, it } from 'vitest';
import type { JobContext, WorkerEvent } from '../../../src/lib/bridge/job';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { ok } from '../../../src/lib/kernel/result';

/** Answers how often it looked before it was cancelled; gives up after 1000 looks. */
const countLooks = async (_input: unknown, job: JobContext) => {
  let looks = 0;
  while (!job.cancelled() && looks < 1000) {
    looks += 1;
    await job.breathe();
  }
  return ok(looks);
};

const bugOf = (path: string) => ({ ok: false, failure: { code: 'E_BUG', path } });

describe('servePort', () => {
  it('answers the first call, so that the page knows the script loaded', () => {
    expect(servePort({}).connect(() => undefined)).toBe(true);
  });

  it('runs the named handler on the input, plain or asynchronous', async () => {
    const port = servePort({
      plain: (n: number) => ok(n + 1),
      later: (n: number) => Promise.resolve(ok(n + 2)),
    });
    expect([await port.run(1, 'plain', 1), await port.run(2, 'later', 1)]).toEqual([ok(2), ok(3)]);
  });

  it.each(['missing', 'toString', '__proto__', 'constructor'])(
    'answers a bug record for “%s”',
    async (name) => {
      expect(await servePort({ known: () => ok(1) }).run(1, name, null)).toMatchObject(bugOf(name));
    },
  );

  it('WRK-02 makes one bug record of a throw, of a rejection and of a thrown non-error', async () => {
    const port = servePort({
      throws: () => {
        throw new Error('坏了');
      },
      rejects: () => Promise.reject(new RangeError('越界')),
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a library might do
      odd: () => Promise.reject('只是文字'),
    });
    for (const [method, text] of [
      ['throws', '坏了'],
      ['rejects', '越界'],
      ['odd', '只是文字'],
    ] as const) {
      const answer = await port.run(1, method, null);
      expect(answer).toMatchObject(bugOf(method));
      expect(JSON.stringify(answer)).toContain(text);
    }
  });

  it('sends progress with the id of its job', async () => {
    const events: WorkerEvent[] = [];
    const progress = { phase: '扫描', done: 1, total: null, unit: '行' };
    const port = servePort({
      scan: (_input: unknown, job: JobContext) => {
        job.progress(progress);
        return ok(null);
      },
    });
    void port.connect((event) => events.push(event));
    await port.run(7, 'scan', null);
    await port.run(8, 'scan', null);
    expect(events).toEqual([7, 8].map((job) => ({ kind: 'progress', job, progress })));
  });

  it('gives a running job the memory that was handed back to it, once', async () => {
    const port = servePort({
      scan: async (_input: unknown, job: JobContext) => {
        const before = job.returned?.();
        await job.breathe();
        return ok([before, job.returned?.(), job.returned?.()]);
      },
    });
    const scan = port.run(3, 'scan', null);
    const memory = new ArrayBuffer(8);
    port.handBack(4, new ArrayBuffer(1));
    port.handBack(3, memory);
    const answer = (await scan) as { value: unknown[] };
    expect(answer.value).toEqual([null, memory, null]);
    expect(answer.value[1]).toBe(memory);
  });

  it('tells a running job of its own cancel only', async () => {
    const port = servePort({ countLooks });
    const [stopped, other] = [port.run(1, 'countLooks', null), port.run(2, 'countLooks', null)];
    port.cancel(1);
    expect(await stopped).toEqual(ok(1));
    port.cancel(2);
    expect(await other).not.toEqual(ok(1000));
  });

  it('keeps no memory of cancels that came after the end', async () => {
    const port = servePort({ ask: (_input: unknown, job: JobContext) => ok(job.cancelled()) });
    await port.run(1, 'ask', null);
    port.cancel(1);
    expect(await port.run(1, 'ask', null)).toEqual(ok(false));
  });
});
