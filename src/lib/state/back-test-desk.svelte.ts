import type { AuthoringApi, PlainTable } from '../bridge/authoring-contract';
import type { CaseRecord } from '../case/case-record';
import { realisedOutcomeOf } from '../case/realised-outcome';
import type { Failure } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { handToBrowser } from './download';
import { Remote } from './remote.svelte';
import type { Workbench } from './workbench.svelte';

/** Past cases: those of this computer that know what they fetched, and a table of others. */
export class BackTestDesk {
  cases = $state.raw<readonly CaseRecord[]>([]);
  table = $state.raw<PlainTable | null>(null);
  /** Cases that could not be opened, or a table that could not be read. */
  failures = $state.raw<readonly Failure[]>([]);
  loaded = $state(false);
  readonly report = new Remote<AuthoringApi['backTest']['output']>();
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const vault = await this.#bench.vault;
    await this.#bench.leaving;
    const listed = await vault.list();
    const cases: CaseRecord[] = [];
    const failures: Failure[] = listed.ok ? [...listed.value.failures] : [listed.failure];
    for (const { caseId, deletedOn } of listed.ok ? listed.value.value : []) {
      if (deletedOn !== null) continue;
      const outcome = await vault.open(caseId);
      if (outcome.kind !== 'opened') failures.push(outcome.failure);
      else if (realisedOutcomeOf(outcome.opened.caseRecord) !== null) cases.push(outcome.opened.caseRecord);
    }
    this.cases = cases;
    this.failures = failures;
    this.loaded = true;
    await this.#run();
  }

  async takeTable(file: File): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const table = await this.#bench.bridge.call('intake', 'readTable', { fileName: file.name, bytes });
    if (!table.ok) {
      this.failures = [table.failure];
      return;
    }
    this.table = table.value;
    await this.#run();
  }

  async dropTable(): Promise<void> {
    this.table = null;
    await this.#run();
  }

  download(): void {
    const csv = this.report.value?.csv;
    if (csv !== undefined) handToBrowser('回测结果.csv', encodeUtf8(csv));
  }

  #run(): Promise<void> {
    const { cases, table } = this;
    return this.report.follow(this.#bench.bridge.call('valuation', 'backTest', { cases, table }));
  }
}
