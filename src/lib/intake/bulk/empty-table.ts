import type { Table } from '../table';
import type { ByteTable } from './byte-table';

/** The table without its rows: what the importer needs to judge columns and to name places. */
export const emptyTable = (
  table: Pick<ByteTable, 'fileName' | 'encoding' | 'headerRow' | 'header'>,
): Table => ({
  fileName: table.fileName,
  sha256: '0'.repeat(64),
  kind: 'csv',
  sheet: null,
  sheets: [],
  dateSystem: null,
  encoding: table.encoding,
  delimiter: null,
  headerRow: table.headerRow,
  header: table.header,
  rows: [],
  preamble: [],
  faults: [],
  leftOut: 0,
  notes: [],
  cellNotes: [],
});
