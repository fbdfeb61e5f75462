import { Decimal } from '../../kernel/decimal';
import { MagnitudeHistogram, type MagnitudeSketch, mergeMagnitudes } from './magnitude-histogram';
import { type NumberField, asciiText } from './number-field';

/** Fraction digits that the exact sum resolves. */
const SUM_DIGITS = 15;
/** Up to here whole doubles can be added to without loss. */
const CARRY = 4_503_599_627_370_496;

/** Figures of the numbers of a column; those of text among them never enter. */
export interface NumberSketch {
  readonly count: number;
  /** Sum of all numbers of at most 15 digits in units of 10^-15, an exact integer. */
  readonly exactSum: string;
  /** Sum of the other numbers, as doubles. */
  readonly looseSum: number;
  /** Mean and sum of squared deviations, as doubles. */
  readonly mean: number;
  readonly squares: number;
  /** Sums of third and fourth powers of the deviations from the mean. */
  readonly cubes: number;
  readonly fourths: number;
  readonly negative: number;
  readonly zero: number;
  /** Smallest and largest as exact decimal text. */
  readonly min: string | null;
  readonly max: string | null;
  readonly magnitudes: MagnitudeSketch;
}

/** Running figures of numbers: no allocation except for a new extreme. */
export class NumberFigures {
  readonly #histogram = new MagnitudeHistogram();
  /** Sum of mantissas by number of fraction digits. */
  readonly #sums = new Float64Array(SUM_DIGITS + 1);
  readonly #carried: bigint[] = new Array<bigint>(SUM_DIGITS + 1).fill(0n);
  #loose = 0;
  #count = 0;
  #negative = 0;
  #zero = 0;
  #shift = 0;
  #first = 0;
  #second = 0;
  #third = 0;
  #fourth = 0;
  #min = Infinity;
  #max = -Infinity;
  /** Set while the extreme has more digits than a double holds. */
  #minText: string | null = null;
  #maxText: string | null = null;

