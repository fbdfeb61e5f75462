import type { FilesAtHand } from '../../src/lib/bridge/data-quality-contract';
import type { ExactApi, ScreenedTables } from '../../src/lib/bridge/exact-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { DataAsset } from '../../src/lib/case/data-assets-section';
import { readBundle } from '../../src/lib/data-asset/bundle/read-bundle';
import { type CountedTable, countExactly } from '../../src/lib/data-asset/exact/count-exactly';
import { withExact } from '../../src/lib/data-asset/exact/exact-table';
import { fingerprintFiles } from '../../src/lib/data-asset/exact/fingerprint-files';
import {
  MOST_QUASI,
  proposeGroup,
  proposeKeys,
  proposeReferences,
} from '../../src/lib/data-asset/exact/propose-exact';
import {
  type NamedFingerprint,
  fingerprintsOf,
  readFingerprints,
} from '../../src/lib/data-asset/exact/read-fingerprints';
import { openAsProfiled } from '../../src/lib/data-asset/exact/open-as-profiled';
import { inProfileOrder, sameData } from '../../src/lib/data-asset/exact/same-data';
import type { Watch } from '../../src/lib/data-asset/exact/watch';
import { compareFingerprints } from '../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { saltFromText } from '../../src/lib/data-asset/fingerprint/salt-text';
import { profileSettings } from '../../src/lib/data-asset/profile-settings';
import { personalColumns } from '../../src/lib/data-asset/quality/rules/personal-columns';
import { wholeRows } from '../../src/lib/data-asset/quality/table-rows';
import {
  type NamedBundle,
  referenceText,
  referencesBetween,
} from '../../src/lib/data-asset/relations/between-tables';
import { distinctTitles } from '../../src/lib/data-asset/relations/distinct-titles';
import { relationWords, relationsWithin } from '../../src/lib/data-asset/relations/within-table';
import { type ReportSettings, reportSettings } from '../../src/lib/data-asset/run/report-settings';
import type { TableSource } from '../../src/lib/data-asset/source/table-source';
import { tableSettings } from '../../src/lib/data-asset/table/table-settings';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';
import { assetOf } from '../data-quality';
import { watchOf } from '../job-watch';
import { blobFile } from '../profile/blob-file';
import { browserSpills } from '../profile/exact-spill';
import { sha256 } from '../profile/sha256';

/** The files of an asset, opened as its profile was; proved to be the profiled ones. */
const openSame = async (
  asset: DataAsset,
  { files, choice }: FilesAtHand,
  watch: Watch,
): Promise<Result<readonly TableSource[]>> => {
  const ordered = inProfileOrder(asset, files).map((file) =>
    blobFile({ name: file.name, blob: file, lastModified: file.lastModified }),
  );
  const same = await sameData(asset, ordered, sha256, watch);
  if (!same.ok) return same;
  return openAsProfiled(asset, ordered, choice);
};

const openCounted = async (
  caseRecord: CaseRecord,
  id: string,
  atHand: FilesAtHand,
  watch: Watch,
): Promise<Result<CountedTable>> => {
  const found = assetOf(caseRecord, id);
  if (!found.ok) return found;
  const { asset } = found.value;
  const sources = await openSame(asset, atHand, watch);
  return sources.ok ? ok({ sources: sources.value, rows: wholeRows(asset) }) : sources;
};

const screened = (tables: readonly NamedBundle[], { profile, table }: ReportSettings): ScreenedTables => {
  const [first] = tables;
  const { found, notes } = referencesBetween(tables, profile.typeShare, first?.id);
  const relations =
    first === undefined ? null : relationsWithin(first.bundle, table.relationShare, profile.typeShare);
  return {
    references: found.map((one) => ({
      id: JSON.stringify([one.child.id, one.child.column, one.parent.id, one.parent.column]),
      text: referenceText(one),
      question:
        one.child.id === first?.id
          ? { columns: [one.child.column], other: one.parent.id, otherColumns: [one.parent.column] }
          : null,
    })),
    relations:
      relations &&
      relations.map((one) => ({
        id: JSON.stringify([one.kind, one.columns]),
        words: relationWords(one),
        holds: one.holds,
        applicable: one.applicable,
        basis: one.basis.kind === 'exact' ? '全表' : one.basis.error,
        condition: one.condition,
      })),
    notes,
  };
};

