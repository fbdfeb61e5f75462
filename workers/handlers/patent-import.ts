import type { PatentListInput } from '../../src/lib/bridge/import-contract';
import { type ReadPatents, readPatents } from '../../src/lib/intake/import-patents';
import { chooseColumns, recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { applyImport } from '../../src/lib/intake/questions/apply-import';
import { importOutline } from '../../src/lib/intake/questions/outline';
import { type ImportPlan, planImport } from '../../src/lib/intake/questions/plan-import';
import { readTable } from '../../src/lib/intake/read-table';
import type { Table } from '../../src/lib/intake/table';
import { type Result, ok } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';
import type { HandlersOf } from './types';

interface PlannedList {
  readonly table: Table;
  readonly read: ReadPatents;
  readonly plan: ImportPlan;
}

const planned = async (input: PatentListInput): Promise<Result<PlannedList>> => {
  const { fileName, bytes, caseRecord, batchId, mapping } = input;
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return rules;
  const table = await readTable(bytes, fileName);
  if (!table.ok) return table;
  const recognised = recognisePatentColumns(table.value.header, rules.value);
  if (!recognised.ok) return recognised;
  const columns = mapping === null ? recognised.value : chooseColumns(recognised.value, mapping);
  const read = readPatents(table.value, columns, { batchId, rules: rules.value });
  return ok({ table: table.value, read, plan: planImport(read, caseRecord.sections.patents) });
};

/** The patent import part of the intake worker. */
export const patentImportHandlers: Pick<HandlersOf<'intake'>, 'planPatentImport' | 'applyPatentImport'> = {
  planPatentImport: async (input) => {
    const list = await planned(input);
    if (!list.ok) return list;
    const { table, read, plan } = list.value;
    return ok(importOutline(table, read, plan));
  },

  applyPatentImport: async ({ decisions, ...input }) => {
    const list = await planned(input);
    return list.ok ? applyImport(list.value.plan, input.caseRecord.sections.patents, decisions) : list;
  },
};
