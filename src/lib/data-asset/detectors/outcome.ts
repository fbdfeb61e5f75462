/** What a detector says about one value. */
export const NO_MATCH = 0;
/** Has the shape, but its check character says it was never issued. */
export const SHAPE_ONLY = 1;
/** Has the shape and passes the check; where no check exists, has the shape. */
export const MATCH = 2;
export type Outcome = typeof NO_MATCH | typeof SHAPE_ONLY | typeof MATCH;

const ZERO = 48;

/** Digit at an index; 10 or more for any other byte. */
export const digitAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) - ZERO) >>> 0;

/** Whether `bytes[from, to)` are digits. */
export const areDigits = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let i = from; i < to; i += 1) if (digitAt(bytes, i) > 9) return false;
  return true;
};

/** Number of the digits in `bytes[from, to)`, at most nine of them. */
export const digitsOf = (bytes: Uint8Array, from: number, to: number): number => {
  let n = 0;
  for (let i = from; i < to; i += 1) n = n * 10 + digitAt(bytes, i);
  return n;
};
