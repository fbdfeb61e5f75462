import { type Result, ok, refuse } from '../kernel/result';
import { type Delta, applyDelta, deltaOf, freshItems } from './record-delta';

/**
 * The case record on its way to one worker. The first time it goes whole, as JSON text; after that only what changed since
 * the last time. Each message names the one it builds on, so that a worker never computes on a mixture.
 */
export type RecordMessage =
  | { readonly serial: number; readonly text: string }
  | { readonly serial: number; readonly base: number; readonly delta: Delta };

/** JSON text of a record, made once for all workers; one text is copied faster than many objects. */
const texts = new WeakMap<object, string>();

const textOf = (record: object): string => {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(record);
  texts.set(record, text);
  return text;
};

/** More new list entries than this go as text: an import, not an edit. */
const MOST_FRESH = 300;

/** The page's end of the link to one started worker. */
export class RecordSender {
  #sent: { readonly record: object; readonly serial: number } | null = null;
  #serial = 0;

  /** Message that brings the worker from what it was sent last to `record`. */
  message(record: object): RecordMessage {
    const base = this.#sent;
    const serial = (this.#serial += 1);
    this.#sent = { record, serial };
    const delta = base === null ? null : deltaOf(base.record, record);
    // Text once for all workers costs the page less than copying thousands of new objects for each of them.
    return base === null || delta === null || freshItems(delta) > MOST_FRESH
      ? { serial, text: textOf(record) }
      : { serial, base: base.serial, delta };
  }

  /** The last message may not have arrived: the next one goes whole. */
  forget(): void {
    this.#sent = null;
  }
}

/** Code of a message that builds on another record than the one that is here. */
export const RECORD_BASE_LOST = 'E_RECORD_BASE';

/** The worker's end. */
export class RecordReceiver {
  #held: { readonly record: unknown; readonly serial: number } | null = null;

  /** The record as it is at the page. An unchanged record is the very same object as before. */
  read(message: RecordMessage): Result<unknown> {
    const held = this.#held;
    if ('text' in message) {
      const record: unknown = JSON.parse(message.text);
      this.#held = { record, serial: message.serial };
      return ok(record);
    }
    if (held?.serial !== message.base)
      return refuse(RECORD_BASE_LOST, '后台程序没有上一次的案卷', 'caseRecord', '将重新发送整份案卷');
    const record = applyDelta(held.record, message.delta);
    this.#held = { record, serial: message.serial };
    return ok(record);
  }
}

/** Splits the record off an input that carries one. */
export const splitRecord = (
  input: unknown,
): { readonly rest: unknown; readonly record: object | undefined } => {
  if (typeof input !== 'object' || input === null || !('caseRecord' in input))
    return { rest: input, record: undefined };
  const { caseRecord, ...rest } = input;
  return typeof caseRecord === 'object' && caseRecord !== null
    ? { rest, record: caseRecord }
    : { rest: input, record: undefined };
};
