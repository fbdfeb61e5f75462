import type { PatentRecord } from '../../case/patents-section';
import { gazetteEdit } from '../../case/record-edits';
import { type EventStatus, FULL_INVALIDATION } from './event-status';
import { type GazetteEvent, orderedEvents } from './gazette-events';
import type { EventEffect, LegalEventRules } from './legal-event-codes';

/** Record fields that gazette events can settle. */
export type EventField = keyof Pick<
  PatentRecord,
  | 'status'
  | 'invalidationOutcome'
  | 'pledgeLive'
  | 'procedureSuspended'
  | 'transferCount'
  | 'licenceCount'
  | 'pledgeCount'
>;

export const EVENT_FIELDS: readonly EventField[] = [
  'status',
  'invalidationOutcome',
  'pledgeLive',
  'procedureSuspended',
  'transferCount',
  'licenceCount',
  'pledgeCount',
];

/** Effects whose entries say something about a field. */
const EFFECTS: Readonly<Record<EventField, readonly EventEffect[]>> = {
  status: ['dead', 'revived', 'grant'],
  invalidationOutcome: ['partly_invalid'],
  pledgeLive: ['pledge_start', 'pledge_change', 'pledge_end'],
  procedureSuspended: ['preservation_start', 'preservation_end'],
  transferCount: ['transfer'],
  licenceCount: ['license_start'],
  pledgeCount: ['pledge_start'],
};

/** The entry that decided a field: the last of those that speak about it. */
const decisive = (
  field: EventField,
  events: readonly GazetteEvent[],
  { date, end }: EventStatus,
  { byCode }: LegalEventRules,
): GazetteEvent | null => {
  const ends = field === 'status' || (field === 'invalidationOutcome' && end?.code === FULL_INVALIDATION);
  if (ends && end !== null) return end;
  const speaking = orderedEvents(events).filter((event) => {
    const effect = byCode.get(event.code)?.effect;
    return event.date <= date && effect !== undefined && EFFECTS[field].includes(effect);
  });
  return speaking.at(-1) ?? null;
};

/** Why a field follows from the events: `公告事件 PE01 专利权质押合同登记的生效（2022-01-05）`. */
export const eventReason = (
  field: EventField,
  events: readonly GazetteEvent[],
  status: EventStatus,
  rules: LegalEventRules,
): string => {
  const event = decisive(field, events, status, rules);
  return gazetteEdit(
    event === null
      ? `查至 ${status.date}，无此类公告`
      : `${event.code} ${rules.byCode.get(event.code)?.title ?? ''}（${event.date}）`,
  );
};
