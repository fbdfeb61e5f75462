import { type Bag, type ByteSource, readBag } from '../container/bagit';
import { PACKAGE_ZIP_POLICY, checkZip } from '../container/zip';
import { sizeText } from '../container/zip-policy';
import type { Failure } from '../kernel/result';
import { type PackageFile, inspectFiles } from './check-files';
import { integrityFindings } from './check-integrity';
import { type RecalculationOptions, recalculationFindings } from './check-recalculation';
import { signatureFindings } from './check-signatures';
import { type Reception, standingFindings } from './check-standing';
import { holdingParts } from './held-parts';
import { JSON_PATH, type JsonParts, claimedProfile, readJsonParts, withoutCut } from './json-parts';
import { KNOWN_PROFILES, isKnownProfile, summaryOf } from './package-schema';
import { NOBODY, type TrustList } from './trust-list';
import {
  type Answer,
  type Question,
  type ReviewFinding,
  type VerifyReport,
  answerOf,
  failed,
  notExamined,
  noted,
} from './verify-report';

export type { DocumentRenderer } from './check-recalculation';

/** What a verifier brings along. Everything left out leaves its answer open. */
export interface VerifyOptions extends RecalculationOptions {
  /** Whom the operator trusts; left out: nobody. */
  readonly trust?: TrustList;
  /** Where and when the package is received. */
  readonly reception?: Reception;
}

const refusal = ({ code, path, message }: Failure): ReviewFinding => failed(code, path, message);

const report = (
  id: string | null,
  canonical: boolean,
  answers: Record<Question, Answer>,
  summary: VerifyReport['summary'],
): VerifyReport => ({ schema: 'zhiya.verify/1', id, canonical, answers, summary });

/** What says that bytes were damaged or changed on the way, not that the container is unsafe. */
const DAMAGE: ReadonlySet<string> = new Set(['E_CRC', 'E_DATA']);

/** The report on something that is no readable bag: an unsafe container fails safety, damage and a bad manifest integrity. */
const refusedReport = async (source: Uint8Array | ByteSource, failure: Failure): Promise<VerifyReport> => {
  const container = await checkZip(source, PACKAGE_ZIP_POLICY);
  const reason = '登记包无法按清单读取，未能检查';
  const none = notExamined('E_NOT_EXAMINED', reason);
  const unsafe = container !== null && !DAMAGE.has(container.code);
  return report(
    null,
    false,
    {
      safety: unsafe ? answerOf([refusal(failure)]) : none,
      integrity: unsafe ? none : answerOf([refusal(failure)]),
      authenticity: none,
      usability: none,
      recalculation: none,
    },
    null,
  );
};

const ATTACHMENT_FOLDER = 'inputs/files/';

/** Names under which the attachments were filed: the case says so, else the package. */
const attachmentNames = ({ caseRecord, description }: JsonParts): ReadonlyMap<string, string> =>
  new Map(
    (caseRecord.value?.attachments ?? description.value?.attachments ?? []).map(({ sha256, name }) => [
      `${ATTACHMENT_FOLDER}${sha256}`,
      name,
    ]),
  );

const JSON_FILES: ReadonlySet<string> = new Set(Object.values(JSON_PATH));

/** Files of which only the beginning is held. */
const cutFiles = ({ payload, sizes }: Bag): ReadonlySet<string> =>
  new Set([...payload].flatMap(([path, { length }]) => ((sizes.get(path) ?? length) > length ? [path] : [])));

const filesOf = (bag: Bag, names: ReadonlyMap<string, string>): readonly PackageFile[] =>
  [...bag.payload]
    .filter(([path]) => !JSON_FILES.has(path))
    .map(([path, head]) => ({
      path,
      name: names.get(path) ?? path.split('/').at(-1) ?? path,
      head,
      size: bag.sizes.get(path) ?? head.length,
      load: () => bag.load(path),
    }));

/** Where the package stands comes before who signed it: a wrong addressee is said first of all. */
const authenticity = async (
  bag: Bag,
  { description }: JsonParts,
  { trust = NOBODY, reception = {} }: VerifyOptions,
): Promise<Answer> => {
  const d = description.value;
  return answerOf([
    ...(d === null ? [] : standingFindings(bag.id, bag.canonical, d, reception)),
    ...(await signatureFindings(bag, d, trust, reception.date ?? null)),
  ]);
};

/** A newer profile is listed, file by file, and not judged: only what is certainly wrong is said. */
const newerReport = (bag: Bag, profile: string): VerifyReport => {
  const none = notExamined(
    'E_PROFILE',
    `登记包版式“${profile}”比本程序新（本程序认“${KNOWN_PROFILES.join('”“')}”），请更新本程序后再审`,
  );
  const broken = bag.findings.map(({ code, path, message }) => failed(code, path, message));
  const listed = [...bag.sizes].map(([path, size]) =>
    noted('N_LISTED', path, `包内文件“${path}”，${sizeText(size)}`),
  );
  return report(
    bag.id,
    bag.canonical,
    {
      safety: none,
      integrity: answerOf([...broken, ...none.findings, ...listed]),
      authenticity: none,
      usability: none,
      recalculation: none,
    },
    null,
  );
};

const partFindings = (p: JsonParts): readonly ReviewFinding[] =>
  [p.description, p.caseRecord, p.rules, p.figures, p.findings, p.offers, p.form].flatMap(
    ({ findings }) => findings,
  );

/**
 * Opens a filing package and answers the reviewer's five questions apart: 安全性, 完整性, 真实性, 可用性 (the four
 * headings of DA/T 70-2018) and 重算. Nothing is executed, fetched or repaired; hostile bytes end in a finding.
 * The same bytes give the same report, every time.
 *
 * @param source the package in memory, or where it lies: attachments are then read piece by piece and one after another
 */
export const verifyPackage = async (
  source: Uint8Array | ByteSource,
  options: VerifyOptions,
): Promise<VerifyReport> => {
  const hold = holdingParts(source instanceof Uint8Array ? source.length : null);
  const read = await readBag(source, { hold });
  if (!read.ok) return refusedReport(source, read.failure);
  const bag = read.value;
  const profile = claimedProfile(bag.payload);
  if (profile !== null && !isKnownProfile(profile)) return newerReport(bag, profile);
  const parts = withoutCut(readJsonParts(bag.payload, profile, bag.digests), cutFiles(bag));
  const names = attachmentNames(parts);
  const files = await inspectFiles(filesOf(bag, names));
  return report(
    bag.id,
    bag.canonical,
    {
      safety: answerOf(files.safety),
      integrity: answerOf(integrityFindings(bag, parts, names)),
      authenticity: await authenticity(bag, parts, options),
      usability: answerOf([...partFindings(parts), ...files.usability]),
      recalculation: answerOf(await recalculationFindings(bag, parts, options)),
    },
    parts.description.value === null ? null : summaryOf(parts.description.value),
  );
};
