import { type Result, ok, refuse } from '../kernel/result';
import { FAULT_LIMIT } from './limits';
import { type RawRow, type RecordFailure, type RecordFault, type TableRow, recordFailure } from './table';

export interface Shaped {
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly preamble: readonly TableRow[];
  readonly faults: readonly RecordFailure[];
  readonly leftOut: number;
  readonly notes: readonly string[];
}

export interface ShapeOptions {
  /** Record number of the header, chosen by a person. */
  readonly headerRow?: number;
  /** Cells have addresses (workbooks): a short row is padded, because nothing can have shifted. */
  readonly addressed: boolean;
}

const filled = (row: RawRow): number => row.cells.filter((c) => c.trim() !== '').length;
export const isBlank = (row: RawRow): boolean =>
  row.fault === undefined && row.cells.every((c) => c.trim() === '');

export const HEADER_SEARCH = 20;

/**
 * The header is the first row that is about as full as its neighbours: title lines above it hold one or two
 * cells. Google Patents files begin with a line `search URL:`.
 */
export const findHeader = (rows: readonly RawRow[]): number => {
  const sample = rows.slice(0, HEADER_SEARCH).map(filled);
  const median = [...sample].sort((a, b) => a - b)[Math.floor(sample.length / 2)] ?? 0;
  const isSearchLine = /^search url:/i.test(rows[0]?.cells[0]?.trim() ?? '') && rows.length > 1;
  const from = isSearchLine ? 1 : 0;
  const found = sample.findIndex((n, i) => i >= from && n >= Math.ceil(median / 2));
  return found < 0 ? from : found;
};

/** Columns at the right that exist only because every row ends with a separator. */
const trailingEmpty = (width: number, rows: readonly RawRow[]): number => {
  let used = 0;
  for (const { cells } of rows)
    for (let i = cells.length - 1; i >= used; i -= 1)
      if ((cells[i] ?? '').trim() !== '') {
        used = i + 1;
        break;
      }
  return Math.max(0, width - used);
};

const uniformWidth = (rows: readonly RawRow[]): number | null => {
  const first = rows[0]?.cells.length ?? 0;
  return rows.every((r) => r.cells.length === first) ? first : null;
};

export const headerFaults = (
  header: readonly string[],
  record: number,
  fileName: string,
): RecordFailure[] => {
  const faults: RecordFailure[] = [];
  const seen = new Map<string, number>();
  header.forEach((text, i) => {
    if (text === '') {
      faults.push(
        recordFailure(fileName, record, null, {
          code: 'E_HEADER_EMPTY',
          message: `表头第 ${i + 1} 列为空`,
          remedy: '该列不会被自动对应；需要时请补上列名',
        }),
      );
      return;
    }
    const earlier = seen.get(text);
    if (earlier === undefined) seen.set(text, i);
    else
      faults.push(
        recordFailure(fileName, record, text, {
          code: 'E_HEADER_DUPLICATE',
          message: `列名“${text}”重复出现在第 ${earlier + 1} 列和第 ${i + 1} 列`,
          remedy: '请在对应列时选择使用哪一列，或修改其中一个列名',
        }),
      );
  });
  return faults;
};

export const ragged = (found: number, width: number): RecordFault => ({
  code: 'E_RAGGED',
  message: `该条有 ${found} 个单元格，表头有 ${width} 个，未导入`,
  remedy: found < width ? '请补齐缺少的分隔符' : '请检查单元格内是否有未加引号的分隔符',
});

/** Splits rows into those that fit the header and those that are listed and left out. */
const fit = (
  rows: readonly RawRow[],
  width: number,
  fileName: string,
  addressed: boolean,
): { readonly good: TableRow[]; readonly bad: RecordFailure[]; readonly leftOut: number } => {
  const good: TableRow[] = [];
  const bad: RecordFailure[] = [];
  let leftOut = 0;
  for (const { record, cells, fault } of rows) {
    const wrong = fault ?? (addressed || cells.length === width ? undefined : ragged(cells.length, width));
    if (wrong === undefined) {
      good.push(cells.length === width ? { record, cells } : { record, cells: resized(cells, width) });
      continue;
    }
    leftOut += 1;
    if (bad.length < FAULT_LIMIT) bad.push(recordFailure(fileName, record, null, wrong));
  }
  return { good, bad, leftOut };
};

