import { dayNumber, isPlainDate } from '$lib/kernel/plain-date';
import type { Sheet } from './cost-text';

type History = NonNullable<Sheet['history']>;

/** Published quotes carry real days; anything else would stand at the left end. */
const dayOf = (date: string): number => (isPlainDate(date) ? dayNumber(date) : 0);

const TOP = 2;
const HEIGHT = 38;

/** Both series as step lines on a field of 100 × 42, with the lowest and highest rate. */
export const lprSteps = ({
  rows,
  knownUntil,
}: History): {
  readonly oneYear: string;
  readonly fiveYears: string;
  readonly low: string;
  readonly high: string;
} => {
  const rates = rows.flatMap(({ oneYear, fiveYears }) => [oneYear, fiveYears]);
  const sorted = [...rates].sort((a, b) => Number(a) - Number(b));
  const low = sorted[0] ?? '0';
  const high = sorted.at(-1) ?? '0';
  const from = dayOf(rows[0]?.date ?? knownUntil);
  const span = Math.max(1, dayOf(knownUntil) - from);
  const width = Math.max(1e-9, Number(high) - Number(low));
  const x = (date: string): string => (((dayOf(date) - from) / span) * 100).toFixed(2);
  const y = (rate: string): string => (TOP + (1 - (Number(rate) - Number(low)) / width) * HEIGHT).toFixed(2);
  const line = (of: (row: History['rows'][number]) => string): string =>
    rows
      .flatMap((row, i) => {
        const end = rows[i + 1]?.date ?? knownUntil;
        return [`${x(row.date)},${y(of(row))}`, `${x(end)},${y(of(row))}`];
      })
      .join(' ');
  return { oneYear: line((row) => row.oneYear), fiveYears: line((row) => row.fiveYears), low, high };
};
