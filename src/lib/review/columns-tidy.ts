import { SOURCE_KINDS } from '../case/results/columns';
import type { Cells, ResultTables } from './columns-reading';

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

const sourcesInFirstUse = ({ sourceOf, cells, fields, parameters }: ResultTables): boolean =>
  [cells[0]?.length ?? 0, fields[0]?.length ?? 0, parameters.length].every((count, kind) => {
    const rows = sourceOf.flatMap((source) =>
      source >= 0 && source % SOURCE_KINDS.length === kind ? [Math.floor(source / SOURCE_KINDS.length)] : [],
    );
    return inFirstUse([[rows]], count);
  });

const allDiffer = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;

const NO_TAIL = (): Cells => [];

/** Whether no two rows are equal, each with its tail. Rows of one checksum are compared cell by cell. */
const rowsDiffer = (columns: readonly Cells[], tail: (row: number) => Cells = NO_TAIL): boolean => {
  const checksum = (row: number): number => {
    let sum = 0;
    for (const cells of columns) sum = Math.imul(sum ^ (cells[row] ?? 0), 0x01000193) + 1;
    for (const cell of tail(row)) sum = Math.imul(sum ^ cell, 0x01000193) + 1;
    return sum;
  };
  const equal = (a: number, b: number): boolean =>
    columns.every((cells) => cells[a] === cells[b]) && tail(a).join() === tail(b).join();
  const seen = new Map<number, number[]>();
  for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
    const sum = checksum(row);
    const rows = seen.get(sum);
    if (rows === undefined) seen.set(sum, [row]);
    else if (rows.some((before) => equal(before, row))) return false;
    else rows.push(row);
  }
  return true;
};

/** Whether nodes appear for the first time in their order when the traces are walked, children first. */
const nodesInFirstUse = ({ children, ends, trace }: ResultTables): boolean => {
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

/**
 * Whether everything stands once, is used, and is numbered in the order of first use: what our own writer writes. Traces must
 * have been measured before: they are walked.
 */
export const isTidy = (tables: ResultTables): boolean => {
  const { texts, cells, fields, parameters, nodes, sourceOf, children, ends, items } = tables;
  const below = (row: number): Cells => children.slice(row === 0 ? 0 : ends[row - 1], ends[row]);
  return (
    nodesInFirstUse(tables) &&
    inFirstUse([nodes, cells, fields, items], texts.length) &&
    sourcesInFirstUse(tables) &&
    rowsDiffer([...nodes, sourceOf], below) &&
    rowsDiffer(cells) &&
    rowsDiffer(fields) &&
    allDiffer(texts) &&
    // Keys of parameters stand in canonical order: equal ones are written alike.
    allDiffer(parameters.map((one) => JSON.stringify(one)))
  );
};
