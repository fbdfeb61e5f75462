import {
  type Entry,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
  Uint8ArrayReader,
  ZipReader,
  configure,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { sameBytes } from './bytes';
import { crc32 } from './crc32';
import { fault } from './fault';
import type { NamedEntry } from './zip-name-text';
import type { Placed, Span } from './zip-layout';
import { STORE, isFolder } from './zip-entry-kind';
import type { ZipPolicy } from './zip-policy';
import { overRatio, ratioFault, sizeMismatch } from './zip-size';

/**
 * Compressed bytes handed to the inflater at a time. It finishes a piece before the limits are looked at again, and
 * one byte can become 1,032, so this bounds what a bomb may occupy at 16.5 MB.
 */
const PIECE = 16 * 1024;

const REQUEST_AGAIN = '文件已损坏，请重新下载或重新索取';

const wrongCrc = (shown: string): Failure =>
  fault('E_CRC', shown, `“${shown}”的内容与压缩包里记录的校验值不符`, REQUEST_AGAIN, 'ZIP-18');

const disagreement = (shown: string, reason: string): Failure =>
  fault(
    'E_AMBIGUOUS',
    shown,
    `两种读法对压缩包的理解不一致${reason === '' ? '' : `（${reason}）`}`,
    '请让对方用常见工具重新压缩后再发来',
    'ZIP-11',
  );

/** Carries a limit that was passed out of the inflating stream. */
class LimitPassed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

const failureOf = (error: unknown, { shown, size }: NamedEntry): Failure => {
  if (error instanceof LimitPassed) return error.failure;
  const message = error instanceof Error ? error.message : '';
  switch (message) {
    case ERR_INVALID_CRC32:
      return wrongCrc(shown);
    case ERR_INVALID_UNCOMPRESSED_SIZE:
      return sizeMismatch(shown, size, '展开后的大小不同');
    case ERR_INVALID_COMPRESSED_DATA:
      return fault('E_DATA', shown, `“${shown}”的压缩内容损坏，或其后还有多余内容`, REQUEST_AGAIN, 'ZIP-38');
    case ERR_OVERLAPPING_ENTRY:
      return fault('E_OVERLAP', shown, `“${shown}”与另一个文件占用同一段内容`, REQUEST_AGAIN, 'ZIP-02');
    default:
      return disagreement(shown, message);
  }
};

/** Takes the inflated bytes, counts them, and throws at the first byte past a limit. */
const meteredTarget = (
  entry: NamedEntry,
  policy: ZipPolicy,
): { bytes: Uint8Array; stream: WritableStream<Uint8Array> } => {
  const bytes = new Uint8Array(entry.size);
  let at = 0;
  const stream = new WritableStream<Uint8Array>({
    write(piece) {
      if (overRatio(at + piece.length, entry.compressedSize, policy))
        throw new LimitPassed(ratioFault(entry.shown, policy));
      if (at + piece.length > entry.size)
        throw new LimitPassed(sizeMismatch(entry.shown, entry.size, '展开后更大'));
      bytes.set(piece, at);
      at += piece.length;
    },
  });
  return { bytes, stream };
};

const agrees = (own: NamedEntry, other: Entry): boolean =>
  sameBytes(own.rawName, other.rawFilename) &&
  own.offset === other.offset &&
  own.size === other.uncompressedSize &&
  own.compressedSize === other.compressedSize &&
  own.crc === other.crc32 &&
  own.method === other.compressionMethod &&
  isFolder(own) === other.directory;

/** Stored content is copied out and checked here; `null` stands for content to be inflated or left alone. */
const storedContent = (archive: Uint8Array, entry: NamedEntry, span: Span): Result<Uint8Array | null> => {
  if (entry.method !== STORE) return ok(null);
  const content = archive.slice(span.start, span.end);
  return crc32(content) === entry.crc ? ok(content) : fail(wrongCrc(entry.shown));
};

const inflate = async (
  own: NamedEntry,
  other: Entry,
  skip: boolean,
  policy: ZipPolicy,
): Promise<Result<Uint8Array>> => {
  if (!agrees(own, other)) return fail(disagreement(own.shown, ''));
  if (other.directory) return ok(new Uint8Array());
  const target = skip
    ? { bytes: new Uint8Array(), stream: new WritableStream<Uint8Array>() }
    : meteredTarget(own, policy);
  try {
    await other.getData(target.stream, { checkOverlappingEntryOnly: skip });
    return ok(target.bytes);
  } catch (error) {
    return fail(failureOf(error, own));
  }
};

const openSecondReading = async (archive: Uint8Array): Promise<Result<readonly Entry[]>> => {
  configure({ chunkSize: PIECE, useWebWorkers: false, useCompressionStream: false });
  const reader = new ZipReader(new Uint8ArrayReader(archive), {
    strictness: 'strict',
    filenameValidation: 'strict',
    checkCrc32: true,
    checkOverlappingEntry: true,
    useWebWorkers: false,
    useCompressionStream: false,
  });
  try {
    return ok(await reader.getEntries());
  } catch (error) {
    return fail(disagreement('', error instanceof Error ? error.message : ''));
  }
};

/**
 * Reads the content of every file whose place and size have passed our own checks. zip.js, in its strictest mode, is
 * the second reader: it must see the same entries, and it inflates. Its portable inflater is used everywhere because
 * it refuses bytes after the end of a Deflate stream, which the one built into Node does not always.
 * Fails with E_AMBIGUOUS, E_CRC, E_SIZE, E_RATIO, E_DATA or E_OVERLAP.
 */
export const readContents = async (
  archive: Uint8Array,
  placed: readonly Placed<NamedEntry>[],
  policy: ZipPolicy,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  const stored: (Uint8Array | null)[] = [];
  for (const { entry, span } of placed) {
    const content = storedContent(archive, entry, span);
    if (!content.ok) return content;
    stored.push(content.value);
  }
  const second = await openSecondReading(archive);
  if (!second.ok) return second;
  const files = new Map<string, Uint8Array>();
  for (const [i, { entry }] of placed.entries()) {
    const other = second.value[i];
    if (other === undefined || second.value.length !== placed.length)
      return fail(disagreement(entry.shown, ''));
    const wanted = !isFolder(entry) && policy.select?.(entry.name) !== false;
    const own = stored[i] ?? null;
    const content = await inflate(entry, other, own !== null || !wanted, policy);
    if (!content.ok) return content;
    if (wanted) files.set(entry.name, own ?? content.value);
  }
  return ok(files);
};
