import type { BridgeClient } from '../bridge/bridge-client';
import type { CollateralApi, RegistrationApi, ValuationApi } from '../bridge/contract';
import type { CaseRecord } from '../case/case-record';
import type { Result } from '../kernel/result';
import { assetInputs, sameInputs, scoreInputs } from './engine-inputs';
import { Newest } from './newest';
import { Remote } from './remote.svelte';

const QUIET_MS = 120;

/** What decides which rules are in force. */
const rulesKey = ({ valuationDate, region, overlay }: CaseRecord): string =>
  [valuationDate, region, overlay?.sha256 ?? ''].join(' ');

/** Hears every valuation with the record it is of, also one that a newer change has overtaken. */
type OnValued = (record: CaseRecord, assets: Result<ValuationApi['evaluateAssets']['output']>) => void;

/** Everything the engines say of the open case, recomputed in the workers after each change. */
export class CaseResults {
  readonly scores = new Remote<ValuationApi['scorePatents']['output']>();
  readonly assets = new Remote<ValuationApi['evaluateAssets']['output']>();
  readonly screening = new Remote<CollateralApi['screenView']['output']>();
  readonly structure = new Remote<CollateralApi['structureCase']['output']>();
  readonly assetClasses = new Remote<CollateralApi['assetClasses']['output']>();
  /** Fields and papers that the registry of each class asks for. */
  readonly registryForms = new Remote<CollateralApi['registryForms']['output']>();
  readonly checklist = new Remote<CollateralApi['checklist']['output']>();
  /** What worksheets of each kind ask for, under the rules of the case. */
  readonly worksheetForms = new Remote<ValuationApi['worksheetForms']['output']>();
  readonly schemes = new Remote<ValuationApi['schemes']['output']>();
  readonly registration = new Remote<RegistrationApi['checkPackage']['output']>();
  readonly #bridge: BridgeClient;
  readonly #onvalued: OnValued;
  readonly #scoreQueue = new Newest<ValuationApi['scorePatents']['output']>();
  readonly #screenQueue = new Newest<CollateralApi['screenView']['output']>();
  readonly #structureQueue = new Newest<CollateralApi['structureCase']['output']>();
  readonly #checkQueue = new Newest<RegistrationApi['checkPackage']['output']>();
  #rulesOf = '';
  #scoresOf: readonly unknown[] = [];
  #assetsOf: readonly unknown[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bridge: BridgeClient, onvalued: OnValued = () => undefined) {
    this.#bridge = bridge;
    this.#onvalued = onvalued;
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

  /** Asks again for what the change can have touched; answers whose inputs are the same objects stay as they are. */
  refreshNow(caseRecord: CaseRecord): void {
    const input = { caseRecord };
    const scored = scoreInputs(caseRecord);
    if (this.scores.failure !== null || !sameInputs(this.#scoresOf, scored)) {
      this.#scoresOf = scored;
      void this.scores.follow(
        this.#scoreQueue.run(() => this.#bridge.call('valuation', 'scorePatents', input)),
      );
    }
    const valued = assetInputs(caseRecord);
    if (this.assets.failure !== null || !sameInputs(this.#assetsOf, valued)) {
      this.#assetsOf = valued;
      const assets = this.#bridge.call('valuation', 'evaluateAssets', input);
      void this.assets.follow(assets);
      void assets.then((answer) => {
        this.#onvalued(caseRecord, answer);
      });
    }
    void this.screening.follow(
      this.#screenQueue.run(() => this.#bridge.call('collateral', 'screenView', input)),
    );
    void this.structure.follow(
      this.#structureQueue.run(() => this.#bridge.call('collateral', 'structureCase', input)),
    );
    if (this.#rulesOf !== rulesKey(caseRecord)) {
      this.#rulesOf = rulesKey(caseRecord);
      void this.assetClasses.follow(this.#bridge.call('collateral', 'assetClasses', input));
      void this.registryForms.follow(this.#bridge.call('collateral', 'registryForms', input));
      void this.worksheetForms.follow(this.#bridge.call('valuation', 'worksheetForms', input));
      void this.schemes.follow(this.#bridge.call('valuation', 'schemes', input));
      void this.checklist.follow(this.#bridge.call('collateral', 'checklist', input));
    }
    void this.registration.follow(
      this.#checkQueue.run(() => this.#bridge.call('registration', 'checkPackage', input)),
    );
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
