import type { ProfiledData } from '../../src/lib/bridge/profile-contract';
import type { ProfileBundle } from '../../src/lib/data-asset/bundle/bundle-model';
import { readBundle } from '../../src/lib/data-asset/bundle/read-bundle';
import { JsonWriter } from '../../src/lib/data-asset/bundle/packed';
import { bundleBytes } from '../../src/lib/data-asset/bundle/write-bundle';
import type { JobContext, Progress } from '../../src/lib/bridge/job';
import { type RunProgress, runProfile } from '../../src/lib/data-asset/run/profile-run';
import type { ReportSettings } from '../../src/lib/data-asset/run/report-settings';
import { checkResume } from '../../src/lib/data-asset/run/resume-check';
import { bundleHeader } from '../../src/lib/data-asset/run/run-settings';
import type { ScanSetup } from '../../src/lib/data-asset/run/scan-unit';
import { storedProfile } from '../../src/lib/data-asset/run/stored-profile';
import {
  type SourceChoice,
  type SourceFile,
  type TableSource,
  openDataset,
} from '../../src/lib/data-asset/source/table-source';
import { type Result, ok } from '../../src/lib/kernel/result';
import { cleanUpNowAndThen } from './clean-up';
import type { Lanes } from './scan-port';
import { hashing } from './sha256';

export interface TableScan {
  readonly files: readonly SourceFile[];
  readonly choice: SourceChoice;
  readonly resume: Blob | null;
  readonly settings: ReportSettings;
  readonly blockBytes?: number;
  /** Starts the workers. */
  lanes(setup: Omit<ScanSetup, 'files'>): Promise<Lanes>;
}

/** Between two looks at whether the person cancelled. */
const LOOK_MS = 20;
/** Between two checkpoints, and at most so much is lost in a crash, but for a block. */
const CHECKPOINT_MS = 2000;
/** Memory of a checkpoint that did not come back by then is given up. */
const GIVEN_UP_MS = 10_000;

const blobOf = (bundle: ProfileBundle): Blob => new Blob([bundleBytes(bundle)], { type: 'application/json' });

/** Settles when the job is cancelled, after `end` was called; `stop` ends the looking. */
const watch = (job: JobContext, end: () => void): { cancelled: Promise<void>; stop: () => void } => {
  let stop = (): void => undefined;
  const cancelled = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!job.cancelled()) return;
      clearInterval(timer);
      end();
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

/**
 * When a checkpoint is due and what memory it is written into: the memory of the one before, when the caller has kept that and handed it
 * back. So at most one is on its way, and none is left behind for the page to clear away.
 */
class CheckpointPace {
  readonly #job: JobContext;
  #made = -Infinity;
  #out = false;

  constructor(job: JobContext) {
    this.#job = job;
  }

  /** Memory to write into; `undefined` = none is due. */
  next(now: number): ArrayBuffer | null | undefined {
    const { returned } = this.#job;
    const since = now - this.#made;
    if (this.#job.cancelled()) return returned?.() ?? null;
    if (since < CHECKPOINT_MS) return undefined;
    const memory = returned?.() ?? null;
    if (memory === null && this.#out && since < GIVEN_UP_MS) return undefined;
    this.#made = now;
    this.#out = returned !== undefined;
    return memory;
  }
}

/**
 * Bytes and records that are in a bundle. Of streams nobody knows where in the file a merged record lay (`readTo` counts what was
 * unpacked), so that there what was read counts.
 */
const reachOf = (
  { files }: ProfileBundle,
  sources: readonly TableSource[],
  read: number,
): { done: number; rows: number } => {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  if (!sources.every(({ seekable }, i) => seekable || files[i]?.complete === true))
    return { done: read, rows };
  return {
    done: files.reduce((sum, { complete, bytes, readTo }) => sum + (complete ? bytes : readTo), 0),
    rows,
  };
};

/** Opens, resumes, scans with the workers given, and tells progress and checkpoints through the job. */
export const scanTable = async (scan: TableScan, job: JobContext): Promise<Result<ProfileBundle>> => {
  const { files, choice, settings, blockBytes } = scan;
  const sources = await openDataset(files, choice);
  if (!sources.ok) return sources;
  const header = bundleHeader(sources.value[0]?.header ?? [], settings.profile, blockBytes);
  const resume = await readResume(scan.resume);
  if (!resume.ok) return resume;
  if (resume.value !== null) {
    const same = await checkResume(resume.value, header, sources.value, await hashing());
    if (!same.ok) return same;
  }
  const workers = await scan.lanes({ choice, header });
  // The workers go first: what was merged is here.
  const { cancelled, stop } = watch(job, () => {
    workers.close();
  });
  const pace = new CheckpointPace(job);
  const cleanUp = cleanUpNowAndThen();
  let last: RunProgress | null = null;
  const tell = (progress: RunProgress, kept?: Pick<Progress, 'checkpoint' | 'kept'>): void => {
    const { bytes, totalBytes, rows, rowsPerSecond, secondsLeft } = progress;
    job.progress({
      phase: '扫描数据',
      done: bytes,
      total: totalBytes,
      unit: '字节',
      scan: { rows, rowsPerSecond, secondsLeft },
      ...kept,
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
        cleanUp();
        if (last === null) return;
        const merged = bundle();
        const kept = reachOf(merged, sources.value, last.bytes);
        // Nothing to go on from is nothing to keep.
        if (kept.rows === 0) return;
        const memory = pace.next(performance.now());
        if (memory === undefined) return;
        tell(last, { checkpoint: bundleBytes(merged, new JsonWriter(memory)), kept });
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
