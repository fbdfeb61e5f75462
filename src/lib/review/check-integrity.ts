import type { Bag } from '../container/bagit';
import { canonicalJson } from '../kernel/canonical-json';
import { extensionOf, fileKind, kindFits } from './file-kind';
import { JSON_PATH, type JsonParts } from './json-parts';
import { requestParts } from './document-request';
import type { PackageDescription, PackageParties, RequiredDocument } from './package-schema';
import { type ReviewFinding, failed, noted, undecided } from './verify-report';

/** Bag findings that mean another tool touched the wrapping, not the content. */
export const WRAPPING: ReadonlySet<string> = new Set(['E_ID']);

const bagFindings = ({ findings, canonical }: Bag): readonly ReviewFinding[] => [
  ...findings.map(({ code, path, message }) =>
    WRAPPING.has(code) ? undecided(code, path, message) : failed(code, path, message),
  ),
  ...(findings.length === 0 && !canonical
    ? [noted('N_REPACKED', '', '内容与清单一致，但压缩包由其他工具重新打包过，仅按清单核对')]
    : []),
];

const coreFiles = ({ payload }: Bag): readonly ReviewFinding[] =>
  Object.values(JSON_PATH)
    .filter((path) => !payload.has(path))
    .map((path) => failed('E_MISSING', path, `缺少登记包必有的文件“${path}”`));

const ATTACHMENT_FOLDER = 'inputs/files/';

const unexpected = (bag: Bag, description: PackageDescription): readonly ReviewFinding[] => {
  const known = new Set([
    ...Object.values(JSON_PATH),
    ...description.documents,
    ...requestParts(bag).paths,
    ...description.attachments.map(({ sha256 }) => `${ATTACHMENT_FOLDER}${sha256}`),
  ]);
  return [...bag.payload.keys()]
    .filter((path) => !known.has(path))
    .map((path) => failed('E_UNEXPECTED', path, `“${path}”在清单里，却不属于登记包的任何部分`));
};

const listedDocuments = ({ payload }: Bag, { documents }: PackageDescription): readonly ReviewFinding[] =>
  documents
    .filter((path) => !payload.has(path))
    .map((path) => failed('E_MISSING', path, `package.json 列有文书“${path}”，包里却没有`));

const attachmentFindings = (bag: Bag, { description, caseRecord }: JsonParts): readonly ReviewFinding[] => {
  const ofCase = caseRecord.value?.attachments ?? [];
  const inCase = new Map(ofCase.map((a) => [a.sha256, a]));
  const listed = new Set(description.value?.attachments.map(({ sha256 }) => sha256));
  const left = description.value === null ? [] : ofCase.filter(({ sha256 }) => !listed.has(sha256));
  const unlisted = left.map(({ name }) =>
    failed('E_MISMATCH', JSON_PATH.description, `案卷登记的附件“${name}”没有列入 package.json`),
  );
  const wrong = (description.value?.attachments ?? []).flatMap(({ name, sha256, bytes, included }) => {
    const path = `${ATTACHMENT_FOLDER}${sha256}`;
    const digests = bag.digests.get(path);
    const registered = inCase.get(sha256);
    const inPlace = registered?.name === name && registered.bytes === bytes;
    // Without a case there is nothing to hold it against; that is said once.
    if (caseRecord.value !== null && !inPlace)
      return [
        failed('E_MISMATCH', JSON_PATH.description, `附件“${name}”与案卷 inputs/case.json 的附件表不符`),
      ];
    if (digests === undefined)
      return included
        ? [failed('E_MISSING', path, `附件“${name}”应随包，却没有`)]
        : [undecided('E_NOT_INCLUDED', path, `附件“${name}”登记在案卷中，文件未随包`)];
    const differs = digests.sha256 !== sha256 || (registered !== undefined && digests.sm3 !== registered.sm3);
    return differs ? [failed('E_HASH', path, `附件“${name}”的内容与案卷登记的 SHA-256 或 SM3 不符`)] : [];
  });
  const unheld =
    caseRecord.value === null && (description.value?.attachments.length ?? 0) > 0
      ? [undecided('E_UNREADABLE', JSON_PATH.caseRecord, '案卷读不出，附件没有与案卷登记的核对')]
      : [];
  return [...unlisted, ...wrong, ...unheld];
};

const named = ({ no, title }: RequiredDocument): string => `第 ${no} 项“${title}”`;

