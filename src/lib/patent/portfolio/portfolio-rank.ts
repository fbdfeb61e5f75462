import type { PatentRecord } from '../../case/patents-section';
import { settled } from '../score/grades';
import type { ScoreTable } from '../score/score-patents';

/** One patent of the list with what ranking and selection read of its score. */
export interface RankedPatent {
  readonly record: PatentRecord;
  /** Row in the score table. */
  readonly row: number;
  /** 1 = best. */
  readonly rank: number;
  /** Low end of the score interval, 0–100; `null` = no score. */
  readonly low: number | null;
}

export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Number, then record id: a total order over patents whatever else is equal. */
export const byNumber = (a: PatentRecord, b: PatentRecord): number =>
  byCodeUnit(a.applicationNumber, b.applicationNumber) || byCodeUnit(a.id, b.id);

/**
 * Ranks patents by the low end of their score, highest first; patents without a score last. Ties (to 1e-9 points) by
 * application number, then by record id. The order of the records does not matter. Records that the score table does not
 * hold count as not scored.
 */
export const rankPatents = (
  records: readonly PatentRecord[],
  scores: ScoreTable,
): readonly RankedPatent[] => {
  const rows = new Map(scores.patents.map((id, row) => [id, row]));
  const read = records.map((record) => {
    const row = rows.get(record.id) ?? -1;
    const low = scores.low[row] ?? NaN;
    return { record, row, low: Number.isNaN(low) ? null : settled(low) };
  });
  read.sort((a, b) => (b.low ?? -1) - (a.low ?? -1) || byNumber(a.record, b.record));
  return read.map((patent, i) => ({ ...patent, rank: i + 1 }));
};