  add(read: NumberField, bytes: Uint8Array, start: number, end: number, weight: number): void {
    const { value } = read;
    if (this.#count === 0) this.#shift = value;
    this.#count += weight;
    const offset = value - this.#shift;
    const square = offset * offset;
    const weighted = weight * offset;
    this.#first += weighted;
    this.#second += weight * square;
    this.#third += weighted * square;
    this.#fourth += weight * square * square;
    if (value <= 0) {
      if (value === 0) this.#zero += weight;
      else this.#negative += weight;
    }
    if (value < this.#min || value > this.#max) this.#extend(read, bytes, start, end);
    else if ((value === this.#min || value === this.#max) && this.#isClose(read))
      this.#compareText(read, bytes, start, end);
    this.#histogram.add(value, weight);
    if (read.exact) this.#sum(read.mantissa, read.fraction, weight);
    else this.#loose += weight * value;
  }

  sketch(): NumberSketch {
    let exact = 0n;
    this.#sums.forEach((sum, digits) => {
      exact += ((this.#carried[digits] ?? 0n) + BigInt(sum)) * 10n ** BigInt(SUM_DIGITS - digits);
    });
    const n = this.#count;
    const text = (value: number, long: string | null): string | null =>
      n === 0 ? null : new Decimal(long ?? String(value)).toString();
    return {
      count: n,
      exactSum: exact.toString(),
      looseSum: this.#loose,
      mean: n === 0 ? 0 : this.#shift + this.#first / n,
      ...this.#central(n),
      negative: this.#negative,
      zero: this.#zero,
      min: text(this.#min, this.#minText),
      max: text(this.#max, this.#maxText),
      magnitudes: this.#histogram.sketch(),
    };
  }

  /** Moments about the mean out of those about the shift. */
  #central(n: number): Pick<NumberSketch, 'squares' | 'cubes' | 'fourths'> {
    const m = n === 0 ? 0 : this.#first / n;
    const [second, third, fourth] = [this.#second, this.#third, this.#fourth];
    return {
      squares: Math.max(0, second - n * m * m),
      cubes: third - 3 * m * second + 2 * n * m * m * m,
      fourths: Math.max(0, fourth - 4 * m * third + 6 * m * m * second - 3 * n * m * m * m * m),
    };
  }

  #sum(mantissa: number, digits: number, weight: number): void {
    const part = mantissa * weight;
    const sum = (this.#sums[digits] ?? 0) + part;
    if (part < CARRY && part > -CARRY && sum < CARRY && sum > -CARRY) {
      this.#sums[digits] = sum;
      return;
    }
    const carried = this.#carried[digits] ?? 0n;
    this.#carried[digits] = carried + BigInt(this.#sums[digits] ?? 0) + BigInt(mantissa) * BigInt(weight);
    this.#sums[digits] = 0;
  }

  #extend(read: NumberField, bytes: Uint8Array, start: number, end: number): void {
    const long = read.exact ? null : asciiText(bytes, start, end);
    if (read.value < this.#min) {
      this.#min = read.value;
      this.#minText = long;
    }
    if (read.value > this.#max) {
      this.#max = read.value;
      this.#maxText = long;
    }
  }

  #isClose(read: NumberField): boolean {
    return !read.exact || this.#minText !== null || this.#maxText !== null;
  }

  /** Equal as doubles: digits decide. */
  #compareText(read: NumberField, bytes: Uint8Array, start: number, end: number): void {
    const text = asciiText(bytes, start, end);
    const challenger = new Decimal(text);
    const long = read.exact ? null : text;
    if (read.value === this.#min && challenger.lt(this.#minText ?? this.#min)) this.#minText = long;
    if (read.value === this.#max && challenger.gt(this.#maxText ?? this.#max)) this.#maxText = long;
  }
}

const extreme = (a: string | null, b: string | null, sign: 1 | -1): string | null => {
  if (a === null || b === null) return a ?? b;
  return new Decimal(a).cmp(b) * sign >= 0 ? a : b;
};

const mergeMoments = (
  a: NumberSketch,
  b: NumberSketch,
): Pick<NumberSketch, 'squares' | 'cubes' | 'fourths'> => {
  const apart = b.mean - a.mean;
  const [p, q] = [a.count / (a.count + b.count), b.count / (a.count + b.count)];
  const between = apart * apart * p * b.count;
  return {
    squares: a.squares + b.squares + between,
    cubes: a.cubes + b.cubes + between * apart * (p - q) + 3 * apart * (p * b.squares - q * a.squares),
    fourths:
      a.fourths +
      b.fourths +
      between * apart * apart * (p * p - p * q + q * q) +
      6 * apart * apart * (p * p * b.squares + q * q * a.squares) +
      4 * apart * (p * b.cubes - q * a.cubes),
  };
};

/** Counts, exact sum, extremes and histogram are those of one pass; mean and moments agree to rounding (Chan 1979, Pébay 2008). */
export const mergeNumbers = (a: NumberSketch, b: NumberSketch): NumberSketch => {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const apart = b.mean - a.mean;
  return {
    count,
    exactSum: (BigInt(a.exactSum) + BigInt(b.exactSum)).toString(),
    looseSum: a.looseSum + b.looseSum,
    mean: a.mean + (apart * b.count) / count,
    ...mergeMoments(a, b),
    negative: a.negative + b.negative,
    zero: a.zero + b.zero,
    min: extreme(a.min, b.min, -1),
    max: extreme(a.max, b.max, 1),
    magnitudes: mergeMagnitudes(a.magnitudes, b.magnitudes),
  };
};

/**
 * Mean as decimal text of 15 significant digits; exact before rounding when no number had more than 15 digits. Never outside
 * the smallest and the largest number, where rounding would put the mean of long, close numbers.
 */
export const meanText = ({ count, exactSum, looseSum, min, max }: NumberSketch): string | null => {
  if (count === 0) return null;
  const mean = new Decimal(exactSum).div('1e15').add(looseSum).div(count).toSignificantDigits(15);
  return Decimal.min(max ?? mean, Decimal.max(min ?? mean, mean)).toString();
};

/** Sample standard deviation (n − 1); `null` below two numbers. */
export const deviation = (sketch: NumberSketch): number | null =>
  sketch.count < 2 ? null : Math.sqrt(sketch.squares / (sketch.count - 1));

/** Skewness `√n·M3 / M2^1.5`; `null` below three numbers or when all are equal. */
export const skewness = ({ count, squares, cubes }: NumberSketch): number | null =>
  count < 3 || squares === 0 ? null : (Math.sqrt(count) * cubes) / (squares * Math.sqrt(squares));

/** Excess kurtosis `n·M4 / M2² − 3`; `null` below four numbers or when all are equal. */
export const excessKurtosis = ({ count, squares, fourths }: NumberSketch): number | null =>
  count < 4 || squares === 0 ? null : (count * fourths) / (squares * squares) - 3;
