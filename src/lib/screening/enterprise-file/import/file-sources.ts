import type { FileFact, FileSource } from '../../../case/enterprise-file-section';
import type { Table } from '../../../intake/table';
import type { FileCatalogue } from '../catalogue';
import { periodColumn } from '../sources';
import type { DraftFact, FileColumn, ReadFileTable, TableMapping } from './import-model';

/** Products belong to what the enterprise earns. */
export const PRODUCT_GROUP = 'operation';

/** Who imports, when, and what day the data speaks of. */
export interface ImportStamp {
  readonly asOf: string | null;
  readonly importedOn: string | null;
  readonly by: string;
  readonly attachment: string | null;
}

/** Id of the source that a group of one sheet becomes; the same sheet gives the same id. */
export const sourceId = ({ sha256, sheet, sheets }: Table, group: string): string => {
  const at = sheets.findIndex(({ name }) => name === sheet);
  return `src-${sha256.slice(0, 16)}-${at < 0 ? 0 : at}-${group}`;
};

const columnsOf = (facts: readonly DraftFact[], mapping: TableMapping): Record<string, string> => {
  const columns: Record<string, string> = {};
  for (const { field, period, column } of facts) {
    const key = mapping.layout === 'long' ? (period === null ? field : periodColumn(period)) : field;
    columns[key] ??= column;
  }
  return columns;
};

const roleColumns = (columns: readonly FileColumn[]): Record<string, string> =>
  Object.fromEntries(
    columns.flatMap(({ meaning, header }) =>
      meaning?.startsWith('@') === true && header !== '' ? [[meaning, header] as const] : [],
    ),
  );

/** One source per group that the sheet speaks about, in the order of the catalogue. */
export const sourcesOf = (
  table: Table,
  mapping: TableMapping,
  read: ReadFileTable,
  catalogue: FileCatalogue,
  stamp: ImportStamp,
): readonly FileSource[] =>
  catalogue.groups.flatMap(({ code }): FileSource[] => {
    const facts = read.facts.filter(({ group }) => group === code);
    const hasEvents = read.events.some(({ group }) => group === code);
    const hasProducts = code === PRODUCT_GROUP && read.products.length > 0;
    if (facts.length === 0 && !hasEvents && !hasProducts) return [];
    return [
      {
        id: sourceId(table, code),
        group: code,
        title: table.fileName.slice(0, 500),
        sha256: table.sha256,
        attachment: stamp.attachment,
        sheet: table.sheet,
        columns: {
          ...columnsOf(facts, mapping),
          ...(hasEvents || hasProducts ? roleColumns(mapping.columns) : {}),
        },
        asOf: stamp.asOf,
        importedOn: stamp.importedOn,
        by: stamp.by,
        rows: table.rows.length,
      },
    ];
  });

export const caseFact = (draft: DraftFact, table: Table, edit = ''): FileFact => ({
  field: draft.field,
  period: draft.period,
  value: draft.value,
  from: { source: sourceId(table, draft.group), row: draft.row },
  edit,
});
