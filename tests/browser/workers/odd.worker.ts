import type { JobContext } from '../../../src/lib/bridge/job';
import { ok } from '../../../src/lib/kernel/result';
import { serve } from '../../../workers/serve';

/** Misbehaves in every way a worker can, each on command. */
serve({
  echo: (input: unknown) => ok(input),
  throws: () => {
    throw new Error('虚构的缺陷');
  },
  throwsLater: () => {
    setTimeout(() => {
      throw new Error('虚构的迟来缺陷');
    });
    return new Promise(() => undefined);
  },
  rejectsUnheard: () => {
    void Promise.reject(new Error('虚构的无人等待的缺陷'));
    return new Promise(() => undefined);
  },
  endless: (_input: unknown, job: JobContext) => {
    job.progress({ phase: '转圈', done: 0, total: null, unit: '圈' });
    for (;;);
  },
  wrongShape: () => ({ fine: true }),
  uncloneable: () => ok(() => undefined),
});
