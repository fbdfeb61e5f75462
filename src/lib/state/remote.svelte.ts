import type { Failure, Result } from '../kernel/result';

/**
 * The latest answer of a worker call. While a newer one is under way the last value stays visible as stale;
 * an answer for older inputs is dropped.
 */
export class Remote<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  running = $state(false);
  #turn = 0;

  async follow(call: Promise<Result<T>>): Promise<void> {
    const turn = (this.#turn += 1);
    this.running = true;
    const result = await call;
    if (turn !== this.#turn) return;
    this.running = false;
    if (result.ok) {
      this.value = result.value;
      this.failure = null;
    } else if (result.failure.code !== 'E_CANCELLED') {
      this.value = null;
      this.failure = result.failure;
    }
  }
}
