import { type Failure, type Result, fail, ok } from '../../kernel/result';
import type { SourceChunk, SourceFile } from './source-model';

/** Bytes asked for at a time. */
const PIECE_BYTES = 1024 * 1024;
/** Pieces between two looks at size and time. */
const LOOK_EVERY = 64;

export const NO_BYTES: Uint8Array = new Uint8Array(0);

/** Names what the system said without its text, which may carry a path of the machine. */
const reasonOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return `（${error.code}）`;
  return error instanceof Error && error.name !== 'Error' ? `（${error.name}）` : '';
};

const unreadable = (file: SourceFile, offset: number, error: unknown): Failure => ({
  code: 'E_READ',
  message: `读到字节偏移 ${offset} 处时系统拒绝读取${reasonOf(error)}：文件可能在读取期间被改动、移走，或选中的是文件夹`,
  path: file.name,
  remedy: '请确认选的是文件本身，关闭正在改写它的程序后重新选择',
});

const changed = (file: SourceFile, offset: number, what: string): Failure => ({
  code: 'E_FILE_CHANGED',
  message: `文件在读取期间被改动：${what}；已读到字节偏移 ${offset}`,
  path: file.name,
  remedy: '请等写入该文件的程序结束后，重新选择文件再画像',
});

/**
 * Bytes `[from, to)` of a file.
 *
 * Errors: `E_READ` with the offset when the system refuses; `E_FILE_CHANGED` when the file is shorter than it was.
 */
export const readRange = async (file: SourceFile, from: number, to: number): Promise<Result<Uint8Array>> => {
  try {
    const bytes = await file.read(from, to);
    if (bytes.length === to - from) return ok(bytes);
    return fail(changed(file, from + bytes.length, `应有 ${file.size} 字节，提前到了结尾`));
  } catch (error) {
    return fail(unreadable(file, from, error));
  }
};

/** Pieces as the file gives them. */
const piecesOf = (
  file: SourceFile,
  from: number,
  to: number,
  pieceBytes: number,
): AsyncIterable<Uint8Array> => file.pieces?.(from, to, pieceBytes) ?? piecesRead(file, from, to, pieceBytes);

async function* piecesRead(
  file: SourceFile,
  from: number,
  to: number,
  pieceBytes: number,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += pieceBytes) {
    const bytes = await file.read(at, Math.min(to, at + pieceBytes));
    yield bytes;
    if (bytes.length < Math.min(to - at, pieceBytes)) return;
  }
}

/**
 * Bytes `[from, to)` of a file in pieces of `pieceBytes` but for the last, each valid until the next is asked for; ends with a
 * failure when they cannot all be read.
 *
 * Errors: those of `readRange`, with the offset reached.
 */
export async function* readPieces(
  file: SourceFile,
  from: number,
  to: number,
  pieceBytes: number,
): AsyncGenerator<Result<Uint8Array>> {
  let at = from;
  try {
    for await (const bytes of piecesOf(file, from, to, pieceBytes)) {
      at += bytes.length;
      if (bytes.length > 0) yield ok(bytes);
    }
  } catch (error) {
    yield fail(unreadable(file, at, error));
    return;
  }
  if (at < to) yield fail(changed(file, at, `应有 ${file.size} 字节，提前到了结尾`));
}

/** `E_FILE_CHANGED` when size or time are no longer those of the opening; `null` when they are or cannot be asked. */
export const changeOf = async (file: SourceFile, offset: number): Promise<Failure | null> => {
  if (file.state === undefined) return null;
  try {
    const now = await file.state();
    if (now.size !== file.size)
      return changed(file, offset, `打开时 ${file.size} 字节，现在 ${now.size} 字节`);
    if (file.lastModified !== null && now.lastModified !== null && now.lastModified !== file.lastModified)
      return changed(file, offset, '修改时间变了');
    return null;
  } catch (error) {
    return unreadable(file, offset, error);
  }
};

/** The bytes of a file from an offset on; ends with a failure when it cannot be read or changes meanwhile. */
export async function* filePieces(
  file: SourceFile,
  from: number,
  pieceBytes = PIECE_BYTES,
): AsyncGenerator<SourceChunk> {
  let pieces = 0;
  for (let at = from; at < file.size; at += pieceBytes) {
    const to = Math.min(file.size, at + pieceBytes);
    const read = await readRange(file, at, to);
    pieces += 1;
    const failure = read.ok
      ? pieces % LOOK_EVERY === 0 || to === file.size
        ? await changeOf(file, to)
        : null
      : read.failure;
    if (failure !== null) {
      yield { bytes: NO_BYTES, consumed: at, failure };
      return;
    }
    if (read.ok) yield { bytes: read.value, consumed: to };
  }
}
