import type { GazetteEvent } from './gazette-events';

/** A fact of the register: yes, no, or `null` = the gazette entries at hand do not say. */
export type Tri = boolean | null;

/** Entry and its part in a matter that begins, changes and ends (质押, 保全, 许可). */
export interface TrackEvent {
  readonly event: GazetteEvent;
  readonly step: 'start' | 'change' | 'end';
}

type TrackState = 'live' | 'ended' | 'unclear';

/**
 * State of one matter from its entries in date order. The last day decides: begun or changed = live, ended = ended, both on
 * one day = unclear. Where contracts cannot be told apart, an end closes only as many as have begun.
 */
const stateOf = (track: readonly TrackEvent[], oneContract: boolean): TrackState => {
  const lastDay = track.at(-1)?.event.date;
  const onLast = track.filter(({ event }) => event.date === lastDay);
  const ends = onLast.filter(({ step }) => step === 'end').length;
  if (ends === 0) return 'live';
  if (ends < onLast.length) return 'unclear';
  if (oneContract) return 'ended';
  const count = (step: TrackEvent['step']): number => track.filter((t) => t.step === step).length;
  const begun = Math.max(count('start'), count('change') > 0 ? 1 : 0);
  return begun === count('end') ? 'ended' : 'unclear';
};

/**
 * Whether any contract of a matter is live. Contracts are told apart by number when every entry bears one. `firm` = the
 * entries are complete up to the day asked about; without it a “no” is not known.
 */
export const liveIn = (track: readonly TrackEvent[], firm: boolean): Tri => {
  const told = track.every(({ event }) => event.ref !== undefined);
  const contracts = new Map<string, TrackEvent[]>();
  for (const entry of track) {
    const key = told ? (entry.event.ref ?? '') : '';
    const known = contracts.get(key);
    if (known === undefined) contracts.set(key, [entry]);
    else known.push(entry);
  }
  const states = [...contracts.values()].map((entries) => stateOf(entries, told));
  if (states.includes('live')) return true;
  return states.includes('unclear') || !firm ? null : false;
};