export const exactHandlers: Handlers<ExactApi> = {
  exactProposals: ({ caseRecord, asset: id }) => {
    const found = assetOf(caseRecord, id);
    if (!found.ok) return found;
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const { asset } = found.value;
    const personal = personalColumns(asset, rules.value);
    if (!personal.ok) return personal;
    return ok({
      keys: proposeKeys(asset),
      quasi: proposeGroup(asset).slice(0, MOST_QUASI),
      references: proposeReferences(asset, caseRecord.sections.dataAssets.assets),
      personal: [...personal.value],
    });
  },

  screenTables: async ({ caseRecord, tables }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const settings = reportSettings(rules.value);
    if (!settings.ok) return settings;
    const read: NamedBundle[] = [];
    const titles = distinctTitles(caseRecord.sections.dataAssets.assets);
    for (const { asset, title, bundle } of tables) {
      const opened = await readBundle(await bundle.text());
      if (!opened.ok) return opened;
      if (opened.value.sketch === null || opened.value.open.length > 0)
        return refuse('E_BUNDLE_OPEN', '画像还没有扫完', title, '请续扫完成后再比较');
      read.push({ id: asset, title: titles.get(asset) ?? title, bundle: opened.value });
    }
    return ok(screened(read, settings.value));
  },

  countExactly: async ({ caseRecord, asset: id, question, atHand, others }, job) => {
    const found = assetOf(caseRecord, id);
    if (!found.ok) return found;
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const profile = profileSettings(rules.value);
    if (!profile.ok) return profile;
    const levels = tableSettings(rules.value);
    if (!levels.ok) return levels;
    const watch = watchOf(job);
    const own = await openCounted(caseRecord, id, atHand, watch);
    if (!own.ok) return own;
    const parents = new Map<string, CountedTable>();
    for (const { other } of question.references) {
      const there = others.find(({ asset }) => asset === other);
      if (there === undefined || parents.has(other)) continue;
      const parent = other === id ? own : await openCounted(caseRecord, other, there, watch);
      if (!parent.ok) return parent;
      parents.set(other, parent.value);
    }
    const spills = browserSpills();
    try {
      const facts = await countExactly({
        ...own.value,
        question,
        others: parents,
        missingTokens: profile.value.missingTokens,
        smallGroup: levels.value.smallGroup,
        spill: spills.open,
        watch,
      });
      return facts.ok ? ok(withExact(found.value.asset.table, facts.value)) : facts;
    } finally {
      await spills.close();
    }
  },

  fingerprintData: async ({ caseRecord, asset: id, salt: text, keys, atHand }, job) => {
    const salt = await saltFromText(text);
    if (!salt.ok) return salt;
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const profile = profileSettings(rules.value);
    if (!profile.ok) return profile;
    const watch = watchOf(job);
    const own = await openCounted(caseRecord, id, atHand, watch);
    if (!own.ok) return own;
    const { sources, rows } = own.value;
    const { missingTokens } = profile.value;
    const made = await fingerprintFiles({ sources, salt: salt.value, keys, missingTokens, watch });
    return !made.ok || made.value.rows === rows
      ? made
      : refuse(
          'E_FILE_OTHER',
          `再读时有 ${made.value.rows} 行，画像时有 ${rows} 行`,
          sources[0]?.file.name ?? '',
          '请放入画像时的那一份文件；打开方式改过的，请重新画像',
        );
  },

  compareFingerprints: async ({ caseRecord, asset: id, files }) => {
    const found = assetOf(caseRecord, id);
    if (!found.ok) return found;
    const { fingerprint } = found.value.asset;
    if (fingerprint === null)
      return refuse('E_FINGERPRINT', '这份数据还没有指纹', found.value.asset.title, '请先生成指纹');
    const against: NamedFingerprint[] = fingerprintsOf(caseRecord, id);
    for (const file of files) {
      const read = await readFingerprints(new Uint8Array(await file.arrayBuffer()), file.name);
      if (!read.ok) return read;
      against.push(...read.value);
    }
    return ok(
      against.map(({ title, fingerprint: other }) => ({
        title,
        rows: other.rows,
        comparison: compareFingerprints(fingerprint, other),
      })),
    );
  },
};
