import type { SourceFault } from './source-model';

/** Counts faults by code; keeps the place of the first. */
export class FaultTally {
  readonly #faults = new Map<string, SourceFault>();

  add(code: string, message: string, offset: number | null, record: number | null, count = 1): void {
    const known = this.#faults.get(code);
    this.#faults.set(
      code,
      known === undefined
        ? { code, message, count, firstOffset: offset, firstRecord: record }
        : { ...known, count: known.count + count },
    );
  }

  addAll(faults: readonly SourceFault[]): void {
    for (const { code, message, firstOffset, firstRecord, count } of faults)
      this.add(code, message, firstOffset, firstRecord, count);
  }

  list(): readonly SourceFault[] {
    return [...this.#faults.values()];
  }
}
