import type { CaseRecord } from '../../../case/case-record';
import type {
  EnterpriseFileSection,
  FileEvent,
  FileFact,
  FileProduct,
  FileSource,
} from '../../../case/enterprise-file-section';
import { type Failure, type Result, fail, ok } from '../../../kernel/result';
import type { FileCatalogue } from '../catalogue';
import { PRODUCT_GROUP, caseFact, sourceId } from './file-sources';
import type { DraftEvent, DraftProduct } from './import-model';
import type { FileDecisions, ImportConflict } from './import-questions';
import { type FilePlan, eventKey, factKeyOf, ownSources, productKey } from './plan-import';

export interface AppliedFile {
  readonly section: EnterpriseFileSection;
  readonly added: { readonly facts: number; readonly events: number; readonly products: number };
  readonly unchanged: number;
}

const refused = (code: string, message: string, remedy: string): Result<never> =>
  fail({ code, message, path: '', remedy } satisfies Failure);

/** The candidate taken; `both`; or `null` = not answered. An answer that is no candidate is none. */
const answerOf = (conflict: ImportConflict, { options, standing }: FileDecisions): string | null => {
  const said = options[conflict.key];
  if (said !== undefined)
    return said === 'both' || conflict.candidates.some(({ id }) => id === said) ? said : null;
  if (standing === null || standing === 'both') return standing;
  const side = conflict.candidates.filter(({ inCase }) => inCase === (standing === 'case'));
  return side.length === 1 ? (side[0]?.id ?? null) : null;
};

type Answers = ReadonlyMap<string, string>;

const answersOf = (plan: FilePlan, decisions: FileDecisions): Result<Answers> => {
  const open: string[] =
    plan.again !== null && decisions.again === null ? [`“${plan.again.title}”导入过`] : [];
  const answers = new Map<string, string>();
  for (const conflict of plan.conflicts) {
    const answer = answerOf(conflict, decisions);
    if (answer === null) open.push(conflict.label);
    else answers.set(conflict.key, answer);
  }
  if (open.length > 0)
    return refused(
      'E_UNANSWERED',
      `还有 ${open.length} 处没有决定：${open.slice(0, 3).join('、')}${open.length > 3 ? '等' : ''}`,
      '请逐处认定一个，或选择两者都留下；案卷没有改变',
    );
  if (decisions.reason.trim() === '' && [...answers.values()].some((answer) => answer !== 'both'))
    return refused(
      'E_REASON',
      '认定其中一个要写明理由',
      '请写明依据，例如“已核对审计报告原件第 5 页”；案卷没有改变',
    );
  return ok(answers);
};

/** Facts of the case and of the file with the answers in their place: the settled one carries the reason. */
const settledFacts = (
  old: readonly FileFact[],
  plan: FilePlan,
  answers: Answers,
  reason: string,
): { readonly kept: readonly FileFact[]; readonly added: readonly FileFact[] } => {
  const places = new Map<string, { inCase: number; inFile: number }>();
  const placeOf = (key: string) => {
    const place = places.get(key) ?? { inCase: 0, inFile: 0 };
    places.set(key, place);
    return place;
  };
  const settle = (fact: FileFact, id: string, answer: string): FileFact =>
    answer === 'both' ? fact : { ...fact, edit: answer === id ? reasonOver(fact, reason) : '' };
  const kept = old.map((fact) => {
    const answer = answers.get(factKeyOf(fact));
    return answer === undefined ? fact : settle(fact, `case:${placeOf(factKeyOf(fact)).inCase++}`, answer);
  });
  const added = plan.facts.map((draft) => {
    const fact = caseFact(draft, plan.table);
    const answer = answers.get(factKeyOf(draft));
    return answer === undefined ? fact : settle(fact, `file:${placeOf(factKeyOf(draft)).inFile++}`, answer);
  });
  return { kept, added };
};

const reasonOver = ({ edit }: FileFact, reason: string): string =>
  edit.trim() === '' || edit.trim() === reason
    ? reason
    : `${reason}（此前：${edit.trim()}）`.slice(0, 20_000);

const newEvent = (draft: DraftEvent, plan: FilePlan, taken: Set<string>): FileEvent => {
  const { row, group, ...event } = draft;
  const id = freeId(`ev-${plan.table.sha256.slice(0, 12)}-${row}`, taken);
  return { ...event, id, evidence: [], from: { source: sourceId(plan.table, group), row } };
};

