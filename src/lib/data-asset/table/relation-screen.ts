import { NumberField } from '../kernel/number-field';
import { dataView } from '../kernel/record-block';
import { TimeField } from '../kernel/time-field';
import { type Basis, exactBasis } from './basis';
import type { CodedSample } from './coded-sample';
import { rowStart } from './row-sample';

/**
 * A relation between columns that may be meant as a rule; a person decides. `columns` in the order of the relation:
 * `date-order` and `less-or-equal` a ≤ b, `equal` a = b, `sum` a + b = c, `product` a × b = c.
 */
export interface RelationProposal {
  readonly kind: 'date-order' | 'less-or-equal' | 'equal' | 'sum' | 'product';
  readonly columns: readonly number[];
  /** Distinct sampled rows where it holds, out of those with a value in every column. */
  readonly holds: number;
  readonly applicable: number;
  readonly basis: Basis;
}

/** Columns of one type compared with each other at most: triples grow with the cube. */
const MOST_COLUMNS = 20;
const MOST_FOUND = 200;
/** Rows a relation is seen in at least, and those after which a poor one is given up. */
const LEAST_ROWS = 30;
const EARLY = 200;

interface Values {
  readonly column: number;
  /** NaN where there is no value. */
  readonly values: Float64Array;
  readonly min: number;
  readonly max: number;
  /** Fraction digits at most. */
  readonly places: number;
}

type Read = (
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
) => readonly [number, number] | null;

const readNumber = (): Read => {
  const field = new NumberField();
  return (bytes, _, start, end) => (field.read(bytes, start, end) ? [field.value, field.fraction] : null);
};

const readTime = (): Read => {
  const field = new TimeField();
  return (bytes, view, start, end) => (field.read(bytes, view, start, end) ? [field.seconds, 0] : null);
};

const columnValues = (coded: CodedSample, column: number, read: Read, typeShare: number): Values | null => {
  const { sample, rows } = coded;
  const view = dataView(sample.cells);
  const values = new Float64Array(rows).fill(NaN);
  let [filled, fitting, places] = [0, 0, 0];
  let [min, max] = [Infinity, -Infinity];
  for (let row = 0; row < rows; row += 1) {
    if (coded.codes[column]?.[row] === 0) continue;
    filled += 1;
    const at = row * sample.columns + column;
    const start = column === 0 ? rowStart(sample, row) : (sample.ends[at - 1] ?? 0);
    const found = read(sample.cells, view, start, sample.ends[at] ?? 0);
    if (found === null) continue;
    fitting += 1;
    values[row] = found[0];
    places = Math.max(places, found[1]);
    min = Math.min(min, found[0]);
    max = Math.max(max, found[0]);
  }
  const fits = fitting > 0 && fitting >= typeShare * filled && min < max;
  return fits ? { column, values, min, max, places } : null;
};

interface Tested {
  readonly holds: number;
  readonly applicable: number;
}

/** @param test `null` when it does not apply to the row, else whether it holds */
const testRows = (rows: number, least: number, test: (row: number) => boolean | null): Tested | null => {
  let [holds, applicable] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    const held = test(row);
    if (held === null) continue;
    applicable += 1;
    if (held) holds += 1;
    else if (applicable >= EARLY && holds * 2 < applicable) return null;
  }
  return applicable >= LEAST_ROWS && holds >= least * applicable ? { holds, applicable } : null;
};

/** Half a unit of the last place written, and what doubles lose. */
const tolerance = (places: number, size: number): number => {
  let unit = 0.5;
  for (let i = 0; i < Math.min(places, 15); i += 1) unit /= 10;
  return unit * 1.000_001 + Math.abs(size) * 1e-12;
};

const compare = (
  a: Values,
  b: Values,
  row: number,
  test: (x: number, y: number) => boolean,
): boolean | null => {
  const [x, y] = [a.values[row] ?? NaN, b.values[row] ?? NaN];
  return Number.isNaN(x) || Number.isNaN(y) ? null : test(x, y);
};

