import type { LegalEvents, PatentRecord } from '../../case/patents-section';
import { isGazetteEdit } from '../../case/record-edits';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import { type RecordFailure, recordFailure } from '../../intake/table';
import { recordDate } from '../calendar/calendar';
import { FIELD_LABEL, fieldText } from '../reading/patent-fields';
import { recordFactsFrom, statusFromEvents } from './event-status';
import { EVENT_FIELDS, type EventField, eventReason } from './event-reasons';
import type { LegalEventRules } from './legal-event-codes';
import { mergeEvents, recordEvents } from './merge-events';
import type { GazetteEntry, GazetteReading } from './read-gazette-table';

/** What a person states about an event list. */
export interface GazetteClaim {
  /** The list is complete up to and including this day (查询日); `null` = nobody says so, then no “no” follows. */
  readonly coveredThrough: PlainDate | null;
  /** Where the list comes from; kept with the events. */
  readonly source: string;
  /** `all`: every patent of the case was searched for, also those without an entry; `listed`: only those in the list. */
  readonly scope: 'listed' | 'all';
}

/** A field that follows from the events otherwise than the record says. */
export interface EventChange {
  /** `p-…/pledgeLive`: the key of its answer. */
  readonly key: string;
  readonly patent: string;
  readonly field: EventField;
  readonly label: string;
  /** `null` = not known. */
  readonly from: string | null;
  readonly to: string | null;
  /** `fills`: nothing was known; `contradicts`: the record says otherwise, and a person decides. */
  readonly kind: 'fills' | 'contradicts';
  /** Why the record has its value, when it was entered or settled after import. */
  readonly edited: string | null;
  readonly reason: string;
}

/** What the list means for one patent. */
export interface PatentEvents {
  readonly patent: string;
  readonly applicationNumber: string;
  readonly title: string;
  readonly legalEvents: LegalEvents;
  /** Entries that the record did not have. */
  readonly added: number;
  /** Values the fields would take. */
  readonly facts: Partial<PatentRecord>;
  readonly changes: readonly EventChange[];
  readonly notes: readonly string[];
}

export interface GazettePlan {
  readonly patents: readonly PatentEvents[];
  readonly failures: readonly RecordFailure[];
  /** Numbers of the list that the case does not have. */
  readonly notInCase: readonly string[];
  readonly unknownCodes: readonly string[];
  readonly counts: { readonly rows: number; readonly used: number; readonly neutral: number };
  /** What keeps a “no” from following, in Chinese. */
  readonly notes: readonly string[];
}

export interface GazetteContext {
  readonly fileName: string;
  readonly valuationDate: PlainDate;
  readonly claim: GazetteClaim;
  readonly rules: LegalEventRules;
}

const impossible = (
  { event, record }: GazetteEntry,
  patent: PatentRecord,
  { fileName, claim }: GazetteContext,
): RecordFailure | null => {
  const fault = (code: string, message: string, remedy: string): RecordFailure =>
    recordFailure(fileName, record, null, { code, message, remedy });
  if (patent.filingDate !== null && event.date < patent.filingDate)
    return fault(
      'E_EVENT_BEFORE_FILING',
      `${event.code} 公告日 ${event.date} 早于“${patent.title}”的申请日 ${patent.filingDate}`,
      '请核对公告日、申请号和申请日',
    );
  if (claim.coveredThrough !== null && compareDates(event.date, claim.coveredThrough) > 0)
    return fault(
      'E_EVENT_FUTURE',
      `${event.code} 公告日 ${event.date} 晚于所填的查询日 ${claim.coveredThrough}`,
      '请核对公告日，或按实际查询日填写',
    );
  return null;
};

/** What the events settle and the record does not say already; 滞纳期 is a way of being in force. */
const factsOf = (
  record: PatentRecord,
  { status, statusText, ...others }: Partial<PatentRecord>,
): Partial<PatentRecord> => {
  const known = record.status === status || (status === 'in-force' && record.status === 'grace');
  return status === undefined || known ? others : { ...others, status, statusText: statusText ?? null };
};

const changesOf = (
  record: PatentRecord,
  facts: Partial<PatentRecord>,
  reasonOf: (field: EventField) => string,
  settles: (field: EventField) => boolean,
): readonly EventChange[] =>
  EVENT_FIELDS.flatMap((field): EventChange[] => {
    const edit = record.edits[field] ?? null;
    // A field that only stood on gazette events and that the events no longer settle is unknown again.
    const lapsed = !settles(field) && edit !== null && isGazetteEdit(edit) && record[field] !== null;
    const value = facts[field];
    if (!lapsed && (value === undefined || value === record[field])) return [];
    const after: PatentRecord = { ...record, ...facts, ...(lapsed ? { [field]: null } : {}) };
    return [
      {
        key: `${record.id}/${field}`,
        patent: record.id,
        field,
        label: FIELD_LABEL[field],
        from: fieldText(record, field),
        to: lapsed ? null : fieldText(after, field),
        kind: record[field] === null ? 'fills' : 'contradicts',
        edited: edit,
        reason: lapsed ? '公告事件已不能确定这一项' : reasonOf(field),
      },
    ];
  });

