import type { WorkRoom } from './work-room';

/** Slots of the table of values of one column, a power of two. */
export const SLOTS = 4096;
/** A slot is one number of occurrences and two halves of a hash: one look at memory. */
export const SLOT_BYTES = 16;
export const LOW_AT = 8;
export const HIGH_AT = 12;

/** The table of values of one column, wherever its memory lies; two views of the same bytes. */
export interface ValueSlots {
  /** Occurrences of slot i at 2i; 0 marks a free one. */
  readonly counts: Float64Array;
  /** Halves of the hash of slot i: low at 4i + 2, high at 4i + 3. */
  readonly words: Int32Array;
}

export const slotsIn = (buffer: ArrayBuffer, at: number): ValueSlots => ({
  counts: new Float64Array(buffer, at, (SLOTS * SLOT_BYTES) / 8),
  words: new Int32Array(buffer, at, (SLOTS * SLOT_BYTES) / 4),
});

export const newSlots = (room: WorkRoom): ValueSlots => {
  const { buffer, byteOffset } = room.floats((SLOTS * SLOT_BYTES) / 8);
  return slotsIn(buffer, byteOffset);
};
