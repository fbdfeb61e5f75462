import type { BridgeClient } from '../bridge/bridge-client';
import type { CollateralApi, RegistrationApi, ValuationApi } from '../bridge/contract';
import type { CaseRecord } from '../case/case-record';
import { Remote } from './remote.svelte';

const QUIET_MS = 120;

/** What decides which rules are in force. */
const rulesKey = ({ valuationDate, region, overlay }: CaseRecord): string =>
  [valuationDate, region, overlay?.sha256 ?? ''].join(' ');

/** Everything the engines say of the open case, recomputed in the workers after each change. */
export class CaseResults {
  readonly scores = new Remote<ValuationApi['scorePatents']['output']>();
  readonly assets = new Remote<ValuationApi['evaluateAssets']['output']>();
  readonly screening = new Remote<CollateralApi['screenCase']['output']>();
  readonly structure = new Remote<CollateralApi['structureCase']['output']>();
  readonly assetClasses = new Remote<CollateralApi['assetClasses']['output']>();
  readonly checklist = new Remote<CollateralApi['checklist']['output']>();
  readonly registration = new Remote<RegistrationApi['checkPackage']['output']>();
  readonly #bridge: BridgeClient;
  #rulesOf = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bridge: BridgeClient) {
    this.#bridge = bridge;
  }

  get running(): boolean {
    return (
      this.scores.running ||
      this.assets.running ||
      this.screening.running ||
      this.structure.running ||
      this.registration.running
    );
  }

  /** Recomputes after the person paused; `record` must be plain data. */
  refresh(record: CaseRecord): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.refreshNow(record);
    }, QUIET_MS);
  }

  refreshNow(caseRecord: CaseRecord): void {
    const input = { caseRecord };
    void this.scores.follow(this.#bridge.call('valuation', 'scorePatents', input));
    void this.assets.follow(this.#bridge.call('valuation', 'evaluateAssets', input));
    void this.screening.follow(this.#bridge.call('collateral', 'screenCase', input));
    void this.structure.follow(this.#bridge.call('collateral', 'structureCase', input));
    if (this.#rulesOf !== rulesKey(caseRecord)) {
      this.#rulesOf = rulesKey(caseRecord);
      void this.assetClasses.follow(this.#bridge.call('collateral', 'assetClasses', input));
      void this.checklist.follow(this.#bridge.call('collateral', 'checklist', input));
    }
    void this.registration.follow(this.#bridge.call('registration', 'checkPackage', input));
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
