import { Decimal } from '../../kernel/decimal';
import { log } from '../../kernel/exact-maths';
import { columnDistinct } from '../kernel/column-summary';
import type { ColumnSketch, ProfileSketch } from '../kernel/sketch';
import { type Basis, exactBasis } from './basis';
import { DISTINCT_SD } from './duplicates';
import { type PaddingSignal, percent } from './signal';
import type { TableSettings } from './table-settings';

/** Entropy of a complete list of values over the most it could be, ln(values): 1 when all are equally frequent. */
export const evenness = ({ top, values }: ColumnSketch): number | null => {
  if (!top.complete || top.values.length < 2 || values === 0) return null;
  const entropy = top.values.reduce((sum, { count }) => sum - (count / values) * log(count / values), 0);
  return entropy / log(top.values.length);
};

const sequenceBasis = (column: ColumnSketch): Basis => ({
  kind: 'estimate',
  rows: column.values,
  of: column.values,
  error: '最小、最大值与个数精确；不同值个数为估计（相对标准差 0.81%）',
});

/** All cells are integers, as many as max − min + 1, and (within three standard deviations) all different. */
const isSequence = ({ rows }: ProfileSketch, column: ColumnSketch): boolean => {
  const { min, max } = column.numbers;
  if (rows < 2 || column.types.integer !== rows || min === null || max === null) return false;
  if (!new Decimal(max).minus(min).plus(1).eq(rows)) return false;
  const distinct = columnDistinct(column);
  return distinct.exact ? distinct.count === rows : distinct.count >= rows * (1 - 3 * DISTINCT_SD);
};

/** What one column shows by itself. */
export const columnSignals = (
  sketch: ProfileSketch,
  at: number,
  column: ColumnSketch,
  levels: TableSettings['signals'],
): readonly PaddingSignal[] => {
  const { top, values } = column;
  const base = { columns: [at], basis: exactBasis(values) };
  if (values > 1 && top.complete && top.values.length === 1)
    return [
      {
        ...base,
        code: 'constant-column',
        observed: '全部取值相同',
        question: '此列是否有业务含义，是否计入数据量？',
      },
    ];
  const found: PaddingSignal[] = [];
  const most = top.values[0]?.count ?? 0;
  if (values > 1 && most >= levels.dominance * values)
    found.push({
      ...base,
      code: 'near-constant-column',
      observed: `同一取值至少占 ${percent(most / values)}`,
      question: '此列几乎不变，是默认值还是真实记录？',
    });
  const even = evenness(column);
  if (even !== null && even < levels.entropy && found.length === 0)
    found.push({
      ...base,
      code: 'low-entropy',
      observed: `信息熵为上限的 ${percent(even)}`,
      question: '取值集中在极少数几个，信息量低，是否如实采集？',
    });
  if (isSequence(sketch, column))
    found.push({
      ...base,
      basis: columnDistinct(column).exact ? base.basis : sequenceBasis(column),
      code: 'arithmetic-sequence',
      observed: '整数从最小到最大连续不重，为等差数列',
      question: '此列像行号，不含业务信息；数据量是否据此申报？',
    });
  return found;
};
