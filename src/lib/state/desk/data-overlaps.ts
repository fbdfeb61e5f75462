import type { DatasetOverlap } from '../../bridge/desk-contract';
import type { DeskFingerprint } from '../../case/desk/entry';
import { isSameCase } from '../../case/desk/same-patents';
import type { Workbench } from '../workbench.svelte';
import type { DeskRegister } from './register.svelte';

/** What came of holding the data of one package against the register. */
export interface ComparedData {
  readonly overlaps: readonly DatasetOverlap[];
  /** Fingerprints in the register that were not compared: another salt, no columns in common, not read. */
  readonly notCompared: number;
}

/** Holds the data fingerprints of a package against those of the register. */
export class DataOverlaps {
  readonly #bench: Workbench;
  readonly #register: DeskRegister;

  constructor(bench: Workbench, register: DeskRegister) {
    this.#bench = bench;
    this.#register = register;
  }

  /** Compares what the register holds of an entry, made under these salts. `null` = it holds nothing. */
  async again(id: string, salts: readonly string[]): Promise<ComparedData | null> {
    const { desk } = await this.#bench.vault;
    const held = await Promise.all(salts.map((salt) => desk.fingerprintsUnder(salt)));
    const own = held.flatMap((one) => (one.ok ? one.value.filter(({ entry }) => entry === id) : []));
    return own.length > 0 ? this.of(id, own) : null;
  }

  async of(id: string, own: readonly DeskFingerprint[]): Promise<ComparedData> {
    const overlaps: DatasetOverlap[] = [];
    if (own.length === 0) return { overlaps, notCompared: 0 };
    const { desk } = await this.#bench.vault;
    const salts = new Set(own.map(({ fingerprint }) => fingerprint.saltId));
    const counts = await desk.fingerprintSalts();
    let notCompared = counts.ok
      ? [...counts.value].reduce((sum, [salt, n]) => sum + (salts.has(salt) ? 0 : n), 0)
      : 1;
    for (const salt of salts) {
      const all = counts.ok ? (counts.value.get(salt) ?? 0) : 0;
      const held = await desk.fingerprintsUnder(salt);
      if (!held.ok) {
        notCompared += Math.max(1, all);
        continue;
      }
      notCompared += Math.max(0, all - held.value.length);
      const others = held.value.filter(({ entry }) => this.#otherCase(entry, id));
      if (others.length === 0) continue;
      const mine = own.filter(({ fingerprint }) => fingerprint.saltId === salt);
      const result = await this.#bench.bridge.call('registration', 'compareDatasets', {
        own: mine.map(({ title, fingerprint }) => ({ title, fingerprint })),
        others,
      });
      if (result.ok) overlaps.push(...result.value.overlaps);
      notCompared += result.ok ? result.value.notCompared : others.length;
    }
    return { overlaps, notCompared };
  }

  /** Revisions of one case share their data by nature. */
  #otherCase(entry: string, id: string): boolean {
    const [mine, theirs] = [this.#register.find(id), this.#register.find(entry)];
    return entry !== id && (mine === null || theirs === null || !isSameCase(mine.facts, theirs.facts));
  }
}
