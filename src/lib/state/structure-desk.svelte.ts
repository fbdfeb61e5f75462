import type { CollateralApi } from '../bridge/contract';
import type { CaseRecord } from '../case/case-record';
import { Newest } from './newest';
import { Remote } from './remote.svelte';
import type { workbench } from './workbench.svelte';

type Bridge = ReturnType<typeof workbench>['bridge'];
type Reasons = CollateralApi['structureReasons']['output'];
type Structure = CollateralApi['structureCase']['output'];

/** Most sources for which reasons are found without being asked for: each is several solves. */
export const REASONS_UNASKED = 12;

/** Why sources are left out, what limits cost and ways out: solved again for the structure that is shown. */
export class StructureDesk {
  readonly reasons = new Remote<Reasons>();
  /** The structure that the reasons belong to: beside another they would mislead. */
  #askedOf = $state.raw<Structure | null>(null);
  readonly #queue = new Newest<Reasons>();
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  ask(structure: Structure, caseRecord: CaseRecord): void {
    this.#askedOf = structure;
    void this.reasons.follow(
      this.#queue.run(() => this.#bridge.call('collateral', 'structureReasons', { caseRecord })),
    );
  }

  /** Reasons of this structure; `null` while they are not there. */
  of(structure: Structure | null): Reasons | null {
    return structure !== null && structure === this.#askedOf && !this.reasons.running
      ? this.reasons.value
      : null;
  }
}
