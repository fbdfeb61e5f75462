import type { PatentRecord } from '../../case/patents-section';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import { type TrackEvent, type Tri, liveIn } from './event-tracks';
import { type GazetteEvent, orderedEvents } from './gazette-events';
import type { EventEffect, LegalEventRules } from './legal-event-codes';

/** Legal status of one patent on a day as its gazette entries tell it. `null` = they do not say. */
export interface EventStatus {
  readonly date: PlainDate;
  /** `false` = ended by `end`; `true` only with a sign of the grant and complete entries. */
  readonly inForce: Tri;
  /** The entry that ended the right and was not undone. */
  readonly end: GazetteEvent | null;
  /** Restored after a lapse on this day. */
  readonly revivedOn: PlainDate | null;
  readonly partlyInvalid: Tri;
  readonly pledged: Tri;
  /** 保全 in force. */
  readonly frozen: Tri;
  readonly licensed: Tri;
  readonly ownerChanged: Tri;
  /** The owner's name, not the owner, changed. */
  readonly ownerRenamed: Tri;
  readonly lastTransfer: PlainDate | null;
  /** How often; `null` when entries may be missing. */
  readonly transfers: number | null;
  readonly licences: number | null;
  readonly pledges: number | null;
  /** Codes that the table does not hold; they keep every “no” unknown. */
  readonly unknownCodes: readonly string[];
  /** What is not clear, in Chinese. */
  readonly notes: readonly string[];
}

export interface EventStatusInput {
  readonly rules: LegalEventRules;
  /** Day up to which the entries are complete (day of the search); `null` = not known, then no “no” is given. */
  readonly coveredThrough: PlainDate | null;
}

interface Read {
  readonly events: readonly GazetteEvent[];
  readonly with: (...effects: readonly EventEffect[]) => readonly GazetteEvent[];
}

const readEvents = (events: readonly GazetteEvent[], date: PlainDate, rules: LegalEventRules): Read => {
  const past = orderedEvents(events).filter((event) => compareDates(event.date, date) <= 0);
  return {
    events: past,
    with: (...effects) =>
      past.filter((event) => {
        const effect = rules.byCode.get(event.code)?.effect;
        return effect !== undefined && effects.includes(effect);
      }),
  };
};

/** Effects that only a granted right can have. */
const AFTER_GRANT: readonly EventEffect[] = [
  'grant',
  'revived',
  'partly_invalid',
  'pledge_start',
  'pledge_change',
  'pledge_end',
];

/** 专利权全部无效. */
export const FULL_INVALIDATION = 'IW01';

interface Life {
  readonly inForce: Tri;
  readonly end: GazetteEvent | null;
  readonly revivedOn: PlainDate | null;
  readonly notes: readonly string[];
}

const lifeOf = (read: Read, rules: LegalEventRules, firm: boolean): Life => {
  const ends = read.with('dead');
  const revived = read.with('revived').at(-1) ?? null;
  // Full invalidation undoes the right from the beginning: it goes before an end that came earlier. 专利法 第四十七条.
  const final =
    ends.find(({ code }) => code === FULL_INVALIDATION) ??
    ends.find((event) => !rules.revivable.value.includes(event.code)) ??
    null;
  const lapse = ends.findLast((event) => rules.revivable.value.includes(event.code)) ?? null;
  if (final !== null) {
    const notes =
      revived !== null && compareDates(revived.date, final.date) >= 0
        ? [`${final.code} 之后另有权利的恢复公告，两者矛盾，请以登记簿副本核对`]
        : [];
    return { inForce: false, end: final, revivedOn: null, notes };
  }
  const order = lapse === null ? -1 : revived === null ? 1 : compareDates(lapse.date, revived.date);
  if (lapse !== null && order > 0) return { inForce: false, end: lapse, revivedOn: null, notes: [] };
  if (lapse !== null && order === 0)
    return { inForce: null, end: null, revivedOn: null, notes: ['终止与恢复公告在同一日，先后不明'] };
  const granted = read.with(...AFTER_GRANT).length > 0;
  return {
    inForce: firm && granted ? true : null,
    end: null,
    revivedOn: lapse === null ? null : (revived?.date ?? null),
    notes: [],
  };
};

