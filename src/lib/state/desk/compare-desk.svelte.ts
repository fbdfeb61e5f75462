import type { ComparedPackages } from '../../bridge/desk-contract';
import type { Failure } from '../../kernel/result';
import { handToBrowser } from '../download';
import type { Workbench } from '../workbench.svelte';

/** Two revisions of a package side by side. */
export class CompareDesk {
  before = $state.raw<File | null>(null);
  after = $state.raw<File | null>(null);
  compared = $state.raw<ComparedPackages | null>(null);
  failure = $state.raw<Failure | null>(null);
  running = $state(false);
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async take(which: 'before' | 'after', file: File): Promise<void> {
    this[which] = file;
    await this.#compare();
  }

  async swap(): Promise<void> {
    [this.before, this.after] = [this.after, this.before];
    await this.#compare();
  }

  async #compare(): Promise<void> {
    const { before, after } = this;
    this.compared = null;
    this.failure = null;
    if (before === null || after === null) return;
    this.running = true;
    const result = await this.#bench.bridge.call('registration', 'comparePackages', {
      before,
      after,
    });
    if (this.before !== before || this.after !== after) return;
    this.running = false;
    if (result.ok) this.compared = result.value;
    else this.failure = result.failure;
  }

  download(): void {
    if (this.compared !== null) handToBrowser('两版对照.json', this.compared.json);
  }
}
