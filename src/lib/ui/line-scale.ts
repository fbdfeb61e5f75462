/** Where exact amounts stand on a drawn line. For drawing only: what is read is always the text beside it. */
export interface LineScale {
  /** Place of an amount, 0–1; `null` for an amount that is not known. */
  readonly at: (text: string | null) => number | null;
}

/** A line from 0, or from the lowest amount when `fromZero` is false, to the highest of the amounts given. */
export const lineScale = (texts: readonly (string | null)[], fromZero = true): LineScale => {
  const numbers = texts.flatMap((text) => (text === null ? [] : [Number(text)]));
  const lowest = Math.min(...numbers, fromZero ? 0 : Infinity);
  const width = Math.max(...numbers, fromZero ? 0 : -Infinity) - lowest;
  return {
    at: (text) => (text === null ? null : width > 0 ? (Number(text) - lowest) / width : 0.5),
  };
};
