import { byCodeUnit } from './bytes';
import { crc32 } from './crc32';
import { type Compression, type Packed, packed } from './zip-deflate';

/** A file to be written: its name inside the archive and its content. */
export type ZipFile = readonly [name: string, bytes: Uint8Array];

const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
const VERSION = 20;
const FLAG_UTF8 = 0x0800;
/** 1 January 1980 as DOS date: year 0 << 9 | month 1 << 5 | day 1. The time is 0. Written as fields, never as an instant. */
const DOS_DATE = 0x0021;
const MAX16 = 0xffff;
const MAX32 = 0xffff_ffff;

interface Prepared extends Packed {
  readonly name: Uint8Array;
  /** Length of the content before packing. */
  readonly size: number;
  readonly crc: number;
}

const prepare = (entries: Iterable<ZipFile>, compression: Compression): Prepared[] => {
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of entries) {
    if (files.has(name)) throw new Error(`two files named ${name}`);
    if (/\p{Cs}/u.test(name) || name === '' || name.endsWith('/'))
      throw new Error(`not a file name: ${name}`);
    files.set(name, bytes);
  }
  const prepared = [...files]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, bytes]) => ({
      name: new TextEncoder().encode(name),
      size: bytes.length,
      crc: crc32(bytes),
      ...packed(bytes, compression),
    }));
  const size = prepared.reduce((sum, file) => sum + sizeOf(file), END_LENGTH);
  if (size >= MAX32 || prepared.length >= MAX16 || prepared.some(({ name }) => name.length >= MAX16))
    throw new Error('archive too large for this writer');
  return prepared;
};

const sizeOf = ({ name, data }: Prepared): number =>
  LOCAL_LENGTH + CENTRAL_LENGTH + 2 * name.length + data.length;

/** The fields both headers share, from “version needed” to “file name length” (APPNOTE §4.3.7). */
const writeCommon = (view: DataView, at: number, file: Prepared): void => {
  const { name, method, data, size, crc } = file;
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, FLAG_UTF8, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, data.length, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
};

const header = (file: Prepared, length: number): readonly [Uint8Array, DataView] => {
  const record = new Uint8Array(length + file.name.length);
  record.set(file.name, length);
  return [record, new DataView(record.buffer)];
};

const localHeader = (file: Prepared): Uint8Array => {
  const [record, view] = header(file, LOCAL_LENGTH);
  view.setUint32(0, 0x04034b50, true);
  writeCommon(view, 4, file);
  return record;
};

const centralHeader = (file: Prepared, offset: number): Uint8Array => {
  const [record, view] = header(file, CENTRAL_LENGTH);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, VERSION, true);
  writeCommon(view, 6, file);
  view.setUint32(42, offset, true);
  return record;
};

const endRecord = (count: number, size: number, offset: number): Uint8Array => {
  const record = new Uint8Array(END_LENGTH);
  const view = new DataView(record.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return record;
};

/** The archive piece by piece, in the only order and form this writer knows. */
function* pieces(files: readonly Prepared[]): Generator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const local = localHeader(file);
    directory.push(centralHeader(file, offset));
    offset += local.length + file.data.length;
    yield local;
    yield file.data;
  }
  yield* directory;
  yield endRecord(
    files.length,
    directory.reduce((sum, { length }) => sum + length, 0),
    offset,
  );
}

/**
 * Writes a ZIP archive whose bytes depend on names and contents only: sorted by code unit, UTF-8 flag on every name, no
 * folders, no extra fields, every date 1 January 1980. Same files in any order, same bytes on every machine.
 *
 * @param compression `store` unless stated; `deflate` is for documents, whose bytes then also depend on the pinned
 *   version of the compressor
 *
 * Throws on what only a bug can bring: two equal names, an empty or folder name, or content past the 4 GB and 65,534
 * files of the plain format. Limits of the policy are the caller's to check beforehand.
 */
export const writeZip = (entries: Iterable<ZipFile>, compression: Compression = 'store'): Uint8Array => {
  const files = prepare(entries, compression);
  const archive = new Uint8Array(files.reduce((sum, file) => sum + sizeOf(file), END_LENGTH));
  let at = 0;
  for (const piece of pieces(files)) {
    archive.set(piece, at);
    at += piece.length;
  }
  return archive;
};

/** True when `writeZip(entries)` would give exactly these bytes; compares piece by piece, without a second archive. */
export const isWrittenFrom = (bytes: Uint8Array, entries: Iterable<ZipFile>): boolean => {
  let at = 0;
  for (const piece of pieces(prepare(entries, 'store'))) {
    if (at + piece.length > bytes.length) return false;
    for (let i = 0; i < piece.length; i += 1) if (bytes[at + i] !== piece[i]) return false;
    at += piece.length;
  }
  return at === bytes.length;
};