const resized = (cells: readonly string[], width: number): readonly string[] =>
  cells.length >= width ? cells.slice(0, width) : [...cells, ...Array<string>(width - cells.length).fill('')];

export const unlisted = (leftOut: number, fileName: string): RecordFailure[] =>
  leftOut <= FAULT_LIMIT
    ? []
    : [
        recordFailure(fileName, null, null, {
          code: 'E_MORE_FAULTS',
          message: `共有 ${leftOut} 条记录未导入，此处只逐条列出前 ${FAULT_LIMIT} 条`,
          remedy: '错误过多通常是分隔符或编码选错，请先检查预览',
        }),
      ];

interface Cut {
  readonly width: number;
  readonly body: readonly RawRow[];
  readonly notes: readonly string[];
}

/** Accepts and notes a separator at the end of every row, with or without one after the header. */
const cutTrailing = (header: RawRow, body: readonly RawRow[], addressed: boolean): Cut => {
  const width = header.cells.length;
  const readable = body.filter((r) => r.fault === undefined);
  if (addressed) {
    const widest = readable.reduce((most, r) => Math.max(most, r.cells.length), width);
    return { width: widest - trailingEmpty(widest, [header, ...readable]), body, notes: [] };
  }
  const uniform = uniformWidth(readable);
  if (uniform === null || (uniform !== width && uniform !== width + 1)) return { width, body, notes: [] };
  const spare = trailingEmpty(uniform, [header, ...readable]);
  if (spare === 0 || (uniform > width && spare < uniform - width)) return { width, body, notes: [] };
  const kept = uniform - spare;
  return {
    width: kept,
    body: body.map((r) => (r.fault === undefined ? { ...r, cells: resized(r.cells, kept) } : r)),
    notes: [`每行末尾有多余的分隔符，已忽略右侧 ${spare} 个全空的列`],
  };
};

/**
 * Finds the header and brings the rows under it into its shape. Nothing is padded or cut in silence:
 * rows of another width are listed and left out, blank rows and title lines are noted.
 * @returns `E_EMPTY` when there is no row with content
 */
export const shapeTable = (
  all: readonly RawRow[],
  fileName: string,
  { headerRow, addressed }: ShapeOptions,
): Result<Shaped> => {
  const rows = all.filter((r) => !isBlank(r));
  if (rows.length === 0) return refuse('E_EMPTY', '文件中没有任何内容', fileName, '请确认选对了文件和工作表');
  const at = headerRow === undefined ? findHeader(rows) : rows.findIndex((r) => r.record === headerRow);
  const headerLine = rows[at];
  if (headerLine === undefined || headerLine.fault !== undefined)
    return refuse(
      'E_HEADER',
      `第 ${headerRow ?? headerLine?.record ?? 1} 条不能作为表头${headerLine?.fault === undefined ? '（空行或不存在）' : `：${headerLine.fault.message}`}`,
      fileName,
      '请修正表头，或另选表头所在的行',
    );
  const cut = cutTrailing(headerLine, rows.slice(at + 1), addressed);
  const header = resized(headerLine.cells, cut.width).map((c) => c.trim());
  const { good, bad, leftOut } = fit(cut.body, cut.width, fileName, addressed);
  const preamble = rows.slice(0, at).map(({ record, cells }) => ({ record, cells }));
  const blank = all.length - rows.length;
  const faults = [
    ...headerFaults(header, headerLine.record, fileName),
    ...bad,
    ...unlisted(leftOut, fileName),
  ];
  if (good.length === 0 && leftOut === 0)
    faults.push(
      recordFailure(fileName, null, null, {
        code: 'E_NO_ROWS',
        message: '只有表头，没有数据行，未导入任何记录',
        remedy: '请确认选对了文件、工作表和表头所在的行',
      }),
    );
  const notes = [
    ...(preamble.length > 0 ? [`表头之前有 ${preamble.length} 行说明文字，未作为记录`] : []),
    ...cut.notes,
    ...(blank > 0 ? [`有 ${blank} 个空行，已略过`] : []),
  ];
  return ok({ headerRow: headerLine.record, header, rows: good, preamble, faults, leftOut, notes });
};
