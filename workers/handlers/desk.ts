import type { DatasetOverlap, DeskApi } from '../../src/lib/bridge/desk-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { type ByteSource, blobSource } from '../../src/lib/container/byte-source';
import { PACKAGE_ZIP_POLICY } from '../../src/lib/container/zip-policy';
import { compareFingerprints } from '../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { ok, refuse } from '../../src/lib/kernel/result';
import { type ComparedPart, comparePackages } from '../../src/lib/review/compare-packages';
import { FILING_RULE, deskRegistries } from '../../src/lib/review/desk/registries';
import { reviewPackage } from '../../src/lib/review/desk/review-package';
import { fieldTitle } from '../../src/lib/review/field-titles';
import { NOBODY, parseTrustList } from '../../src/lib/review/trust-list';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import { recalculation } from '../recalculation';
import { figureHandlers } from './desk-figures';
import { filingHandlers } from './desk-filings';
import { opinionHandlers } from './desk-opinions';
import { json, placeRules } from './desk-place';

/** Every version of the method that gives the verdicts on 不予登记情形. */
const isGround = (method: string): boolean => method.startsWith('screening.patent-pledge-refusal@');

const FILING_RULES: readonly string[] = [
  ...new Set(ALL_RULES.map(({ id }) => id).filter((id) => id.startsWith(FILING_RULE))),
];

const COMPARED: readonly (readonly [part: ComparedPart, title: string])[] = [
  ['description', '登记包说明'],
  ['inputs', '案卷'],
  ['rules', '规则值'],
  ['figures', '数字'],
  ['findings', '检查结果'],
  ['offers', '押品'],
  ['documents', '文书'],
  ['attachments', '附件'],
];
/** Changes of one part that cross to the page. */
const MOST_CHANGES = 2_000;

/** Larger packages are read piece by piece where they lie. */
const WHOLE = 32 * 1024 * 1024;

/** A package in memory or where it lies; `null` when it cannot be read. */
const sourceOf = async (file: Blob): Promise<Uint8Array | ByteSource | null> => {
  const start = await file
    .slice(0, file.size > WHOLE ? 1 : file.size)
    .arrayBuffer()
    .catch(() => null);
  if (start === null) return null;
  return file.size > WHOLE ? blobSource(file) : new Uint8Array(start);
};

const compareDatasets = ({
  own,
  others,
}: DeskApi['compareDatasets']['input']): DeskApi['compareDatasets']['output'] => {
  const overlaps: DatasetOverlap[] = [];
  let notCompared = 0;
  for (const theirs of others) {
    const unknown = own.filter((mine) => {
      const compared = compareFingerprints(mine.fingerprint, theirs.fingerprint);
      if (compared.kind === 'unknown') return true;
      const shared = compared.lists.filter(
        ({ common }) => common.interval.low > 0 || Number(common.share ?? '0') > 0,
      );
      overlaps.push(
        ...shared.map(({ of, columns, statement }) => ({
          own: mine.title,
          entry: theirs.entry,
          other: theirs.title,
          statement: `${of === 'rows' ? '整行' : columns.join(' + ')}：${statement}`,
        })),
      );
      return shared.length === 0 && compared.lists.every(({ common }) => common.share === null);
    });
    if (unknown.length > 0) notCompared += 1;
  }
  return { overlaps, notCompared };
};

export const deskHandlers: Handlers<DeskApi> = {
  reviewPackage: async ({ file, fileName, most, register, today, trust: listed, office }) => {
    if (file.size > PACKAGE_ZIP_POLICY.maxArchive)
      return refuse('E_SIZE', '文件大于登记包的上限 500 MB，没有打开', fileName, '请确认放入的是登记包');
    const source = await sourceOf(file);
    if (source === null)
      return refuse(
        'E_READ',
        '这个文件读不出来，可能是文件夹，或已被移动、占用',
        fileName,
        '请把登记包文件本身放进来',
      );
    const trust = listed === null ? ok(NOBODY) : parseTrustList(listed);
    if (!trust.ok) return trust;
    const options = {
      ...(await recalculation()),
      trust: trust.value,
      reception: { register, date: today, ...(office === null ? {} : { office }) },
      isGround,
    };
    return ok(await reviewPackage(source, options, most));
  },

  checkTrust: ({ text }) => {
    const trust = parseTrustList(text);
    return trust.ok
      ? ok({ keys: trust.value.keys.length, certificates: trust.value.certificates.length })
      : trust;
  },

  compareDatasets: (input) => ok(compareDatasets(input)),

  deskRegistries: (place) => {
    const rules = placeRules(place);
    return rules.ok ? ok(deskRegistries(rules.value, FILING_RULES)) : rules;
  },

  comparePackages: async ({ before, after }) => {
    const compared = await comparePackages(blobSource(before), blobSource(after));
    if (!compared.ok) return compared;
    const { changes, ...comparison } = compared.value;
    const parts = COMPARED.map(([part, title]) => ({
      part,
      title,
      total: changes[part].length,
      changes: changes[part].slice(0, MOST_CHANGES).map((change) => ({
        ...change,
        title: change.title === '' ? fieldTitle(change.path) : change.title,
      })),
    }));
    return ok({ comparison, parts, json: json(compared.value) });
  },

  ...opinionHandlers,
  ...filingHandlers,
  ...figureHandlers,
};