const newProduct = (draft: DraftProduct, plan: FilePlan, taken: Set<string>): FileProduct => {
  const { row, ...product } = draft;
  const id = freeId(`pr-${plan.table.sha256.slice(0, 12)}-${row}`, taken);
  return { ...product, id, evidence: [], from: { source: sourceId(plan.table, PRODUCT_GROUP), row } };
};

const freeId = (wanted: string, taken: Set<string>): string => {
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
};

interface Merged<T> {
  readonly items: readonly T[];
  readonly added: number;
}

/** Events and products: the case's one, the file's one in its place, or both. */
const mergedItems = <T extends { readonly id: string }, D>(
  old: readonly T[],
  drafts: readonly D[],
  answers: Answers,
  keyOf: (item: T | D) => string,
  make: (draft: D) => T,
): Merged<T> => {
  const dropped = new Set<T>();
  const fresh: T[] = [];
  const places = new Map<string, number>();
  for (const draft of drafts) {
    const key = keyOf(draft);
    const answer = answers.get(key);
    const n = places.get(key) ?? 0;
    places.set(key, n + 1);
    if (answer === undefined || answer === 'both' || answer === `file:${n}`) fresh.push(make(draft));
    if (answer !== undefined && answer !== 'both') {
      const same = old.filter((item) => keyOf(item) === key);
      same.forEach((item, i) => {
        if (answer !== `case:${i}`) dropped.add(item);
      });
    }
  }
  return { items: [...old.filter((item) => !dropped.has(item)), ...fresh], added: fresh.length };
};

/** Sources of the case with those of this import; a sheet that was read before keeps its place and gains columns. */
const mergedSources = (old: readonly FileSource[], now: readonly FileSource[]): readonly FileSource[] => {
  const known = new Map(now.map((source) => [source.id, source]));
  const kept = old.map((source) => {
    const again = known.get(source.id);
    if (again === undefined) return source;
    known.delete(source.id);
    return {
      ...again,
      attachment: again.attachment ?? source.attachment,
      asOf: again.asOf ?? source.asOf,
      columns: { ...source.columns, ...again.columns },
    };
  });
  return [...kept, ...known.values()];
};

/**
 * The enterprise file of the case after an import. Fails with `E_UNANSWERED` while something is open, and with `E_REASON` when
 * one side was taken without a reason; then nothing is changed. What was not taken stays beside it with its source.
 */
export const applyFileImport = (
  plan: FilePlan,
  sources: readonly FileSource[],
  caseRecord: CaseRecord,
  catalogue: FileCatalogue,
  decisions: FileDecisions,
): Result<AppliedFile> => {
  const section = caseRecord.sections.enterpriseFile;
  const answered = answersOf(plan, decisions);
  if (!answered.ok) return answered;
  const answers = answered.value;
  const own = ownSources(plan.table, catalogue);
  const isOwn = ({ from, edit }: FileFact): boolean =>
    from !== null && own.has(from.source) && edit.trim() === '';
  if (plan.again !== null && decisions.again === 'leave')
    return ok({ section, added: { facts: 0, events: 0, products: 0 }, unchanged: plan.unchanged });
  const old = section.facts.filter((fact) => !isOwn(fact));
  const { kept, added } = settledFacts(old, plan, answers, decisions.reason.trim());
  const identity = (fact: FileFact): string =>
    JSON.stringify([fact.field, fact.period, fact.value, fact.from]);
  const there = new Set(kept.map(identity));
  const fresh = added.filter((fact) => !there.has(identity(fact)));
  const taken = new Set([...section.events, ...section.products].map(({ id }) => id));
  const events = mergedItems(section.events, plan.events, answers, eventKey, (d) => newEvent(d, plan, taken));
  const products = mergedItems(section.products, plan.products, answers, productKey, (d) =>
    newProduct(d, plan, taken),
  );
  const isEmpty = plan.facts.length + plan.events.length + plan.products.length === 0;
  return ok({
    section: {
      ...section,
      sources: isEmpty ? section.sources : [...mergedSources(section.sources, sources)],
      facts: [...kept, ...fresh],
      events: [...events.items],
      products: [...products.items],
    },
    added: {
      facts: Math.max(0, fresh.length - plan.unchanged),
      events: events.added,
      products: products.added,
    },
    unchanged: plan.unchanged,
  });
};
