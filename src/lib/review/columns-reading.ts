import * as v from 'valibot';
import {
  CELL_COLUMNS,
  FIELD_COLUMNS,
  NODE_COLUMNS,
  NOTHING,
  RESULTS_SCHEMA,
  SOURCE_KINDS,
  type TextColumn,
} from '../case/results/columns';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import type { SourceRef } from '../kernel/trace';
import { parameterSource } from './results-schema';

/** The strict shape of `zhiya.results/3`: every column is a list of whole numbers that point at something. */

export type Cells = readonly number[];

/** One results file, its numbers checked; what they mean together is not. */
export interface ResultTables {
  readonly texts: readonly string[];
  readonly cells: readonly Cells[];
  readonly fields: readonly Cells[];
  readonly parameters: readonly SourceRef[];
  readonly nodes: readonly Cells[];
  /** See `SOURCE_KINDS`. */
  readonly sourceOf: Cells;
  /** Children of all nodes one after another, and where those of each node end. */
  readonly children: Cells;
  readonly ends: Cells;
  readonly items: readonly Cells[];
  readonly trace: Cells;
}

type JsonRecord = Readonly<Record<string, JsonValue>>;

/** A failure that names the place in the file. */
export const shapeFault = (path: string, message: string): Result<never> =>
  refuse('E_SCHEMA', message, path, '');

const isRecord = (json: JsonValue | undefined): json is JsonRecord =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const hasKeys = (json: JsonValue | undefined, names: readonly string[]): json is JsonRecord =>
  isRecord(json) &&
  Object.keys(json).length === names.length &&
  names.every((name) => Object.hasOwn(json, name));

const lengthOf = (json: JsonValue | undefined): number => (Array.isArray(json) ? json.length : 0);

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
  json: JsonRecord,
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
      return shapeFault(path, `“${path}”不是 ${rows} 个指向 texts 的序号`);
    const allowed = oneOf === undefined ? null : new Set(oneOf);
    const wrong = allowed === null ? undefined : cells.find((cell) => !allowed.has(texts[cell] ?? ''));
    if (wrong !== undefined)
      return shapeFault(path, `“${path}”里的“${texts[wrong] ?? ''}”不在规定的取值之内`);
    out.push(cells);
  }
  return ok(out);
};

const namesOf = (columns: readonly TextColumn[]): readonly string[] => columns.map(({ name }) => name);

/** A table of texts and nothing else. */
const readTable = (
  json: JsonValue | undefined,
  columns: readonly TextColumn[],
  texts: readonly string[],
  at: string,
): Result<readonly Cells[]> =>
  hasKeys(json, namesOf(columns))
    ? readColumns(json, columns, lengthOf(json[columns[0]?.name ?? '']), texts, at)
    : shapeFault(at, `“${at}”的栏目不对`);

const ROW = /^(0|[1-9]\d{0,14})$/;

/** Cells of files, whose rows stand as decimal text. */
const readCells = (json: JsonValue | undefined, texts: readonly string[]): Result<readonly Cells[]> => {
  const cells = readTable(json, CELL_COLUMNS, texts, 'cells');
  if (!cells.ok) return cells;
  const rows = cells.value[CELL_COLUMNS.findIndex(({ name }) => name === 'row')] ?? [];
  return rows.every((cell) => ROW.test(texts[cell] ?? ''))
    ? cells
    : shapeFault('cells.row', '“cells.row”不是行号');
};

const parameterList = v.array(parameterSource);

const readTexts = (json: JsonValue | undefined): Result<readonly string[]> =>
  Array.isArray(json) && json.every((text) => typeof text === 'string')
    ? ok(json as readonly string[])
    : shapeFault('texts', '“texts”不是文字的列表');

type Sources = Pick<ResultTables, 'cells' | 'fields' | 'parameters'>;

