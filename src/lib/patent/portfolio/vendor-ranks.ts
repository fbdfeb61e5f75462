import type { PatentRecord } from '../../case/patents-section';
import { readDecimal } from '../../kernel/decimal-grammar';
import { spearman, twiceRanks } from './rank-compare';

/** A vendor's score of one patent beside ours, within the patents that have both. */
export interface VendorRank {
  /** Name of the vendor's score as printed. */
  readonly name: string;
  /** As printed. */
  readonly text: string;
  /** Whether the text is a number; any other text is only shown. */
  readonly numeric: boolean;
  /** Places from the highest down among the `pairs`, ties in the middle of theirs: `2.5`; `null` = not comparable. */
  readonly vendorRank: string | null;
  readonly ownRank: string | null;
  /** Patents of the list with a number of the vendor and a score of ours. */
  readonly pairs: number;
  /** Spearman's ρ over the pairs, −1 … 1; `null` = fewer than three, or all equal on one side. */
  readonly spearman: number | null;
}

const numberOf = (text: string | undefined): number => {
  const read = text === undefined ? null : readDecimal(text);
  return read?.ok === true && read.value !== null ? Number(read.value) : NaN;
};

const halves = (twice: number): string => (twice % 2 === 0 ? String(twice / 2) : `${(twice - 1) / 2}.5`);

/**
 * Every vendor score of one patent compared with ours. `totals` are our totals in the order of `records`, NaN = none. The
 * vendor's number is only ranked, never put on our scale: the scales mean different things.
 */
export const vendorRanks = (
  records: readonly PatentRecord[],
  totals: Float64Array,
  row: number,
): readonly VendorRank[] =>
  Object.entries(records[row]?.vendorScores ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => {
      const vendor = Float64Array.from(records, ({ vendorScores }) =>
        numberOf(Object.hasOwn(vendorScores, name) ? vendorScores[name] : undefined),
      );
      const paired = Int32Array.from(vendor.keys()).filter(
        (at) => !Number.isNaN(vendor[at] ?? NaN) && !Number.isNaN(totals[at] ?? NaN),
      );
      const theirs = Float64Array.from(paired, (at) => vendor[at] ?? NaN);
      const ours = Float64Array.from(paired, (at) => totals[at] ?? NaN);
      const place = paired.indexOf(row);
      const rankIn = (values: Float64Array): string | null =>
        place < 0 ? null : halves(twiceRanks(values)[place] ?? 0);
      return {
        name,
        text,
        numeric: !Number.isNaN(vendor[row] ?? NaN),
        vendorRank: rankIn(theirs),
        ownRank: rankIn(ours),
        pairs: paired.length,
        spearman: spearman(theirs, ours),
      };
    });
