import type { CaseRecord } from '../case/case-record';
import type { Outputs } from '../case/method';
import type { DocumentContent } from '../documents/model';
import type { TemplateData } from '../documents/template/template-data';
import { type Result, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { bindForm } from './bind-form';
import { dataAssetContent } from './data-asset-docx';
import { DOCUMENT_PATH } from './document-paths';
import { type WholeFiling, boundFilings } from './filings/bound-filings';
import { filingDocuments } from './filings/filing-documents';
import type { BoundForm } from './form-model';
import { templateData } from './template-fields';
import { valuationContent } from './valuation-docx';

/** A document of the package: what it holds, from which Word and PDF are written, or a file of another kind. */
export interface CaseDocument {
  /** Payload path of the Word file or of the other file. */
  readonly path: string;
  readonly body: DocumentContent | (() => Promise<Result<Uint8Array>>);
  /** What a template of an institution may name in its place. */
  readonly data: TemplateData;
  /** What it must say of the risk of its route, whoever laid it out. */
  readonly risk: readonly string[];
}

export interface CaseDocuments {
  readonly documents: readonly CaseDocument[];
  /** The filings of the case, their papers with the files that were written for them. */
  readonly filings: readonly WholeFiling[];
  /** Form of the first filing, or the empty one of patents where nothing is filed; what templates are checked against. */
  readonly form: BoundForm;
  readonly data: TemplateData;
}

/**
 * What every document of a case holds: those of each filing, then those of the case. The only place that says which documents there
 * are. Pure; fails when a rule is not in force on the valuation date.
 */
export const documentsOfCase = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Result<CaseDocuments> => {
  const plan = boundFilings(caseRecord, rules);
  if (!plan.ok) return plan;
  const filed = filingDocuments(caseRecord, outputs, rules, plan.value);
  if (!filed.ok) return filed;
  const { filings } = filed.value.plan;
  const blank = bindForm(caseRecord, rules);
  if (!blank.ok) return blank;
  const dataOf = (whole: WholeFiling | undefined): TemplateData =>
    templateData(caseRecord, whole?.form ?? blank.value, whole?.filing.definition ?? null, rules);
  const ofCase = dataOf(filings[0]);
  const ofFiling = new Map(filings.map((whole) => [whole.filing.id, dataOf(whole)]));
  const valuation = valuationContent(caseRecord, outputs, rules);
  if (!valuation.ok) return valuation;
  const documents: CaseDocument[] = [
    ...filed.value.documents.map(({ path, body, filing, risk }) => ({
      path,
      body,
      risk,
      data: (filing === null ? undefined : ofFiling.get(filing)) ?? ofCase,
    })),
    { path: DOCUMENT_PATH.valuation, body: valuation.value, data: ofCase, risk: [] },
  ];
  if (caseRecord.sections.dataAssets.assets.length > 0) {
    const data = dataAssetContent(caseRecord, outputs, rules);
    if (!data.ok) return data;
    documents.push({ path: DOCUMENT_PATH.dataAssets, body: data.value, data: ofCase, risk: [] });
  }
  return ok({ documents, filings, form: filings[0]?.form ?? blank.value, data: ofCase });
};
