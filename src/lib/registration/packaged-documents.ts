import type { CaseRecord } from '../case/case-record';
import { type DocumentTemplate, inForce, templatesInForce } from '../case/document-template';
import type { Outputs } from '../case/method';
import { sha256Hex } from '../kernel/hashing';
import { type Result, ok, refuse } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { type DocumentRequest, requestFiles } from './document-request';
import { type PdfMaker, writeDocuments } from './render-documents';

/** The documents that a package is to be made with. */
export interface WantedDocuments {
  readonly request: DocumentRequest;
  /** The files of its templates by SHA-256. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly makePdf: PdfMaker | null;
}

/** What stands in a package for its documents. */
export interface PackagedDocuments {
  /** Documents and the form for machines. */
  readonly rendered: ReadonlyMap<string, Uint8Array>;
  /** The request and its templates. */
  readonly inputs: ReadonlyMap<string, Uint8Array>;
  /** Templates that were offered and not used, each with why. */
  readonly notUsed: readonly string[];
}

const periodText = ({ effectiveFrom, effectiveTo }: DocumentTemplate): string =>
  `${effectiveFrom} 起${effectiveTo === null ? '' : `至 ${effectiveTo}`}`;

const whyNot = (template: DocumentTemplate, day: string): string => {
  const name = `${template.institution}“${template.document}”模板 ${template.version}`;
  return inForce(template, day)
    ? `${name}没有用：另有一份更晚生效的模板`
    : `${name}没有用：有效期 ${periodText(template)}，评估基准日 ${day} 不在其内`;
};

/** The templates that apply on a day by name of the document, and why the others do not. */
export const unusedTemplates = (
  templates: readonly DocumentTemplate[],
  day: string,
): { readonly chosen: ReadonlyMap<string, DocumentTemplate>; readonly notUsed: readonly string[] } => {
  const chosen = templatesInForce(templates, day);
  const others = templates.filter((one) => chosen.get(one.document) !== one);
  return { chosen, notUsed: others.map((one) => whyNot(one, day)) };
};

const spoiled = async (
  templates: readonly DocumentTemplate[],
  files: ReadonlyMap<string, Uint8Array>,
): Promise<DocumentTemplate | null> => {
  for (const template of templates) {
    const bytes = files.get(template.sha256);
    if (bytes === undefined || (await sha256Hex(bytes)) !== template.sha256) return template;
  }
  return null;
};

/**
 * Writes the documents of a package with what the reviewer needs to write them again. Only templates that are used go with it.
 * Fails with `E_TEMPLATE_FILE` when the file of one is missing or another, `E_PDF` when PDF is wanted and cannot be made here, and as
 * `writeDocuments` does.
 */
export const packagedDocuments = async (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  { request, files, makePdf }: WantedDocuments,
  only?: string,
): Promise<Result<PackagedDocuments>> => {
  const { chosen, notUsed } = unusedTemplates(request.templates, caseRecord.valuationDate);
  const templates = request.templates.filter((one) => chosen.get(one.document) === one);
  const bad = await spoiled(templates, files);
  if (bad !== null)
    return refuse(
      'E_TEMPLATE_FILE',
      `模板文件“${bad.fileName}”缺失，或与登记的 SHA-256 不符`,
      '本行文书模板',
      '请到参数库重新导入该模板',
    );
  const inputs = requestFiles({ ...request, templates }, files);
  const rendered = await writeDocuments(makePdf, caseRecord, outputs, rules, inputs, only);
  if (!rendered.ok) return rendered;
  const made = new Map<string, Uint8Array>();
  for (const [path, bytes] of rendered.value.files) {
    if (bytes === null)
      return refuse('E_PDF', `这里不能生成“${path}”`, path, '请不要勾选 PDF，或在页面上生成');
    made.set(path, bytes);
  }
  const misfits = rendered.value.misfits.map(
    ({ path, why }) => `“${path.replace('documents/', '')}”没有用同名的模板：${why}`,
  );
  return ok({ rendered: made, inputs, notUsed: [...notUsed, ...misfits] });
};
