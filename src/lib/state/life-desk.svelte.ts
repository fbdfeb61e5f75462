import { untrack } from 'svelte';
import type { LifeApi, LifeView } from '../bridge/life-contract';
import type { CaseRecord } from '../case/case-record';
import { encodeUtf8 } from '../kernel/utf8';
import type { Failure, Result } from '../kernel/result';
import { today } from './clock';
import { handToBrowser, safeFileName } from './download';
import { caseInputs, sameInputs } from './engine-inputs';
import { takeSecurity } from './life-edits';
import { Newest } from './newest';
import type { OpenCase } from './open-case.svelte';
import { Remote } from './remote.svelte';
import type { SubstituteAsk } from './substitute-ask';

type Step = LifeApi['enterStep']['input']['step'];

/** The life of the securities of the open case, asked for while its page is shown and again after every new structure. */
export class LifeDesk {
  readonly view = new Remote<LifeView>();
  readonly substitutes = new Remote<LifeApi['substitutes']['output']>();
  /** What `substitutes` answers; `null` = nothing asked since the form changed. */
  substitutesFor = $state.raw<SubstituteAsk | null>(null);
  readonly ranking = new Remote<LifeApi['rankRights']['output']>();
  /** Day it is looked at, and of the release. */
  on = $state<string>(today());
  readonly #open: OpenCase;
  /** The case that the newest answer is of, or will be. */
  #asked = $state.raw<CaseRecord | null>(null);
  readonly #queue = new Newest<LifeView>();

  constructor(open: OpenCase) {
    this.#open = open;
    $effect(() => {
      if (open.results.structure.value === null) return;
      const on = this.on;
      const caseRecord = untrack(() => open.record);
      this.#asked = caseRecord;
      void this.view.follow(
        this.#queue.run(() => open.workbench.bridge.call('collateral', 'collateralLife', { caseRecord, on })),
      );
    });
  }

  /** Whether what is shown was judged for the case as it is now and the day asked about. */
  get isCurrent(): boolean {
    const { record, results } = this.#open;
    const asked = this.#asked;
    return (
      asked !== null &&
      sameInputs(caseInputs(asked), caseInputs(record)) &&
      !results.running &&
      !this.view.running &&
      this.view.failure === null
    );
  }

  /** Enters a step when it can be; answers why not. */
  async enter(item: string, step: Step): Promise<Failure | null> {
    const changed = await this.#open.workbench.bridge.call('collateral', 'enterStep', {
      caseRecord: this.#open.record,
      item,
      step,
      today: today(),
    });
    return this.#take(item, changed);
  }

  async withdraw(item: string): Promise<Failure | null> {
    const changed = await this.#open.workbench.bridge.call('collateral', 'withdrawStep', {
      caseRecord: this.#open.record,
      item,
    });
    return this.#take(item, changed);
  }

  #take(item: string, changed: Result<LifeApi['enterStep']['output']>): Failure | null {
    if (!changed.ok) return changed.failure;
    takeSecurity(this.#open, item, changed.value);
    return null;
  }

  findSubstitutes(ask: SubstituteAsk): void {
    const caseRecord = this.#open.record;
    const { asset, holeFen } = ask;
    this.substitutes.value = null;
    this.substitutes.failure = null;
    this.substitutesFor = ask;
    void this.substitutes.follow(
      this.#open.workbench.bridge.call('collateral', 'substitutes', { caseRecord, asset, holeFen }),
    );
  }

  forgetSubstitutes(): void {
    this.substitutesFor = null;
  }

  rank(
    thing: LifeApi['rankRights']['input']['thing'],
    rights: LifeApi['rankRights']['input']['rights'],
  ): void {
    const caseRecord = this.#open.record;
    void this.ranking.follow(
      this.#open.workbench.bridge.call('collateral', 'rankRights', { caseRecord, thing, rights }),
    );
  }

  downloadCalendar(): void {
    const ics = this.view.value?.ics;
    if (ics !== undefined)
      handToBrowser(`${safeFileName(this.#open.record.title)}-押品存续.ics`, encodeUtf8(ics));
  }
}
