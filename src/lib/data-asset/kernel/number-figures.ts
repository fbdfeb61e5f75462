import { Decimal } from '../../kernel/decimal';
import { WorkRoom } from './work-room';
import { MagnitudeHistogram, type MagnitudeSketch, mergeMagnitudes } from './magnitude-histogram';
import { type Moments, centralMoments, joinMoments } from './moments';
import { HIGH_UNIT, type NumberField, asciiText } from './number-field';

/** Fraction digits that the exact sum resolves. */
const SUM_DIGITS = 15;
/** Place of the high parts of long integers among the sums by fraction digits: they count 10^15. */
const HIGH_PART = SUM_DIGITS + 1;
/** Numbers between two foldings: what the moments lose to rounding does not grow with the table. */
const FOLD = 8192;
/** Up to here whole doubles can be added to without loss. */
const CARRY = 4_503_599_627_370_496;

/** Figures of the numbers of a column; those of text among them never enter. */
export interface NumberSketch {
  readonly count: number;
  /** Sum of all numbers of at most 15 digits and integers of at most 30, in units of 10^-15, an exact integer. */
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
  readonly #histogram: MagnitudeHistogram;
  /** Sum of mantissas by number of fraction digits, and of the high parts of long integers. */
  readonly #sums = new Float64Array(HIGH_PART + 1);
  readonly #carried: bigint[] = new Array<bigint>(HIGH_PART + 1).fill(0n);
  #loose = 0;
  #count = 0;
  #negative = 0;
  #zero = 0;
  /** The first number; all others are taken as their distance from it, which keeps the digits that tell long ones apart. */
  #base = 0;
  #baseLong = false;
  #baseHigh = 0;
  #baseLow = 0;
  /** Moments of what was folded, its mean as a distance from the base. */
  #folded: Moments = { count: 0, squares: 0, cubes: 0, fourths: 0 };
  #centre = 0;
  #unfolded = 0;
  #first = 0;
  #second = 0;
  #third = 0;
  #fourth = 0;
  #min = Infinity;
  #max = -Infinity;
  /** Set while the extreme has more digits than a double holds. */
  #minText: string | null = null;
  #maxText: string | null = null;

  constructor(room = new WorkRoom()) {
    this.#histogram = new MagnitudeHistogram(room);
  }

  add(read: NumberField, bytes: Uint8Array, start: number, end: number, weight: number): void {
    const { value } = read;
    if (this.#count === 0) this.#begin(read);
    this.#count += weight;
    const offset = (read.long ? this.#longOffset(read) : value - this.#base) - this.#centre;
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
    else if (read.long) {
      this.#sum(read.high, HIGH_PART, weight);
      this.#sum(read.low, 0, weight);
    } else this.#loose += weight * value;
    this.#unfolded += 1;
    if (this.#unfolded === FOLD) this.#fold();
  }

  sketch(): NumberSketch {
    this.#fold();
    let exact = 0n;
    this.#sums.forEach((sum, digits) => {
      const unit = digits === HIGH_PART ? 2 * SUM_DIGITS : SUM_DIGITS - digits;
      exact += ((this.#carried[digits] ?? 0n) + BigInt(sum)) * 10n ** BigInt(unit);
    });
    const text = (value: number, long: string | null): string | null =>
      this.#count === 0 ? null : new Decimal(long ?? String(value)).toString();
    const { squares, cubes, fourths } = this.#folded;
    return {
      count: this.#count,
      exactSum: exact.toString(),
      looseSum: this.#loose,
      mean: this.#base + this.#centre,
      squares,
      cubes,
      fourths,
      negative: this.#negative,
      zero: this.#zero,
      min: text(this.#min, this.#minText),
      max: text(this.#max, this.#maxText),
      magnitudes: this.#histogram.sketch(),
    };
  }

  #begin(read: NumberField): void {
    this.#base = read.value;
    this.#baseLong = read.long;
    this.#baseHigh = read.high;
    this.#baseLow = read.low;
  }

  #longOffset(read: NumberField): number {
    return this.#baseLong
      ? (read.high - this.#baseHigh) * HIGH_UNIT + (read.low - this.#baseLow)
      : read.value - this.#base;
  }

  /** Joins what came since the last time to the moments, and takes the mean of all as the new centre. */
  #fold(): void {
    const count = this.#count - this.#folded.count;
    this.#unfolded = 0;
    if (count === 0) return;
    const mean = this.#first / count;
    const since = centralMoments(count, mean, this.#second, this.#third, this.#fourth);
    this.#folded = joinMoments(this.#folded, since, mean);
    this.#centre += (mean * count) / this.#count;
    this.#first = 0;
    this.#second = 0;
    this.#third = 0;
    this.#fourth = 0;
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

/** Mean of `b` minus mean of `a`: from the exact sums, because the means of long numbers can be equal as doubles. */
const meansApart = (a: NumberSketch, b: NumberSketch): number => {
  if (a.looseSum !== 0 || b.looseSum !== 0) return b.mean - a.mean;
  const apart = BigInt(b.exactSum) * BigInt(a.count) - BigInt(a.exactSum) * BigInt(b.count);
  return Number(apart) / 1e15 / a.count / b.count;
};

/** Counts, exact sum, extremes and histogram are those of one pass; mean and moments agree to rounding (Chan 1979, Pébay 2008). */
export const mergeNumbers = (a: NumberSketch, b: NumberSketch, room = new WorkRoom()): NumberSketch => {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const apart = meansApart(a, b);
  const { squares, cubes, fourths } = joinMoments(a, b, apart);
  return {
    count,
    exactSum: (BigInt(a.exactSum) + BigInt(b.exactSum)).toString(),
    looseSum: a.looseSum + b.looseSum,
    mean: a.mean + (apart * b.count) / count,
    squares,
    cubes,
    fourths,
    negative: a.negative + b.negative,
    zero: a.zero + b.zero,
    min: extreme(a.min, b.min, -1),
    max: extreme(a.max, b.max, 1),
    magnitudes: mergeMagnitudes(a.magnitudes, b.magnitudes, room),
  };
};

/** Significant digits of a mean, and as many more as stand before its point when it is exact. */
const MEAN_DIGITS = 15;

/**
 * Mean as decimal text of 15 significant digits, of exact sums with all digits before the point; exact before rounding when no
 * number was loose. Never outside the smallest and the largest number, where rounding would put the mean of long, close numbers.
 */
export const meanText = ({ count, exactSum, looseSum, min, max }: NumberSketch): string | null => {
  if (count === 0) return null;
  const whole = new Decimal(exactSum).div('1e15').add(looseSum).div(count);
  const digits = looseSum === 0 ? Math.max(MEAN_DIGITS, whole.e + 1) : MEAN_DIGITS;
  const mean = whole.toSignificantDigits(digits);
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
