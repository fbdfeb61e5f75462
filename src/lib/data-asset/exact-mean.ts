import { Decimal, decimalText } from '../kernel/decimal';

/**
 * Mean of doubles by Neumaier's compensated sum: the error does not grow with the number of rows. The order
 * of the rows is the order of the sum.
 */
export class CompensatedMean {
  #sum = 0;
  #lost = 0;
  #count = 0;

  add(value: number): void {
    const total = this.#sum + value;
    this.#lost +=
      Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - total + value : value - total + this.#sum;
    this.#sum = total;
    this.#count += 1;
  }

  /** Mean to 15 significant digits and at most 30 decimals; `null` without values. */
  text(): string | null {
    if (this.#count === 0) return null;
    const mean = new Decimal((this.#sum + this.#lost) / this.#count);
    return decimalText(mean.toSignificantDigits(15), 30);
  }
}
