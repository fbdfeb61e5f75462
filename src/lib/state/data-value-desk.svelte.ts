import type { BridgeClient } from '../bridge/bridge-client';
import type { DataValueApi } from '../bridge/data-value-contract';
import type { CaseRecord } from '../case/case-record';
import { sameInputs } from './engine-inputs';
import { Newest } from './newest';
import { Remote } from './remote.svelte';

const QUIET_MS = 150;

const rulesOf = ({ valuationDate, region, overlay }: CaseRecord): readonly unknown[] => [
  valuationDate,
  region,
  overlay,
];

/** What pricing the data assets reads of a case. */
const inputsOf = (record: CaseRecord): readonly unknown[] => [
  ...rulesOf(record),
  record.sections.dataAssets,
  record.sections.collateral,
  record.sections.enterprise.need.debtEnd,
];

/** Prices of the data assets and what can be chosen while pricing, asked for while the page is open. */
export class DataValueDesk {
  readonly values = new Remote<DataValueApi['dataValues']['output']>();
  readonly choices = new Remote<DataValueApi['dataPricingChoices']['output']>();
  readonly #bridge: BridgeClient;
  readonly #queue = new Newest<DataValueApi['dataValues']['output']>();
  #valuesOf: readonly unknown[] = [];
  #choicesOf: readonly unknown[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bridge: BridgeClient) {
    this.#bridge = bridge;
  }

  /** Asks again after a pause when something changed that prices read. */
  follow(caseRecord: CaseRecord): void {
    const rules = rulesOf(caseRecord);
    if (!sameInputs(this.#choicesOf, rules)) {
      this.#choicesOf = rules;
      void this.choices.follow(this.#bridge.call('valuation', 'dataPricingChoices', { caseRecord }));
    }
    const inputs = inputsOf(caseRecord);
    if (sameInputs(this.#valuesOf, inputs)) return;
    this.#valuesOf = inputs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.values.follow(
        this.#queue.run(() => this.#bridge.call('valuation', 'dataValues', { caseRecord })),
      );
    }, QUIET_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
