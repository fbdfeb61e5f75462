import { canonicalJson } from '../../kernel/canonical-json';
import type { JsonValue } from '../../kernel/json';
import type { SourceRef, TraceNode } from '../../kernel/trace';
import {
  CELL_COLUMNS,
  FIELD_COLUMNS,
  NODE_COLUMNS,
  NOTHING,
  RESULTS_SCHEMA,
  type ResultKind,
  SOURCE_KINDS,
  type TextColumn,
  cellTexts,
  fieldTexts,
  nodeTexts,
} from './columns';

type Columns = Readonly<Record<string, number[]>>;

const emptyColumns = (columns: readonly TextColumn[]): number[][] => columns.map(() => []);

/** Columns by name, in the order of canonical JSON. */
const named = (
  columns: readonly TextColumn[],
  cells: readonly number[][],
  others: Readonly<Record<string, number[]>> = {},
): Columns => {
  const all = [...columns.map(({ name }, at) => [name, cells[at] ?? []] as const), ...Object.entries(others)];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Numbers things in the order in which they are first met; equal ones have one number. */
class Numbered<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, thing: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.length;
    this.#numbers.set(key, number);
    this.all.push(thing);
    return number;
  }
}

class Packing {
  readonly texts = new Numbered<string>();
  readonly cells = new Numbered<Extract<SourceRef, { kind: 'cell' }>>();
  readonly fields = new Numbered<Extract<SourceRef, { kind: 'field' }>>();
  readonly parameters = new Numbered<SourceRef>();
  readonly nodes = emptyColumns(NODE_COLUMNS);
  readonly sourceOf: number[] = [];
  readonly children: number[] = [];
  /** Where the children of each node end. */
  readonly ends: number[] = [];
  readonly #bySource = new Map<string, number>();
  readonly #byObject = new Map<TraceNode, number>();
  readonly #byContent = new Map<string, number>();

  text(value: string | null | undefined): number {
    return value === null || value === undefined ? NOTHING : this.texts.of(value, value);
  }

  /** Rows of texts as columns of numbers. */
  rows(
    columns: readonly TextColumn[],
    rows: readonly (readonly (string | null | undefined)[])[],
  ): readonly number[][] {
    const cells = emptyColumns(columns);
    for (const row of rows) for (const [at, value] of row.entries()) cells[at]?.push(this.text(value));
    return cells;
  }

  #source(source: SourceRef | undefined): number {
    if (source === undefined) return NOTHING;
    const written = JSON.stringify(source);
    const known = this.#bySource.get(written);
    if (known !== undefined) return known;
    const number = this.#numberOf(source, written);
    this.#bySource.set(written, number);
    return number;
  }

  #numberOf(source: SourceRef, written: string): number {
    const kinds = SOURCE_KINDS.length;
    if (source.kind === 'cell') return this.cells.of(JSON.stringify(cellTexts(source)), source) * kinds;
    if (source.kind === 'field')
      return this.fields.of(JSON.stringify(fieldTexts(source)), source) * kinds + 1;
    const canonical = canonicalJson(JSON.parse(written) as JsonValue);
    return this.parameters.of(canonical, JSON.parse(canonical) as SourceRef) * kinds + 2;
  }

  /** Children stand before their parents; a node that is equal to one before it is that one. */
  node(node: TraceNode): number {
    const known = this.#byObject.get(node);
    if (known !== undefined) return known;
    const children = node.children.map((child) => this.node(child));
    const cells = nodeTexts(node).map((value) => this.text(value));
    const source = this.#source(node.source);
    const content = `${cells.join()} ${source} ${children.join()}`;
    let number = this.#byContent.get(content);
    if (number === undefined) {
      number = this.ends.length;
      this.#byContent.set(content, number);
      for (const [at, cell] of cells.entries()) this.nodes[at]?.push(cell);
      this.sourceOf.push(source);
      for (const child of children) this.children.push(child);
      this.ends.push(this.children.length);
    }
    this.#byObject.set(node, number);
    return number;
  }
}

/** In JSON text: an escape that may stand for half a character, which canonical JSON refuses. */
const HALF = /\\ud/;

/**
 * Results as a package carries them, in columns (`zhiya.results/3`), as canonical JSON. Nothing is left out: results and traces are
 * had back from it. The same results give the same text, its numbers in the order of first use. Throws on a lone surrogate.
 */
export const packResults = <T extends { readonly trace: TraceNode }>(
  kind: ResultKind<T>,
  results: readonly T[],
): string => {
  const packing = new Packing();
  const trace = results.map((result) => packing.node(result.trace));
  const cells = packing.rows(CELL_COLUMNS, packing.cells.all.map(cellTexts));
  const fields = packing.rows(FIELD_COLUMNS, packing.fields.all.map(fieldTexts));
  const items = packing.rows(kind.columns, results.map(kind.texts));
  const { nodes, sourceOf, children, ends, texts, parameters } = packing;
  // Keys in their order: then the engine's own writer writes canonical JSON, many times faster than one that sorts.
  const packed = {
    cells: named(CELL_COLUMNS, cells),
    fields: named(FIELD_COLUMNS, fields),
    items: named(kind.columns, items, { trace }),
    nodes: named(NODE_COLUMNS, nodes, { source: sourceOf, children, ends }),
    parameters: parameters.all,
    schema: RESULTS_SCHEMA,
    texts: texts.all,
  };
  const text = JSON.stringify(packed);
  return HALF.test(text) ? canonicalJson(packed as unknown as JsonValue) : text;
};