const fileOf = (
  document: RequiredDocument,
  path: string,
  bag: Bag,
  names: ReadonlyMap<string, string>,
): readonly ReviewFinding[] => {
  const bytes = bag.payload.get(path);
  if (bytes === undefined)
    return [failed('E_REQUIRED', path, `缺应提交的材料：${named(document)}的电子件未随包`)];
  if (bytes.length === 0) return [failed('E_EMPTY', path, `${named(document)}的文件是空的（0 字节）`)];
  const name = names.get(path) ?? path;
  return kindFits(extensionOf(name), fileKind(bytes)) === false
    ? [failed('E_TYPE', path, `${named(document)}的文件“${name}”扩展名与内容不符`)]
    : [];
};

const requiredDocument = (
  document: RequiredDocument,
  bag: Bag,
  names: ReadonlyMap<string, string>,
): readonly ReviewFinding[] => {
  if (document.need === 'not-needed') return [];
  if (document.file !== null) return fileOf(document, document.file, bag, names);
  const path = `${JSON_PATH.description} › requiredDocuments`;
  if (document.need === 'unknown')
    return [undecided('E_NEED_UNKNOWN', path, `是否需要${named(document)}未知：${document.reason}`)];
  return document.status === 'present'
    ? [undecided('E_PAPER_ONLY', path, `${named(document)}据称已备，只有纸质件，未随包`)]
    : [failed('E_REQUIRED', path, `缺应提交的材料：${named(document)}（${document.reason}）`)];
};

type Side = keyof PackageParties;
const SIDES: readonly (readonly [Side, string])[] = [
  ['pledgor', '出质人'],
  ['pledgee', '质权人'],
  ['agent', '代理人'],
];

const casePartiesOf = ({ caseRecord }: JsonParts): PackageParties | null => {
  const sections = caseRecord.value?.sections;
  if (sections === undefined) return null;
  const of = (party: { name: string; creditCode: string | null } | null) =>
    party === null || party.name.trim() === '' ? null : { name: party.name, creditCode: party.creditCode };
  return {
    pledgor: of(sections.enterprise.enterprise),
    pledgee: of(sections.enterprise.pledgee),
    agent: of(sections.registration.agent),
  };
};

const partyText = (party: PackageParties[Side]): string =>
  party === null ? '（无）' : `${party.name}（${party.creditCode ?? '无代码'}）`;

/** Names and codes must be the same, character for character, wherever they stand. */
const partyFindings = (parts: JsonParts): readonly ReviewFinding[] => {
  const places: readonly (readonly [string, PackageParties | null])[] = [
    [JSON_PATH.caseRecord, casePartiesOf(parts)],
    [JSON_PATH.description, parts.description.value?.parties ?? null],
    [JSON_PATH.form, parts.form.value?.parties ?? null],
  ];
  const [[firstPath, first] = ['', null], ...rest] = places.filter(([, parties]) => parties !== null);
  if (first === null) return [];
  return rest.flatMap(([path, parties]) =>
    SIDES.filter(([side]) => partyText(first[side]) !== partyText(parties?.[side] ?? null)).map(
      ([side, label]) =>
        failed(
          'E_PARTY',
          path,
          `${label}不一致：${firstPath} 写 ${partyText(first[side])}，${path} 写 ${partyText(parties?.[side] ?? null)}`,
        ),
    ),
  );
};

const checklistFindings = ({ description, form }: JsonParts): readonly ReviewFinding[] => {
  if (description.value === null || form.value === null) return [];
  return canonicalJson(description.value.requiredDocuments) === canonicalJson(form.value.documents)
    ? []
    : [failed('E_MISMATCH', JSON_PATH.description, `材料清单与 ${JSON_PATH.form} 所载不一致`)];
};

/** 完整性: what is listed is there, both checksums hold, the papers are there, the names agree. */
export const integrityFindings = (
  bag: Bag,
  parts: JsonParts,
  names: ReadonlyMap<string, string>,
): readonly ReviewFinding[] => {
  const description = parts.description.value;
  const documents = parts.form.value?.documents ?? description?.requiredDocuments ?? [];
  return [
    ...bagFindings(bag),
    ...coreFiles(bag),
    ...(description === null ? [] : [...listedDocuments(bag, description), ...unexpected(bag, description)]),
    ...attachmentFindings(bag, parts),
    ...requestParts(bag).findings,
    ...documents.flatMap((document) => requiredDocument(document, bag, names)),
    ...partyFindings(parts),
    ...checklistFindings(parts),
  ];
};
