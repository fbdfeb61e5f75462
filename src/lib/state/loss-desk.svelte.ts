import type { BridgeClient } from '../bridge/bridge-client';
import type { Progress } from '../bridge/job';
import type { JointView, LossView } from '../bridge/loss-contract';
import type { CaseRecord } from '../case/case-record';
import type { Failure } from '../kernel/result';
import { sameInputs } from './engine-inputs';
import { Newest } from './newest';
import { Remote } from './remote.svelte';

const QUIET_MS = 150;

/** The structure reads nearly everything; a change of any section may change the loss. */
const inputsOf = ({ valuationDate, region, overlay, sections }: CaseRecord): readonly unknown[] => [
  valuationDate,
  region,
  overlay,
  ...Object.values(sections),
];

/** The loss of the open case, asked for while its page is open, and the draws that somebody asked for. */
export class LossDesk {
  readonly view = new Remote<LossView>();
  joint = $state.raw<JointView | null>(null);
  jointFailure = $state.raw<Failure | null>(null);
  progress = $state.raw<Progress | null>(null);
  readonly #bridge: BridgeClient;
  readonly #queue = new Newest<LossView>();
  #asked: readonly unknown[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | null = null;

  constructor(bridge: BridgeClient) {
    this.#bridge = bridge;
  }

  /** Asks again after a pause when the case changed. Draws of an earlier case are taken away. */
  follow(caseRecord: CaseRecord): void {
    const inputs = inputsOf(caseRecord);
    if (sameInputs(this.#asked, inputs)) return;
    this.#asked = inputs;
    this.cancel();
    this.joint = null;
    this.jointFailure = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.view.follow(
        this.#queue.run(() => this.#bridge.call('collateral', 'caseLoss', { caseRecord })),
      );
    }, QUIET_MS);
  }

  /** Draws once; `draws` is `null` for as many as the rulebook says. */
  async run(caseRecord: CaseRecord, draws: number | null): Promise<void> {
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.jointFailure = null;
    this.progress = { phase: '准备联合压力模拟', done: 0, total: null, unit: '次' };
    const done = await this.#bridge.call(
      'collateral',
      'jointStress',
      { caseRecord, draws },
      { signal: stop.signal, onProgress: (progress) => (this.progress = progress) },
    );
    if (this.#stop !== stop) return;
    this.#stop = null;
    this.progress = null;
    if (done.ok) this.joint = done.value;
    else this.jointFailure = done.failure.code === 'E_CANCELLED' ? null : done.failure;
  }

  cancel(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.progress = null;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.cancel();
  }
}
