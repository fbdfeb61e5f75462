import { NumberField } from '../kernel/number-field';
import type { ColumnSketch } from '../kernel/sketch';
import { type Basis, type Interval, wilson } from './basis';
import { type CodedSample, groupBy, groupSizes } from './coded-sample';
import type { ExactGroups } from './exact-counts';
import { benfordDeviation, firstDigit } from './first-digits';
import { rowStart } from './row-sample';
import { type PaddingSignal, percent } from './signal';
import type { TableSettings } from './table-settings';

const equalSignal = (
  keys: readonly number[],
  share: number,
  { low }: Interval,
  basis: Basis,
): PaddingSignal => ({
  code: 'equal-but-key',
  columns: keys,
  observed:
    basis.kind === 'exact'
      ? `除编号列外相同的行占 ${percent(share)}`
      : `除编号列外相同的行至少约 ${percent(low)}`,
  basis,
  question: '只有编号不同的行是各自独立的记录，还是复制后改号？',
});

/** Distinct rows of the sample that only differ in the key columns. */
export const equalButKey = (
  coded: CodedSample,
  keys: readonly number[],
  level: number,
): readonly PaddingSignal[] => {
  const others = coded.codes.map((_, column) => column).filter((column) => !keys.includes(column));
  if (keys.length === 0 || others.length === 0 || coded.rows === 0) return [];
  const grouping = groupBy(coded, others, 'value');
  const sizes = groupSizes(grouping);
  const members = grouping.groups.reduce((sum, group) => sum + ((sizes[group] ?? 0) > 1 ? 1 : 0), 0);
  const share = wilson(members, coded.rows);
  if (members < level * coded.rows) return [];
  return [
    equalSignal(keys, members / coded.rows, share, {
      kind: coded.sample.complete ? 'exact' : 'bound',
      rows: coded.rows,
      of: coded.sample.seen,
      error: coded.sample.complete
        ? '样本含全部不同行'
        : '样本内的比例，是全表比例的下界（95% 把握）；精确值须第二遍核验',
    }),
  ];
};

/**
 * Rows equal except for the key columns, counted by the second pass: a `cells` task over all other columns with
 * `missing: 'value'`.
 */
export const exactEqualButKey = (
  keys: readonly number[],
  { basis, counts }: ExactGroups,
  level: number,
): readonly PaddingSignal[] => {
  if (counts.rows === 0) return [];
  const share = (counts.rows - counts.singles) / counts.rows;
  return share < level ? [] : [equalSignal(keys, share, { low: share, high: share }, basis)];
};

/** Numbers without negatives over at least three orders of magnitude and skewed: Benford's law may be asked of them. */
export const isSpread = ({ numbers }: ColumnSketch): boolean => {
  if (numbers.min === null || numbers.max === null || numbers.negative > 0) return false;
  const [min, max] = [Number(numbers.min), Number(numbers.max)];
  return max >= 1000 * Math.max(min, 1) && numbers.mean * 3 < max;
};

/** First digits of the numbers of a column in the sample. */
export const digitSignals = (
  coded: CodedSample,
  at: number,
  levels: TableSettings['signals'],
): readonly PaddingSignal[] => {
  const { sample } = coded;
  const field = new NumberField();
  const counts = new Array<number>(9).fill(0);
  let numbers = 0;
  for (let row = 0; row < coded.rows; row += 1) {
    const start = at === 0 ? rowStart(sample, row) : (sample.ends[row * sample.columns + at - 1] ?? 0);
    const end = sample.ends[row * sample.columns + at] ?? 0;
    if (end === start || !field.read(sample.cells, start, end)) continue;
    const digit = firstDigit(sample.cells, start, end);
    if (digit === 0) continue;
    counts[digit - 1] = (counts[digit - 1] ?? 0) + 1;
    numbers += 1;
  }
  const deviation = benfordDeviation(counts);
  if (deviation === null || numbers < levels.firstDigitValues || deviation <= levels.firstDigit) return [];
  return [
    {
      code: 'first-digit',
      columns: [at],
      observed: `首位数字与本福特分布平均相差 ${String(Math.round(deviation * 1e4) / 1e4)}`,
      basis: {
        kind: 'screen',
        rows: numbers,
        of: sample.seen,
        error: `${String(numbers)} 个数值的样本；许多真实数据也不服从该分布`,
      },
      question: '数值是计量所得、人工填写，还是生成的？',
    },
  ];
};
