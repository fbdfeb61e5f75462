import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BridgeClient } from '../lib/bridge/bridge-client';
import type { AttachmentBytes } from '../lib/bridge/contract';
import { parseCaseJson } from '../lib/case/case-json';
import type { CaseRecord } from '../lib/case/case-record';
import { canonicalJson } from '../lib/kernel/canonical-json';
import { sha256Hex } from '../lib/kernel/hashing';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { parseStrictJson } from '../lib/kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../lib/kernel/utf8';
import { parseOverlay } from '../lib/rulebook/overlay';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface CaseInput {
  readonly caseRecord: CaseRecord;
  readonly attachments: AttachmentBytes;
}

const standardInput = async (): Promise<Uint8Array> => {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
};

/** Bytes of a file; `-` is standard input. */
export const readBytes = async (path: string): Promise<Result<NamedBytes>> => {
  if (path === '-') return ok({ name: '标准输入', bytes: await standardInput() });
  try {
    return ok({ name: basename(path), bytes: new Uint8Array(await readFile(path)) });
  } catch {
    return refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');
  }
};

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The record of an institution's overlay from a file; `null` when none is named. */
export const overlayRecordFrom = async (path: string | undefined): Promise<Result<CaseRecord['overlay']>> => {
  if (path === undefined) return ok(null);
  const file = await readBytes(path);
  if (!file.ok) return file;
  const text = decodeUtf8(file.value.bytes);
  if (!text.ok) return text;
  const overlay = parseOverlay(text.value);
  if (!overlay.ok) return overlay;
  const tree = parseStrictJson(text.value);
  if (!tree.ok) return tree;
  const json = canonicalJson(tree.value);
  const { institution, version } = overlay.value;
  return ok({ institution, version, sha256: await sha256Hex(encodeUtf8(json)), json });
};

/** The same with an institution's overlay from a file, when one is named. */
export const withOverlay = async (
  input: CaseInput,
  overlayPath: string | undefined,
): Promise<Result<CaseInput>> => {
  const overlay = await overlayRecordFrom(overlayPath);
  if (!overlay.ok) return overlay;
  if (overlay.value === null) return ok(input);
  return ok({ ...input, caseRecord: { ...input.caseRecord, overlay: overlay.value } });
};

/** Attachments of a case given as JSON: files of the same name beside it, taken only when the hash is right. */
const filesBeside = async (caseRecord: CaseRecord, path: string): Promise<AttachmentBytes> => {
  const found = new Map<string, Uint8Array>();
  if (path === '-') return found;
  for (const { name, sha256 } of caseRecord.attachments) {
    const file = await readBytes(join(dirname(path), basename(name)));
    if (file.ok && (await sha256Hex(file.value.bytes)) === sha256) found.set(sha256, file.value.bytes);
  }
  return found;
};

/** A case from a case file (`.zhiya`) or its JSON, with an institution's overlay when one is named. */
export const readCase = async (
  bridge: BridgeClient,
  path: string,
  overlayPath: string | undefined,
): Promise<Result<CaseInput>> => {
  const file = await readBytes(path);
  if (!file.ok) return file;
  if (isZip(file.value.bytes)) {
    const opened = await bridge.call('intake', 'openCaseFile', { bytes: file.value.bytes });
    return opened.ok ? withOverlay(opened.value, overlayPath) : opened;
  }
  const text = decodeUtf8(file.value.bytes);
  if (!text.ok) return text;
  const caseRecord = parseCaseJson(text.value);
  if (!caseRecord.ok) return caseRecord;
  const attachments = await filesBeside(caseRecord.value, path);
  return withOverlay({ caseRecord: caseRecord.value, attachments }, overlayPath);
};
