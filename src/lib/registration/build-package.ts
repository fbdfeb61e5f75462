import { caseJson } from '../case/case-json';
import type { CaseRecord } from '../case/case-record';
import type { Outputs } from '../case/method';
import { FIGURES, FINDINGS, OFFERS } from '../case/results/columns';
import { packResults } from '../case/results/pack-results';
import { bagInputFault, writeBag } from '../container/bagit';
import { canonicalJson } from '../kernel/canonical-json';
import { sha256Hex } from '../kernel/hashing';
import type { JsonValue } from '../kernel/json';
import { type Result, fail, ok, refuse } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import type { RulesAt } from '../rulebook/model';
import { crossChecks } from './cross-checks';
import { fileNamePart } from './file-name';
import { plainJson } from './form-json';
import { type PackageRevision, type PackageValidity, packageJson } from './package-json';
import { PLAIN_REQUEST } from './document-request';
import { type WantedDocuments, packagedDocuments } from './packaged-documents';
import { documentsOfCase } from './documents-of-case';
import { packagedFilings } from './filings/package-filings';

export interface PackageInput {
  readonly caseRecord: CaseRecord;
  /** What the methods left, in the order they ran. */
  readonly outputs: Outputs;
  /** The rules the methods read from; their read set becomes the rule pack of the package. */
  readonly rules: RulesAt;
  /** `method@version` in the order they ran. */
  readonly methods: readonly string[];
  /** Bytes of attachments by SHA-256. One that is not given is listed as not included. */
  readonly attachments: ReadonlyMap<string, Uint8Array>;
  readonly engineVersion: string;
  /** Default: Word files in our own layout, no PDF. */
  readonly documents?: WantedDocuments;
  /** Default: no number, no earlier package. */
  readonly revision?: PackageRevision;
  /** Default: open at both ends. */
  readonly validity?: PackageValidity;
}

export interface BuiltPackage {
  readonly bytes: Uint8Array;
  /** Content id: SHA-256 of the SHA-256 tag manifest. */
  readonly id: string;
  /** Number of files in the archive. */
  readonly files: number;
  /** SHA-256 of `bytes`. */
  readonly sha256: string;
  /** Proposed file name. */
  readonly name: string;
  /** Templates that were offered and not used, each with why. */
  readonly notUsed: readonly string[];
}

const PLAIN: WantedDocuments = { request: PLAIN_REQUEST, files: new Map(), makePdf: null };

const jsonBytes = (value: JsonValue): Uint8Array => encodeUtf8(canonicalJson(value));

const checkedAttachments = async ({
  caseRecord,
  attachments,
}: PackageInput): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  const known = new Map(caseRecord.attachments.map((a) => [a.sha256, a]));
  const files = new Map<string, Uint8Array>();
  for (const [sha256, bytes] of attachments) {
    const attachment = known.get(sha256);
    if (attachment === undefined)
      return refuse(
        'E_UNLISTED',
        `附件字节（SHA-256 ${sha256}）不在案卷的附件表中`,
        '附件',
        '请重新打开案卷后再导出',
      );
    if (bytes.length !== attachment.bytes || (await sha256Hex(bytes)) !== sha256)
      return refuse(
        'E_HASH',
        `附件“${attachment.name}”的内容与案卷附件表登记的 SHA-256 不符`,
        `附件 › ${attachment.name}`,
        '请重新导入该附件',
      );
    files.set(`inputs/files/${sha256}`, bytes);
  }
  return ok(files);
};

const proposedName = ({ title, valuationDate }: CaseRecord, purpose: string): string =>
  `${fileNamePart(title)}_${fileNamePart(purpose)}_${valuationDate}.zip`;

const bagInfo = (
  { caseRecord, engineVersion }: PackageInput,
  purpose: string,
): (readonly [string, string])[] => [
  ['Bag-Software-Agent', `Zhiya ${engineVersion}`],
  ['External-Description', purpose],
  ['External-Identifier', caseRecord.id],
];

/**
 * Builds the package of all filings of a case: inputs, the rule values that were read, results, documents, all in one
 * bag. The same input gives the same bytes on every machine. What the filing still lacks is a finding inside;
 * refused are contradictions, nothing to file and no pledgor. The first reason is returned, its message counts the
 * others; codes as in `crossChecks`, plus `E_HASH`, `E_UNLISTED`, and those of the rulebook and of `bagInputFault`.
 */
export const buildPackage = async (input: PackageInput): Promise<Result<BuiltPackage>> => {
  const { caseRecord, outputs, rules, methods, engineVersion } = input;
  const [first, ...others] = crossChecks(caseRecord, outputs, rules, methods);
  if (first !== undefined) {
    const count = others.length === 0 ? '' : `（共 ${others.length + 1} 处矛盾，此为第一处）`;
    return fail({ ...first, message: `${first.message}${count}` });
  }
  const files = await checkedAttachments(input);
  if (!files.ok) return files;
  const documents = await packagedDocuments(caseRecord, outputs, rules, input.documents ?? PLAIN);
  if (!documents.ok) return documents;
  const described = documentsOfCase(caseRecord, outputs, rules);
  if (!described.ok) return described;
  const { filings } = described.value;
  // Taken last: rendering reads rules too, and the reviewer must find every one of them.
  const read = rules.readSet();
  const ruleBytes = jsonBytes(plainJson(read));
  const description = packageJson({
    caseRecord,
    filings,
    documents: [...documents.value.rendered.keys()].filter((path) => path.startsWith('documents/')),
    included: new Set(input.attachments.keys()),
    engineVersion,
    methods,
    rulePackSha256: await sha256Hex(ruleBytes),
    ruleCount: read.length,
    revision: input.revision ?? { number: null, head: null, previous: null },
    validity: input.validity ?? null,
  });
  const payload = new Map<string, Uint8Array>([
    ['package.json', jsonBytes(description)],
    ['inputs/case.json', encodeUtf8(caseJson(caseRecord))],
    ...files.value,
    ['rules/rules.json', ruleBytes],
    ['results/figures.json', encodeUtf8(packResults(FIGURES, outputs.figures))],
    ['results/findings.json', encodeUtf8(packResults(FINDINGS, outputs.findings))],
    ['results/offers.json', encodeUtf8(packResults(OFFERS, outputs.offers))],
    ...documents.value.inputs,
    ...documents.value.rendered,
  ]);
  const { purpose } = packagedFilings(filings);
  const content = { payload, bagInfo: bagInfo(input, purpose) };
  const unwritable = bagInputFault(content);
  if (unwritable !== null) return fail(unwritable);
  const bag = await writeBag(content);
  const { notUsed } = documents.value;
  return ok({ ...bag, sha256: await sha256Hex(bag.bytes), name: proposedName(caseRecord, purpose), notUsed });
};
