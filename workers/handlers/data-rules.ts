import type { DataRulesApi, FilesAtHand } from '../../src/lib/bridge/data-quality-contract';
import type { Handlers, JobContext } from '../../src/lib/bridge/job';
import type { DataAsset } from '../../src/lib/case/data-assets-section';
import { openAsProfiled } from '../../src/lib/data-asset/exact/open-as-profiled';
import { profileSettings } from '../../src/lib/data-asset/profile-settings';
import { personalColumns } from '../../src/lib/data-asset/quality/rules/personal-columns';
import { dataIdentity } from '../../src/lib/data-asset/quality/rules/rule-identity';
import { runRules } from '../../src/lib/data-asset/quality/rules/run-rules';
import { inProfileOrder, sameData } from '../../src/lib/data-asset/exact/same-data';
import type { SourceFile, TableSource } from '../../src/lib/data-asset/source/table-source';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';
import { assetOf } from '../data-quality';
import { watchOf } from '../job-watch';
import { blobFile } from '../profile/blob-file';
import { sha256 } from '../profile/sha256';

/** Between two looks at the cancel button. */
const BREATH_BYTES = 1024 * 1024;

const other = (message: string, fileName: string): Result<never> =>
  refuse('E_FILE_OTHER', message, fileName, '请放入画像时的那一份文件；数据已更新的，请先重新画像');

/** For a preview, of which nothing is kept: names and sizes must be those of the profile. */
const sameNames = (asset: DataAsset, files: readonly SourceFile[]): Result<null> => {
  const known =
    asset.files.length > 0
      ? asset.files.map(({ name, bytes }) => ({ name, bytes }))
      : [{ name: asset.fileName, bytes: asset.bytes }];
  if (files.length !== known.length)
    return other(`画像时有 ${known.length} 个文件，现在是 ${files.length} 个`, asset.fileName);
  for (const [i, { name, bytes }] of known.entries()) {
    const file = files[i];
    if (file?.name !== name || file.size !== bytes)
      return other(`不是画像时的文件：画像时为“${name}”，${bytes} 字节`, file?.name ?? name);
  }
  return ok(null);
};

/** The files of an asset, opened as its profile was; before a count that is kept, proved to be the profiled ones. */
const openSame = async (
  asset: DataAsset,
  { files, choice }: FilesAtHand,
  isKept: boolean,
  job: JobContext,
): Promise<Result<readonly TableSource[]>> => {
  const ordered = inProfileOrder(asset, files).map((file) =>
    blobFile({ name: file.name, blob: file, lastModified: file.lastModified }),
  );
  const same = isKept ? await sameData(asset, ordered, sha256, watchOf(job)) : sameNames(asset, ordered);
  return same.ok ? openAsProfiled(asset, ordered, choice) : same;
};

/** A disk that refuses in the middle is told as a failure. */
const readingFiles = async <T>(name: string, work: () => Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return refuse('E_FILE', `文件读不下去了（${error.message}）`, name, '文件可能已被改动或移走，请重新选择');
  }
};

export const dataRulesHandlers: Handlers<DataRulesApi> = {
  runDataRules: ({ caseRecord, asset: id, rules, atHand, others, firstRows }, job) =>
    readingFiles(atHand.files[0]?.name ?? '', async () => {
      const found = assetOf(caseRecord, id);
      if (!found.ok) return found;
      const { asset } = found.value;
      const rulebook = rulesOfCase(caseRecord);
      if (!rulebook.ok) return rulebook;
      const settings = profileSettings(rulebook.value);
      if (!settings.ok) return settings;
      const personal = personalColumns(asset, rulebook.value);
      if (!personal.ok) return personal;
      const sources = await openSame(asset, atHand, firstRows === null, job);
      if (!sources.ok) return sources;
      const references = new Map<string, readonly TableSource[]>();
      for (const { id: rule, condition } of rules) {
        const there =
          condition.kind === 'reference' ? others.find((one) => one.asset === condition.asset) : undefined;
        if (there === undefined) continue;
        const parent = assetOf(caseRecord, there.asset);
        if (!parent.ok) return parent;
        const opened = await openSame(parent.value.asset, there, firstRows === null, job);
        if (!opened.ok) return opened;
        references.set(rule, opened.value);
      }
      const total = atHand.files.reduce((sum, { size }) => sum + size, 0);
      let seen = 0;
      const passed = await runRules({
        rules,
        sources: sources.value,
        others: references,
        settings: settings.value,
        asOf: caseRecord.valuationDate,
        personal: personal.value,
        firstRows,
        watch: async (consumed) => {
          job.progress({
            phase: firstRows === null ? '按规则计数' : '预览计数',
            done: consumed,
            total,
            unit: '字节',
          });
          if (consumed - seen >= BREATH_BYTES || consumed < seen) {
            seen = consumed;
            await job.breathe();
          }
          return !job.cancelled();
        },
      });
      if (!passed.ok) return passed;
      const { rows, complete, cells, dirtyCells, counts, unreadable } = passed.value;
      const data = dataIdentity(asset);
      return ok({
        run: { data, asOf: caseRecord.valuationDate, rows, dirtyCells, cells, counts: [...counts] },
        complete,
        unreadable,
      });
    }),
};
