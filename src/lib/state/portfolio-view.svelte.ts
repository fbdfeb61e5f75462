import type { PortfolioProposal, PortfolioStage } from '../bridge/portfolio-contract';
import type { PatentRecord } from '../case/patents-section';
import { sameInputs, selectionInputs } from './engine-inputs';
import type { OpenCase } from './open-case.svelte';
import {
  type Deviation,
  adoptProposal,
  deviationsOf,
  needsReason,
  setPledged,
  setPledgedAgainst,
} from './portfolio-edits';
import { Remote } from './remote.svelte';

type Line = PortfolioProposal['patents'][number];

/** One patent of the selection beside its record. */
export interface SelectionLine extends Line {
  readonly record: PatentRecord;
  readonly pledged: boolean;
}

/** A change against the proposal that waits for its reason. */
export interface PendingChange {
  readonly records: readonly PatentRecord[];
  readonly pledge: boolean;
}

/** 清单 → 核心 → 押品 of the open case, and what a person does with it. */
export class PortfolioView {
  readonly proposal = new Remote<PortfolioProposal>();
  stage = $state<'' | PortfolioStage>('');
  reason = $state('');
  pending = $state.raw<PendingChange | null>(null);
  readonly #open: OpenCase;
  #asked: readonly unknown[] = [];

  constructor(open: OpenCase) {
    this.#open = open;
  }

  readonly #section = $derived.by(() => this.#open.record.sections.patents);
  readonly #records = $derived.by(() => new Map(this.#section.records.map((record) => [record.id, record])));
  readonly #pledged = $derived.by(() => new Set(this.#section.pledged));
  readonly lines: readonly SelectionLine[] = $derived.by(() =>
    (this.proposal.value?.patents ?? []).flatMap((line) => {
      const record = this.#records.get(line.id);
      return record === undefined ? [] : [{ ...line, record, pledged: this.#pledged.has(line.id) }];
    }),
  );
  readonly shown = $derived.by(() =>
    this.lines.filter(
      ({ stage, reasons }) =>
        (this.stage === '' || stage === this.stage) &&
        (this.reason === '' || reasons.some(({ reason }) => reason === this.reason)),
    ),
  );
  readonly deviations = $derived.by(() =>
    this.proposal.value === null ? [] : deviationsOf(this.#section, this.proposal.value),
  );
  /** Patents per reason, most frequent first. */
  readonly reasonCounts = $derived.by(() => {
    const counts = new Map<string, number>();
    for (const { reasons } of this.proposal.value?.patents ?? [])
      for (const code of new Set(reasons.map(({ reason }) => reason)))
        counts.set(code, (counts.get(code) ?? 0) + 1);
    return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  });

  recordOf(id: string): PatentRecord | undefined {
    return this.#records.get(id);
  }

  /** Asks again when something that the selection reads was replaced. */
  refresh(): void {
    const inputs = selectionInputs(this.#open.record);
    if (this.proposal.failure === null && sameInputs(this.#asked, inputs)) return;
    this.#asked = inputs;
    void this.proposal.follow(
      this.#open.workbench.bridge.call('valuation', 'selectPortfolio', { caseRecord: this.#open.record }),
    );
  }

  adopt(): void {
    const proposal = this.proposal.value;
    if (proposal !== null) this.#open.changeSection('patents', (section) => adoptProposal(section, proposal));
  }

  /** Follows the click when it is in line with the proposal; otherwise the reason is asked first. */
  toggle({ record, pledged }: SelectionLine): void {
    const proposal = this.proposal.value;
    if (proposal === null) return;
    if (needsReason(proposal, record.id, !pledged)) this.pending = { records: [record], pledge: !pledged };
    else this.#open.changeSection('patents', (section) => setPledged(section, [record.id], !pledged));
  }

  /** Asks for the one reason of changes of a kind that were made elsewhere without any. */
  explain(deviations: readonly Deviation[], kind: Deviation['kind']): void {
    const records = deviations.flatMap((deviation) => {
      const record = deviation.kind === kind ? this.#records.get(deviation.patent) : undefined;
      return record === undefined ? [] : [record];
    });
    if (records.length > 0) this.pending = { records, pledge: kind === 'put-in' };
  }

  confirm(said: { readonly reason: string; readonly by: string }): void {
    const pending = this.pending;
    if (pending === null) return;
    const patents = pending.records.map(({ id }) => id);
    this.#open.changeSection('patents', (section) =>
      setPledgedAgainst(section, patents, pending.pledge, said),
    );
    this.pending = null;
  }
}
