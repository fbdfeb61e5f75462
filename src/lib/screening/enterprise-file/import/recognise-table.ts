import type { Table } from '../../../intake/table';
import type { FileCatalogue } from '../catalogue';
import { periodColumn } from '../sources';
import type { FileColumn, FileItem, TableChoice, TableLayout, TableMapping } from './import-model';
import { writtenPeriod } from './period-words';
import { type TableColumns, moneyUnitIn, statedUnit, unitIn } from './table-words';
import { type TitleIndex, titleIndex } from './title-index';

const MINIMUM_EVENT_COLUMNS = 3;

const periodRole = (header: string): string | null => {
  const written = writtenPeriod(header);
  if (written === null) return null;
  if (written.kind === 'bare-month') return `@month-${written.month}`;
  if (written.kind !== 'day') return periodColumn(written.period);
  return periodColumn(
    written.month === '12' && written.day === '31' ? written.year : `${written.year}-${written.month}`,
  );
};

const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;

const SAMPLE = 2_000;
const TITLE_COLUMNS = 3;

interface Titles {
  /** Column of the row titles. */
  readonly column: number;
  readonly known: number;
}

/** The column that is called 项目, or of the first three the one with most titles that are known. */
const titleColumn = ({ header, rows }: Table, index: TitleIndex): Titles => {
  const sample = rows.length > SAMPLE ? rows.slice(0, SAMPLE) : rows;
  const knownIn = (column: number): number =>
    count(sample, ({ cells }) => index.field(cells[column] ?? '') !== null);
  const named = header.findIndex((text) => index.role(text) === '@item');
  if (named >= 0) return { column: named, known: knownIn(named) };
  let best: Titles = { column: 0, known: knownIn(0) };
  for (let column = 1; column < Math.min(TITLE_COLUMNS, header.length); column += 1) {
    const known = knownIn(column);
    if (known > best.known) best = { column, known };
  }
  return best;
};

/** The layout that explains most of the table. */
const layoutOf = ({ header }: Table, index: TitleIndex, titles: Titles): TableLayout => {
  const asFields = count(header, (text) => index.field(text) !== null);
  const asEvents = count(header, (text) => index.event(text) !== null);
  const products = count(header, (text) => index.product(text) !== null);
  const isProducts =
    header.some((text) => index.product(text) === '@product') && products >= 2 && asFields < 2;
  if (isProducts) return 'products';
  if (asEvents >= MINIMUM_EVENT_COLUMNS && asFields < 2 && titles.known === 0) return 'events';
  const isNamed = header.some((text) => index.role(text) === '@item');
  return titles.known > asFields || (titles.known === asFields && titles.known > 0 && isNamed)
    ? 'long'
    : 'wide';
};

const meaningIn = (
  layout: TableLayout,
  header: string,
  isTitle: boolean,
  index: TitleIndex,
): string | null => {
  switch (layout) {
    case 'events':
      return index.event(header);
    case 'products':
      return index.product(header);
    case 'long': {
      if (isTitle) return '@item';
      const role = index.role(header);
      return role === '@item' ? null : (role ?? periodRole(header));
    }
    case 'wide': {
      const field = index.field(header);
      if (field !== null) return field;
      const role = index.role(header);
      return role === '@period' ? role : null;
    }
  }
};

const unitOfField = (catalogue: FileCatalogue, code: string | null, text: string): string | null => {
  const field = code === null ? undefined : catalogue.fields.get(code);
  if (field === undefined) return moneyUnitIn(text);
  switch (field.kind) {
    case 'money':
      return moneyUnitIn(text);
    case 'decimal':
      return unitIn(text, Object.keys(field.units));
    case 'ratio':
      return unitIn(text, ['%', '％']) === null ? null : '%';
    default:
      return null;
  }
};

/** Of several columns with one meaning none is taken: a person must choose. Periods and fields alike. */
const withoutTwins = (columns: readonly FileColumn[]): readonly FileColumn[] =>
  columns.map((column) =>
    column.how === 'exact' &&
    columns.some((c) => c !== column && c.meaning === column.meaning && c.how !== 'left-out')
      ? { ...column, meaning: null, how: 'none' as const }
      : column,
  );

const columnsOf = (
  table: Table,
  layout: TableLayout,
  choice: TableChoice,
  index: TitleIndex,
  titles: Titles,
  catalogue: FileCatalogue,
): readonly FileColumn[] =>
  withoutTwins(
    table.header.map((header, i): FileColumn => {
      const said = choice.columns[i];
      const meaning = said === undefined ? meaningIn(layout, header, i === titles.column, index) : said;
      const how =
        said === undefined ? (meaning === null ? 'none' : 'exact') : said === null ? 'left-out' : 'chosen';
      return { index: i, header, meaning, how, unit: unitOfField(catalogue, meaning, header) };
    }),
  );

const itemsOf = (
  table: Table,
  columns: readonly FileColumn[],
  choice: TableChoice,
  index: TitleIndex,
  catalogue: FileCatalogue,
): readonly FileItem[] => {
  const at = columns.find(({ meaning }) => meaning === '@item')?.index;
  if (at === undefined) return [];
  return table.rows.flatMap(({ record, cells }): FileItem[] => {
    const text = cells[at] ?? '';
    if (text.trim() === '') return [];
    const said = choice.items[record];
    const field = said === undefined ? index.field(text) : said;
    const how =
      said === undefined ? (field === null ? 'none' : 'exact') : said === null ? 'left-out' : 'chosen';
    return [{ record, text, field, how, unit: unitOfField(catalogue, field, text) }];
  });
};

const tableUnit = ({ preamble, header }: Table, columns: readonly FileColumn[]): string | null => {
  for (const { cells } of preamble) {
    const unit = statedUnit(cells.join(' '));
    if (unit !== null) return unit;
  }
  const item = columns.find(({ meaning }) => meaning === '@item');
  return item === undefined
    ? null
    : (statedUnit(header[item.index] ?? '') ?? moneyUnitIn(header[item.index] ?? ''));
};

/**
 * Says what the columns of a table mean, and in a long table its rows. By exact name only; unknown columns are shown and
 * never guessed, and of two columns with one meaning none is taken.
 */
export const recogniseTable = (
  table: Table,
  catalogue: FileCatalogue,
  words: TableColumns,
  choice: TableChoice,
): TableMapping => {
  const index = titleIndex(catalogue, words);
  const titles = titleColumn(table, index);
  const layout = choice.layout ?? layoutOf(table, index, titles);
  const columns = columnsOf(table, layout, choice, index, titles, catalogue);
  return {
    layout,
    columns,
    items: layout === 'long' ? itemsOf(table, columns, choice, index, catalogue) : [],
    unit: tableUnit(table, columns),
  };
};
