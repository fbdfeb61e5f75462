import { Decimal } from '../../../kernel/decimal';
import { NumberField, asciiText } from '../../kernel/number-field';
import { dataView } from '../../kernel/record-block';
import { TimeField } from '../../kernel/time-field';

/** A cell read as a number or as a time; reused, so that reading allocates nothing. */
export class Scalar {
  readonly #number = new NumberField();
  readonly #time = new TimeField();
  kind: 'number' | 'time' | 'none' = 'none';
  /** The number, or seconds since 1970-01-01. */
  value = 0;
  /** A number of at most 15 digits: `value` orders it rightly. */
  exact = false;
  /** Digits without the point and places after it; only of exact numbers. */
  mantissa = 0;
  fraction = 0;
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;
  #end = 0;

  /** Whether `bytes[start, end)` is a number or a date; `end > start`. */
  read(bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    if (this.#number.read(bytes, start, end)) {
      this.kind = 'number';
      this.value = this.#number.value;
      this.exact = this.#number.exact;
      this.mantissa = this.#number.mantissa;
      this.fraction = this.#number.fraction;
      return true;
    }
    if (this.#time.read(bytes, view, start, end)) {
      this.kind = 'time';
      this.value = this.#time.seconds;
      this.exact = true;
      return true;
    }
    this.kind = 'none';
    return false;
  }

  get isInteger(): boolean {
    return this.kind === 'number' && this.#number.integer;
  }

  /** The exact number. Only directly after `read`. */
  decimal(): Decimal {
    return new Decimal(asciiText(this.#bytes, this.#start, this.#end).replace(/^\+/, ''));
  }
}

/** A typed text as a scalar; `null` when it is neither a number nor a date. */
export const scalarOf = (text: string): Scalar | null => {
  const bytes = new TextEncoder().encode(text.trim());
  const scalar = new Scalar();
  return bytes.length > 0 && scalar.read(bytes, dataView(bytes), 0, bytes.length) ? scalar : null;
};

/** Order of two scalars of one kind; `null` when they cannot be compared. */
export const compareScalars = (a: Scalar, b: Scalar): number | null => {
  if (a.kind === 'none' || a.kind !== b.kind) return null;
  return a.exact && b.exact ? a.value - b.value : a.decimal().comparedTo(b.decimal());
};
