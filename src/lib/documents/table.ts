import type { Cell, TableBlock, TableContent } from './model';

/** A table of so few rows and characters is not parted at the end of a page. */
const WHOLE_ROWS = 8;
const WHOLE_TEXT = 400;

const lengthOf = (cell: Cell): number =>
  typeof cell === 'string' ? cell.length : cell.text.length + cell.below.length;

/** Whether a table is so short that it stays on one page. */
export const staysWhole = ({ rows }: TableContent): boolean =>
  rows.length <= WHOLE_ROWS && rows.flat().reduce((sum, cell) => sum + lengthOf(cell), 0) <= WHOLE_TEXT;

/** A ruled table. The head repeats on every page; a row is never parted; few rows stay together. */
export const table = (content: TableContent): TableBlock => ({ kind: 'table', content });

/** Label beside value, one pair per row. */
export const pairs = (
  rows: readonly (readonly [label: string, value: string])[],
  height?: number,
): TableBlock =>
  table({
    headless: true,
    columns: [
      { title: '', share: 34, label: true },
      { title: '', share: 66 },
    ],
    rows,
    ...(height === undefined ? {} : { height }),
  });

/** Height of a cell that somebody signs in, in twentieths of a point. */
export const SIGNATURE_HEIGHT = 1000;

/** One row of names with room to sign beside each. */
export const signatures = (names: readonly string[]): TableBlock =>
  table({
    headless: true,
    columns: names.flatMap(() => [
      { title: '', share: 10, label: true, align: 'center' as const },
      { title: '', share: Math.floor(100 / names.length) - 10 },
    ]),
    rows: [names.flatMap((name) => [name, ''])],
    height: SIGNATURE_HEIGHT,
  });
