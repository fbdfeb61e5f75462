import type { SourceFault } from './source-model';

/** Counts faults by code and column; keeps the place of the first. */
export class FaultTally {
  readonly #faults = new Map<string, SourceFault>();

  add(code: string, message: string, offset: number | null, record: number | null, count = 1): void {
    this.#add({ code, message, count, firstOffset: offset, firstRecord: record });
  }

  addAll(faults: readonly SourceFault[]): void {
    for (const fault of faults) this.#add(fault);
  }

  list(): readonly SourceFault[] {
    return [...this.#faults.values()];
  }

  #add(fault: SourceFault): void {
    const key = `${fault.code}\n${fault.column ?? ''}`;
    const known = this.#faults.get(key);
    this.#faults.set(key, known === undefined ? fault : { ...known, count: known.count + fault.count });
  }
}
