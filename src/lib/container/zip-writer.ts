import type { Bytes } from './byte-source';
import { byCodeUnit, sameBytes } from './bytes';
import { crc32 } from './crc32';
import { type Compression, type Packed, packed } from './zip-deflate';
import { STORE } from './zip-entry-kind';

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

interface Prepared extends Pick<Packed, 'method'> {
  readonly name: Uint8Array;
  /** Length of the content as it stands in the archive, and before packing. */
  readonly stored: number;
  readonly size: number;
  readonly crc: number;
}

interface Filled extends Prepared {
  readonly data: Uint8Array;
}

const prepare = (entries: Iterable<ZipFile>, compression: Compression): Filled[] => {
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of entries) {
    if (files.has(name)) throw new Error(`two files named ${name}`);
    if (/\p{Cs}/u.test(name) || name === '' || name.endsWith('/'))
      throw new Error(`not a file name: ${name}`);
    files.set(name, bytes);
  }
  const prepared = [...files]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, bytes]): Filled => {
      const { method, data } = packed(bytes, compression);
      const { length: stored } = data;
      return {
        name: new TextEncoder().encode(name),
        method,
        data,
        stored,
        size: bytes.length,
        crc: crc32(bytes),
      };
    });
  const size = prepared.reduce((sum, file) => sum + sizeOf(file), END_LENGTH);
  if (size >= MAX32 || prepared.length >= MAX16 || prepared.some(({ name }) => name.length >= MAX16))
    throw new Error('archive too large for this writer');
  return prepared;
};

const sizeOf = ({ name, stored }: Prepared): number =>
  LOCAL_LENGTH + CENTRAL_LENGTH + 2 * name.length + stored;

/** The fields both headers share, from “version needed” to “file name length” (APPNOTE §4.3.7). */
const writeCommon = (view: DataView, at: number, file: Prepared): void => {
  const { name, method, stored, size, crc } = file;
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, FLAG_UTF8, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, stored, true);
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

/** The records of an archive in the only order and form this writer knows; a number stands for so many bytes of content. */
function* records(files: readonly Prepared[]): Generator<Uint8Array | number> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const local = localHeader(file);
    directory.push(centralHeader(file, offset));
    offset += local.length + file.stored;
    yield local;
    yield file.stored;
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
  let next = 0;
  for (const record of records(files)) {
    const piece = typeof record === 'number' ? (files[next++]?.data ?? new Uint8Array()) : record;
    archive.set(piece, at);
    at += piece.length;
  }
  return archive;
};

/** A file of an archive, measured. */
export interface WrittenFile {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

/**
 * True when the archive is laid out as `writeZip` lays out these files, stored: every header stands where and says what it
 * would write. What the content is, is not looked at: whoever asks has checked it against size and CRC.
 */
export const isWrittenFrom = (bytes: Bytes, files: readonly WrittenFile[]): boolean => {
  const sorted: Prepared[] = [...files]
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ name, size, crc }) => ({
      name: new TextEncoder().encode(name),
      method: STORE,
      stored: size,
      size,
      crc,
    }));
  let at = 0;
  const stands = (record: Uint8Array): boolean => {
    at += record.length;
    return sameBytes(bytes.subarray(at - record.length, at), record);
  };
  for (const piece of records(sorted))
    if (typeof piece === 'number') at += piece;
    else if (!stands(piece)) return false;
  return at === bytes.length;
};
