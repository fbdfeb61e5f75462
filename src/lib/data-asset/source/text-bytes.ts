import { type Result, fail, ok } from '../../kernel/result';
import { gunzipped } from './gunzip-stream';
import { filePieces } from './read-file';
import type { SourceChunk, SourceFile } from './source-model';
import { type Transcoding, transcoded } from './transcode';
import { wholeLines } from './whole-lines';

/** Bytes looked at to tell encoding, delimiter and kind. */
export const HEAD_BYTES = 64 * 1024;

/** How the text lies in the file. */
export interface TextForm {
  readonly gzip: boolean;
  readonly transcoding: Transcoding | null;
  /** Bytes of the byte-order mark of a transcoded text. */
  readonly mark: number;
}

/** The text as bytes: unpacked, and in UTF-8 where it has to be transcoded. */
export const textBytes = (file: SourceFile, form: TextForm): AsyncGenerator<SourceChunk> => {
  const raw = form.gzip ? gunzipped(file) : filePieces(file, 0);
  return form.transcoding === null ? raw : transcoded(raw, form.transcoding, form.mark);
};

/** As `textBytes`, but when it breaks off only up to the last line end. */
export const textLines = (file: SourceFile, form: TextForm): AsyncGenerator<SourceChunk> =>
  wholeLines(textBytes(file, form));

export interface TextHead {
  readonly bytes: Uint8Array;
  /** These are all bytes of the text. */
  readonly complete: boolean;
}

/** The first bytes of a stream. A break is a failure only when nothing came before it. */
export const headOf = async (
  stream: AsyncIterable<SourceChunk>,
  bytes = HEAD_BYTES,
): Promise<Result<TextHead>> => {
  const head = new Uint8Array(bytes);
  let length = 0;
  for await (const chunk of stream) {
    if (chunk.failure !== undefined)
      return length === 0 ? fail(chunk.failure) : ok({ bytes: head.subarray(0, length), complete: false });
    const part = chunk.bytes.subarray(0, bytes - length);
    head.set(part, length);
    length += part.length;
    if (part.length < chunk.bytes.length) return ok({ bytes: head, complete: false });
  }
  return ok({ bytes: head.subarray(0, length), complete: true });
};
