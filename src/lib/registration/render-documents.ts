import type { CaseRecord } from '../case/case-record';
import type { DocumentTemplate } from '../case/document-template';
import type { Outputs } from '../case/method';
import { writeDocx } from '../documents/docx/docx-file';
import type { PdfWriter } from '../documents/pdf/pdf-file';
import { fillTemplate } from '../documents/template/fill-template';
import { canonicalJson } from '../kernel/canonical-json';
import { type Result, mapResult, ok, refuse } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import type { RulesAt } from '../rulebook/model';
import { DOCUMENT_PATH, documentName } from './document-paths';
import { readRequest, templatePath, templatesOf } from './document-request';
import { type CaseDocument, documentsOfCase } from './documents-of-case';
import { formsJson } from './filings/filing-json';

/** Files by payload path; `null`: the file belongs there, but this program has nothing to make it with. */
export type RenderedFiles = ReadonlyMap<string, Uint8Array | null>;

/**
 * Everything that is printed or bound from a case and its results, by payload path: the documents and
 * `results/form.json`. `payload` holds the request for documents (`document-request.ts`) and the templates it names.
 */
export type Renderer = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  payload: ReadonlyMap<string, Uint8Array>,
  /** Payload path of the one Word file that is wanted, with its PDF; default all. */
  only?: string,
) => Promise<Result<RenderedFiles>>;

/** Makes the writer of PDF when the first is wanted: its fonts are large. */
export type PdfMaker = () => Promise<PdfWriter>;

export const pdfPath = (docxPath: string): string => docxPath.replace(/\.docx$/, '.pdf');

/** The file of a template, or why there is none. */
const templateFile = (
  template: DocumentTemplate,
  payload: ReadonlyMap<string, Uint8Array>,
): Result<Uint8Array> => {
  const bytes = payload.get(templatePath(template.sha256));
  return bytes === undefined
    ? refuse(
        'E_TEMPLATE_FILE',
        `缺少“${template.document}”所用模板的文件“${template.fileName}”`,
        templatePath(template.sha256),
        '请到参数库重新导入该模板，或不用模板生成',
      )
    : ok(bytes);
};

/** Why a template that passed its own check does not fill a document, by the failures that leave the document in our own layout. */
const MISFITS: ReadonlyMap<string, string> = new Map([
  ['E_TEMPLATE_FIELD', '模板里有这件登记没有的栏目'],
  ['E_TEMPLATE_FORMAT', '模板里有这件登记没有的栏目'],
  ['E_TEMPLATE_ROW', '模板里有这件登记没有的栏目'],
  ['E_TEMPLATE_MARK', '模板的页眉加不上“虚构示例”'],
]);

type Filled = { readonly word: Uint8Array } | { readonly misfit: string };

/** A template filled for one document, or why it does not fit that. */
const filled = async (
  template: DocumentTemplate,
  caseRecord: CaseRecord,
  { data, risk }: CaseDocument,
  payload: ReadonlyMap<string, Uint8Array>,
): Promise<Result<Filled>> => {
  const bytes = templateFile(template, payload);
  if (!bytes.ok) return bytes;
  const { fiction, valuationDate } = caseRecord;
  const made = await fillTemplate(bytes.value, { data, fiction, date: valuationDate, risk });
  if (made.ok) return ok({ word: made.value });
  const misfit = MISFITS.get(made.failure.code);
  return misfit === undefined ? made : ok({ misfit });
};

const written = async ({ body }: CaseDocument): Promise<Result<Uint8Array>> =>
  typeof body === 'function' ? body() : ok(await writeDocx(body));

/** What was made, and which documents stand in our own layout although there is a template of their name. */
export interface WrittenDocuments {
  readonly files: RenderedFiles;
  readonly misfits: readonly { readonly path: string; readonly why: string }[];
}

interface Printer {
  readonly caseRecord: CaseRecord;
  readonly payload: ReadonlyMap<string, Uint8Array>;
  readonly templates: ReadonlyMap<string, DocumentTemplate>;
  readonly pdf: boolean;
  readonly makePdf: PdfMaker | null;
}

interface OneDocument {
  readonly word: Uint8Array;
  /** `undefined`: none is wanted; `null`: none can be made here. */
  readonly pdf: Uint8Array | null | undefined;
  /** Why the template of its name was not used; `null` = there is none, or it was. */
  readonly misfit: string | null;
}

const writeOne = async (
  document: CaseDocument,
  { caseRecord, payload, templates, pdf, makePdf }: Printer,
): Promise<Result<OneDocument>> => {
  const template = templates.get(documentName(document.path));
  let misfit: string | null = null;
  if (template !== undefined) {
    const own = await filled(template, caseRecord, document, payload);
    if (!own.ok) return own;
    if ('word' in own.value) return ok({ word: own.value.word, pdf: undefined, misfit });
    misfit = own.value.misfit;
  }
  const word = await written(document);
  if (!word.ok) return word;
  const { body } = document;
  const wanted = pdf && typeof body !== 'function';
  const printed = !wanted ? undefined : makePdf === null ? null : await (await makePdf())(body);
  return ok({ word: word.value, pdf: printed, misfit });
};

/** Writes the documents of a case, or one of them, with `results/form.json`. See `Renderer`. */
export const writeDocuments = async (
  makePdf: PdfMaker | null,
  ...[caseRecord, outputs, rules, payload, only]: Parameters<Renderer>
): Promise<Result<WrittenDocuments>> => {
  const all = documentsOfCase(caseRecord, outputs, rules);
  if (!all.ok) return all;
  const request = readRequest(payload);
  if (!request.ok) return request;
  const templates = templatesOf(request.value, caseRecord.valuationDate);
  const printer: Printer = { caseRecord, payload, templates, pdf: request.value.pdf, makePdf };
  const files = new Map<string, Uint8Array | null>();
  const misfits: { readonly path: string; readonly why: string }[] = [];
  for (const document of all.value.documents) {
    const { path } = document;
    if (only !== undefined && path !== only) continue;
    const one = await writeOne(document, printer);
    if (!one.ok) return one;
    files.set(path, one.value.word);
    if (one.value.pdf !== undefined) files.set(pdfPath(path), one.value.pdf);
    if (one.value.misfit !== null) misfits.push({ path, why: one.value.misfit });
  }
  files.set(DOCUMENT_PATH.form, encodeUtf8(canonicalJson(formsJson(caseRecord, all.value.filings))));
  return ok({ files, misfits });
};

/** A renderer; without a maker of PDF, PDFs that are asked for are `null`. */
export const rendererWith =
  (makePdf: PdfMaker | null): Renderer =>
  async (...input) =>
    mapResult(await writeDocuments(makePdf, ...input), ({ files }) => files);

const withoutPdf = rendererWith(null);
const NO_REQUEST: ReadonlyMap<string, Uint8Array> = new Map();

/**
 * The renderer that needs no fonts. Pure: the same case, outputs, rules and request give the same bytes anywhere, so a
 * reviewer can render again and compare. Fails when a rule is not in force on the valuation date. Without a request: Word
 * files in our own layout.
 */
export function renderDocuments(
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Promise<Result<ReadonlyMap<string, Uint8Array>>>;
export function renderDocuments(...input: Parameters<Renderer>): ReturnType<Renderer>;
export function renderDocuments(
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  payload: ReadonlyMap<string, Uint8Array> = NO_REQUEST,
): ReturnType<Renderer> {
  return withoutPdf(caseRecord, outputs, rules, payload);
}
