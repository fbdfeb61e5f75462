import { type Fen, divideRounded, fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';

/** Two values of one subject, and the inputs in which they may differ. */
export interface Gap<K extends string> {
  /** Value by the first method (or appraiser) with its own inputs, 分. */
  readonly fromFen: Fen;
  /** Value by the second, 分. */
  readonly toFen: Fen;
  /** Inputs to swap, with their names in Chinese; at most `MOST_SWAPS`, keys unique. */
  readonly inputs: readonly { readonly key: K; readonly label: string }[];
}

export interface GapPart {
  readonly key: string;
  readonly label: string;
  /** Change of the first value when this input alone is swapped, 分. */
  readonly aloneFen: string;
  /** Its share of the gap: mean over all orders of swapping (Shapley), 分. All shares and `methodFen` sum to the gap. */
  readonly shareFen: string;
}

export interface GapExplanation {
  /** second − first, 分. */
  readonly gapFen: string;
  /** Largest share first, ties by key. */
  readonly parts: readonly GapPart[];
  /** What is left when the first method has all inputs of the second: the methods themselves. */
  readonly methodFen: string;
}

/** 2^8 valuations. */
export const MOST_SWAPS = 8;

const factorial = (n: number): bigint => {
  let product = 1n;
  for (let i = 2n; i <= BigInt(n); i++) product *= i;
  return product;
};

const sizeOf = (mask: number): number => {
  let size = 0;
  for (let rest = mask; rest > 0; rest >>= 1) size += rest & 1;
  return size;
};

/** Value of every combination of swapped inputs, by bit mask. */
const allValues = <K extends string>(
  { fromFen, inputs }: Gap<K>,
  valueWith: (swapped: ReadonlySet<K>) => Result<Fen>,
  path: string,
): Result<readonly Fen[]> => {
  const values: Fen[] = [];
  for (let mask = 0; mask < 1 << inputs.length; mask++) {
    const swapped = inputs.filter((_, bit) => (mask >> bit) & 1);
    const value = valueWith(new Set(swapped.map(({ key }) => key)));
    if (!value.ok)
      return refuse(
        value.failure.code,
        `换入${swapped.map(({ label }) => label).join('、')}后不能估值：${value.failure.message}`,
        value.failure.path === '' ? path : value.failure.path,
        '请把须一同替换的输入合为一项（如收入与收益年限），或从比较中去掉',
        value.failure.rule,
      );
    values.push(value.value);
  }
  return values[0] === fromFen
    ? ok(values)
    : refuse('E_BASE_VALUE', '未替换输入时得不到第一种方法的结果', path, '请用同一份输入重新估值后再比较');
};

/** Shapley value of one bit times n!, an integer: Σ |S|!·(n−1−|S|)!·(v(S ∪ bit) − v(S)). */
const scaledShare = (values: readonly Fen[], bit: number, n: number): bigint => {
  let sum = 0n;
  values.forEach((value, mask) => {
    if ((mask >> bit) & 1) return;
    const size = sizeOf(mask);
    const gain = (values[mask | (1 << bit)] ?? 0n) - value;
    sum += factorial(size) * factorial(n - 1 - size) * gain;
  });
  return sum;
};

/** Rounds shares to whole 分 so that they sum to the rounded-free total: what rounding left over goes to the largest. */
const toFen = (scaled: readonly bigint[], denominator: bigint, total: Fen): readonly Fen[] => {
  const rounded = scaled.map((share) => divideRounded(share, denominator));
  const rest = total - rounded.reduce((sum, share) => sum + share, 0n);
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const largest = rounded.reduce((best, share, i) => (size(share) > size(rounded[best] ?? 0n) ? i : best), 0);
  return rounded.map((share, i) => (i === largest ? share + rest : share));
};

/**
 * Which inputs account for the gap between two values. `valueWith(swapped)` is the first method's value with the named
 * inputs taken from the second. Each input is swapped alone, and in every order together, so that no order is favoured
 * and the shares sum to the gap; the remainder is the methods' own.
 * Fails with `E_TOO_MANY` past `MOST_SWAPS`, `E_TWICE` for a doubled key, `E_BASE_VALUE` when nothing swapped does not
 * give `fromFen`, and the code of `valueWith` when a mixture cannot be valued.
 */
export const explainGap = <K extends string>(
  gap: Gap<K>,
  valueWith: (swapped: ReadonlySet<K>) => Result<Fen>,
  path = '',
): Result<GapExplanation> => {
  const { inputs, fromFen, toFen: target } = gap;
  const n = inputs.length;
  if (n > MOST_SWAPS)
    return refuse('E_TOO_MANY', `一次最多比较 ${MOST_SWAPS} 项输入`, path, '请把相近的输入合为一项');
  if (new Set(inputs.map(({ key }) => key)).size < n)
    return refuse('E_TWICE', '同一项输入出现不止一次', path, '请每项输入只保留一次');
  const values = allValues(gap, valueWith, path);
  if (!values.ok) return values;
  const explained = (values.value[values.value.length - 1] ?? fromFen) - fromFen;
  const shares = toFen(
    inputs.map((_, bit) => scaledShare(values.value, bit, n)),
    factorial(n),
    explained,
  );
  const parts = inputs
    .map(({ key, label }, bit) => ({
      key,
      label,
      alone: (values.value[1 << bit] ?? fromFen) - fromFen,
      share: shares[bit] ?? 0n,
    }))
    .sort((a, b) => {
      const [x, y] = [a, b].map(({ share }) => (share < 0n ? -share : share));
      if (x !== undefined && y !== undefined && x !== y) return x > y ? -1 : 1;
      return a.key < b.key ? -1 : 1;
    })
    .map(({ key, label, alone, share }) => ({
      key,
      label,
      aloneFen: fenText(alone),
      shareFen: fenText(share),
    }));
  return ok({ gapFen: fenText(target - fromFen), parts, methodFen: fenText(target - fromFen - explained) });
};
