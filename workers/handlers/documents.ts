import type { CaseRecord } from '../../src/lib/case/case-record';
import type { DocumentTemplate } from '../../src/lib/case/document-template';
import { NO_OUTPUTS, type Outputs, runMethods } from '../../src/lib/case/method';
import { newCase } from '../../src/lib/case/new-case';
import { writeZip } from '../../src/lib/container/zip';
import { checkTemplate } from '../../src/lib/documents/template/check-template';
import type { TemplateFieldLine } from '../../src/lib/bridge/documents-contract';
import { type TemplateColumn, plainName } from '../../src/lib/documents/template/template-data';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { documentName } from '../../src/lib/registration/document-paths';
import { documentsOfCase } from '../../src/lib/registration/documents-of-case';
import { fileNamePart } from '../../src/lib/registration/file-name';
import { packagedDocuments, unusedTemplates } from '../../src/lib/registration/packaged-documents';
import { pdfPath } from '../../src/lib/registration/render-documents';
import { RISK_FIELD } from '../../src/lib/registration/template-fields';
import { type TemplateTarget, templateTargets } from '../../src/lib/registration/template-targets';
import type { RulesAt } from '../../src/lib/rulebook/model';
import { rulesOfCase } from '../case-rules';
import { methodsWith } from '../methods';
import { pdfMaker } from '../pdf-writer';
import { solverFor } from '../solver';
import { openTemplate } from '../template-safety';
import type { HandlersOf } from './types';

interface Computed {
  readonly rules: RulesAt;
  readonly outputs: Outputs;
}

const computed = async (caseRecord: CaseRecord): Promise<Result<Computed>> => {
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return rules;
  const { all } = methodsWith(await solverFor(caseRecord));
  return ok({ rules: rules.value, outputs: runMethods(all, caseRecord, rules.value) });
};

/** What templates may replace, under the rules of a day and a place, in a case with nothing in it. */
const targetsOn = (date: string, region: string): Result<readonly TemplateTarget[]> => {
  const blank = newCase({ id: 'template', title: '空白案卷', valuationDate: date, region, mode: 'bank' });
  const rules = rulesOfCase(blank);
  return rules.ok ? templateTargets(blank, rules.value) : rules;
};

const fieldLines = ({ data, required }: TemplateTarget): readonly TemplateFieldLine[] => {
  const wanted = new Set(required);
  const line = (repeated: boolean) => (field: TemplateColumn) => ({
    code: field.code,
    label: plainName(field.label),
    kind: field.kind,
    repeated,
    required: wanted.has(field.code),
  });
  return [...data.fields.map(line(false)), ...data.lists.flatMap(({ columns }) => columns.map(line(true)))];
};

const title = ({ institution, version }: DocumentTemplate): string => `${institution} ${version}`;

const KINDS: Readonly<Record<string, string>> = { docx: 'Word', xlsx: 'Excel' };
const kindOf = (path: string): string => {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return Object.hasOwn(KINDS, extension) ? (KINDS[extension] ?? extension) : extension.toUpperCase();
};

