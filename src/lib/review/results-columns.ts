import * as v from 'valibot';
import {
  FIGURES,
  FINDINGS,
  NODE_COLUMNS,
  NOTHING,
  OFFERS,
  RESULTS_SCHEMA,
  type ResultKind,
  type TextColumn,
} from '../case/results/columns';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import type { SourceRef, TraceNode } from '../kernel/trace';
import { source } from './results-schema';
import { checkTraceSize, measureNodes } from './results-table';

/** Reads `results/*.json` of profile `zhiya.package/4`: everything is checked in the columns, objects are made when they are asked for. */

type Cells = readonly number[];

const refused = (path: string, message: string): Result<never> => refuse('E_SCHEMA', message, path, '');

const isRecord = (json: JsonValue | undefined): json is Readonly<Record<string, JsonValue>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const hasKeys = (record: Readonly<Record<string, JsonValue>>, names: readonly string[]): boolean => {
  const keys = Object.keys(record);
  return keys.length === names.length && names.every((name) => Object.hasOwn(record, name));
};

/** Whether this is a column of whole numbers from `least` to below `limit`, as many as there should be. */
const isColumn = (
  json: JsonValue | undefined,
  length: number,
  least: number,
  limit: number,
): json is Cells => {
  if (!Array.isArray(json) || json.length !== length) return false;
  for (const cell of json as readonly JsonValue[])
    if (typeof cell !== 'number' || !Number.isInteger(cell) || cell < least || cell >= limit) return false;
  return true;
};

/** Columns of texts of one table, in the order of their specification. */
const readColumns = (
  json: Readonly<Record<string, JsonValue>>,
  columns: readonly TextColumn[],
  rows: number,
  texts: readonly string[],
  at: string,
): Result<readonly Cells[]> => {
  const out: Cells[] = [];
  for (const { name, mayBeEmpty, oneOf } of columns) {
    const cells = json[name];
    const path = `${at}.${name}`;
    if (!isColumn(cells, rows, mayBeEmpty ? NOTHING : 0, texts.length))
      return refused(path, `“${path}”不是 ${rows} 个指向 texts 的序号`);
    if (oneOf !== undefined) {
      const wrong = cells.find((cell) => !oneOf.includes(texts[cell] ?? ''));
      if (wrong !== undefined) return refused(path, `“${path}”里的“${texts[wrong] ?? ''}”不在规定的取值之内`);
    }
    out.push(cells);
  }
  return ok(out);
};

/** Whether numbers appear for the first time in the order 0, 1, 2 …, row by row, table by table, and all of them do. */
const inFirstUse = (tables: readonly (readonly Cells[])[], count: number): boolean => {
  let next = 0;
  for (const columns of tables)
    for (let row = 0; row < (columns[0]?.length ?? 0); row += 1)
      for (const cells of columns) {
        const cell = cells[row] ?? 0;
        if (cell > next) return false;
        if (cell === next) next += 1;
      }
  return next === count;
};

const allDiffer = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;

/** Results of one kind as a package holds them. */
export interface Results<T> {
  readonly count: number;
  /** Made at the first call; nodes used more than once are shared in memory. */
  all(): readonly T[];
}

/** Results that are at hand. */
export const heldResults = <T>(items: readonly T[]): Results<T> => ({
  count: items.length,
  all: () => items,
});

interface Tables {
  readonly texts: readonly string[];
  readonly sources: readonly SourceRef[];
  readonly nodes: readonly Cells[];
  readonly sourceOf: Cells;
  readonly children: Cells;
  readonly ends: Cells;
  readonly items: readonly Cells[];
  readonly trace: Cells;
}

const optional = <K extends string, V>(key: K, value: V | null | undefined): Partial<Record<K, V>> =>
  value === null || value === undefined ? {} : ({ [key]: value } as Record<K, V>);

/** A cell of one row as text, by the name of its column. */
const cellsOf = (columns: readonly TextColumn[], cells: readonly Cells[], texts: readonly string[]) => {
  const byName = new Map(columns.map(({ name }, at) => [name, cells[at] ?? []]));
  return (row: number) =>
    (column: string): string | null =>
      texts[byName.get(column)?.[row] ?? NOTHING] ?? null;
};

