import { type Result, ok, refuse } from '../../kernel/result';
import { ByteRecords } from '../byte-records';
import { openHead } from '../profile-head';

/** How to read a table, from its first bytes. */
export interface OpenTable {
  readonly delimiter: number;
  readonly pairs: boolean;
  /** Header cells as bytes: the encoding is settled after the pass. */
  readonly header: readonly Uint8Array[];
  /** Beginning of the first record after the header. */
  readonly from: number;
}

/**
 * Kind of file, delimiter and header out of the first bytes of a file.
 * @param complete `head` is the whole file
 *
 * Errors: those of `openHead`; `E_EMPTY` without a header line in `head`.
 */
export const openTable = (head: Uint8Array, complete: boolean, fileName: string): Result<OpenTable> => {
  const opened = openHead(head, complete, fileName);
  if (!opened.ok) return opened;
  const { delimiter, pairs, start } = opened.value;
  let header: readonly Uint8Array[] | null = null;
  let from = 0;
  const records = new ByteRecords(delimiter.charCodeAt(0), pairs, start, {
    record: (bytes, starts, ends, fields, offset) => {
      if (header === null)
        header = Array.from({ length: Math.min(fields, starts.length) }, (_, i) =>
          bytes.slice(starts[i] ?? 0, ends[i] ?? 0),
        );
      else if (from === 0) from = offset;
    },
    blank: () => undefined,
    fault: () => undefined,
  });
  records.push(head.subarray(start));
  if (complete) records.finish();
  const found = header as readonly Uint8Array[] | null;
  if (found === null || (from === 0 && !complete))
    return refuse(
      'E_EMPTY',
      '文件开头没有完整的表头和记录',
      fileName,
      '请确认文件第一行是列名，且引号成对后再画像',
    );
  return ok({
    delimiter: delimiter.charCodeAt(0),
    pairs,
    header: found,
    from: from === 0 ? head.length : from,
  });
};