const baseName = (path: string): string => path.replace(/^.*\//, '');

/** What stands in the name of a PDF whose Word file an institution laid out. */
const OWN_LAYOUT = '按本系统版式';
const inOwnLayout = (path: string): string => path.replace(/\.pdf$/, `_${OWN_LAYOUT}.pdf`);

/** The PDF of one document in our own layout; `undefined`: it is no document that is printed. */
const ownPrint = async (
  caseRecord: CaseRecord,
  { outputs, rules }: Computed,
  path: string,
): Promise<Result<Uint8Array | undefined>> => {
  const wanted = { request: { pdf: true, templates: [] }, files: new Map(), makePdf: pdfMaker() };
  const made = await packagedDocuments(caseRecord, outputs, rules, wanted, path);
  return made.ok ? ok(made.value.rendered.get(pdfPath(path))) : made;
};

/** What an importer of a template should know, although it may be used. */
const notesOf = ({ risk }: TemplateTarget, used: readonly string[]): readonly string[] =>
  risk.length === 0 || used.includes(RISK_FIELD)
    ? []
    : ['模板里没有“{登记.风险提示}”：模板正文没有写明的风险提示，生成时在文末另附一页'];

export const documentHandlers: Pick<
  HandlersOf<'registration'>,
  'listDocuments' | 'makeDocument' | 'printAll' | 'templateTargets' | 'checkTemplate'
> = {
  // Which documents there are does not hang on results: a list must not run every method after each change of the case.
  listDocuments: ({ caseRecord, templates }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const all = documentsOfCase(caseRecord, NO_OUTPUTS, rules.value);
    if (!all.ok) return all;
    const { chosen, notUsed } = unusedTemplates(templates, caseRecord.valuationDate);
    return ok({
      notUsed,
      documents: all.value.documents.map(({ path, body }) => {
        const template = chosen.get(documentName(path)) ?? null;
        const word = typeof body !== 'function';
        return {
          path,
          name: documentName(path),
          kind: kindOf(path),
          pdf: word,
          template: template === null ? null : title(template),
        };
      }),
    });
  },

  makeDocument: async ({ caseRecord, path, pdf, templates, files }) => {
    const found = await computed(caseRecord);
    if (!found.ok) return found;
    const { outputs, rules } = found.value;
    const request = { pdf, templates };
    const made = await packagedDocuments(
      caseRecord,
      outputs,
      rules,
      { request, files, makePdf: pdfMaker() },
      path,
    );
    if (!made.ok) return made;
    const wanted = pdf ? pdfPath(path) : path;
    const bytes = made.value.rendered.get(wanted);
    if (bytes !== undefined) return ok({ name: baseName(wanted), bytes });
    // A template is laid out by Word alone; what it says of the case is printed in our own layout, and named so.
    const printed = await ownPrint(caseRecord, found.value, path);
    if (!printed.ok) return printed;
    return printed.value === undefined
      ? refuse('E_PDF', `“${documentName(path)}”没有 PDF`, path, '请下载 Word 或 Excel 文件，在其中打印')
      : ok({ name: baseName(inOwnLayout(wanted)), bytes: printed.value });
  },

  printAll: async ({ caseRecord, templates, files }) => {
    const found = await computed(caseRecord);
    if (!found.ok) return found;
    const { outputs, rules } = found.value;
    const wanted = { request: { pdf: true, templates }, files, makePdf: pdfMaker() };
    const made = await packagedDocuments(caseRecord, outputs, rules, wanted);
    if (!made.ok) return made;
    const { rendered } = made.value;
    const pdfs = [...rendered].filter(([path]) => path.endsWith('.pdf'));
    for (const path of rendered.keys()) {
      if (!path.endsWith('.docx') || rendered.has(pdfPath(path))) continue;
      const printed = await ownPrint(caseRecord, found.value, path);
      if (!printed.ok) return printed;
      if (printed.value !== undefined) pdfs.push([inOwnLayout(pdfPath(path)), printed.value]);
    }
    const zip = writeZip(pdfs.map(([path, bytes]) => [path.replace(/^documents\//, ''), bytes] as const));
    return ok({
      name: `${fileNamePart(caseRecord.title)}_文书PDF_${caseRecord.valuationDate}.zip`,
      bytes: zip,
    });
  },

  templateTargets: ({ date, region }) => {
    const targets = targetsOn(date, region);
    return targets.ok
      ? ok(targets.value.map((target) => ({ document: target.document, fields: fieldLines(target) })))
      : targets;
  },

  checkTemplate: async ({ bytes, fileName, document, date, region }) => {
    const targets = targetsOn(date, region);
    if (!targets.ok) return targets;
    const target = targets.value.find((one) => one.document === document);
    if (target === undefined)
      return refuse(
        'E_TEMPLATE_DOCUMENT',
        `没有“${document}”这份文书可以替换`,
        '文书',
        '请从列表里选择要替换的文书',
      );
    const sha256 = await sha256Hex(bytes);
    const { parts, failures } = await openTemplate(fileName, bytes);
    if (parts === null || failures.length > 0) return ok({ sha256, failures, used: [], notes: [] });
    const checked = checkTemplate(parts, target.data, target.required);
    return ok({ sha256, ...checked, notes: notesOf(target, checked.used) });
  },
};