const readSources = (json: JsonRecord, texts: readonly string[]): Result<Sources> => {
  const cells = readCells(json['cells'], texts);
  if (!cells.ok) return cells;
  const fields = readTable(json['fields'], FIELD_COLUMNS, texts, 'fields');
  if (!fields.ok) return fields;
  const parameters = v.safeParse(parameterList, json['parameters'], { abortEarly: true });
  return parameters.success
    ? ok({ cells: cells.value, fields: fields.value, parameters: parameters.output })
    : shapeFault(`parameters.${v.getDotPath(parameters.issues[0]) ?? ''}`, parameters.issues[0].message);
};

const rowsOf = (columns: readonly Cells[]): number => columns[0]?.length ?? 0;

/** Whether every source that a node names is there. */
const isSourceColumn = (json: JsonValue | undefined, count: number, sources: Sources): json is Cells => {
  const rows = [rowsOf(sources.cells), rowsOf(sources.fields), sources.parameters.length];
  const kinds = SOURCE_KINDS.length;
  return (
    isColumn(json, count, NOTHING, Math.max(...rows) * kinds) &&
    json.every((cell) => cell === NOTHING || Math.floor(cell / kinds) < (rows[cell % kinds] ?? 0))
  );
};

type Nodes = Pick<ResultTables, 'nodes' | 'sourceOf' | 'children' | 'ends'>;

const readNodes = (
  json: JsonValue | undefined,
  texts: readonly string[],
  sources: Sources,
): Result<Nodes> => {
  if (!hasKeys(json, [...namesOf(NODE_COLUMNS), 'source', 'children', 'ends']))
    return shapeFault('nodes', '推导节点的栏目不对');
  const { source: sourceOf, children, ends } = json;
  const count = lengthOf(ends);
  if (!isSourceColumn(sourceOf, count, sources))
    return shapeFault('nodes.source', '“nodes.source”不是指向来源的序号');
  if (!isColumn(children, lengthOf(children), 0, count))
    return shapeFault('nodes.children', '“nodes.children”不是节点的序号');
  if (
    !isColumn(ends, count, 0, children.length + 1) ||
    !ends.every((end, at) => end >= (ends[at - 1] ?? 0)) ||
    (ends.at(-1) ?? 0) !== children.length
  )
    return shapeFault('nodes.ends', '“nodes.ends”不是逐个不减、到末尾为止的位置');
  const nodes = readColumns(json, NODE_COLUMNS, count, texts, 'nodes');
  return nodes.ok ? ok({ nodes: nodes.value, sourceOf, children, ends }) : nodes;
};

/** Reads one results file. Fails with `E_SCHEMA` at the first thing that is not of the shape. */
export const readTables = (json: JsonValue, columns: readonly TextColumn[]): Result<ResultTables> => {
  if (!hasKeys(json, ['cells', 'fields', 'items', 'nodes', 'parameters', 'schema', 'texts']))
    return shapeFault('$', '结果文件的栏目不对');
  if (json['schema'] !== RESULTS_SCHEMA) return shapeFault('schema', `结果文件的版式不是“${RESULTS_SCHEMA}”`);
  const texts = readTexts(json['texts']);
  if (!texts.ok) return texts;
  const sources = readSources(json, texts.value);
  if (!sources.ok) return sources;
  const nodes = readNodes(json['nodes'], texts.value, sources.value);
  if (!nodes.ok) return nodes;
  const { items } = json;
  if (!hasKeys(items, [...namesOf(columns), 'trace'])) return shapeFault('items', '结果的栏目不对');
  const { trace } = items;
  if (!isColumn(trace, lengthOf(trace), 0, nodes.value.ends.length))
    return shapeFault('items.trace', '“items.trace”不是节点的序号');
  const cells = readColumns(items, columns, trace.length, texts.value, 'items');
  return cells.ok
    ? ok({ texts: texts.value, ...sources.value, ...nodes.value, items: cells.value, trace })
    : cells;
};
