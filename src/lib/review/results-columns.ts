import {
  CELL_COLUMNS,
  FIELD_COLUMNS,
  FIGURES,
  FINDINGS,
  NODE_COLUMNS,
  NOTHING,
  OFFERS,
  type ResultKind,
  SOURCE_KINDS,
  type TextColumn,
} from '../case/results/columns';
import type { JsonValue } from '../kernel/json';
import { type Result, ok } from '../kernel/result';
import type { SourceRef, TraceNode } from '../kernel/trace';
import { type Cells, type ResultTables, readTables, shapeFault } from './columns-reading';
import { isTidy } from './columns-tidy';
import { checkTraceSize, measureNodes } from './results-table';

/** Reads `results/*.json` of profile `zhiya.package/4`: everything is checked in the columns, objects are made when they are asked for. */

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

const optional = <K extends string, V>(key: K, value: V | null | undefined): Partial<Record<K, V>> =>
  value === null || value === undefined ? {} : ({ [key]: value } as Record<K, V>);

/** The texts of a row by the names of its columns. */
type Row = (column: string) => string | null;

const rowsOf = (
  columns: readonly TextColumn[],
  cells: readonly Cells[],
  texts: readonly string[],
): ((row: number) => Row) => {
  const byName = new Map(columns.map(({ name }, at) => [name, cells[at] ?? []]));
  return (row) => (column) => texts[byName.get(column)?.[row] ?? NOTHING] ?? null;
};

/** A text of a column without gaps. */
const sure = (row: Row, column: string): string => row(column) ?? '';

const makeCell = (row: Row): SourceRef => ({
  kind: 'cell',
  file: sure(row, 'file'),
  fileName: sure(row, 'fileName'),
  ...optional('sheet', row('sheet')),
  row: Number(row('row')),
  column: sure(row, 'column'),
});

const makeField = (row: Row): SourceRef => ({
  kind: 'field',
  path: sure(row, 'path'),
  label: sure(row, 'label'),
  ...optional('by', row('by')),
});

/** Sources by the number that nodes have of them. */
const sourcesOf = ({ texts, cells, fields, parameters }: ResultTables) => {
  const [cellRows, fieldRows] = [rowsOf(CELL_COLUMNS, cells, texts), rowsOf(FIELD_COLUMNS, fields, texts)];
  return (number: number): SourceRef | undefined => {
    if (number === NOTHING) return undefined;
    const row = Math.floor(number / SOURCE_KINDS.length);
    const kind = SOURCE_KINDS[number % SOURCE_KINDS.length];
    if (kind === 'cell') return makeCell(cellRows(row));
    return kind === 'field' ? makeField(fieldRows(row)) : parameters[row];
  };
};

const makeNodes = (tables: ResultTables): readonly TraceNode[] => {
  const { texts, nodes, sourceOf, children, ends } = tables;
  const rows = rowsOf(NODE_COLUMNS, nodes, texts);
  const source = sourcesOf(tables);
  const made: TraceNode[] = [];
  for (const [at, end] of ends.entries()) {
    const row = rows(at);
    made.push({
      id: sure(row, 'id'),
      label: sure(row, 'label'),
      value: row('value'),
      unit: sure(row, 'unit') as TraceNode['unit'],
      ...optional('formula', row('formula')),
      ...optional('method', row('method')),
      ...optional('rounding', row('rounding')),
      confidence: sure(row, 'confidence') as TraceNode['confidence'],
      ...optional('source', source(sourceOf[at] ?? NOTHING)),
      ...optional('note', row('note')),
      children: children.slice(at === 0 ? 0 : ends[at - 1], end).flatMap((child) => made[child] ?? []),
    });
  }
  return made;
};

class PackedResults<T extends { readonly trace: TraceNode }> implements Results<T> {
  readonly count: number;
  readonly #kind: ResultKind<T>;
  readonly #tables: ResultTables;
  #made: readonly T[] | null = null;

  constructor(kind: ResultKind<T>, tables: ResultTables) {
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
    const rows = rowsOf(this.#kind.columns, items, texts);
    return trace.flatMap((at, row) => {
      const node = nodes[at];
      return node === undefined ? [] : [this.#kind.make(rows(row), node)];
    });
  }
}

/** Results read from columns. */
export interface ReadResults<T> {
  readonly results: Results<T>;
  /** Whether our own writer would have written it so. */
  readonly tidy: boolean;
}

/** The first row whose cells do not go together. */
const disagreement = <T extends { readonly trace: TraceNode }>(
  { columns, disagree }: ResultKind<T>,
  { items, texts, trace }: ResultTables,
): Result<null> => {
  if (disagree === undefined) return ok(null);
  const rows = rowsOf(columns, items, texts);
  for (const row of trace.keys()) {
    const why = disagree(rows(row));
    if (why !== null) return shapeFault(`items[${row}]`, why);
  }
  return ok(null);
};

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
  const { children, ends, trace } = tables.value;
  const measured = measureNodes(children, ends);
  if (!measured.ok) return measured;
  const bounded = checkTraceSize(trace, measured.value);
  if (!bounded.ok) return bounded;
  const agreed = disagreement(kind, tables.value);
  if (!agreed.ok) return agreed;
  return ok({ results: new PackedResults(kind, tables.value), tidy: isTidy(tables.value) });
};

export const readFigures = (json: JsonValue) => readResults(FIGURES, json);
export const readFindings = (json: JsonValue) => readResults(FINDINGS, json);
export const readOffers = (json: JsonValue) => readResults(OFFERS, json);
