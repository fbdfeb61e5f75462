import { untrack } from 'svelte';
import type { HandlingView } from '../bridge/handling-contract';
import type { WhatWouldChange } from '../screening/what-would-change/changes';
import type { OpenCase } from './open-case.svelte';
import { Remote } from './remote.svelte';

/** More pledged patents than this: what dropping them does is worked out only when somebody asks. */
const JUDGED_AT_ONCE = 60;

/** Ways of handling the open case, asked for while a page shows them and again after every new screening. */
export class HandlingDesk {
  readonly view = new Remote<HandlingView>();
  readonly #open: OpenCase;

  constructor(open: OpenCase) {
    this.#open = open;
    $effect(() => {
      if (open.results.screening.value === null) return;
      const caseRecord = untrack(() => open.record);
      void this.view.follow(open.workbench.bridge.call('collateral', 'handling', { caseRecord }));
    });
  }

  /** Asks again at once. */
  refresh(): void {
    const caseRecord = this.#open.record;
    void this.view.follow(this.#open.workbench.bridge.call('collateral', 'handling', { caseRecord }));
  }
}

/** What would change the verdicts of the open case. */
export class ChangeDesk {
  readonly view = new Remote<WhatWouldChange>();
  /** Whether somebody asked for the drops of a large pledge. */
  asked = $state(false);
  readonly #open: OpenCase;

  constructor(open: OpenCase) {
    this.#open = open;
    $effect(() => {
      if (open.results.screening.value === null) return;
      const caseRecord = untrack(() => open.record);
      const drops = this.asked || this.isSmall;
      void this.view.follow(
        open.workbench.bridge.call('collateral', 'whatWouldChange', { caseRecord, drops }),
      );
    });
  }

  get isSmall(): boolean {
    const { pledged, records } = this.#open.record.sections.patents;
    return (pledged.length === 0 ? records.length : pledged.length) <= JUDGED_AT_ONCE;
  }
}
