import type { BridgeClient } from '../bridge/bridge-client';
import type { CreditCostApi } from '../bridge/credit-cost-contract';
import type { CaseRecord } from '../case/case-record';
import { sameInputs } from './engine-inputs';
import { Newest } from './newest';
import { Remote } from './remote.svelte';

const QUIET_MS = 150;

type Sheet = CreditCostApi['creditCost']['output'];

const inputsOf = ({ valuationDate, region, overlay, sections }: CaseRecord): readonly unknown[] => [
  valuationDate,
  region,
  overlay,
  ...Object.values(sections),
];

/** What the credit of the open case costs, asked for while its page is open. */
export class CostDesk {
  readonly sheet = new Remote<Sheet>();
  readonly saving = new Remote<CreditCostApi['interestSaved']['output']>();
  readonly #bridge: BridgeClient;
  readonly #queue = new Newest<Sheet>();
  #asked: readonly unknown[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bridge: BridgeClient) {
    this.#bridge = bridge;
  }

  /** Asks again after a pause when the case changed. */
  follow(caseRecord: CaseRecord): void {
    const inputs = inputsOf(caseRecord);
    if (sameInputs(this.#asked, inputs)) return;
    this.#asked = inputs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.sheet.follow(
        this.#queue.run(() => this.#bridge.call('collateral', 'creditCost', { caseRecord })),
      );
    }, QUIET_MS);
  }

  /** 节省利息 of what was typed; nothing while a field is empty. */
  save(principalFen: string | null, cutBp: number | null, months: number | null): void {
    if (principalFen === null || cutBp === null || months === null) {
      this.saving.value = null;
      this.saving.failure = null;
      return;
    }
    void this.saving.follow(
      this.#bridge.call('collateral', 'interestSaved', { principalFen, cutBp, months }),
    );
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
