import type { CaseRecord } from '../case/case-record';
import type { Evidence } from '../case/schema-parts';
import type { Declaration, ScreeningAnswer } from '../case/screening-section';
import { type TraceNode, derive, leaf } from '../kernel/trace';
import type { LazyNode } from './check';

/** Answers and declarations of a case by rule and subject. Only an exact match of both is heard. */
export interface AnswerBook {
  answers(rule: string, subject: string): readonly ScreeningAnswer[];
  declarations(rule: string, subject: string): readonly Declaration[];
  /** Whether a piece of evidence exists: a described paper, or an attachment that is in the case. */
  isPresent(evidence: Evidence): boolean;
  /** Trace of the `index`-th answer or declaration on a rule and subject, with its evidence below it. */
  node(entry: ScreeningAnswer | Declaration, index: number): LazyNode;
}

const NONE: readonly never[] = [];

const indexed = <T extends { readonly rule: string; readonly subject: string }>(
  entries: readonly T[],
): ((rule: string, subject: string) => readonly T[]) => {
  const byRule = new Map<string, Map<string, T[]>>();
  for (const entry of entries) {
    let bySubject = byRule.get(entry.rule);
    if (bySubject === undefined) byRule.set(entry.rule, (bySubject = new Map<string, T[]>()));
    const list = bySubject.get(entry.subject);
    if (list === undefined) bySubject.set(entry.subject, [entry]);
    else list.push(entry);
  }
  return (rule, subject) => byRule.get(rule)?.get(subject) ?? NONE;
};

const valueOf = (entry: ScreeningAnswer | Declaration): string => {
  if (!('answer' in entry)) return entry.statement;
  return entry.answer.kind === 'points'
    ? String(entry.answer.points)
    : entry.answer.verdict === 'pass'
      ? '通过'
      : '不通过';
};

export const answerBook = ({ attachments, sections }: CaseRecord): AnswerBook => {
  const byId = new Map(attachments.map((a) => [a.id, a]));
  const isPresent = (evidence: Evidence): boolean =>
    evidence.attachment === null ? evidence.description.trim() !== '' : byId.has(evidence.attachment);
  const evidenceLeaf = (evidence: Evidence, path: string): TraceNode => {
    const file = evidence.attachment === null ? undefined : byId.get(evidence.attachment);
    const label = evidence.description.trim() === '' ? (file?.name ?? '证据') : evidence.description;
    return leaf({
      id: `field/${path}`,
      label: evidence.page === null ? label : `${label}（${evidence.page}）`,
      value:
        file === undefined
          ? evidence.attachment === null
            ? label
            : null
          : `${file.name} sha256:${file.sha256}`,
      unit: 'text',
      confidence: 'verified',
      source: { kind: 'field', path, label: '证据', ...(evidence.by === null ? {} : { by: evidence.by }) },
    });
  };
  return {
    answers: indexed(sections.screening.answers),
    declarations: indexed(sections.screening.declarations),
    isPresent,
    node: (entry, index) => () => {
      const isAnswer = 'answer' in entry;
      const position = index === 0 ? '' : `#${index + 1}`;
      const path = `sections.screening.${isAnswer ? 'answers' : 'declarations'}[${entry.rule}@${entry.subject}${position}]`;
      const label = isAnswer ? '答复' : '声明';
      const reason = 'reason' in entry ? entry.reason.trim() : '';
      const own = leaf({
        id: `field/${path}`,
        label: `${label}（${entry.by}）`,
        value: valueOf(entry),
        unit: 'text',
        confidence: 'verified',
        source: { kind: 'field', path, label, by: entry.by },
        ...(reason === '' ? {} : { note: reason }),
      });
      if (entry.evidence.length === 0) return own;
      const evidence = entry.evidence.map((e, i) => evidenceLeaf(e, `${path}.evidence[${i}]`));
      return derive({
        id: `answered/${path}`,
        label: `${label}及证据`,
        value: own.value,
        unit: 'text',
        children: [own, ...evidence],
      });
    },
  };
};