const makeNodes = ({ texts, sources, nodes, sourceOf, children, ends }: Tables): readonly TraceNode[] => {
  const rows = cellsOf(NODE_COLUMNS, nodes, texts);
  const made: TraceNode[] = [];
  for (let row = 0; row < ends.length; row += 1) {
    const text = rows(row);
    const below = children.slice(row === 0 ? 0 : ends[row - 1], ends[row]);
    made.push({
      id: text('id') ?? '',
      label: text('label') ?? '',
      value: text('value'),
      unit: (text('unit') ?? 'none') as TraceNode['unit'],
      ...optional('formula', text('formula')),
      ...optional('method', text('method')),
      ...optional('rounding', text('rounding')),
      confidence: (text('confidence') ?? 'assumption') as TraceNode['confidence'],
      ...optional('source', sources[sourceOf[row] ?? NOTHING]),
      ...optional('note', text('note')),
      children: below.flatMap((child) => made[child] ?? []),
    });
  }
  return made;
};

class PackedResults<T extends { readonly trace: TraceNode }> implements Results<T> {
  readonly count: number;
  readonly #kind: ResultKind<T>;
  readonly #tables: Tables;
  #made: readonly T[] | null = null;

  constructor(kind: ResultKind<T>, tables: Tables) {
    this.#kind = kind;
    this.#tables = tables;
    this.count = tables.trace.length;
  }

  all(): readonly T[] {
    this.#made ??= this.#make();
    return this.#made;
  }

