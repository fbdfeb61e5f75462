import type { JobContext } from '../src/lib/bridge/job';
import type { Watch } from '../src/lib/data-asset/exact/watch';

/** A job of the bridge as what watches work over files. */
export const watchOf = (job: JobContext): Watch => ({
  cancelled: job.cancelled,
  breathe: job.breathe,
  tell: (phase, done, total, unit) => {
    job.progress({ phase, done, total, unit });
  },
});
