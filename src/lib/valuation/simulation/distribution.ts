import * as v from 'valibot';
import { decimalText, ratioText } from '../../case/schema-parts';
import { log } from '../../kernel/exact-maths';
import { type Result, ok, refuse } from '../../kernel/result';

const bound = v.nullable(decimalText);

/**
 * How an uncertain input may fall, in decimal text. Normal and lognormal take bounds (`null` = none); what would fall
 * outside falls on the bound. Lognormal: `median` > 0 and `sigma`, the standard deviation of its logarithm.
 */
export const distribution = v.variant('kind', [
  v.strictObject({ kind: v.literal('constant'), value: decimalText }),
  v.strictObject({ kind: v.literal('uniform'), low: decimalText, high: decimalText }),
  v.strictObject({ kind: v.literal('triangular'), low: decimalText, mode: decimalText, high: decimalText }),
  v.strictObject({
    kind: v.literal('normal'),
    mean: decimalText,
    sd: decimalText,
    atLeast: bound,
    atMost: bound,
  }),
  v.strictObject({ kind: v.literal('lognormal'), median: decimalText, sigma: decimalText, atMost: bound }),
  v.strictObject({
    kind: v.literal('discrete'),
    outcomes: v.array(v.strictObject({ value: decimalText, probability: ratioText })),
  }),
]);
export type Distribution = v.InferOutput<typeof distribution>;

/** A distribution as numbers, ready to draw from; plain data that crosses to a worker. */
export type Sampler =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  | {
      readonly kind: 'normal' | 'lognormal';
      /** Mean and standard deviation, of the logarithm for `lognormal`. */
      readonly centre: number;
      readonly sd: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly upTo: readonly number[] };

/** Smallest and largest number that can be drawn; `open` when the smallest is approached but never drawn. */
export interface Support {
  readonly low: number;
  readonly open: boolean;
  readonly high: number;
}

/** What can be drawn from `sampler`. */
export const supportOf = (sampler: Sampler): Support => {
  switch (sampler.kind) {
    case 'constant':
      return { low: sampler.value, open: false, high: sampler.value };
    case 'discrete':
      return { low: Math.min(...sampler.values), open: false, high: Math.max(...sampler.values) };
    case 'lognormal':
      return { low: 0, open: true, high: sampler.high };
    default:
      return { low: sampler.low, open: false, high: sampler.high };
  }
};

/** Above this the logarithmic spread says “anything at all”: P90/P10 would pass 2000. */
const LARGEST_SIGMA = 3;
/** Probabilities are decimal text; their sum in doubles is 1 up to this. */
const SUM_TOLERANCE = 1e-9;

const REMEDY = '请按“低—可能—高”从小到大填写，标准差大于 0，各结果概率之和为 1';
const faulty = (path: string, message: string): Result<never> =>
  refuse('E_DISTRIBUTION', message, path, REMEDY);

const numberOr = (text: string | null, absent: number): number => (text === null ? absent : Number(text));

const discreteSampler = (
  outcomes: Extract<Distribution, { kind: 'discrete' }>['outcomes'],
  path: string,
): Result<Sampler> => {
  if (outcomes.length === 0) return faulty(path, '离散分布没有任何结果');
  let sum = 0;
  const upTo = outcomes.map(({ probability }) => (sum += Number(probability)));
  if (Math.abs(sum - 1) > SUM_TOLERANCE) return faulty(path, '离散分布各结果的概率之和不是 1');
  return ok({ kind: 'discrete', values: outcomes.map(({ value }) => Number(value)), upTo });
};

const bellSampler = (
  given: Extract<Distribution, { kind: 'normal' | 'lognormal' }>,
  path: string,
): Result<Sampler> => {
  const sd = Number(given.kind === 'normal' ? given.sd : given.sigma);
  if (!(sd > 0)) return faulty(path, '分布的标准差必须大于 0');
  const high = numberOr(given.atMost, Infinity);
  if (given.kind === 'normal') {
    const low = numberOr(given.atLeast, -Infinity);
    const centre = Number(given.mean);
    return low <= centre && centre <= high
      ? ok({ kind: 'normal', centre, sd, low, high })
      : faulty(path, '正态分布的均值不在上下限之间');
  }
  const median = Number(given.median);
  if (!(median > 0) || median > high) return faulty(path, '对数正态分布的中位数必须大于 0 且不超过上限');
  if (sd > LARGEST_SIGMA) return faulty(path, `对数正态分布的对数标准差超过 ${LARGEST_SIGMA}`);
  return ok({ kind: 'lognormal', centre: log(median), sd, low: 0, high });
};

/** A typed distribution as numbers. Fails with `E_DISTRIBUTION` when it is not one; `path` names the input. */
export const samplerOf = (given: Distribution, path: string): Result<Sampler> => {
  switch (given.kind) {
    case 'constant':
      return ok({ kind: 'constant', value: Number(given.value) });
    case 'discrete':
      return discreteSampler(given.outcomes, path);
    case 'uniform': {
      const [low, high] = [Number(given.low), Number(given.high)];
      return low <= high ? ok({ kind: 'uniform', low, high }) : faulty(path, '均匀分布的低值大于高值');
    }
    case 'triangular': {
      const [low, mode, high] = [Number(given.low), Number(given.mode), Number(given.high)];
      return low <= mode && mode <= high
        ? ok({ kind: 'triangular', low, mode, high })
        : faulty(path, '三角分布的低值、最可能值、高值没有从小到大排列');
    }
    default:
      return bellSampler(given, path);
  }
};