const track = (read: Read, matter: 'pledge' | 'preservation' | 'license'): readonly TrackEvent[] => {
  const start = read.with(`${matter}_start`);
  const change = matter === 'preservation' ? [] : read.with(`${matter}_change`);
  const steps = new Map<GazetteEvent, TrackEvent['step']>([
    ...start.map((event) => [event, 'start'] as const),
    ...change.map((event) => [event, 'change'] as const),
  ]);
  const effects: readonly EventEffect[] =
    matter === 'preservation'
      ? ['preservation_start', 'preservation_end']
      : [`${matter}_start`, `${matter}_change`, `${matter}_end`];
  return read.with(...effects).map((event) => ({ event, step: steps.get(event) ?? 'end' }));
};

/**
 * Legal status on `date` from gazette entries in any order, repeated or not; later entries are not read. CF01 then RR01:
 * restored; abandonment, expiry and full invalidation stay. PE01 without PC01: pledged; PP01 without PD01: frozen; EE01 without
 * EC01: licensed; TR01: owner changed. A “no”, and “in force”, need entries that are complete up to `date` and codes that are all
 * known; otherwise they are `null`.
 */
export const statusFromEvents = (
  events: readonly GazetteEvent[],
  date: PlainDate,
  { rules, coveredThrough }: EventStatusInput,
): EventStatus => {
  const read = readEvents(events, date, rules);
  const unknownCodes = [...new Set(read.events.map(({ code }) => code))]
    .filter((c) => !rules.byCode.has(c))
    .sort();
  const covered = coveredThrough !== null && compareDates(coveredThrough, date) >= 0;
  const firm = covered && unknownCodes.length === 0;
  const life = lifeOf(read, rules, firm);
  const seen = (effect: EventEffect): Tri => (read.with(effect).length > 0 ? true : firm ? false : null);
  const times = (effect: EventEffect): number | null => (firm ? read.with(effect).length : null);
  return {
    date,
    inForce: life.inForce,
    end: life.end,
    revivedOn: life.revivedOn,
    partlyInvalid: seen('partly_invalid'),
    pledged: liveIn(track(read, 'pledge'), firm),
    frozen: liveIn(track(read, 'preservation'), firm),
    licensed: liveIn(track(read, 'license'), firm),
    ownerChanged: seen('transfer'),
    ownerRenamed: seen('owner_name'),
    lastTransfer: read.with('transfer').at(-1)?.date ?? null,
    transfers: times('transfer'),
    licences: times('license_start'),
    pledges: times('pledge_start'),
    unknownCodes,
    notes: [
      ...life.notes,
      ...(covered ? [] : ['事务清单是否完整到该日不明，没有记载的事项按未知处理']),
      ...(unknownCodes.length === 0 ? [] : [`事务代码 ${unknownCodes.join('、')} 不在代码表中`]),
    ],
  };
};

type RecordFacts = Pick<
  PatentRecord,
  | 'status'
  | 'statusText'
  | 'invalidationOutcome'
  | 'pledgeLive'
  | 'procedureSuspended'
  | 'transferCount'
  | 'licenceCount'
  | 'pledgeCount'
>;

const invalidity = ({ end, partlyInvalid }: EventStatus): Partial<RecordFacts> => {
  if (end?.code === FULL_INVALIDATION) return { invalidationOutcome: 'invalid' };
  return partlyInvalid === true ? { invalidationOutcome: 'upheld-part' } : {};
};

const life = ({ inForce, end }: EventStatus, rules: LegalEventRules): Partial<RecordFacts> => {
  if (inForce === null) return {};
  return inForce
    ? { status: 'in-force', statusText: '有效（据公报事务）' }
    : { status: 'dead', statusText: rules.byCode.get(end?.code ?? '')?.title ?? '专利权终止' };
};

/** Fields of a patent record that the entries settle; what they leave open is not in it and stays as it was. */
export const recordFactsFrom = (status: EventStatus, rules: LegalEventRules): Partial<RecordFacts> => ({
  ...life(status, rules),
  ...invalidity(status),
  ...(status.pledged === null ? {} : { pledgeLive: status.pledged }),
  ...(status.frozen === null ? {} : { procedureSuspended: status.frozen }),
  ...(status.transfers === null ? {} : { transferCount: status.transfers }),
  ...(status.licences === null ? {} : { licenceCount: status.licences }),
  ...(status.pledges === null ? {} : { pledgeCount: status.pledges }),
});
