import type { PickedFile } from '../../src/lib/bridge/profile-contract';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { ProfileBundle } from '../../src/lib/data-asset/bundle/bundle-model';
import { mergeBundles } from '../../src/lib/data-asset/bundle/merge-bundles';
import { readBundle } from '../../src/lib/data-asset/bundle/read-bundle';
import { LocalLane } from '../../src/lib/data-asset/run/local-lane';
import {
  type ReportSettings,
  reportSettings,
  shippedReportSettings,
} from '../../src/lib/data-asset/run/report-settings';
import type { ScanSetup } from '../../src/lib/data-asset/run/scan-unit';
import { openDataset, previewRows } from '../../src/lib/data-asset/source/table-source';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';
import { blobFile } from '../profile/blob-file';
import type { Lanes } from '../profile/scan-port';
import { profiledData, scanTable } from '../profile/scan-table';
import { hashing } from '../profile/sha256';
import { dataRulesHandlers } from './data-rules';
import { exactHandlers } from './profile-exact';
import type { HandlersOf } from './types';
import { warehouseHandlers } from './warehouse';

/** Starts workers for one scan. */
export type StartLanes = (
  files: readonly PickedFile[],
  setup: Omit<ScanSetup, 'files'>,
  count: number,
) => Promise<Lanes>;

/** More workers than this wait for each other's merges. */
const MOST_WORKERS = 12;
const PREVIEW_ROWS = 20;

const settingsOf = (caseRecord: CaseRecord | undefined): Result<ReportSettings> => {
  if (caseRecord === undefined) return ok(shippedReportSettings());
  const rules = rulesOfCase(caseRecord);
  return rules.ok ? reportSettings(rules.value) : rules;
};

/** As many as there are cores, and no more than there is to do. */
const usefulWorkers = (files: readonly PickedFile[], blockBytes: number): number => {
  const blocks = files.reduce((sum, { blob }) => sum + Math.ceil(blob.size / blockBytes), 0);
  return Math.max(1, Math.min(navigator.hardwareConcurrency, MOST_WORKERS, blocks));
};

const readAll = async (bundles: readonly Blob[]): Promise<Result<ProfileBundle>> => {
  let merged: ProfileBundle | null = null;
  for (const blob of bundles) {
    const read = await readBundle(await blob.text());
    if (!read.ok) return read;
    const next: Result<ProfileBundle> = merged === null ? read : mergeBundles(merged, read.value);
    if (!next.ok) return next;
    merged = next.value;
  }
  return merged === null ? refuse('E_BUNDLE', '没有给出画像包', '', '请选择画像包文件') : ok(merged);
};

export const profileHandlersWith = (start: StartLanes): HandlersOf<'profile'> => ({
  ...warehouseHandlers,
  ...dataRulesHandlers,
  ...exactHandlers,
  inspectTable: async ({ files, choice }) => {
    const sources = await openDataset(files.map(blobFile), choice);
    if (!sources.ok) return sources;
    const [first] = sources.value;
    const preview =
      first === undefined ? { rows: [], numbers: [], failure: null } : await previewRows(first, PREVIEW_ROWS);
    return ok({
      files: sources.value.map(
        ({ file, format, gzip, encoding, delimiter, sheet, sheets, claimedRows, notes }) => ({
          name: file.name,
          bytes: file.size,
          format,
          gzip,
          encoding,
          delimiter: String.fromCharCode(delimiter),
          sheet,
          sheets: sheets.map((one) => one.name),
          claimedRows,
          notes,
        }),
      ),
      header: first?.header ?? [],
      ...preview,
    });
  },
  profileTable: async ({ files, choice, resume, workers, caseRecord }, job) => {
    const settings = settingsOf(caseRecord);
    if (!settings.ok) return settings;
    const bundle = await scanTable(
      {
        files: files.map(blobFile),
        choice,
        resume,
        settings: settings.value,
        lanes: (setup) => start(files, setup, workers ?? usefulWorkers(files, setup.header.blockBytes)),
      },
      job,
    );
    return bundle.ok ? profiledData(bundle.value, settings.value) : bundle;
  },
  mergeBundles: async ({ bundles, caseRecord }) => {
    const settings = settingsOf(caseRecord);
    if (!settings.ok) return settings;
    const merged = await readAll(bundles);
    return merged.ok ? profiledData(merged.value, settings.value) : merged;
  },
});

/** In the thread of the caller, where no scan workers can be started. */
export const profileHandlers = profileHandlersWith((files, setup) =>
  Promise.resolve({
    lanes: [new LocalLane({ ...setup, files: files.map(blobFile) }, hashing)],
    close: () => undefined,
  }),
);
