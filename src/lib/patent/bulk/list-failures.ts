import { RowCells } from '../../intake/bulk/row-cells';
import { RowScanner } from '../../intake/bulk/row-scanner';
import { emptyTable } from '../../intake/bulk/empty-table';
import { strayQuote } from '../../intake/csv-scan';
import { FAULT_LIMIT } from '../../intake/limits';
import { importContext } from '../../intake/patent-cells';
import { buildRecord } from '../../intake/patent-record';
import { valueVocabulary } from '../../intake/patent-vocabulary';
import { type RecordFailure, recordFailure } from '../../intake/table';
import { headerFaults, ragged, unlisted } from '../../intake/table-shape';
import type { RulesAt } from '../../rulebook/model';
import type { PlacedRange, RankedList } from './rank-list';
import { uniformWidth, usedColumns } from './read-list';
import { rangeOfFailed } from './ranked-row';
import { BATCH_ID } from './read-range';

/** Failures of rows: all counted, the first listed. */
export interface ListedFailures {
  /** Rows that failed, and failures in all. */
  readonly rows: number;
  readonly total: number;
  readonly first: readonly RecordFailure[];
}

const failuresAt = (placed: PlacedRange, at: number, rules: RulesAt): readonly RecordFailure[] => {
  const { list, range } = placed;
  const { table, columns } = list;
  const words = valueVocabulary(rules);
  const start = range.failed.start[at];
  if (!words.ok || start === undefined) return [];
  const scanner = new RowScanner(table.bytes, start, table.end, table.delimiter);
  if (!scanner.next()) return [];
  const context = importContext(emptyTable(table), columns, words.value, false);
  const row = new RowCells(table.bytes, scanner, context, scanner.fields);
  const record = placed.firstRecord + (range.failed.record[at] ?? 0);
  return buildRecord(row.row(record), context, BATCH_ID).failures;
};

/** What `importPatents` lists as failures, for the first rows until `limit` failures are told. */
export const rowFailures = ({ placed, kept }: RankedList, rules: RulesAt, limit: number): ListedFailures => {
  const first: RecordFailure[] = [];
  let total = 0;
  for (const row of kept.failed) {
    const at = rangeOfFailed(placed, row);
    if (at === undefined) continue;
    const own = row - at.firstFailed;
    total += at.range.failed.failures[own] ?? 0;
    if (first.length < limit) first.push(...failuresAt(at, own, rules));
  }
  return { rows: kept.failed.length, total, first: first.slice(0, limit) };
};

/** Header as `shapeTable` cuts it: without columns at the right that exist only because every row ends with a separator. */
const cutHeader = (placed: readonly PlacedRange[], header: readonly string[]): readonly string[] => {
  const ranges = placed.map((p) => p.range);
  const width = header.length;
  const uniform = uniformWidth(ranges);
  if (uniform !== width && uniform !== width + 1) return header;
  const named = header.findLastIndex((text) => text !== '') + 1;
  const spare = uniform - Math.max(named, usedColumns(ranges));
  return spare <= 0 ? header : header.slice(0, uniform - spare);
};

const misfitsOf = ({ list, range, firstRecord, firstLine }: PlacedRange, width: number): RecordFailure[] =>
  range.shape.misfits.map((row) =>
    recordFailure(
      list.table.fileName,
      firstRecord + row.record,
      null,
      row.width === null ? strayQuote(firstLine + row.line) : ragged(row.width, width),
    ),
  );

/** What `readTable` lists as faults of each list: the header, records left out, and that there are none. */
export const listFaults = ({ placed }: RankedList): readonly RecordFailure[] =>
  [...new Set(placed.map((p) => p.list))].flatMap((list) => {
    const own = placed.filter((p) => p.list === list);
    const { fileName, header, headerRow } = list.table;
    const cut = cutHeader(own, header);
    const leftOut = own.reduce((sum, p) => sum + p.range.shape.leftOut, 0);
    const rows = own.reduce((sum, p) => sum + p.range.rows + p.range.failed.rows, 0);
    return [
      ...headerFaults(cut, headerRow, fileName),
      ...own.flatMap((p) => misfitsOf(p, cut.length)).slice(0, FAULT_LIMIT),
      ...unlisted(leftOut, fileName),
      ...(rows === 0 && leftOut === 0
        ? [
            recordFailure(fileName, null, null, {
              code: 'E_NO_ROWS',
              message: '只有表头，没有数据行，未导入任何记录',
              remedy: '请确认选对了文件、工作表和表头所在的行',
            }),
          ]
        : []),
    ];
  });
