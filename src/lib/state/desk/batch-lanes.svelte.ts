/** Most packages under way at once: each holds one package and its results in memory. */
const MOST_LANES = 4;

/** As many as the machine has cores, within bounds. */
const laneCount = (): number =>
  Math.min(MOST_LANES, Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1));

/** Work on a list through several lanes at once; a lane ends when nothing waits. */
export class Lanes {
  running = $state(false);
  /** Seconds until all is done, at the pace so far; `null` before the first is done. */
  secondsLeft = $state<number | null>(null);
  readonly #busy = new Set<number>();
  #began = 0;
  #done = 0;

  /**
   * Settles when the lanes it started have ended.
   * @param one does one piece in a lane, 1 and up; `false` = there was none
   * @param waiting how many pieces wait
   */
  async run(one: (lane: number) => Promise<boolean>, waiting: () => number): Promise<void> {
    if (this.#busy.size === 0) {
      this.#began = performance.now();
      this.#done = 0;
      this.secondsLeft = null;
    }
    const free = Array.from({ length: laneCount() }, (_, i) => i + 1).filter((lane) => !this.#busy.has(lane));
    await Promise.all(free.slice(0, waiting()).map((lane) => this.#lane(lane, one, waiting)));
  }

  async #lane(lane: number, one: (lane: number) => Promise<boolean>, waiting: () => number): Promise<void> {
    this.#busy.add(lane);
    this.running = true;
    try {
      while (await one(lane)) {
        this.#done += 1;
        this.secondsLeft = ((performance.now() - this.#began) / 1000 / this.#done) * waiting();
      }
    } finally {
      this.#busy.delete(lane);
      this.running = this.#busy.size > 0;
    }
  }
}
