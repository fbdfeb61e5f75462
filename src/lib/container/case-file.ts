import { caseJson, checkedCaseJson, parseCaseJson } from '../case/case-json';
import type { Attachment, CaseRecord } from '../case/case-record';
import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, fail, mustBeOk, ok } from '../kernel/result';
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8';
import { type BagFinding, sortFindings } from './bag-check';
import { type Bag, readBag } from './bag-reader';
import { type BagInput, bagInputFault, writeBag } from './bag-writer';
import { fault } from './fault';

/** Version of the case file, written into bag-info.txt; raised when a reader of this version could not read it. */
export const CASE_FILE_PROFILE = 'zhiya.case-file/1';

const PROFILE_LABEL = 'Zhiya-Profile';
const CASE_PATH = 'case.json';
const ATTACHMENTS = 'attachments/';

export interface CaseFile {
  readonly caseRecord: CaseRecord;
  /** SHA-256 → content, only what is intact. */
  readonly attachments: Attachments;
  /** What is missing or damaged besides the case itself; empty in an intact file. */
  readonly findings: readonly BagFinding[];
  /** No findings, and the file is byte for byte what `writeCaseFile` makes of this case. */
  readonly canonical: boolean;
}

type Attachments = ReadonlyMap<string, Uint8Array>;

/** The listed attachments whose bytes are at hand, by their path in the file. */
const listedAttachments = ({ attachments }: CaseRecord, bytes: Attachments): Map<string, Uint8Array> =>
  new Map(
    attachments.flatMap(({ sha256 }) => {
      const content = bytes.get(sha256);
      return content === undefined ? [] : [[ATTACHMENTS + sha256, content] as const];
    }),
  );

const bagOf = (caseRecord: CaseRecord, json: string, attachments: Attachments): BagInput => ({
  payload: listedAttachments(caseRecord, attachments).set(CASE_PATH, encodeUtf8(json)),
  bagInfo: [
    [PROFILE_LABEL, CASE_FILE_PROFILE],
    ['External-Identifier', caseRecord.id],
  ],
});

/**
 * Why this case cannot be written as a case file, or `null`: it does not satisfy its own schema (codes of
 * `parseCaseJson`), or it is too large for one file (E_SIZE, E_COUNT, E_TOTAL). Ask before `writeCaseFile`.
 */
export const caseFileFault = (caseRecord: CaseRecord, attachments: Attachments): Failure | null => {
  const json = checkedCaseJson(caseRecord);
  return json.ok ? bagInputFault(bagOf(caseRecord, json.value, attachments)) : json.failure;
};

/**
 * Writes a case and its attachments as one file: a bag with the canonical `case.json` and each attachment of the case
 * named by its SHA-256. Bytes that the case does not list are left out; an attachment whose bytes are not at hand is
 * left out too, and `readCaseFile` will say so. Same case, same bytes.
 *
 * Throws when `caseFileFault` would have named a reason not to, or an attachment is not what its key says.
 */
export const writeCaseFile = async (
  caseRecord: CaseRecord,
  attachments: Attachments,
): Promise<Uint8Array> => {
  const content = bagOf(caseRecord, mustBeOk(checkedCaseJson(caseRecord)), attachments);
  for (const [path, bytes] of listedAttachments(caseRecord, attachments))
    if (ATTACHMENTS + (await sha256Hex(bytes)) !== path) throw new Error(`${path} holds other bytes`);
  return (await writeBag(content)).bytes;
};

const profileOf = ({ bagInfo }: Bag): string => bagInfo.find(([label]) => label === PROFILE_LABEL)?.[1] ?? '';

const checkProfile = (bag: Bag): Result<Bag> => {
  const profile = profileOf(bag);
  if (profile === CASE_FILE_PROFILE) return ok(bag);
  if (/^zhiya\.case-file\/\d+$/.test(profile))
    return fail(
      fault(
        'E_NEWER',
        'bag-info.txt',
        `案卷文件的版本 ${profile} 比本程序新`,
        '请更新程序后再打开；原文件不会改动',
        'VER-04',
      ),
    );
  return fail(
    fault(
      'E_KIND',
      '',
      '这不是案卷文件',
      bag.payload.has('package.json') ? '这是登记包，请到复核台打开' : '请选择本程序导出的案卷文件',
      'PKG-38',
    ),
  );
};