  #make(): readonly T[] {
    const { items, texts, trace } = this.#tables;
    const nodes = makeNodes(this.#tables);
    const rows = cellsOf(this.#kind.columns, items, texts);
    return trace.flatMap((at, row) => {
      const node = nodes[at];
      return node === undefined ? [] : [this.#kind.make(rows(row), node)];
    });
  }
}

const sourceList = v.array(source);

const readTexts = (json: JsonValue | undefined): Result<readonly string[]> =>
  Array.isArray(json) && json.every((text) => typeof text === 'string')
    ? ok(json as readonly string[])
    : refused('texts', '“texts”不是文字的列表');

const lengthOf = (json: JsonValue | undefined): number => (Array.isArray(json) ? json.length : 0);

const NODE_NAMES = [...NODE_COLUMNS.map(({ name }) => name), 'source', 'children', 'ends'];

const readTables = (json: JsonValue, columns: readonly TextColumn[]): Result<Tables> => {
  if (!isRecord(json) || !hasKeys(json, ['items', 'nodes', 'schema', 'sources', 'texts']))
    return refused('$', '结果文件的栏目不对');
  if (json['schema'] !== RESULTS_SCHEMA) return refused('schema', `结果文件的版式不是“${RESULTS_SCHEMA}”`);
  const texts = readTexts(json['texts']);
  if (!texts.ok) return texts;
  const sources = v.safeParse(sourceList, json['sources'], { abortEarly: true });
  if (!sources.success)
    return refused(`sources.${v.getDotPath(sources.issues[0]) ?? ''}`, sources.issues[0].message);
  const { nodes, items } = json;
  if (!isRecord(nodes) || !hasKeys(nodes, NODE_NAMES)) return refused('nodes', '推导节点的栏目不对');
  const itemNames = [...columns.map(({ name }) => name), 'trace'];
  if (!isRecord(items) || !hasKeys(items, itemNames)) return refused('items', '结果的栏目不对');
  const count = lengthOf(nodes['ends']);
  const { source: sourceOf, children, ends } = nodes;
  if (!isColumn(sourceOf, count, NOTHING, sources.output.length))
    return refused('nodes.source', '“nodes.source”不是指向 sources 的序号');
  if (!isColumn(children, lengthOf(children), 0, count))
    return refused('nodes.children', '“nodes.children”不是节点的序号');
  if (
    !isColumn(ends, count, 0, lengthOf(children) + 1) ||
    !ends.every((end, at) => end >= (ends[at - 1] ?? 0))
  )
    return refused('nodes.ends', '“nodes.ends”不是逐个不减的位置');
  if ((ends.at(-1) ?? 0) !== children.length) return refused('nodes.ends', '“nodes.children”有多余的节点');
  const { trace } = items;
  if (!isColumn(trace, lengthOf(trace), 0, count))
    return refused('items.trace', '“items.trace”不是节点的序号');
  const nodeCells = readColumns(nodes, NODE_COLUMNS, count, texts.value, 'nodes');
  if (!nodeCells.ok) return nodeCells;
  const itemCells = readColumns(items, columns, trace.length, texts.value, 'items');
  if (!itemCells.ok) return itemCells;
  return ok({
    texts: texts.value,
    sources: sources.output,
    nodes: nodeCells.value,
    sourceOf,
    children,
    ends,
    items: itemCells.value,
    trace,
  });
};

/** Whether nodes appear for the first time in their order when the traces are walked, children first. */
const nodesInFirstUse = ({ children, ends, trace }: Tables): boolean => {
  let next = 0;
  const visit = (at: number): boolean => {
    if (at < next) return true;
    for (let i = at === 0 ? 0 : (ends[at - 1] ?? 0); i < (ends[at] ?? 0); i += 1)
      if (!visit(children[i] ?? 0)) return false;
    if (at !== next) return false;
    next += 1;
    return true;
  };
  return trace.every(visit) && next === ends.length;
};

/** Whether no two nodes are equal: their cells, source and children. Rows of one checksum are compared cell by cell. */
const nodesDiffer = ({ nodes, sourceOf, children, ends }: Tables): boolean => {
  const columns = [...nodes, sourceOf];
  const beginOf = (row: number): number => (row === 0 ? 0 : (ends[row - 1] ?? 0));
  const checksum = (row: number): number => {
    let sum = 0;
    for (const cells of columns) sum = Math.imul(sum ^ (cells[row] ?? 0), 0x01000193) + 1;
    for (let i = beginOf(row); i < (ends[row] ?? 0); i += 1)
      sum = Math.imul(sum ^ (children[i] ?? 0), 0x01000193) + 1;
    return sum;
  };
  const below = (row: number): string => children.slice(beginOf(row), ends[row]).join();
  const equal = (a: number, b: number): boolean =>
    columns.every((cells) => cells[a] === cells[b]) && below(a) === below(b);
  const seen = new Map<number, number[]>();
  for (let row = 0; row < ends.length; row += 1) {
    const sum = checksum(row);
    const rows = seen.get(sum);
    if (rows === undefined) seen.set(sum, [row]);
    else if (rows.some((before) => equal(before, row))) return false;
    else rows.push(row);
  }
  return true;
};

/** Whether everything stands once, is used, and is numbered in the order of first use: what our own writer writes. */
const isTidy = (tables: Tables): boolean => {
  const { texts, sources, nodes, sourceOf, items } = tables;
  if (!nodesInFirstUse(tables) || !nodesDiffer(tables)) return false;
  if (!inFirstUse([nodes, items], texts.length) || !inFirstUse([[sourceOf]], sources.length)) return false;
  // Keys of sources stand in canonical order: equal ones are written alike.
  return allDiffer(texts) && allDiffer(sources.map((one) => JSON.stringify(one)));
};

/** Results read from columns. */
export interface ReadResults<T> {
  readonly results: Results<T>;
  readonly tidy: boolean;
}

/**
 * Reads one results file. Fails with `E_SCHEMA` on anything that is not of the shape, `E_TRACE_TABLE` on a node that does not stand
 * behind its children and on traces deeper than 200 or larger than 5 million nodes.
 */
const readResults = <T extends { readonly trace: TraceNode }>(
  kind: ResultKind<T>,
  json: JsonValue,
): Result<ReadResults<T>> => {
  const tables = readTables(json, kind.columns);
  if (!tables.ok) return tables;
  const { children, ends, trace, items, texts } = tables.value;
  const measured = measureNodes(children, ends);
  if (!measured.ok) return measured;
  const bounded = checkTraceSize(trace, measured.value);
  if (!bounded.ok) return bounded;
  const { disagree } = kind;
  if (disagree !== undefined) {
    const rows = cellsOf(kind.columns, items, texts);
    for (let row = 0; row < trace.length; row += 1) {
      const why = disagree(rows(row));
      if (why !== null) return refused(`items[${row}]`, why);
    }
  }
  return ok({ results: new PackedResults(kind, tables.value), tidy: isTidy(tables.value) });
};

export const readFigures = (json: JsonValue) => readResults(FIGURES, json);
export const readFindings = (json: JsonValue) => readResults(FINDINGS, json);
export const readOffers = (json: JsonValue) => readResults(OFFERS, json);