const patentPlan = (
  record: PatentRecord,
  entries: readonly GazetteEntry[],
  covered: boolean,
  context: GazetteContext,
): PatentEvents => {
  const { claim, rules, valuationDate } = context;
  const events = entries.map(({ event }) => event);
  const printed = [...new Set(entries.map(({ source }) => source).filter((text) => text !== ''))].sort();
  const source = [claim.source.trim(), ...printed]
    .filter((text) => text !== '')
    .join('，')
    .replaceAll('；', '，');
  const legalEvents = mergeEvents(record.legalEvents, events, covered ? claim.coveredThrough : null, source);
  const all = recordEvents(legalEvents);
  const status = statusFromEvents(all, valuationDate, {
    rules,
    coveredThrough: recordDate(legalEvents.coveredThrough),
  });
  const settled = recordFactsFrom(status, rules);
  const facts = factsOf(record, settled);
  const later = all.filter(({ date }) => compareDates(date, valuationDate) > 0).length;
  const before = record.legalEvents?.entries.length ?? 0;
  return {
    patent: record.id,
    applicationNumber: record.applicationNumber,
    title: record.title,
    legalEvents,
    added: Math.max(0, legalEvents.entries.length - before),
    facts,
    changes: changesOf(
      record,
      facts,
      (field) => eventReason(field, all, status, rules),
      (field) => settled[field] !== undefined,
    ),
    notes: [
      ...status.notes,
      ...(status.ownerChanged === true ? ['有专利权的转移公告，请核对专利权人是否为出质人'] : []),
      ...(status.ownerRenamed === true ? ['专利权人有名称变更公告，请核对名称'] : []),
      ...(later === 0 ? [] : [`${later} 条公告晚于评估基准日，已保存，不计入基准日的状态`]),
    ],
  };
};

const planNotes = (reading: GazetteReading, { claim }: GazetteContext): readonly string[] => [
  ...(claim.coveredThrough === null ? ['没有填查询日，清单里没有的事项按未知处理'] : []),
  ...(claim.coveredThrough !== null && reading.unattributed > 0
    ? [`有 ${reading.unattributed} 条读不出是哪件专利的，查询日暂不采用；请改正后重新导入`]
    : []),
];

/**
 * What an event list means for the patents of a case. Rows that cannot be (before filing, after the day of the search) are
 * failures; a patent with an unreadable row does not count as searched completely. The order of rows changes nothing.
 */
export const planGazette = (
  records: readonly PatentRecord[],
  reading: GazetteReading,
  context: GazetteContext,
): GazettePlan => {
  const byId = new Map(records.map((record) => [record.id, record]));
  const entries = new Map<string, GazetteEntry[]>();
  const failures: RecordFailure[] = [];
  const faulty = new Set([...reading.faulty].map((digits) => `p-${digits.toLowerCase()}`));
  const notInCase = new Set<string>();
  for (const entry of reading.entries) {
    const id = `p-${entry.digits.toLowerCase()}`;
    const record = byId.get(id);
    const failure = record === undefined ? null : impossible(entry, record, context);
    if (record === undefined) notInCase.add(entry.applicationNumber);
    else if (failure !== null) {
      failures.push(failure);
      faulty.add(id);
    } else {
      const list = entries.get(id);
      if (list === undefined) entries.set(id, [entry]);
      else list.push(entry);
    }
  }
  const trusted = reading.unattributed === 0;
  const patents = records
    .filter(
      ({ id }) => entries.has(id) || (context.claim.scope === 'all' && context.claim.coveredThrough !== null),
    )
    .map((record) =>
      patentPlan(record, entries.get(record.id) ?? [], trusted && !faulty.has(record.id), context),
    );
  const codes = patents.flatMap(({ legalEvents }) => legalEvents.entries.map(({ code }) => code));
  return {
    patents,
    failures: [...reading.failures, ...failures],
    notInCase: [...notInCase].sort(),
    unknownCodes: [...new Set(codes)].filter((code) => !context.rules.byCode.has(code)).sort(),
    counts: {
      rows: reading.entries.length + reading.failures.length + reading.neutral,
      used: [...entries.values()].reduce((sum, list) => sum + list.length, 0),
      neutral: reading.neutral,
    },
    notes: planNotes(reading, context),
  };
};
