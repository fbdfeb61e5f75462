import type { CaseRecord } from '../case/case-record';
import type { Outputs } from '../case/method';
import { canonicalJson } from '../kernel/canonical-json';
import { type Result, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { applicationFormContent } from './application-form-docx';
import { bindForm } from './bind-form';
import { type ChecklistItem, LIST_THRESHOLD_RULE, checklist } from './checklist';
import { checklistContent } from './checklist-docx';
import { dataAssetContent } from './data-asset-docx';
import { DOCUMENT_PATH } from './document-paths';
import { type DocxContent, writeDocx } from './docx-file';
import { formJson } from './form-json';
import type { BoundForm } from './form-model';
import { writePatentList } from './patent-list-xlsx';
import { pledgedPatents } from './patent-values';
import { type Registry, positiveCount, registry } from './rule-shapes';
import { valuationContent } from './valuation-docx';

export const REGISTRY_RULE = 'registration.cnipa-patent.registry';

type Rendered = Result<Uint8Array>;

interface Prepared {
  readonly form: BoundForm;
  readonly items: readonly ChecklistItem[];
  readonly office: Registry;
  /** Whether the case pledges more patents than the form wants without an EXCEL list. */
  readonly listed: boolean;
}

const prepare = (caseRecord: CaseRecord, rules: RulesAt): Result<Prepared> => {
  const form = bindForm(caseRecord, rules);
  if (!form.ok) return form;
  const items = checklist(caseRecord, rules);
  if (!items.ok) return items;
  const office = readTyped(rules, REGISTRY_RULE, registry);
  if (!office.ok) return office;
  const threshold = readTyped(rules, LIST_THRESHOLD_RULE, positiveCount);
  if (!threshold.ok) return threshold;
  const listed = pledgedPatents(caseRecord).length > threshold.value.value;
  return ok({ form: form.value, items: items.value, office: office.value.value, listed });
};

const written = async (content: Result<DocxContent>): Promise<Rendered> =>
  content.ok ? writeDocx(content.value) : content;

/**
 * Everything that is printed or bound from a case and its results, by payload path: the documents and
 * `results/form.json`. Pure: the same case, outputs and rules give the same bytes anywhere, so a reviewer can render
 * again and compare. Fails when a rule is not in force on the valuation date.
 */
export const renderDocuments = async (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  const prepared = prepare(caseRecord, rules);
  if (!prepared.ok) return prepared;
  const { form, items, office, listed } = prepared.value;
  const rendered: readonly (readonly [string, Rendered])[] = [
    [DOCUMENT_PATH.applicationForm, await writeDocx(applicationFormContent(caseRecord, form, office))],
    ...(listed ? [[DOCUMENT_PATH.patentList, await writePatentList(caseRecord)] as const] : []),
    [DOCUMENT_PATH.checklist, await written(checklistContent(caseRecord, form, items, rules))],
    [DOCUMENT_PATH.valuation, await written(valuationContent(caseRecord, outputs, rules))],
    ...(caseRecord.sections.dataAssets.assets.length > 0
      ? [[DOCUMENT_PATH.dataAssets, await written(dataAssetContent(caseRecord, outputs, rules))] as const]
      : []),
    [DOCUMENT_PATH.form, ok(encodeUtf8(canonicalJson(formJson(caseRecord, form, items))))],
  ];
  const files = new Map<string, Uint8Array>();
  for (const [path, result] of rendered) {
    if (!result.ok) return result;
    files.set(path, result.value);
  }
  return ok(files);
};
