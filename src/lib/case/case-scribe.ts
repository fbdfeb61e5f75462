import { checkedCaseJson, parseCaseJson } from './case-json';
import type { CaseRecord } from './case-record';
import { sha256Hex } from '../kernel/hashing';
import { type Result, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';

/** A case as the text that is stored. */
export interface WrittenCase {
  /** Canonical JSON. */
  readonly text: string;
  /** SHA-256 over its UTF-8 bytes. */
  readonly sha256: string;
  /** Length in UTF-8 bytes. */
  readonly bytes: number;
}

/**
 * The heavy work on the text of a case: seconds for thousands of patents. A page hands it to a worker so that typing does
 * not wait; the functions of the plain scribe are what the worker runs.
 */
export interface CaseScribe {
  /** Checks that the case can be read back and writes it. Fails as `checkedCaseJson`. */
  write(caseRecord: CaseRecord): Promise<Result<WrittenCase>>;
  /** Fails as `parseCaseJson`. */
  read(text: string): Promise<Result<CaseRecord>>;
  /** SHA-256 over the UTF-8 bytes; `null` when the text holds half a character. */
  digest(text: string): Promise<string | null>;
}

const written = async (text: string): Promise<WrittenCase> => {
  const bytes = encodeUtf8(text);
  return { text, sha256: await sha256Hex(bytes), bytes: bytes.length };
};

/** Works where it is called. */
export const plainScribe: CaseScribe = {
  write: async (caseRecord) => {
    const text = checkedCaseJson(caseRecord);
    return text.ok ? ok(await written(text.value)) : text;
  },
  read: (text) => Promise.resolve(parseCaseJson(text)),
  digest: async (text) => (/\p{Surrogate}/u.test(text) ? null : await sha256Hex(encodeUtf8(text))),
};