const readCase = (bag: Bag): Result<{ readonly caseRecord: CaseRecord; readonly text: string }> => {
  const path = `data/${CASE_PATH}`;
  const damage = bag.findings.find((finding) => finding.path === path);
  if (damage !== undefined)
    return fail(fault(damage.code, path, `案卷内容不可信：${damage.message}`, '请改用另一份备份', 'PKG-01'));
  const bytes = bag.payload.get(CASE_PATH);
  if (bytes === undefined)
    return fail(fault('E_MISSING', path, '案卷文件里没有案卷内容', '请改用另一份备份', 'PKG-06'));
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  const caseRecord = parseCaseJson(text.value);
  return caseRecord.ok ? ok({ caseRecord: caseRecord.value, text: text.value }) : caseRecord;
};

const attachmentProblem = (attachment: Attachment, bag: Bag): BagFinding | null => {
  const path = ATTACHMENTS + attachment.sha256;
  const finding = (code: string, message: string): BagFinding => ({ code, path: `data/${path}`, message });
  const digests = bag.digests.get(path);
  const named = `附件“${attachment.name}”`;
  if (digests === undefined) return finding('E_MISSING', `${named}不在文件里；请重新添加该附件`);
  if (digests.sha256 !== attachment.sha256)
    return finding('E_HASH', `${named}的内容已损坏；请重新添加该附件`);
  return digests.sm3 !== attachment.sm3 || bag.payload.get(path)?.length !== attachment.bytes
    ? finding('E_MISMATCH', `${named}的大小或 SM3 与案卷记录不符；请重新添加该附件`)
    : null;
};

const unknownFiles = (bag: Bag, known: ReadonlySet<string>): readonly BagFinding[] =>
  [...bag.payload.keys()]
    .filter((path) => !known.has(path))
    .map((path) => ({
      code: 'E_UNKNOWN',
      path: `data/${path}`,
      message: `案卷没有提到“${path}”，未读入；请核对文件来源`,
    }));

/**
 * Reads a case file. Refused when the container is unsafe, when it is no case file, or when the case itself is damaged
 * or invalid: codes of `readBag` and `parseCaseJson`, and E_KIND, E_NEWER, E_HASH, E_MISSING. A damaged or missing
 * attachment does not take the case with it: it is left out and listed in `findings`.
 */
export const readCaseFile = async (bytes: Uint8Array): Promise<Result<CaseFile>> => {
  const read = await readBag(bytes);
  if (!read.ok) return read;
  const bag = checkProfile(read.value);
  if (!bag.ok) return bag;
  const found = readCase(bag.value);
  if (!found.ok) return found;
  const { caseRecord, text } = found.value;
  const attachments = new Map<string, Uint8Array>();
  const problems: BagFinding[] = [];
  for (const attachment of caseRecord.attachments) {
    const problem = attachmentProblem(attachment, bag.value);
    const content = bag.value.payload.get(ATTACHMENTS + attachment.sha256);
    if (problem !== null) problems.push(problem);
    else if (content !== undefined) attachments.set(attachment.sha256, content);
  }
  const known = new Set([CASE_PATH, ...caseRecord.attachments.map(({ sha256 }) => ATTACHMENTS + sha256)]);
  const own = [...problems, ...unknownFiles(bag.value, known)];
  const covered = new Set(own.map(({ path }) => path));
  const findings = sortFindings([...own, ...bag.value.findings.filter(({ path }) => !covered.has(path))]);
  const canonical = bag.value.canonical && findings.length === 0 && text === caseJson(caseRecord);
  return ok({ caseRecord, attachments, findings, canonical });
};
