import * as v from 'valibot';

/** `patent.grades`: grade and lowest score, best first, the last from 0. */
export const gradeTable = v.pipe(
  v.array(
    v.strictObject({
      grade: v.pipe(v.string(), v.minLength(1), v.maxLength(10)),
      min: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    }),
  ),
  v.minLength(1),
  v.check(
    (rows) => rows.every((row, i) => i === 0 || row.min < (rows[i - 1]?.min ?? 0)),
    '等级应从高到低排列',
  ),
  v.check((rows) => rows[rows.length - 1]?.min === 0, '最低一级应从 0 分起'),
);
export type GradeTable = v.InferOutput<typeof gradeTable>;

/** Sums of doubles may fall 1e-14 short of a limit they reach on paper. */
export const settled = (score: number): number => Math.round(score * 1e9) / 1e9;

const gradeOf = (table: GradeTable, score: number): string =>
  table.find((row) => row.min <= settled(score))?.grade ?? '';

/** Grade of an interval: one grade if it holds the whole interval, else low–high such as `C–B`. */
export const gradeSpan = (table: GradeTable, low: number, high: number): string => {
  const worst = gradeOf(table, low);
  const best = gradeOf(table, high);
  return worst === best ? best : `${worst}–${best}`;
};
