import { type Workbench, workbench } from '../workbench.svelte';
import { FilingDesk } from './filing-desk.svelte';
import { OpinionDesk } from './opinion-desk.svelte';
import { DeskRegister } from './register.svelte';
import { ReviewBatch } from './review-batch.svelte';

/** The review desk of this page: what is open stays open from one part of the desk to the next. */
export class ReviewDesk {
  readonly register: DeskRegister;
  readonly batch: ReviewBatch;
  readonly opinion: OpinionDesk;
  readonly filing: FilingDesk;

  constructor(readonly bench: Workbench) {
    this.register = new DeskRegister(bench);
    this.opinion = new OpinionDesk(bench);
    this.batch = new ReviewBatch(bench, this.register);
    this.filing = new FilingDesk(bench, this.register, new OpinionDesk(bench));
  }
}

let shared: ReviewDesk | null = null;

/** The desk, made on first use. */
export const reviewDesk = (): ReviewDesk => (shared ??= new ReviewDesk(workbench()));
