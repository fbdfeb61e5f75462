import { NumberMemo } from '../../intake/bulk/number-memo';
import type { PatentDuplicate } from '../../intake/patent-duplicates';

/** Rows of one or more lists, in order, as the search for duplicates takes them. */
export interface ListedNumbers {
  readonly body: Float64Array;
  /** NaN = not known. */
  readonly publication: Float64Array;
}

export interface FoundDuplicate {
  readonly kind: PatentDuplicate['kind'];
  /** Row that is left out: of the listed rows, or of the failed ones for a publication number in the wrong column. */
  readonly other: number;
  /** Row that stays. */
  readonly kept: number;
}

export interface KeptRows {
  /** Rows that stay, ascending. */
  readonly rows: Int32Array;
  /** In the order of the rows left out; failed rows last. */
  readonly duplicates: readonly FoundDuplicate[];
  /** Failed rows that duplicate nothing. */
  readonly failed: Int32Array;
}

/** Number of a patent of which no row stays under that number. */
const LEFT_OUT = -1;

/**
 * Keeps the first row of every patent, as `deduplicate` does: the same application number, else the same publication number
 * as that of a kept row. Failed rows whose application number is the publication number of a kept one are duplicates too.
 */
export const keepFirst = (
  { body, publication }: ListedNumbers,
  failedPublication: Float64Array,
): KeptRows => {
  const count = body.length;
  const byBody = new NumberMemo(count);
  const byPublication = new NumberMemo(count);
  const rows = new Int32Array(count);
  const duplicates: FoundDuplicate[] = [];
  let kept = 0;
  for (let row = 0; row < count; row++) {
    const number = body[row] ?? 0;
    const published = publication[row] ?? NaN;
    const before = byBody.putIfAbsent(number, row);
    if (before !== undefined && before !== LEFT_OUT) {
      duplicates.push({ kind: 'application-number', other: row, kept: before });
      continue;
    }
    const samePublication = published === published ? byPublication.putIfAbsent(published, row) : undefined;
    if (samePublication === undefined) {
      if (before === LEFT_OUT) byBody.set(number, row);
      rows[kept++] = row;
    } else {
      byBody.set(number, LEFT_OUT);
      duplicates.push({ kind: 'publication-number', other: row, kept: samePublication });
    }
  }
  const failed = new Int32Array(failedPublication.length);
  let failures = 0;
  failedPublication.forEach((published, row) => {
    const same = published === published ? byPublication.get(published) : undefined;
    if (same === undefined) failed[failures++] = row;
    else duplicates.push({ kind: 'publication-in-application-column', other: row, kept: same });
  });
  return { rows: rows.subarray(0, kept), duplicates, failed: failed.subarray(0, failures) };
};
