import {
  type Entry,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
  Reader,
  ZipReader,
  configure,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import type { ByteSource } from './byte-source';
import { sameBytes } from './bytes';
import { crc32 } from './crc32';
import { inflateRaw } from './inflate';
import { fault } from './fault';
import { inflatedBefore, keepInflated } from './kept-inflation';
import type { NamedEntry } from './zip-name-text';
import type { Placed } from './zip-layout';
import { STORE, isFolder } from './zip-entry-kind';
import type { ZipPolicy } from './zip-policy';
import { overRatio, ratioFault, sizeMismatch } from './zip-size';

/**
 * Compressed bytes handed to the inflater at a time. It finishes a piece before the limits are looked at again, and
 * one byte can become 1,032, so this bounds what a bomb may occupy at 16.5 MB.
 */
const PIECE = 16 * 1024;
/** Stored content that is read and checked at a time. */
const READ_AT_ONCE = 1024 * 1024;
/** Deflated content up to this size is inflated at once, larger content piece by piece by zip.js. */
const AT_ONCE = 4 * 1024 * 1024;

const REQUEST_AGAIN = '文件已损坏，请重新下载或重新索取';

const wrongCrc = (shown: string): Failure =>
  fault('E_CRC', shown, `“${shown}”的内容与压缩包里记录的校验值不符`, REQUEST_AGAIN, 'ZIP-18');

const damaged = (shown: string): Failure =>
  fault('E_DATA', shown, `“${shown}”的压缩内容损坏，或其后还有多余内容`, REQUEST_AGAIN, 'ZIP-38');

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
      return damaged(shown);
    case ERR_OVERLAPPING_ENTRY:
      return fault('E_OVERLAP', shown, `“${shown}”与另一个文件占用同一段内容`, REQUEST_AGAIN, 'ZIP-02');
    default:
      return disagreement(shown, message);
  }
};

/** More than any packer writes: stored blocks cost 5 bytes in 65,535. Empty blocks without end would cost time for nothing. */
const longest = (size: number): number => size + Math.floor(size / 8) + 1024;

const overlong = ({ size, compressedSize }: NamedEntry): boolean => compressedSize > longest(size);

/** Why a stream is overlong, by its beginning: more content than declared, or something that is none. */
const overlongFault = async (
  source: ByteSource,
  { entry: { size, shown }, span }: Placed<NamedEntry>,
): Promise<Failure> => {
  const start = size <= AT_ONCE ? await source.read(span.start, span.start + longest(size)) : null;
  return start !== null && inflateRaw(start, size) === 'longer'
    ? sizeMismatch(shown, size, '展开后更大')
    : damaged(shown);
};

/** Passes the inflated bytes on, counts them, and throws at the first byte more than declared. */
const meteredTarget = (entry: NamedEntry, sink: Sink): WritableStream<Uint8Array> => {
  let at = 0;
  return new WritableStream<Uint8Array>({
    write(piece) {
      if (at + piece.length > entry.size)
        throw new LimitPassed(sizeMismatch(entry.shown, entry.size, '展开后更大'));
      at += piece.length;
      sink(piece);
    },
  });
};

const agrees = (own: NamedEntry, other: Entry): boolean =>
  sameBytes(own.rawName, other.rawFilename) &&
  own.offset === other.offset &&
  own.size === other.uncompressedSize &&
  own.compressedSize === other.compressedSize &&
  own.crc === other.crc32 &&
  own.method === other.compressionMethod &&
  isFolder(own) === other.directory;

/** Reads the archive for the second reader. */
class SourceReader extends Reader<ByteSource> {
  constructor(private readonly source: ByteSource) {
    super(source);
  }

  override init(): Promise<void> {
    this.size = this.source.size;
    return Promise.resolve();
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.source.read(index, Math.min(index + length, this.source.size));
  }
}

const openSecondReading = async (source: ByteSource): Promise<Result<readonly Entry[]>> => {
  configure({ chunkSize: PIECE, useWebWorkers: false, useCompressionStream: false });
  const reader = new ZipReader(new SourceReader(source), {
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

const pourStored = async (
  source: ByteSource,
  { entry, span }: Placed<NamedEntry>,
  sink: Sink,
): Promise<Failure | null> => {
  let crc = 0;
  const length = Math.min(READ_AT_ONCE, span.end - span.start);
  const buffer = source.readInto === undefined ? null : new Uint8Array(length);
  for (let at = span.start; at < span.end; at += READ_AT_ONCE) {
    const end = Math.min(at + READ_AT_ONCE, span.end);
    const piece = buffer === null ? await source.read(at, end) : buffer.subarray(0, end - at);
    if (buffer !== null) await source.readInto?.(piece, at);
    crc = crc32(piece, crc);
    sink(piece);
  }
  return crc === entry.crc ? null : wrongCrc(entry.shown);
};

/** A small entry is inflated here and at once: streams cost more than its content. */
const pourSmall = async (
  source: ByteSource,
  { entry, span }: Placed<NamedEntry>,
  sink: Sink,
): Promise<Failure | null> => {
  const packed = await source.read(span.start, span.end);
  const known = inflatedBefore(packed, entry.size, entry.crc);
  if (known !== null) {
    sink(known);
    return null;
  }
  const content = inflateRaw(packed, entry.size);
  if (content === 'longer') return sizeMismatch(entry.shown, entry.size, '展开后更大');
  if (content === 'shorter') return sizeMismatch(entry.shown, entry.size, '展开后的大小不同');
  if (typeof content === 'string') return damaged(entry.shown);
  if (crc32(content) !== entry.crc) return wrongCrc(entry.shown);
  keepInflated(packed, content, entry.crc);
  sink(content);
  return null;
};

/** Takes content piece by piece. A piece may be memory of the archive itself: it is only to be read, at once. */
export type Sink = (piece: Uint8Array) => void;

/** Hands over the content of one file, checked against size and CRC; E_CRC, E_SIZE, E_RATIO or E_DATA at the end. */
export type Pour = (sink: Sink) => Promise<Failure | null>;

/**
 * How to read the content of every file whose place and size have passed our own checks. zip.js, in its strictest mode, is
 * the second reader: it must see the same entries, and it inflates what is large. Its portable inflater and our own
 * refuse bytes after the end of a Deflate stream, which the one built into Node does not always.
 * Fails with E_AMBIGUOUS.
 */
export const openContents = async (
  source: ByteSource,
  placed: readonly Placed<NamedEntry>[],
  policy: ZipPolicy,
): Promise<Result<ReadonlyMap<string, Pour>>> => {
  const second = await openSecondReading(source);
  if (!second.ok) return second;
  const files = new Map<string, Pour>();
  for (const [i, one] of placed.entries()) {
    const { entry } = one;
    const other = second.value.length === placed.length ? second.value[i] : undefined;
    if (other === undefined || !agrees(entry, other)) return fail(disagreement(entry.shown, ''));
    if (other.directory) continue;
    files.set(entry.name, async (sink) => {
      if (entry.method === STORE) return pourStored(source, one, sink);
      if (overlong(entry)) return overlongFault(source, one);
      // By what it declares, of which no byte too many comes out.
      if (overRatio(entry.size, entry.compressedSize, policy)) return ratioFault(entry.shown, policy);
      if (entry.size <= AT_ONCE) return pourSmall(source, one, sink);
      try {
        await other.getData(meteredTarget(entry, sink));
        return null;
      } catch (error) {
        return failureOf(error, entry);
      }
    });
  }
  return ok(files);
};
