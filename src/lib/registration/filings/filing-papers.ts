import type { CaseRecord } from '../../case/case-record';
import { weakest } from '../../kernel/confidence';
import { type Result, ok } from '../../kernel/result';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { type ChecklistItem, LIST_THRESHOLD_RULE } from '../checklist';
import { type Condition, documentCondition } from '../conditions';
import { positiveCount } from '../rule-shapes';
import type { Filing } from './filing';
import { agentCondition } from './agent';
import { type Reader, judgeWhen, readerOf } from './filing-reader';
import { type FilingPaper, filingPapers } from './filing-shapes';
import type { FilingValues, SourceRow } from './source-row';

/** One paper that a filing wants, with its state. */
export interface FilingPaperItem extends ChecklistItem {
  /** Key of `registration.papers` in the case. */
  readonly key: string;
  readonly generated: FilingPaper['generated'] | null;
}

type Paper = CaseRecord['sections']['registration']['papers'][string];

/** The first filing of patents keeps its papers under their own codes, as cases always did; the others under the filing. */
export const paperKey = (filing: Filing, code: string): string =>
  filing.id === 'patent-pledge' ? code : `${filing.id}/${code}`;

interface Asked {
  readonly caseRecord: CaseRecord;
  readonly filing: Filing;
  readonly threshold: { readonly value: number; readonly rule: ResolvedRule };
  readonly read: Reader;
  readonly rows: readonly SourceRow[];
}

const conditionOf = (paper: FilingPaper, { caseRecord, filing, threshold, read, rows }: Asked): Condition => {
  if (paper.need === 'agent') return agentCondition(caseRecord, filing);
  if (paper.need !== 'when') return documentCondition(caseRecord, paper.need, threshold.value);
  if (paper.when === undefined) return { holds: null, because: '没有写明何时需要' };
  const { holds, said } = judgeWhen(paper.when, read, filing, rows);
  if (holds !== null) return { holds, because: `案卷${said ?? ''}` };
  return { holds, because: said === null ? '案卷没有说明是否需要' : `${said}，不知是否需要` };
};

const SAID = { present: '已备', missing: '缺', unstated: '未说明是否已备' } as const;

const stateOf = (
  paper: FilingPaper,
  kept: Paper | undefined,
): { readonly status: 'present' | 'missing' | 'unstated'; readonly said: string } => {
  const lists = paper.generated === 'patent-list' || paper.generated === 'list';
  if (lists && kept === undefined) return { status: 'present', said: '已由本程序生成' };
  const status = kept === undefined ? 'unstated' : kept.present ? 'present' : 'missing';
  if (paper.generated === 'application-form')
    return { status, said: status === 'present' ? '已生成并签字或盖章' : '已由本程序生成，待双方签字或盖章' };
  if (lists) return { status, said: '已由本程序生成' };
  const note = kept === undefined || kept.note === '' ? '' : `（${kept.note}）`;
  return { status, said: `${SAID[status]}${note}` };
};

const attachedPath = (caseRecord: CaseRecord, kept: Paper | undefined): string | null => {
  const id = kept?.present === true ? kept.attachment : null;
  const found = caseRecord.attachments.find((one) => one.id === id);
  return found === undefined ? null : `inputs/files/${found.sha256}`;
};

const itemOf = (paper: FilingPaper, no: number, rule: ResolvedRule, asked: Asked): FilingPaperItem => {
  const { caseRecord, filing, threshold } = asked;
  const condition = conditionOf(paper, asked);
  const key = paperKey(filing, paper.code);
  const { papers } = caseRecord.sections.registration;
  const kept = Object.hasOwn(papers, key) ? papers[key] : undefined;
  const { status, said } = stateOf(paper, kept);
  const wanted = condition.holds !== false;
  return {
    no,
    key,
    code: paper.code,
    title: paper.title,
    article: paper.article,
    need: condition.holds === null ? 'unknown' : condition.holds ? 'needed' : 'not-needed',
    status: wanted ? status : 'not-needed',
    reason: wanted ? `${condition.because}；${said}` : condition.because,
    file: wanted ? attachedPath(caseRecord, kept) : null,
    rule: rule.id,
    confidence:
      paper.need === 'over-list-threshold'
        ? weakest([rule.confidence, threshold.rule.confidence])
        : rule.confidence,
    generated: paper.generated ?? null,
  };
};

/** The papers of a filing in the order in which they are handed in, each with its state. Errors: those of the rulebook. */
export const filingPapersOf = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  filing: Filing,
  { values, rows }: FilingValues,
): Result<readonly FilingPaperItem[]> => {
  const threshold = readTyped(rules, LIST_THRESHOLD_RULE, positiveCount);
  if (!threshold.ok) return threshold;
  const asked = { caseRecord, filing, threshold: threshold.value, read: readerOf(filing, values), rows };
  const items: FilingPaperItem[] = [];
  for (const id of filing.rule.papers) {
    const list = readTyped(rules, id, filingPapers);
    if (!list.ok) return list;
    for (const paper of list.value.value) items.push(itemOf(paper, items.length + 1, list.value.rule, asked));
  }
  return ok(items);
};
