import { type Bag, readBag } from '../container/bagit';
import { PACKAGE_ZIP_POLICY, readZip } from '../container/zip';
import type { Failure } from '../kernel/result';
import { type PackageFile, inspectFiles } from './check-files';
import { integrityFindings } from './check-integrity';
import { type VerifyOptions, recalculationFindings } from './check-recalculation';
import { JSON_PATH, type JsonParts, claimedProfile, readJsonParts } from './json-parts';
import { KNOWN_PROFILES, isKnownProfile, summaryOf } from './package-schema';
import {
  type Answer,
  type Question,
  type ReviewFinding,
  type VerifyReport,
  answerOf,
  failed,
  notExamined,
  undecided,
} from './verify-report';

export type { DocumentRenderer, VerifyOptions } from './check-recalculation';

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
const refusedReport = async (bytes: Uint8Array, failure: Failure): Promise<VerifyReport> => {
  const container = await readZip(bytes, PACKAGE_ZIP_POLICY);
  const reason = '登记包无法按清单读取，未能检查';
  const none = notExamined('E_NOT_EXAMINED', reason);
  const unsafe = !container.ok && !DAMAGE.has(container.failure.code);
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

const filesOf = ({ payload }: Bag, names: ReadonlyMap<string, string>): readonly PackageFile[] =>
  [...payload]
    .filter(([path]) => !JSON_FILES.has(path))
    .map(([path, bytes]) => ({ path, bytes, name: names.get(path) ?? path.split('/').at(-1) ?? path }));

const authenticity = ({ signatures }: Bag): Answer =>
  signatures.size === 0
    ? answerOf([undecided('E_UNSIGNED', '', '未签名：校验值只能证明包内自洽，不能证明出自何人')])
    : answerOf(
        [...signatures.keys()].map((name) =>
          undecided(
            'E_SIGNATURE_UNCHECKED',
            `signatures/${name}`,
            `有签名文件“${name}”，本程序尚不核验签名，真伪未知`,
          ),
        ),
      );

/** A newer profile is listed, not judged: only what is certainly wrong is said. */
const newerReport = (bag: Bag, profile: string): VerifyReport => {
  const none = notExamined(
    'E_PROFILE',
    `登记包版式“${profile}”比本程序新（本程序认“${KNOWN_PROFILES.join('”“')}”），请更新本程序后再审`,
  );
  const broken = bag.findings.map(({ code, path, message }) => failed(code, path, message));
  return report(
    bag.id,
    bag.canonical,
    {
      safety: none,
      integrity: broken.length === 0 ? none : answerOf([...broken, ...none.findings]),
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
 */
export const verifyPackage = async (bytes: Uint8Array, options: VerifyOptions): Promise<VerifyReport> => {
  const read = await readBag(bytes);
  if (!read.ok) return refusedReport(bytes, read.failure);
  const bag = read.value;
  const profile = claimedProfile(bag.payload);
  if (profile !== null && !isKnownProfile(profile)) return newerReport(bag, profile);
  const parts = readJsonParts(bag.payload, profile);
  const names = attachmentNames(parts);
  const files = await inspectFiles(filesOf(bag, names));
  return report(
    bag.id,
    bag.canonical,
    {
      safety: answerOf(files.safety),
      integrity: answerOf(integrityFindings(bag, parts, names)),
      authenticity: authenticity(bag),
      usability: answerOf([...partFindings(parts), ...files.usability]),
      recalculation: answerOf(await recalculationFindings(bag, parts, options)),
    },
    parts.description.value === null ? null : summaryOf(parts.description.value),
  );
};
