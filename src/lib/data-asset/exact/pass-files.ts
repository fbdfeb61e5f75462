import { type Result, fail, ok } from '../../kernel/result';
import { type CountSteps } from '../table/exact-counts';
import { type PassPart, type PassTask, SecondPass } from '../table/second-pass';
import type { SpillPort } from '../table/spill';
import type { PassStream } from './same-text';
import { type Watch, stopped } from './watch';

/** Bytes between two looks at whether the work was cancelled. */
const LOOK_BYTES = 256 * 1024;
/** What cannot be trusted to belong together; a source that breaks off otherwise did so in the profile too. */
const ABORTS: readonly string[] = ['E_READ', 'E_FILE_CHANGED'];

/** Something that takes the records of one stream. */
export interface Reader {
  readonly done: boolean;
  push(bytes: Uint8Array): void;
}

/** Pushes a stream to its end. @param tell bytes of the file read so far */
export const readAll = async (
  { stream }: PassStream,
  reader: Reader,
  watch: Pick<Watch, 'cancelled' | 'breathe'>,
  tell: (consumed: number) => void,
): Promise<Result<null>> => {
  for await (const { bytes, consumed, failure } of stream()) {
    for (let at = 0; at < bytes.length && !reader.done; at += LOOK_BYTES) {
      if (watch.cancelled()) return stopped();
      reader.push(bytes.subarray(at, at + LOOK_BYTES));
      await watch.breathe();
    }
    if (failure !== undefined && ABORTS.includes(failure.code)) return fail(failure);
    tell(consumed);
    if (reader.done) break;
  }
  return watch.cancelled() ? stopped() : ok(null);
};

export interface PassOverFiles {
  readonly streams: readonly PassStream[];
  readonly columns: number;
  readonly tasks: readonly PassTask[];
  readonly buckets: number;
  readonly missingTokens: readonly string[];
  /** One place for the hashes of all files. */
  readonly spill: SpillPort;
  readonly watch: Watch;
  /** Bytes read of the file with the given index. */
  readonly tell: (file: number, consumed: number) => void;
}

/** The hashes of all files of a data set as one part. Errors: `E_CANCELLED`, `E_SPILL`, those of reading. */
export const passOverFiles = async (form: PassOverFiles): Promise<Result<PassPart>> => {
  const { streams, columns, tasks, buckets, missingTokens, spill } = form;
  const missing = tasks.map(() => 0);
  let rows = 0;
  let to = 0;
  for (const [file, stream] of streams.entries()) {
    const { delimiter, pairs, from } = stream;
    const until = Infinity;
    const pass = new SecondPass({
      delimiter,
      pairs,
      columns,
      from,
      until,
      tasks,
      missingTokens,
      spill,
      buckets,
    });
    const read = await readAll(stream, pass, form.watch, (consumed) => {
      form.tell(file, consumed);
    });
    if (!read.ok) return read;
    const part = pass.finish();
    if (!part.ok) return part;
    rows += part.value.rows;
    ({ to } = part.value);
    for (const [task, count] of part.value.missing.entries()) missing[task] = (missing[task] ?? 0) + count;
  }
  return ok({ spill, buckets, tasks, rows, to, missing });
};

/** Counts bucket by bucket, looking up in between. Errors: `E_CANCELLED`, those of the steps. */
export const countWatched = async <T>(
  steps: CountSteps<T>,
  watch: Watch,
  step: () => void,
): Promise<Result<T>> => {
  let next = steps.next();
  while (next.done !== true) {
    step();
    await watch.breathe();
    if (watch.cancelled()) return stopped();
    next = steps.next();
  }
  return next.value;
};
