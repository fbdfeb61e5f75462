import type { CaseRecord } from '../../case/case-record';
import {
  type ByteTable,
  BULK_LIMITS,
  type OpenOptions,
  TAIL_BYTES,
  brokenFile,
  openByteTable,
} from '../../intake/bulk/byte-table';
import { blankness, cellText } from '../../intake/bulk/cell-text';
import { emptyTable } from '../../intake/bulk/empty-table';
import { RowScanner } from '../../intake/bulk/row-scanner';
import { expectedRows, splitRanges } from '../../intake/bulk/split-ranges';
import { importPatents } from '../../intake/import-patents';
import { type PatentColumns, recognisePatentColumns } from '../../intake/patent-columns';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { BATCH_ID } from './read-range';
import type { RangeColumns, RangeJob } from './range-columns';

/** A list opened for reading: its columns are understood, nothing is read yet. */
export interface OpenList {
  readonly file: Uint8Array;
  readonly table: ByteTable;
  readonly columns: PatentColumns;
  readonly caseRecord: CaseRecord;
}

/** A list that was read, range after range. */
export interface ReadList extends OpenList {
  readonly ranges: readonly RangeColumns[];
}

/**
 * Opens a list and says what its columns mean. Fails as `openByteTable` does, or when the columns do not suffice
 * (`E_COLUMN_MISSING`, `E_COLUMN_AMBIGUOUS`, `E_COLUMNS_UNKNOWN`).
 * @param caseRecord an empty case with scheme, scenario, valuation date, region and overlay
 */
export const openList = (
  file: Uint8Array,
  fileName: string,
  caseRecord: CaseRecord,
  rules: RulesAt,
  options: OpenOptions = {},
): Result<OpenList> => {
  const table = openByteTable(file, fileName, options);
  if (!table.ok) return table;
  const columns = recognisePatentColumns(table.value.header, rules);
  if (!columns.ok) return columns;
  const outcome = importPatents(emptyTable(table.value), columns.value, { batchId: BATCH_ID, rules });
  const [fault] = outcome.failures;
  if (fault !== undefined) {
    const { code, message, path, remedy } = fault;
    return isBroken(table.value) ? fail(brokenFile(file, fileName)) : fail({ code, message, path, remedy });
  }
  const { sections } = caseRecord;
  const patents = { ...sections.patents, imports: [outcome.batch] };
  return ok({
    file,
    table: table.value,
    columns: columns.value,
    caseRecord: { ...caseRecord, sections: { ...sections, patents } },
  });
};

/** A file that is broken is called so, whatever its header says. */
const isBroken = ({ bytes, body, end, delimiter }: ByteTable): boolean => {
  const scanner = new RowScanner(bytes, body, end, delimiter);
  while (scanner.next());
  return scanner.broken;
};

/** Cells per record: one more than the header when every row ends with a separator, which the first one tells. */
const likelyWidth = ({ bytes, body, end, delimiter, header }: ByteTable): number => {
  const scanner = new RowScanner(bytes, body, end, delimiter);
  while (scanner.next()) {
    const filled = (i: number): boolean => {
      const [from, to] = [scanner.starts[i] ?? 0, scanner.ends[i] ?? 0];
      return !(blankness(bytes, from, to) ?? cellText(bytes, from, to).trim() === '');
    };
    const content = Array.from({ length: scanner.fields }, (_, i) => filled(i));
    if (scanner.stray || !content.includes(true)) continue;
    return scanner.fields === header.length + 1 && content[header.length] === false
      ? header.length + 1
      : header.length;
  }
  return header.length;
};

const jobOf = (
  { table, columns, caseRecord }: OpenList,
  [from, to]: readonly [number, number],
  width: number,
  [place, of]: readonly [number, number],
): RangeJob => {
  const room = Math.floor((TAIL_BYTES - 1) / of);
  const tail = table.end + 1 + place * room;
  const { fileName, bytes, end, delimiter, encoding, headerRow, header } = table;
  return {
    fileName,
    bytes,
    end,
    delimiter,
    encoding,
    headerRow,
    header,
    columns,
    from,
    to,
    width,
    tail: [tail, tail + room],
    expectedRows: expectedRows(table, from, to),
    caseRecord,
  };
};

/** Common width of all rows with content: −1 = several, −2 = no rows. */
export const uniformWidth = (ranges: readonly RangeColumns[]): number => {
  const widths = new Set(ranges.map((r) => r.shape.uniform).filter((w) => w !== -2));
  return widths.size === 0 ? -2 : widths.size === 1 ? ([...widths][0] ?? -1) : -1;
};
export const usedColumns = (ranges: readonly RangeColumns[]): number =>
  ranges.reduce((most, { shape }) => Math.max(most, shape.used), 0);

type RunRange = (job: RangeJob) => Promise<Result<RangeColumns>>;

const readAll = async (
  list: OpenList,
  parts: number,
  width: number,
  run: RunRange,
): Promise<Result<RangeColumns[]>> => {
  const cuts = splitRanges(list.table, parts);
  const jobs = cuts.map((cut, i) => jobOf(list, cut, width, [i, cuts.length]));
  const results = await Promise.all(jobs.map(run));
  const good: RangeColumns[] = [];
  for (const [i, result] of results.entries()) {
    if (!result.ok) return result;
    good.push(result.value);
    const { position, broken } = result.value.shape;
    if (broken) return fail(brokenFile(list.file, list.table.fileName));
    const next = cuts[i + 1];
    if (next === undefined || next[0] === position) continue;
    // The cut fell inside a quoted cell: what was read after it is thrown away.
    const rest = await run(jobOf(list, [position, list.table.end], width, [0, 1]));
    if (!rest.ok) return rest;
    if (rest.value.shape.broken) return fail(brokenFile(list.file, list.table.fileName));
    return ok([...good, rest.value]);
  }
  return ok(good);
};

/**
 * Reads a list in up to `parts` ranges, each by `run` (in this thread or another). The result does not depend on `parts`.
 * Fails when the file's quoting or a limit is broken, as `readCsvRows` does.
 */
export const readList = async (list: OpenList, parts: number, run: RunRange): Promise<Result<ReadList>> => {
  const own = list.table.header.length;
  const width = likelyWidth(list.table);
  let ranges = await readAll(list, parts, width, run);
  if (!ranges.ok) return ranges;
  if (width > own && (uniformWidth(ranges.value) !== width || usedColumns(ranges.value) > own)) {
    ranges = await readAll(list, parts, own, run);
    if (!ranges.ok) return ranges;
  }
  const records = ranges.value.reduce((sum, { shape }) => sum + shape.records, 0);
  if (records > BULK_LIMITS.rows)
    return refuse(
      'E_ROWS',
      `超过 ${BULK_LIMITS.rows} 条记录`,
      list.table.fileName,
      '请把清单拆成几个文件，一次列出',
    );
  return ok({ ...list, ranges: ranges.value });
};
