import type { ImportBatch, PatentRecord } from '../case/patents-section';
import { markUnseen } from '../kernel/characters';
import type { RulesAt } from '../rulebook/model';
import { importContext } from './patent-cells';
import { type PatentColumn, type PatentColumns, absentFields } from './patent-columns';
import { type PatentDuplicate, deduplicate } from './patent-duplicates';
import { type BuiltRecord, buildRecord } from './patent-record';
import { valueVocabulary } from './patent-vocabulary';
import { type RecordFailure, type RecordFault, type Table, placeOf, recordFailure } from './table';

/** What became of one imported list. `imported + failed + duplicates + leftOut = records`. */
export interface ImportOutcome {
  readonly batch: ImportBatch;
  readonly records: readonly PatentRecord[];
  /** Why records (or the whole list) were not imported. Rows the reader left out stand in `table.faults`. */
  readonly failures: readonly RecordFailure[];
  /** What a person should look at although the record was imported. */
  readonly warnings: readonly RecordFailure[];
  readonly duplicates: readonly PatentDuplicate[];
  /** Headers without a meaning, as printed; shown, never guessed. */
  readonly unmapped: readonly string[];
  readonly counts: {
    /** Data records of the file. */
    readonly records: number;
    readonly imported: number;
    readonly failed: number;
    readonly duplicates: number;
    /** Records that do not fit the shape of the table. */
    readonly leftOut: number;
  };
}

export interface ImportOptions {
  readonly batchId: string;
  readonly rules: RulesAt;
  /** Plain numbers in date columns are sheet serials; only when a person said so. */
  readonly excelSerialDates?: boolean;
}

/** Canonical field of the rulebook → field of the record, where they differ; others keep their name. */
const RECORD_FIELDS: readonly (readonly [record: string, sources: readonly string[]])[] = [
  ['type', ['patentType']],
  ['owners', ['currentAssignee', 'applicant']],
  ['status', ['validity', 'legalStatus']],
  ['statusText', ['legalStatus', 'validity']],
  ['familyJurisdictions', ['familyCountries', 'family']],
  ['firstClaimChars', ['firstClaimChars', 'firstClaim']],
  ['invalidationOutcome', ['invalidationOutcome', 'invalidationCount']],
  ['litigationOutcome', ['litigationOutcome', 'litigationCount']],
  ['pledgeLive', ['pledgeLive', 'legalStatus', 'pledgee', 'pledgeCount']],
  ['invalidationPending', ['invalidationPending', 'invalidationRequester', 'invalidationCount']],
  ['procedureSuspended', ['procedureSuspended', 'legalStatus']],
  ['vendorScores', ['vendorValueScore']],
];

const FIELD_TITLES: ReadonlyMap<string, string> = new Map([
  ['applicationNumber', '申请号'],
  ['title', '专利名称'],
]);

