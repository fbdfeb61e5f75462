import type { CaseRecord } from '../case/case-record';
import { type Confidence, weakest } from '../kernel/confidence';
import { type Result, ok } from '../kernel/result';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { documentCondition } from './conditions';
import { DOCUMENT_PATH } from './document-paths';
import { type RequiredDocument, documentList, positiveCount } from './rule-shapes';

const RULES = ['registration.cnipa-patent.documents', 'registration.cnipa-patent.documents.supplement'];

export const LIST_THRESHOLD_RULE = 'registration.cnipa-patent.list-threshold';

/** `present`, `missing`: somebody said so. `unstated`: nobody said. `not-needed`: the condition does not hold. */
export type PaperStatus = 'present' | 'missing' | 'unstated' | 'not-needed';

/** One paper of art. 7 with its state in this case. */
export interface ChecklistItem {
  /** Position in the order the receiving offices ask for, from 1. */
  readonly no: number;
  readonly code: string;
  readonly title: string;
  readonly article: string;
  /** `unknown` while the case does not say enough to tell. */
  readonly need: 'needed' | 'not-needed' | 'unknown';
  readonly status: PaperStatus;
  /** Why it is needed or not, and what stands behind the state. */
  readonly reason: string;
  /** Payload path of the electronic file in the package; `null` = none. */
  readonly file: string | null;
  readonly rule: string;
  readonly confidence: Confidence;
}

type Paper = CaseRecord['sections']['registration']['papers'][string];

const paperOf = ({ sections }: CaseRecord, code: string): Paper | undefined =>
  Object.hasOwn(sections.registration.papers, code) ? sections.registration.papers[code] : undefined;

const attachmentPath = (caseRecord: CaseRecord, paper: Paper | undefined): string | null => {
  const id = paper?.present === true ? paper.attachment : null;
  const attachment = caseRecord.attachments.find((a) => a.id === id);
  return attachment === undefined ? null : `inputs/files/${attachment.sha256}`;
};

const generatedPath = (document: RequiredDocument): string | null => {
  if (document.generated === 'application-form') return DOCUMENT_PATH.applicationForm;
  return document.generated === 'patent-list' ? DOCUMENT_PATH.patentList : null;
};

const statusOf = (
  need: boolean | null,
  paper: Paper | undefined,
  document: RequiredDocument,
): PaperStatus => {
  if (need === false) return 'not-needed';
  if (paper !== undefined) return paper.present ? 'present' : 'missing';
  return document.generated === 'patent-list' ? 'present' : 'unstated';
};

const SAID: Record<PaperStatus, string> = {
  present: '已备',
  missing: '缺',
  unstated: '未说明是否已备',
  'not-needed': '不需要',
};

const said = (status: PaperStatus, paper: Paper | undefined, document: RequiredDocument): string => {
  if (document.generated !== undefined && status !== 'not-needed') {
    if (document.generated === 'patent-list') return '已由本程序生成';
    return status === 'present' ? '已生成并签字或盖章' : '已由本程序生成，待双方签字或盖章';
  }
  const note = paper === undefined || paper.note === '' ? '' : `（${paper.note}）`;
  return `${SAID[status]}${note}`;
};

const itemOf = (
  caseRecord: CaseRecord,
  document: RequiredDocument,
  no: number,
  rule: ResolvedRule,
  threshold: { readonly value: number; readonly rule: ResolvedRule },
): ChecklistItem => {
  const condition = documentCondition(caseRecord, document.need, threshold.value);
  const paper = paperOf(caseRecord, document.code);
  const status = statusOf(condition.holds, paper, document);
  const wanted = condition.holds !== false;
  return {
    no,
    code: document.code,
    title: document.title,
    article: document.article,
    need: condition.holds === null ? 'unknown' : condition.holds ? 'needed' : 'not-needed',
    status,
    reason: wanted ? `${condition.because}；${said(status, paper, document)}` : condition.because,
    file: wanted ? (attachmentPath(caseRecord, paper) ?? generatedPath(document)) : null,
    rule: rule.id,
    confidence:
      document.need === 'over-list-threshold'
        ? weakest([rule.confidence, threshold.rule.confidence])
        : rule.confidence,
  };
};

/**
 * The papers of 专利权质押登记办法 art. 7 and what follows from arts. 4 and 11, each with its state.
 * Fails when a rule is not in force on the valuation date or an overlay changed its shape.
 */
export const checklist = (caseRecord: CaseRecord, rules: RulesAt): Result<readonly ChecklistItem[]> => {
  const threshold = readTyped(rules, LIST_THRESHOLD_RULE, positiveCount);
  if (!threshold.ok) return threshold;
  const items: ChecklistItem[] = [];
  for (const id of RULES) {
    const list = readTyped(rules, id, documentList);
    if (!list.ok) return list;
    for (const document of list.value.value)
      items.push(itemOf(caseRecord, document, items.length + 1, list.value.rule, threshold.value));
  }
  return ok(items);
};
