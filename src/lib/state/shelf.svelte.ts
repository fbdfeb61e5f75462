import type { Failure, Result, WithFailures } from '../kernel/result';
import type { CaseVault } from '../vault/case-vault';
import type { Workbench } from './workbench.svelte';

type Listed<T> = Promise<Result<WithFailures<readonly T[]>>>;

/** Things of one kind that this computer keeps beside the cases, as the vault lists them. */
export class Shelf<T> {
  items = $state.raw<readonly T[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  loaded = $state(false);
  protected readonly bench: Workbench;
  readonly #list: (vault: CaseVault) => Listed<T>;

  constructor(bench: Workbench, list: (vault: CaseVault) => Listed<T>) {
    this.bench = bench;
    this.#list = list;
  }

  async load(): Promise<void> {
    const listed = await this.#list(await this.bench.vault);
    this.loaded = true;
    if (listed.ok) this.items = listed.value.value;
    this.failures = listed.ok ? listed.value.failures : [listed.failure];
  }

  /** Changes what is kept, then reads the list anew. */
  protected async change<R>(by: (vault: CaseVault) => Promise<Result<R>>): Promise<Result<R>> {
    const changed = await by(await this.bench.vault);
    await this.load();
    return changed;
  }

  /** Takes one away; what went wrong stands beside what the reading found. */
  protected async take(by: (vault: CaseVault) => Promise<Result<unknown>>): Promise<void> {
    const gone = await this.change(by);
    if (!gone.ok) this.failures = [...this.failures, gone.failure];
  }
}
