import type { CaseRecord } from '../../../case/case-record';
import { readTable } from '../../../intake/read-table';
import type { Table } from '../../../intake/table';
import { type Result, mapResult, ok } from '../../../kernel/result';
import type { RulesAt } from '../../../rulebook/model';
import { type FileCatalogue, fileCatalogue } from '../catalogue';
import { type AppliedFile, applyFileImport } from './apply-import';
import { type ImportStamp, sourcesOf } from './file-sources';
import type { FileItem, ReadFileTable, TableChoice, TableMapping, TableQuestion } from './import-model';
import type { FileDecisions, FileOutline } from './import-questions';
import { type FilePlan, planFileImport } from './plan-import';
import { readEvents } from './read-events';
import { readFacts } from './read-facts';
import { readProducts } from './read-products';
import { recogniseTable } from './recognise-table';
import { tableColumnsOf } from './table-words';

/** A file of the enterprise on its way into the case. */
export interface FileInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly choice: TableChoice;
}

interface Prepared {
  readonly table: Table;
  readonly mapping: TableMapping;
  readonly read: ReadFileTable;
  readonly catalogue: FileCatalogue;
  readonly plan: FilePlan;
}

const PREVIEW_ROWS = 12;
const ITEM_LIMIT = 500;

const read = (
  table: Table,
  mapping: TableMapping,
  caseRecord: CaseRecord,
  catalogue: FileCatalogue,
  words: Parameters<typeof readEvents>[3],
  choice: TableChoice,
): ReadFileTable => {
  const none = { facts: [], events: [], products: [] };
  if (mapping.layout === 'events')
    return { ...none, ...readEvents(table, mapping, catalogue, words, choice) };
  if (mapping.layout === 'products')
    return { ...none, ...readProducts(table, mapping, caseRecord.sections.patents.records, words, choice) };
  return { ...none, ...readFacts(table, mapping, catalogue, choice) };
};

/** Columns and rows that mean nothing known and that nobody has left out. */
const unknownColumns = ({ columns }: TableMapping, { rows }: Table): readonly TableQuestion[] => {
  const open = columns
    .filter(
      ({ how, index }) => how === 'none' && rows.some(({ cells }) => (cells[index] ?? '').trim() !== ''),
    )
    .map(({ index }) => index);
  return open.length === 0
    ? []
    : [{ kind: 'columns', label: '这些列没有认出来，请指定或不导入', columns: open }];
};

const prepare = async (
  input: FileInput,
  caseRecord: CaseRecord,
  rules: RulesAt,
): Promise<Result<Prepared>> => {
  const catalogue = fileCatalogue(rules);
  if (!catalogue.ok) return catalogue;
  const words = tableColumnsOf(rules);
  if (!words.ok) return words;
  const { sheet, headerRow } = input.choice;
  const table = await readTable(input.bytes, input.fileName, {
    ...(sheet === null ? {} : { sheet }),
    ...(headerRow === null ? {} : { headerRow }),
  });
  if (!table.ok) return table;
  const mapping = recogniseTable(table.value, catalogue.value, words.value, input.choice);
  const found = read(table.value, mapping, caseRecord, catalogue.value, words.value, input.choice);
  return ok({
    table: table.value,
    mapping,
    read: found,
    catalogue: catalogue.value,
    plan: planFileImport(table.value, found, caseRecord, catalogue.value),
  });
};

const ORDER: Readonly<Record<FileItem['how'], number>> = { none: 0, chosen: 1, 'left-out': 2, exact: 3 };

const outlineOf = ({ table, mapping, read: found, catalogue, plan }: Prepared): FileOutline => ({
  fileName: table.fileName,
  sha256: table.sha256,
  sheet: table.sheet,
  sheets: table.sheets.map(({ name }) => name),
  encoding: table.encoding,
  headerRow: table.headerRow,
  layout: mapping.layout,
  columns: mapping.columns,
  items: [...mapping.items]
    .sort((a, b) => ORDER[a.how] - ORDER[b.how] || a.record - b.record)
    .slice(0, ITEM_LIMIT),
  preview: table.rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells),
  rowCount: table.rows.length,
  notes: table.notes,
  questions: [...found.questions, ...unknownColumns(mapping, table)],
  again: plan.again,
  conflicts: plan.conflicts,
  groups: catalogue.groups.flatMap(({ code }) => {
    const facts = plan.facts.filter(({ group }) => group === code).length;
    const events = plan.events.filter(({ group }) => group === code).length;
    return facts + events === 0 ? [] : [{ group: code, facts, events }];
  }),
  products: plan.products.length,
  unchanged: plan.unchanged,
  failures: [...table.faults, ...found.failures],
});

/** What a file says, what is open about it, and where it contradicts the case. Fails as `readTable`. */
export const outlineFile = async (
  input: FileInput,
  caseRecord: CaseRecord,
  rules: RulesAt,
): Promise<Result<FileOutline>> => mapResult(await prepare(input, caseRecord, rules), outlineOf);

/** Questions that leave something out when they are not answered; unknown columns only are left out, and said so. */
const mustAnswer = (questions: readonly TableQuestion[]): readonly TableQuestion[] =>
  questions.filter(({ kind }) => kind !== 'columns');

/**
 * Takes a file into the enterprise file of the case. Fails as `readTable`, with `E_UNANSWERED` while a unit, a year, a kind of
 * event or a contradiction is open, and with `E_REASON`.
 */
export const importFile = async (
  input: FileInput,
  caseRecord: CaseRecord,
  rules: RulesAt,
  stamp: ImportStamp,
  decisions: FileDecisions,
): Promise<Result<AppliedFile & { readonly outline: FileOutline }>> => {
  const prepared = await prepare(input, caseRecord, rules);
  if (!prepared.ok) return prepared;
  const { table, mapping, read: found, catalogue, plan } = prepared.value;
  const open = mustAnswer(found.questions);
  if (open.length > 0)
    return {
      ok: false,
      failure: {
        code: 'E_UNANSWERED',
        message: `还要说明：${open.map(({ label }) => label).join('；')}`,
        path: input.fileName,
        remedy: '请在导入页选择，或在表头写明单位和年度后重新导入；案卷没有改变',
      },
    };
  const sources = sourcesOf(table, mapping, found, catalogue, stamp);
  const applied = applyFileImport(plan, sources, caseRecord, catalogue, decisions);
  return mapResult(applied, (value) => ({ ...value, outline: outlineOf(prepared.value) }));
};
