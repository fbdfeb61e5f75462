import * as v from 'valibot';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../../kernel/utf8';
import { type DeskEntry, type DeskFingerprint, deskEntry, deskFingerprint } from './entry';

const shape = v.strictObject({
  schema: v.literal('zhiya.desk-register/1'),
  exportedAt: v.string(),
  entries: v.array(v.unknown()),
  fingerprints: v.array(v.unknown()),
});

/** Most keys and longest text of an export that is taken in. */
const LIMITS = { maxDepth: 20, maxKeys: 5_000_000, maxLength: 300_000_000 };

/** The register as a file: for another computer of the office, or to be kept. */
export const registerFile = (
  entries: readonly DeskEntry[],
  fingerprints: readonly DeskFingerprint[],
  exportedAt: string,
): Uint8Array =>
  encodeUtf8(canonicalJson({ schema: 'zhiya.desk-register/1', exportedAt, entries, fingerprints }));

export interface RegisterExport {
  readonly entries: readonly DeskEntry[];
  readonly fingerprints: readonly DeskFingerprint[];
  /** Entries that could not be read, or stood there twice. */
  readonly damaged: number;
}

/** An export as a file of a stranger: what cannot be read is counted, the rest is taken. Fails with `E_DESK_EXPORT` and the codes of JSON. */
export const readRegisterFile = (bytes: Uint8Array, name: string): Result<RegisterExport> => {
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  const json = parseStrictJson(text.value, LIMITS);
  if (!json.ok) return json;
  const file = v.safeParse(shape, json.value);
  if (!file.success)
    return refuse('E_DESK_EXPORT', '这不是复核台账的导出文件', name, '请选择“导出台账”得到的 JSON 文件');
  const entries = new Map<string, DeskEntry>();
  for (const one of file.output.entries) {
    const entry = v.safeParse(deskEntry, one);
    if (entry.success && !entries.has(entry.output.id)) entries.set(entry.output.id, entry.output);
  }
  const fingerprints = file.output.fingerprints.map((one) => v.safeParse(deskFingerprint, one));
  return ok({
    entries: [...entries.values()],
    fingerprints: fingerprints.flatMap((one) => (one.success ? [one.output] : [])),
    damaged: file.output.entries.length - entries.size,
  });
};
