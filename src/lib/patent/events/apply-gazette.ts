import type { PatentRecord } from '../../case/patents-section';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok, refuse } from '../../kernel/result';
import type { EventField } from './event-reasons';
import type { EventChange, GazettePlan, PatentEvents } from './plan-gazette';

/** Whose word counts where record and gazette differ. */
export type EventAnswer = 'gazette' | 'keep';

export interface GazetteAnswers {
  /** For every contradiction without an answer of its own; `null` = not said. */
  readonly standing: EventAnswer | null;
  /** Key of the change → answer. */
  readonly own: Readonly<Record<string, EventAnswer>>;
}

export interface AppliedGazette {
  /** All records of the case; untouched ones are the very same objects. */
  readonly records: readonly PatentRecord[];
  /** Records whose fields changed. */
  readonly changed: number;
  /** Entries that the case did not have. */
  readonly added: number;
}

const answerOf = (change: EventChange, { standing, own }: GazetteAnswers): EventAnswer | null =>
  change.kind === 'fills' ? 'gazette' : (own[change.key] ?? standing);

const LINKED: Partial<Record<EventField, readonly (keyof PatentRecord)[]>> = { status: ['statusText'] };

const withoutEdit = (record: PatentRecord, field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(record.edits).filter(([name]) => name !== field));

const takeField = (record: PatentRecord, change: EventChange, facts: Partial<PatentRecord>): PatentRecord => {
  const { field, to, reason } = change;
  const fields = [field, ...(LINKED[field] ?? [])];
  const values = Object.fromEntries(fields.map((name) => [name, to === null ? null : (facts[name] ?? null)]));
  const edits = withoutEdit(record, field);
  return { ...record, ...values, edits: to === null ? edits : { ...edits, [field]: reason } };
};

const after = (record: PatentRecord, events: PatentEvents, answers: GazetteAnswers): PatentRecord => {
  let changed = record;
  for (const change of events.changes)
    if (answerOf(change, answers) === 'gazette') changed = takeField(changed, change, events.facts);
  return canonicalJson(record.legalEvents) === canonicalJson(events.legalEvents)
    ? changed
    : { ...changed, legalEvents: events.legalEvents };
};

/**
 * Writes the events and what follows from them into the records. Unknown fields are filled; where the record says otherwise
 * a person must have answered, else `E_UNANSWERED` and nothing changes. Each field bears the entry it follows from. Applying the
 * same list again with the same answers changes nothing.
 */
export const applyGazette = (
  records: readonly PatentRecord[],
  plan: GazettePlan,
  answers: GazetteAnswers,
): Result<AppliedGazette> => {
  const open = plan.patents
    .flatMap(({ changes }) => changes)
    .filter((change) => answerOf(change, answers) === null);
  if (open.length > 0)
    return refuse(
      'E_UNANSWERED',
      `还有 ${open.length} 处公告与案卷不一致，没有决定以哪一个为准`,
      '',
      '请逐处决定，或一次全部决定；案卷没有改变',
    );
  const byId = new Map(plan.patents.map((events) => [events.patent, events]));
  const next = records.map((record) => {
    const events = byId.get(record.id);
    return events === undefined ? record : after(record, events, answers);
  });
  return ok({
    records: next,
    changed: plan.patents.filter(({ changes }) =>
      changes.some((change) => answerOf(change, answers) === 'gazette'),
    ).length,
    added: plan.patents.reduce((sum, { added }) => sum + added, 0),
  });
};
