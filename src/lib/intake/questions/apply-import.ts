import type { ImportBatch, PatentRecord } from '../../case/patents-section';
import { type Failure, type Result, fail, ok } from '../../kernel/result';
import {
  type CandidateKey,
  type GroupQuestion,
  type ImportDecisions,
  type SamePatentQuestion,
  standingKind,
} from './import-questions';
import { mergeRecord } from './merge-record';
import { type Candidate, CASE_KEY, type PatentSources } from './patent-sources';
import type { CasePatents, ImportPlan } from './plan-import';
import { candidatesOf } from './same-patent';

/** The patents of the case after an import. */
export interface AppliedImport {
  /** `null` when the list holds no patent, or the very same file was read before and changed nothing now. */
  readonly batch: ImportBatch | null;
  /** All records of the case: the old ones in their places, then the new ones in the order of the list. */
  readonly records: readonly PatentRecord[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly leftOut: number;
}

interface Choice {
  readonly base: CandidateKey;
  readonly fields: Readonly<Record<string, CandidateKey>>;
}

const optionOf = (
  question: SamePatentQuestion | GroupQuestion,
  { options, standing }: ImportDecisions,
): string | null => options[question.key] ?? standing[standingKind(question.kind)];

/** The answer to one question; `null` = not answered yet. Unknown options and sources are no answers. */
const choiceOf = (question: SamePatentQuestion, decisions: ImportDecisions): Choice | null => {
  const known = new Set(question.candidates.map(({ key }) => key));
  const said = decisions.fields[question.key] ?? {};
  const id = optionOf(question, decisions);
  const find = (wanted: string | null) => question.options.find((option) => option.id === wanted);
  const option = find(id) ?? (id === 'list-all' ? find('list') : undefined);
  const fields: Record<string, CandidateKey> = {};
  for (const { field } of question.differences) {
    const own = said[field];
    const key = own !== undefined && known.has(own) ? own : option?.fields[field];
    if (key === undefined) return null;
    fields[field] = key;
  }
  return { base: option?.base ?? question.candidates[0]?.key ?? CASE_KEY, fields };
};

interface GroupAnswer {
  readonly marked: boolean;
  readonly leftOut: readonly string[];
}

const groupAnswer = (question: GroupQuestion, decisions: ImportDecisions): GroupAnswer | null => {
  const fresh = question.members.filter(({ inCase }) => !inCase).map(({ patent }) => patent);
  const named = decisions.leaveOut[question.key];
  const id = optionOf(question, decisions);
  const option = question.options.find((o) => o.id === id);
  if (option === undefined && named === undefined) return null;
  const only = option?.id.startsWith('only:') === true ? option.id.slice('only:'.length) : null;
  const leftOut = fresh.filter(
    (patent) => named?.includes(patent) === true || (only !== null && patent !== only),
  );
  return { marked: question.kind === 'family' && option?.id !== 'separate', leftOut };
};

const unanswered = (titles: readonly string[]): Failure => ({
  code: 'E_UNANSWERED',
  message: `还有 ${titles.length} 个问题没有答：${titles.slice(0, 3).join('、')}${titles.length > 3 ? '等' : ''}`,
  path: '',
  remedy: '请逐项决定，或对同类问题一次作答；案卷没有改变',
});

const candidateOf = (sources: PatentSources, key: CandidateKey): Candidate | undefined =>
  candidatesOf(sources).find((candidate) => candidate.key === key);

/** What becomes of one patent of the list. */
const settled = (sources: PatentSources, choice: Choice | null): PatentRecord | null => {
  const { inCase, rows } = sources;
  if (choice === null && inCase !== null) return inCase.record;
  const base = choice === null ? rows[0] : candidateOf(sources, choice.base);
  return base === undefined ? null : mergeRecord(sources, base, choice?.fields ?? {});
};

interface Marks {
  readonly leftOut: ReadonlySet<string>;
  readonly families: ReadonlyMap<string, string>;
}

/** Members left out, and family names; a member that the case named already keeps its name. */
const marksOf = (answers: readonly (readonly [GroupQuestion, GroupAnswer])[]): Marks => {
  const leftOut = new Set(answers.flatMap(([, answer]) => answer.leftOut));
  const families = new Map(
    answers.flatMap(([question, { marked }]) =>
      marked
        ? question.members
            .filter(({ patent }) => !leftOut.has(patent))
            .map(({ patent }) => [patent, question.name] as const)
        : [],
    ),
  );
  return { leftOut, families };
};

const withFamily = (record: PatentRecord, isNew: boolean, { families }: Marks): PatentRecord => {
  const name = families.get(record.id);
  return name === undefined || name === record.familyId || (!isNew && record.familyId !== null)
    ? record
    : { ...record, familyId: name };
};

const assemble = (
  plan: ImportPlan,
  existing: CasePatents,
  choices: ReadonlyMap<string, Choice>,
  marks: Marks,
): AppliedImport => {
  const known = new Set(existing.records.map(({ id }) => id));
  const old = existing.records.map((record) => {
    const sources = plan.sources.get(record.id);
    const after = sources === undefined ? record : settled(sources, choices.get(record.id) ?? null);
    return withFamily(after ?? record, false, marks);
  });
  const fresh = [...plan.sources.values()]
    .filter(({ patent }) => !known.has(patent) && !marks.leftOut.has(patent))
    .sort((a, b) => a.firstRow - b.firstRow)
    .flatMap((sources) => settled(sources, choices.get(sources.patent) ?? null) ?? [])
    .map((record) => withFamily(record, true, marks));
  const changed = old.filter((record, i) => record !== existing.records[i] && plan.sources.has(record.id));
  const inBoth = existing.records.filter(({ id }) => plan.sources.has(id)).length;
  const readBefore = existing.imports.some(({ sha256 }) => sha256 === plan.batch.sha256);
  const touched = old.some((record, i) => record !== existing.records[i]);
  return {
    batch: plan.sources.size > 0 && (fresh.length > 0 || touched || !readBefore) ? plan.batch : null,
    records: [...old, ...fresh],
    added: fresh.length,
    changed: changed.length,
    unchanged: inBoth - changed.length,
    leftOut: marks.leftOut.size,
  };
};

/**
 * Applies the answers. Fails with `E_UNANSWERED` as long as a question is open, and then changes nothing. A patent that is
 * left out needs no further answer. Records of the case that no answer touches are the very same objects.
 */
export const applyImport = (
  plan: ImportPlan,
  existing: CasePatents,
  decisions: ImportDecisions,
): Result<AppliedImport> => {
  const { same, groups } = plan.questions;
  const open: string[] = [];
  const answers = groups.flatMap((question) => {
    const answer = groupAnswer(question, decisions);
    if (answer === null) open.push(question.name);
    return answer === null ? [] : [[question, answer] as const];
  });
  const marks = marksOf(answers);
  const choices = new Map<string, Choice>();
  for (const question of same) {
    if (marks.leftOut.has(question.patent)) continue;
    const choice = choiceOf(question, decisions);
    if (choice === null) open.push(question.applicationNumber);
    else choices.set(question.patent, choice);
  }
  return open.length > 0 ? fail(unanswered(open)) : ok(assemble(plan, existing, choices, marks));
};
