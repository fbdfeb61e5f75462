import { type Result, ok, refuse } from '../../kernel/result';

/** Pairwise judgements (判断矩阵): row over column on the 1–9 scale, as written, `3` or `1/3`. */
export type JudgementMatrix = readonly (readonly string[])[];

const ENTRY = /^([1-9]\d{0,5})(?:\.(\d{1,6}))?(?:\/([1-9]\d{0,5}))?$|^0\.(\d{1,6})$/;
const REMEDY = '请在判断矩阵中改正这一格；小于 1 的判断写作 1/3 这样的分数';

/** Exact value as a fraction of whole numbers; `null` when the text is no positive number. */
const fractionOf = (text: string): readonly [bigint, bigint] | null => {
  const match = ENTRY.exec(text.trim());
  if (match === null) return null;
  const [, whole = '0', decimals = match[4] ?? '', bottom = '1'] = match;
  const top = BigInt(whole + decimals);
  return top === 0n ? null : [top, BigInt(bottom) * 10n ** BigInt(decimals.length)];
};

const cellPath = (i: number, j: number): string => `判断矩阵 › 第 ${i + 1} 行第 ${j + 1} 列`;

const checkShape = (matrix: JudgementMatrix, maxOrder: number): Result<number> => {
  const n = matrix.length;
  if (n < 1 || n > maxOrder)
    return refuse(
      'E_AHP_ORDER',
      `判断矩阵为 ${n} 阶，只支持 1 至 ${maxOrder} 阶`,
      '判断矩阵',
      '请减少同级指标，或分层比较；平均随机一致性指标只有这些阶数',
    );
  const ragged = matrix.findIndex((row) => row.length !== n);
  return ragged < 0
    ? ok(n)
    : refuse(
        'E_AHP_SHAPE',
        `第 ${ragged + 1} 行有 ${matrix[ragged]?.length ?? 0} 格，应为 ${n} 格`,
        `判断矩阵 › 第 ${ragged + 1} 行`,
        '请补齐为方阵',
      );
};

/**
 * Reads and checks a judgement matrix: square, on the scale (1/max … max), diagonal 1, a_ji exactly 1 / a_ij.
 * Fails with `E_AHP_ORDER`, `E_AHP_SHAPE`, `E_AHP_ENTRY`, `E_AHP_SCALE`, `E_AHP_DIAGONAL` or `E_AHP_RECIPROCAL`, path = cell.
 */
export const readJudgements = (
  matrix: JudgementMatrix,
  maxOrder: number,
  maxScale: number,
): Result<readonly (readonly number[])[]> => {
  const shape = checkShape(matrix, maxOrder);
  if (!shape.ok) return shape;
  const values: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const line: number[] = [];
    for (const [j, text] of row.entries()) {
      const own = fractionOf(text);
      const path = cellPath(i, j);
      if (own === null) return refuse('E_AHP_ENTRY', `“${text.slice(0, 40)}”不是正数或分数`, path, REMEDY);
      const [top, bottom] = own;
      const max = BigInt(Math.trunc(maxScale));
      if (top > max * bottom || bottom > max * top)
        return refuse('E_AHP_SCALE', `${text} 超出 1/${max} 至 ${max} 的标度`, path, REMEDY);
      if (i === j && top !== bottom)
        return refuse('E_AHP_DIAGONAL', `指标与自身比较应为 1，写的是 ${text}`, path, REMEDY);
      const mirror = fractionOf(matrix[j]?.[i] ?? '');
      if (i > j && (mirror === null || mirror[0] * top !== mirror[1] * bottom))
        return refuse(
          'E_AHP_RECIPROCAL',
          `${text} 不是${cellPath(j, i).slice(7)}的 ${matrix[j]?.[i] ?? ''} 的倒数`,
          path,
          REMEDY,
        );
      line.push(Number(top) / Number(bottom));
    }
    values.push(line);
  }
  return ok(values);
};
