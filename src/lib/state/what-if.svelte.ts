import type { BridgeClient } from '../bridge/bridge-client';
import type { ValuationApi } from '../bridge/contract';
import type { CaseRecord } from '../case/case-record';
import { Remote } from './remote.svelte';

/** What-ifs of one entry, asked for while somebody looks at them. */
export class WhatIfDesk {
  readonly answer = new Remote<ValuationApi['whatIf']['output']>();
  readonly #bridge: BridgeClient;

  constructor(bridge: BridgeClient) {
    this.#bridge = bridge;
  }

  ask(caseRecord: CaseRecord, entry: string): void {
    void this.answer.follow(this.#bridge.call('valuation', 'whatIf', { caseRecord, entry }));
  }
}
