import { declaredDelimiter } from '../../intake/csv-delimiter';
import { type Result, ok, refuse } from '../../kernel/result';
import { ByteRecords } from '../byte-records';
import { openHead } from '../profile-head';
import { numberedNames, settleNames } from './header-names';
import type { SourceChoice } from './source-model';
import type { TextHead } from './text-bytes';

/** Records whose widths are compared. */
const LOOKED_AT = 20;
/** Furthest row a header can stand in. */
const LAST_HEADER_ROW = 1000;

export interface CsvHead {
  readonly delimiter: number;
  readonly pairs: boolean;
  readonly header: readonly string[];
  /** Offset in the text of the first record. */
  readonly from: number;
  /** Row of the header, counted from 1 with blank rows; 0 without one. */
  readonly headerRow: number;
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

interface HeadRecord {
  readonly cells: readonly Uint8Array[];
  /** Fields found, which may be more than those kept. */
  readonly fields: number;
  /** Offset after its line end. */
  readonly end: number;
  /** Counted from 1, blank rows too. */
  readonly row: number;
}

/**
 * A record of the head: the one in row `wanted`, or the first without `wanted`. Pushes line by line, so that its end is known
 * without reading the next one. `null` when the head ends before it.
 */
const headRecord = (
  head: TextHead,
  { delimiter, start }: Start,
  pairs: boolean,
  wanted: number | null,
): HeadRecord | 'blank' | null => {
  const { bytes } = head;
  let found: Omit<HeadRecord, 'end'> | 'blank' | null = null;
  let row = 0;
  const records = new ByteRecords(delimiter, pairs, start, {
    record: (from, starts, ends, fields) => {
      row += 1;
      if (found !== null || row < (wanted ?? 1)) return;
      const cells = Array.from({ length: Math.min(fields, starts.length) }, (_, i) =>
        from.slice(starts[i] ?? 0, ends[i] ?? 0),
      );
      found = { cells, fields, row };
    },
    blank: () => {
      row += 1;
      if (row === wanted) found = 'blank';
    },
    fault: () => undefined,
  });
  const seen = (end: number): HeadRecord | 'blank' | null =>
    found === null || found === 'blank' ? found : { ...found, end };
  let at = start;
  while (at < bytes.length) {
    let end = at;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end += 1;
    if (bytes[end] === 13 && bytes[end + 1] === 10) end += 1;
    end = Math.min(bytes.length, end + 1);
    records.push(bytes.subarray(at, end));
    const record = seen(end);
    if (record !== null) return record;
    at = end;
  }
  if (head.complete) records.finish();
  return seen(bytes.length);
};

/** Row that looks more like a header than the first one: the first below it as wide as its neighbours. `null` when none does. */
const likelierRow = (head: TextHead, { delimiter, start }: Start, pairs: boolean): number | null => {
  const widths: { readonly row: number; readonly fields: number }[] = [];
  let row = 0;
  const records = new ByteRecords(delimiter, pairs, start, {
    record: (_bytes, starts, ends, fields) => {
      row += 1;
      let filled = fields;
      while (filled > 1 && starts[filled - 1] === ends[filled - 1]) filled -= 1;
      if (widths.length < LOOKED_AT) widths.push({ row, fields: filled });
    },
    blank: () => {
      row += 1;
    },
    fault: () => undefined,
  });
  records.push(head.bytes.subarray(start));
  if (head.complete) records.finish();
  const sorted = widths.map(({ fields }) => fields).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const first = widths[0];
  if (first === undefined || usual < 3 || first.fields * 2 > usual) return null;
  return widths.find(({ fields }) => fields >= usual)?.row ?? null;
};

/**
 * Delimiter, header and where the records begin, of a text table out of its first bytes.
 * @param gb the text is read as GB 18030
 * @returns `null` when the head holds no whole first record (or header row) and more bytes would help
 *
 * Errors: those of `openHead` and `settleNames`; `E_DELIMITER`; `E_HEADER` without a whole first record; `E_HEADER_ROW` when the row
 * that was chosen is no header.
 */
export const readCsvHead = (
  head: TextHead,
  fileName: string,
  gb: boolean,
  choice: SourceChoice,
): Result<CsvHead | null> => {
  const wanted = headerRowOf(choice, fileName);
  if (!wanted.ok) return wanted;
  const started = startOf(head, fileName, choice.delimiter);
  if (!started.ok) return started;
  const { delimiter, start } = started.value;
  const pairs = gb && delimiter >= 0x30;
  const first = headRecord(head, started.value, pairs, wanted.value);
  if (first === 'blank') return noHeaderRow(wanted.value, '是空行', fileName);
  if (first === null) {
    if (!head.complete) return ok(null);
    return wanted.value === null
      ? refuse('E_HEADER', '没有完整的首行：引号没有闭合，或全是空行', fileName, '请确认首行是列名且引号成对')
      : noHeaderRow(wanted.value, '不在文件中，或引号没有闭合', fileName);
  }
  const bare = choice.header === false;
  const decoder = new TextDecoder(gb ? 'gb18030' : 'utf-8', { ignoreBOM: true });
  const cells = bare
    ? numberedNames(first.fields)
    : Array.from({ length: first.fields }, (_, i) => decoder.decode(first.cells[i]));
  const settled = settleNames(cells, fileName, choice.header !== undefined || wanted.value !== null);
  if (!settled.ok) return settled;
  const notes = [...settled.value.notes];
  if (wanted.value !== null && first.row > 1)
    notes.push(`列名取自第 ${first.row} 行，其上 ${first.row - 1} 行不是数据，未计入`);
  const likelier =
    choice.header === undefined && wanted.value === null ? likelierRow(head, started.value, pairs) : null;
  if (likelier !== null)
    notes.push(
      `首行只有 ${first.fields} 格，第 ${likelier} 行更像列名；若上面是标题，请指明列名在第 ${likelier} 行`,
    );
  return ok({
    delimiter,
    pairs,
    header: settled.value.header,
    from: bare ? start : first.end,
    headerRow: bare ? 0 : first.row,
    notes,
  });
};

/** The row that a person chose; `null` when nobody did. */
export const headerRowOf = ({ header, headerRow }: SourceChoice, fileName: string): Result<number | null> => {
  if (headerRow === undefined) return ok(null);
  if (header === false)
    return refuse(
      'E_HEADER_ROW',
      '既说没有表头，又指明了列名所在的行',
      fileName,
      '请只选一样：没有表头，或列名在第几行',
    );
  return Number.isSafeInteger(headerRow) && headerRow >= 1 && headerRow <= LAST_HEADER_ROW
    ? ok(headerRow)
    : refuse(
        'E_HEADER_ROW',
        `列名所在的行应为 1 至 ${LAST_HEADER_ROW} 的整数`,
        fileName,
        '请按文件中的行号填写，空行也算一行',
      );
};

/** A row that cannot be the header. */
export const noHeaderRow = (row: number | null, why: string, fileName: string): Result<never> =>
  refuse(
    'E_HEADER_ROW',
    `第 ${row ?? 1} 行不能作为列名：${why}`,
    fileName,
    '请按文件中的行号指明列名所在的行，空行也算一行',
  );
