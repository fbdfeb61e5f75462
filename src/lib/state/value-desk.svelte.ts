import type { BridgeClient } from '../bridge/bridge-client';
import type { RegistrationApi } from '../bridge/contract';
import type { CaseRecord } from '../case/case-record';
import { Remote } from './remote.svelte';

const rulesKey = ({ valuationDate, region, overlay }: CaseRecord): string =>
  [valuationDate, region, overlay?.sha256 ?? ''].join(' ');

/** What the value page asks the workers beyond the values: the risk statements under the rules of the case. */
export class ValueDesk {
  readonly notes = new Remote<RegistrationApi['riskNotes']['output']>();
  readonly #bridge: BridgeClient;
  #rulesOf: string | null = null;

  constructor(bridge: BridgeClient) {
    this.#bridge = bridge;
  }

  /** Asks again only when other rules are in force. */
  follow(caseRecord: CaseRecord): void {
    if (this.#rulesOf === rulesKey(caseRecord)) return;
    this.#rulesOf = rulesKey(caseRecord);
    void this.notes.follow(this.#bridge.call('registration', 'riskNotes', { caseRecord }));
  }
}
