import type { ProfiledData } from '../../src/lib/bridge/profile-contract';
import type { ProfileBundle } from '../../src/lib/data-asset/bundle/bundle-model';
import { readBundle } from '../../src/lib/data-asset/bundle/read-bundle';
import { bundleText } from '../../src/lib/data-asset/bundle/write-bundle';
import type { JobContext } from '../../src/lib/bridge/job';
import { type RunProgress, runProfile } from '../../src/lib/data-asset/run/profile-run';
import type { ReportSettings } from '../../src/lib/data-asset/run/report-settings';
import { checkResume } from '../../src/lib/data-asset/run/resume-check';
import { bundleHeader } from '../../src/lib/data-asset/run/run-settings';
import type { ScanSetup } from '../../src/lib/data-asset/run/scan-unit';
import { storedProfile } from '../../src/lib/data-asset/run/stored-profile';
import {
  type SourceChoice,
  type SourceFile,
  openDataset,
} from '../../src/lib/data-asset/source/table-source';
import { type Result, ok } from '../../src/lib/kernel/result';
import type { Lanes } from './scan-port';
import { sha256 } from './sha256';

export interface TableScan {
  readonly files: readonly SourceFile[];
  readonly choice: SourceChoice;
  readonly resume: Blob | null;
  readonly settings: ReportSettings;
  readonly blockBytes?: number;
  /** Starts the workers. */
  lanes(setup: Omit<ScanSetup, 'files'>): Promise<Lanes>;
}

/** Between two looks at whether the person cancelled, and at least between two checkpoints. */
const LOOK_MS = 40;
const CHECKPOINT_MS = 1000;

const blobOf = (bundle: ProfileBundle): Blob => new Blob([bundleText(bundle)], { type: 'application/json' });

/** Settles when the job is cancelled; `stop` ends the looking. */
const watch = (job: JobContext): { cancelled: Promise<void>; stop: () => void } => {
  let stop = (): void => undefined;
  const cancelled = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!job.cancelled()) return;
      clearInterval(timer);
      resolve();
    }, LOOK_MS);
    stop = () => {
      clearInterval(timer);
    };
  });
  return { cancelled, stop };
};

const readResume = async (blob: Blob | null): Promise<Result<ProfileBundle | null>> =>
  blob === null ? ok(null) : readBundle(await blob.text());

/** Opens, resumes, scans with the workers given, and tells progress and checkpoints through the job. */
export const scanTable = async (scan: TableScan, job: JobContext): Promise<Result<ProfileBundle>> => {
  const { files, choice, settings, blockBytes } = scan;
  const sources = await openDataset(files, choice);
  if (!sources.ok) return sources;
  const header = bundleHeader(sources.value[0]?.header ?? [], settings.profile, blockBytes);
  const resume = await readResume(scan.resume);
  if (!resume.ok) return resume;
  if (resume.value !== null) {
    const same = await checkResume(resume.value, header, sources.value, sha256);
    if (!same.ok) return same;
  }
  const workers = await scan.lanes({ choice, header });
  const { cancelled, stop } = watch(job);
  let kept = -Infinity;
  let last: RunProgress | null = null;
  const tell = (progress: RunProgress, checkpoint?: Blob): void => {
    const { bytes, totalBytes, rows, rowsPerSecond, secondsLeft } = progress;
    job.progress({
      phase: '扫描数据',
      done: bytes,
      total: totalBytes,
      unit: '字节',
      scan: { rows, rowsPerSecond, secondsLeft },
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
  };
  try {
    return await runProfile({
      sources: sources.value,
      header,
      resume: resume.value,
      lanes: workers.lanes,
      now: () => performance.now(),
      cancelled,
      progress: (progress) => {
        last = progress;
        tell(progress);
      },
      checkpoint: (bundle) => {
        const now = performance.now();
        if (last === null || (now - kept < CHECKPOINT_MS && !job.cancelled())) return;
        kept = now;
        tell(last, blobOf(bundle()));
      },
    });
  } finally {
    stop();
    workers.close();
  }
};

/** The bundle with what of it goes into a case. */
export const profiledData = (bundle: ProfileBundle, settings: ReportSettings): Result<ProfiledData> => {
  const profile = storedProfile(bundle, settings);
  return profile.ok ? ok({ profile: profile.value, bundle: blobOf(bundle) }) : profile;
};
