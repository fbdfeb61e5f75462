/**
 * Lists of whole numbers, one per row, laid end to end: row i holds `values[offsets[i]]` … `values[offsets[i + 1] − 1]`.
 * Used for the classes of a document (with repeats) and for the documents that cite, or are cited by, a patent.
 */
export interface Lists {
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}

/** Rows held. */
export const listCount = ({ offsets }: Lists): number => Math.max(0, offsets.length - 1);

/** List of one row; empty outside the rows. */
export const listAt = ({ offsets, values }: Lists, row: number): Int32Array =>
  values.subarray(offsets[row] ?? 0, offsets[row + 1] ?? offsets[row] ?? 0);

/** Lays lists end to end. */
export const listsOf = (rows: readonly (readonly number[])[]): Lists => {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + row.length;
  });
  return { offsets, values: Int32Array.from(rows.flat()) };
};

/** Documents by their classes (4-character IPC subclasses, one entry per code, repeats kept) as numbers. */
export const classLists = (documents: readonly (readonly string[])[]): Lists => {
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  return listsOf(documents.map((classes) => classes.map(numberOf)));
};
