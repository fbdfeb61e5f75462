import { declaredDelimiter } from '../../intake/csv-delimiter';
import { type Result, ok, refuse } from '../../kernel/result';
import { ByteRecords } from '../byte-records';
import { openHead } from '../profile-head';
import { numberedNames, settleNames } from './header-names';
import type { SourceChoice } from './source-model';
import type { TextHead } from './text-bytes';

export interface CsvHead {
  readonly delimiter: number;
  readonly pairs: boolean;
  readonly header: readonly string[];
  /** Offset in the text of the first record. */
  readonly from: number;
  readonly notes: readonly string[];
}

/** Beginning of the table and its delimiter. */
interface Start {
  readonly delimiter: number;
  readonly start: number;
}

const startOf = (head: TextHead, fileName: string, choice: string | undefined): Result<Start> => {
  if (choice === undefined) {
    const opened = openHead(head.bytes, head.complete, fileName);
    return opened.ok
      ? ok({ delimiter: opened.value.delimiter.charCodeAt(0), start: opened.value.start })
      : opened;
  }
  const delimiter = choice.charCodeAt(0);
  if (choice.length !== 1 || delimiter === 0 || delimiter > 0x7e || /["\r\n0-9A-Za-z]/.test(choice))
    return refuse(
      'E_DELIMITER',
      '分隔符须是一个 ASCII 字符，不能是引号、换行、字母或数字',
      fileName,
      '请改选逗号、分号、制表符、竖线或其他单个符号',
    );
  const mark = head.bytes[0] === 0xef && head.bytes[1] === 0xbb ? 3 : 0;
  const first = new TextDecoder('latin1').decode(head.bytes.subarray(mark, mark + 16));
  return ok({ delimiter, start: mark + (declaredDelimiter(first)?.length ?? 0) });
};

interface FirstRecord {
  readonly cells: readonly Uint8Array[];
  /** Fields found, which may be more than those kept. */
  readonly fields: number;
  /** Offset after its line end. */
  readonly end: number;
}

/** Pushes line by line, so that the end of the record is known without reading the next one. */
const firstRecord = (head: TextHead, { delimiter, start }: Start, pairs: boolean): FirstRecord | null => {
  const { bytes } = head;
  let cells: readonly Uint8Array[] | null = null;
  let found = 0;
  const records = new ByteRecords(delimiter, pairs, start, {
    record: (from, starts, ends, fields) => {
      found = fields;
      cells ??= Array.from({ length: Math.min(fields, starts.length) }, (_, i) =>
        from.slice(starts[i] ?? 0, ends[i] ?? 0),
      );
    },
    blank: () => undefined,
    fault: () => undefined,
  });
  const seen = (): readonly Uint8Array[] | null => cells;
  let at = start;
  while (at < bytes.length) {
    let end = at;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end += 1;
    if (bytes[end] === 13 && bytes[end + 1] === 10) end += 1;
    end = Math.min(bytes.length, end + 1);
    records.push(bytes.subarray(at, end));
    const record = seen();
    if (record !== null) return { cells: record, fields: found, end };
    at = end;
  }
  if (head.complete) records.finish();
  const record = seen();
  return record === null ? null : { cells: record, fields: found, end: bytes.length };
};

/**
 * Delimiter, header and first record of a text table out of its first bytes.
 * @param gb the text is read as GB 18030
 * @returns `null` when the head holds no whole first record and more bytes would help
 *
 * Errors: those of `openHead` and `settleNames`; `E_DELIMITER`; `E_HEADER` without a whole first record.
 */
export const readCsvHead = (
  head: TextHead,
  fileName: string,
  gb: boolean,
  choice: SourceChoice,
): Result<CsvHead | null> => {
  const started = startOf(head, fileName, choice.delimiter);
  if (!started.ok) return started;
  const { delimiter, start } = started.value;
  const pairs = gb && delimiter >= 0x30;
  const first = firstRecord(head, started.value, pairs);
  if (first === null)
    return head.complete
      ? refuse('E_HEADER', '没有完整的首行：引号没有闭合，或全是空行', fileName, '请确认首行是列名且引号成对')
      : ok(null);
  const decoder = new TextDecoder(gb ? 'gb18030' : 'utf-8', { ignoreBOM: true });
  const cells =
    choice.header === false
      ? numberedNames(first.fields)
      : Array.from({ length: first.fields }, (_, i) => decoder.decode(first.cells[i]));
  const settled = settleNames(cells, fileName, choice.header !== undefined);
  if (!settled.ok) return settled;
  return ok({
    delimiter,
    pairs,
    header: settled.value.header,
    from: choice.header === false ? start : first.end,
    notes: settled.value.notes,
  });
};