type Found = Omit<RelationProposal, 'basis'>;

/** a = b, else a ≤ b; ranges that do not meet say nothing about rows. */
const pairs = (
  all: readonly Values[],
  kind: 'date-order' | 'less-or-equal',
  rows: number,
  least: number,
): readonly Found[] =>
  all.flatMap((a) =>
    all.flatMap((b): Found[] => {
      if (a === b || a.max <= b.min || b.max <= a.min) return [];
      const columns = [a.column, b.column];
      const equal = testRows(rows, least, (row) => compare(a, b, row, (x, y) => x === y));
      if (equal !== null) return a.column < b.column ? [{ kind: 'equal', columns, ...equal }] : [];
      const order = testRows(rows, least, (row) => compare(a, b, row, (x, y) => x <= y));
      return order === null ? [] : [{ kind, columns, ...order }];
    }),
  );

/** Rows in which a part is 0 (of a product also 1, or the result 0) would hold by themselves and are not counted. */
const triple = (
  [a, b, c]: readonly [Values, Values, Values],
  kind: 'sum' | 'product',
  rows: number,
  least: number,
): Found | null => {
  const places = kind === 'sum' ? Math.max(a.places, b.places, c.places) : c.places;
  const tested = testRows(rows, least, (row) => {
    const [x, y, z] = [a.values[row] ?? NaN, b.values[row] ?? NaN, c.values[row] ?? NaN];
    if (Number.isNaN(x) || Number.isNaN(y) || Number.isNaN(z) || x === 0 || y === 0) return null;
    if (kind === 'product' && (x === 1 || y === 1 || z === 0)) return null;
    const made = kind === 'sum' ? x + y : x * y;
    return Math.abs(made - z) <= tolerance(places, z);
  });
  return tested === null ? null : { kind, columns: [a.column, b.column, c.column], ...tested };
};

const triples = (all: readonly Values[], rows: number, least: number): readonly Found[] => {
  const found: Found[] = [];
  for (const [i, a] of all.entries())
    for (const b of all.slice(i + 1))
      for (const c of all) {
        if (c === a || c === b) continue;
        const made = triple([a, b, c], 'sum', rows, least) ?? triple([a, b, c], 'product', rows, least);
        if (made !== null) found.push(made);
      }
  return found;
};

/**
 * Relations between date columns and between numeric columns that hold for at least `least` of the sampled distinct rows with
 * a value in each. Proposals only: what holds on a sample may break elsewhere, and a true relation may be a coincidence.
 * @param least rulebook `data-table.relation-share`
 * @param typeShare of the values that must be numbers or dates, rulebook `data-asset.type-share`
 */
export const screenRelations = (
  coded: CodedSample,
  least: number,
  typeShare: number,
): readonly RelationProposal[] => {
  const columns = coded.codes.map((_, column) => column);
  const of = (read: Read): readonly Values[] =>
    columns.flatMap((column) => columnValues(coded, column, read, typeShare) ?? []).slice(0, MOST_COLUMNS);
  const dates = of(readTime());
  const dated = new Set(dates.map(({ column }) => column));
  const numbers = of(readNumber()).filter(({ column }) => !dated.has(column));
  const basis: Basis = coded.sample.complete
    ? exactBasis(coded.sample.seen)
    : {
        kind: 'screen',
        rows: coded.rows,
        of: coded.sample.seen,
        error: `只在 ${String(coded.rows)} 个不同行的样本上成立，未对全表核验`,
      };
  return [
    ...pairs(dates, 'date-order', coded.rows, least),
    ...pairs(numbers, 'less-or-equal', coded.rows, least),
    ...triples(numbers, coded.rows, least),
  ]
    .slice(0, MOST_FOUND)
    .map((found) => ({ ...found, basis }));
};