/** Record field → header as printed, so that every cell of a record has an address. */
const printedColumns = (columns: readonly PatentColumn[]): Record<string, string> => {
  const headers = new Map<string, string>();
  for (const { field, header } of columns)
    if (field !== null && !headers.has(field)) headers.set(field, markUnseen(header).slice(0, 500));
  for (const [recordField, sources] of RECORD_FIELDS) {
    const source = sources.find((s) => headers.has(s));
    const header = source === undefined ? undefined : headers.get(source);
    if (header !== undefined) headers.set(recordField, header);
  }
  return Object.fromEntries([...headers].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const batchOf = (table: Table, columns: PatentColumns, batchId: string): ImportBatch => ({
  id: batchId,
  fileName: markUnseen(table.fileName).slice(0, 500),
  sha256: table.sha256,
  sheet: table.sheet,
  encoding: table.encoding,
  preset: columns.preset,
  columns: printedColumns(columns.columns),
});

const fileFault = (table: Table, fault: RecordFault): RecordFailure => ({
  ...recordFailure(table.fileName, null, null, fault),
  path: placeOf(table.fileName, table.headerRow, null),
});

const headerList = (table: Table): string =>
  table.header
    .filter((h) => h !== '')
    .slice(0, 12)
    .join('、');

const missingColumn = (table: Table, field: string, preset: string | null): RecordFault => ({
  code: 'E_COLUMN_MISSING',
  message: `缺少“${FIELD_TITLES.get(field) ?? field}”列；文件中的列有：${headerList(table)}`,
  remedy:
    preset === 'google-patents'
      ? 'Google Patents 导出只有公开号，请在文件中补上“申请号”一列后再导入'
      : '请在来源中导出该列，或在对应列时指定由哪一列充当',
});

/** Reasons why no record of the list can be read. */
const fileFaults = (table: Table, columns: PatentColumns): RecordFailure[] => {
  if (columns.columns.every((c) => c.field === null))
    return [
      fileFault(table, {
        code: 'E_COLUMNS_UNKNOWN',
        message: `没有一列能识别；读到的列名是：${headerList(table)}`,
        remedy: '若列名是乱码请更换编码，若挤在一起请更换分隔符，若不是列名请另选表头行',
      }),
    ];
  const faults = absentFields(columns.required, columns.columns).map((field) => {
    const open = columns.ambiguous.find((a) => a.field === field && a.taken === null);
    return fileFault(
      table,
      open === undefined
        ? missingColumn(table, field, columns.preset)
        : {
            code: 'E_COLUMN_AMBIGUOUS',
            message: `“${FIELD_TITLES.get(field) ?? field}”同时出现在第 ${open.columns.map((i) => i + 1).join('、')} 列`,
            remedy: '请在对应列时选择使用哪一列',
          },
    );
  });
  const fields = columns.columns.flatMap((c) =>
    c.field === null || c.field === 'vendorValueScore' ? [] : [c.field],
  );
  const twice = fields.find((f, i) => fields.indexOf(f) !== i);
  return twice === undefined
    ? faults
    : [
        ...faults,
        fileFault(table, {
          code: 'E_COLUMN_TWICE',
          message: `“${FIELD_TITLES.get(twice) ?? twice}”被指定给了两列`,
          remedy: '请只保留一列',
        }),
      ];
};

const empty = (table: Table, columns: PatentColumns, batchId: string): ImportOutcome => ({
  batch: batchOf(table, columns, batchId),
  records: [],
  failures: [],
  warnings: [],
  duplicates: [],
  unmapped: columns.columns.flatMap((c) =>
    c.field === null ? [c.header === '' ? `第 ${c.index + 1} 列（无列名）` : c.header] : [],
  ),
  counts: {
    records: table.rows.length + table.leftOut,
    imported: 0,
    failed: table.rows.length,
    duplicates: 0,
    leftOut: table.leftOut,
  },
});

/** The records of a list before anything is decided about those that belong together. */
export interface ReadPatents {
  readonly batch: ImportBatch;
  readonly built: readonly BuiltRecord[];
  /** Why no record of the list can be read; then `built` is empty. */
  readonly faults: readonly RecordFailure[];
}

/** Reads every row of a list as a patent record or the reasons why not. */
export const readPatents = (
  table: Table,
  columns: PatentColumns,
  { batchId, rules, excelSerialDates = false }: ImportOptions,
): ReadPatents => {
  const nothing = { batch: batchOf(table, columns, batchId), built: [] };
  const faults = fileFaults(table, columns);
  if (faults.length > 0) return { ...nothing, faults };
  const words = valueVocabulary(rules);
  if (!words.ok) return { ...nothing, faults: [{ ...words.failure, record: null, column: null }] };
  const context = importContext(table, columns, words.value, excelSerialDates);
  return { ...nothing, built: table.rows.map((row) => buildRecord(row, context, batchId)), faults: [] };
};

/**
 * Patent records of a list. Good records survive bad ones: every record that cannot be read is named with
 * its record number (as a spreadsheet shows it; the header counts), its column and what to do.
 */
export const importPatents = (
  table: Table,
  columns: PatentColumns,
  options: ImportOptions,
): ImportOutcome => {
  const nothing = empty(table, columns, options.batchId);
  const { built, faults } = readPatents(table, columns, options);
  if (faults.length > 0) return { ...nothing, failures: faults };
  const { records, duplicates, failed } = deduplicate(built);
  return {
    ...nothing,
    records,
    failures: failed.flatMap((b) => b.failures),
    warnings: built.filter((b) => b.patent !== null).flatMap((b) => b.warnings),
    duplicates,
    counts: {
      ...nothing.counts,
      imported: records.length,
      failed: failed.length,
      duplicates: duplicates.length,
    },
  };
};
