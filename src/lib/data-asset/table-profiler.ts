import type { StoredProfile } from '../case/data-assets-section';
import { type Failure, type Result, fail, ok, refuse } from '../kernel/result';
import { type Digest, createDigest } from '../kernel/hashing';
import { ByteRecords } from './byte-records';
import { openHead } from './profile-head';
import { type ProfileSettings, shippedSettings } from './profile-settings';
import { TableCollector } from './table-collector';

/** `method@version` of the profile that this module produces. */
export const PROFILE_METHOD = 'data-asset.profile@1';

/** What a profile says of a file; id and title are given by the person who takes it into a case. */
export type ProfiledTable = StoredProfile;

export interface TableProfiler {
  /** Takes the next bytes, in order, cut anywhere. A failure is final and is returned again by every call. */
  push(chunk: Uint8Array): Failure | null;
  /** Ends the file. */
  finish(): Promise<Result<ProfiledTable>>;
  /** Data rows seen so far. */
  readonly rows: number;
  /** Bytes taken so far. */
  readonly bytes: number;
}

/** Bytes looked at before the first record is split: delimiter, encoding, kind of file. */
const HEAD_BYTES = 64 * 1024;

const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Hashes as the bytes come; what arrives before the hash module is loaded waits in a copy. */
class StreamedDigest {
  readonly #ready: Promise<Digest>;
  #digest: Digest | null = null;
  #waiting: Uint8Array[] = [];

  constructor() {
    this.#ready = createDigest().then((digest) => {
      this.#digest = digest;
      this.#flush(digest);
      return digest;
    });
  }

  update(chunk: Uint8Array): void {
    if (this.#digest === null) this.#waiting.push(chunk.slice());
    else this.#digest.update(chunk);
  }

  async sha256(): Promise<string> {
    return (await this.#ready).digest().sha256;
  }

  #flush(digest: Digest): void {
    for (const chunk of this.#waiting) digest.update(chunk);
    this.#waiting = [];
  }
}

class StreamingProfiler implements TableProfiler {
  readonly #fileName: string;
  readonly #settings: ProfileSettings;
  readonly #digest = new StreamedDigest();
  #head: Uint8Array[] = [];
  #bytes = 0;
  #records: ByteRecords | null = null;
  #table: TableCollector | null = null;
  #failure: Failure | null = null;

  constructor(fileName: string, settings: ProfileSettings) {
    this.#fileName = fileName;
    this.#settings = settings;
  }

  get rows(): number {
    return this.#table?.rows ?? 0;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(chunk: Uint8Array): Failure | null {
    if (this.#failure !== null) return this.#failure;
    this.#digest.update(chunk);
    this.#bytes += chunk.length;
    if (this.#records === null) {
      this.#head.push(chunk.slice());
      if (this.#bytes >= HEAD_BYTES) this.#open(false);
    } else this.#records.push(chunk);
    this.#failure ??= this.#table?.failure ?? null;
    return this.#failure;
  }

  async finish(): Promise<Result<ProfiledTable>> {
    if (this.#failure === null && this.#records === null) this.#open(true);
    this.#records?.finish();
    const failure = this.#failure ?? this.#table?.failure ?? null;
    const sha256 = await this.#digest.sha256();
    if (failure !== null) return fail(failure);
    const table = this.#table;
    if (table === null || !table.hasHeader)
      return refuse('E_EMPTY', '文件中没有任何内容', this.#fileName, '请确认选对了文件');
    return ok({
      fileName: this.#fileName,
      bytes: this.#bytes,
      sha256,
      rows: table.rows,
      method: PROFILE_METHOD,
      columns: table.columns(),
      faults: table.faults(),
      note: table.note(),
      files: [],
      source: { kind: 'own' },
      table: null,
    });
  }

  /** Decides from exactly the first `HEAD_BYTES`, however the chunks were cut. */
  #open(complete: boolean): void {
    const first = concat(this.#head);
    this.#head = [];
    const head = openHead(first.subarray(0, HEAD_BYTES), complete, this.#fileName);
    if (!head.ok) {
      this.#failure = head.failure;
      return;
    }
    const { delimiter, pairs, start } = head.value;
    this.#table = new TableCollector(this.#fileName, this.#settings, delimiter);
    this.#records = new ByteRecords(delimiter.charCodeAt(0), pairs, start, this.#table);
    this.#records.push(first.subarray(start));
  }
}

/**
 * Profiles a CSV table of any size in one pass over its bytes and in bounded memory. Faults are counted with
 * the first place of each and the scan goes on; nothing is dropped in silence. The result does not depend on
 * how the bytes are cut. Refused outright: UTF-16, workbooks and other containers, more than 4,096 columns.
 * @param settings missing tokens and type rules; the shipped ones unless a case supplies its own
 */
export const createTableProfiler = (
  fileName: string,
  settings: ProfileSettings = shippedSettings(),
): TableProfiler => new StreamingProfiler(fileName, settings);
