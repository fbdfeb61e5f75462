import { availableParallelism } from 'node:os';
import { scanTable } from '../../workers/profile/scan-table';
import type { ProfileBundle } from '../lib/data-asset/bundle/bundle-model';
import type { ReportSettings } from '../lib/data-asset/run/report-settings';
import type { SourceChoice } from '../lib/data-asset/source/table-source';
import { type Result, ok } from '../lib/kernel/result';
import { type DiskPath, diskFile } from './disk-file';
import type { ProgressFile } from './progress-file';
import { threadLanes } from './scan-lanes';

/** How a data set on the disk is scanned. */
export interface PathScan {
  readonly paths: readonly DiskPath[];
  readonly choice: SourceChoice;
  readonly settings: ReportSettings;
  /** `null` = as many as are useful. */
  readonly workers: number | null;
  readonly progress: ProgressFile | null;
  /** What scans; left out: threads. */
  readonly lanes?: typeof threadLanes;
}

/** Scans files as one data set in threads. Errors: those of `scanTable`. */
export const scanPaths = async ({
  paths,
  choice,
  settings,
  workers,
  progress,
  lanes = threadLanes,
}: PathScan): Promise<Result<{ readonly bundle: ProfileBundle; readonly workers: number }>> => {
  let used = 0;
  const bundle = await scanTable(
    {
      files: paths.map(diskFile),
      choice,
      resume: progress?.resume ?? null,
      settings,
      lanes: (setup) => {
        const { blockBytes } = setup.header;
        const blocks = paths.reduce((sum, { size }) => sum + Math.ceil(size / blockBytes), 0);
        used = workers ?? Math.max(1, Math.min(availableParallelism(), blocks));
        return lanes(paths, setup, used);
      },
    },
    {
      cancelled: () => false,
      progress: ({ checkpoint }) => {
        if (checkpoint !== undefined) progress?.keep(checkpoint);
      },
      breathe: () => Promise.resolve(),
    },
  );
  await progress?.settled();
  return bundle.ok ? ok({ bundle: bundle.value, workers: used }) : bundle;
};
