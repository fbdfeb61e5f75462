import type { DataFingerprint } from '../../case/data-fingerprint';
import type { RecordBlock } from '../kernel/record-block';
import { RecordScanner, type ScanForm } from '../kernel/record-scanner';
import { hashRow } from '../kernel/row-hash';
import { CellSetHash } from '../table/cell-set-hash';
import { BottomHashes } from './bottom-hashes';
import type { FingerprintSalt } from './salt';
import { SipHash } from './siphash';

/** Hashes kept per list: the standard deviation of an overlap is at most 1/(2√2048) = 1.1 %. */
export const FINGERPRINT_HASHES = 2048;

export interface FingerprintForm extends ScanForm {
  readonly salt: FingerprintSalt;
  /** Headers of all columns. */
  readonly names: readonly string[];
  /** Key columns that are fingerprinted apart from the rows, each set in its order. */
  readonly keys: readonly (readonly number[])[];
  readonly missingTokens: readonly string[];
  readonly capacity?: number;
}

interface Collector {
  readonly columns: readonly number[];
  readonly hash: CellSetHash | null;
  readonly smallest: BottomHashes;
  rows: number;
  missing: number;
}

/**
 * Reads a range of the file and keeps the smallest keyed hashes of its rows and key values. Push bytes as into
 * `ProfileKernel`; parts are joined by `mergeFingerprints`.
 */
export class FingerprintPass {
  readonly #form: FingerprintForm;
  readonly #scanner: RecordScanner;
  readonly #sip: SipHash;
  readonly #collectors: readonly Collector[];
  readonly #hash = new Int32Array(2);
  #rows = 0;

  constructor(form: FingerprintForm) {
    this.#form = form;
    this.#sip = new SipHash(form.salt.key);
    const { keys, missingTokens, capacity = FINGERPRINT_HASHES } = form;
    this.#collectors = [[], ...keys].map((columns, i) => ({
      columns,
      hash: i === 0 ? null : new CellSetHash(columns, missingTokens),
      smallest: new BottomHashes(capacity),
      rows: 0,
      missing: 0,
    }));
    // Faults and blank lines were counted by the profile.
    const ignore = (): void => undefined;
    this.#scanner = new RecordScanner(form, {
      block: (block) => {
        this.#rows += block.rows;
        for (const collector of this.#collectors) this.#addBlock(block, collector);
      },
      fault: ignore,
      blank: ignore,
    });
  }

  get done(): boolean {
    return this.#scanner.done;
  }

  get rows(): number {
    return this.#rows;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  finish(): DataFingerprint {
    this.#scanner.finish();
    const { salt, names, capacity = FINGERPRINT_HASHES } = this.#form;
    return {
      kind: 'zhiya.data-fingerprint/1',
      saltId: salt.id,
      rows: this.#rows,
      lists: this.#collectors.map(({ hash, columns, smallest, rows, missing }) => {
        const hashes = smallest.finish();
        return {
          of: hash === null ? 'rows' : 'key',
          columns: columns.map((column) => names[column] ?? ''),
          capacity,
          rows,
          missing,
          complete: smallest.complete,
          hashes,
        };
      }),
    };
  }

  #addBlock(block: RecordBlock, collector: Collector): void {
    const { columns } = this.#form;
    const out = this.#hash;
    for (let row = 0; row < block.rows; row += 1) {
      if (collector.hash === null) hashRow(block, row, columns, out);
      else if (!collector.hash.of(block, row, columns, out)) {
        collector.missing += 1;
        continue;
      }
      collector.rows += 1;
      this.#sip.of(out[0] ?? 0, out[1] ?? 0, out);
      collector.smallest.add(out[0] ?? 0, out[1] ?? 0);
    }
  }
}
