import { readCaseFile, writeCaseFile } from '../../src/lib/container/case-file';
import { importPatents } from '../../src/lib/intake/import-patents';
import { chooseColumns, recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { patentFields } from '../../src/lib/intake/patent-field-titles';
import { readTable } from '../../src/lib/intake/read-table';
import { sha256Hex, sm3Hex } from '../../src/lib/kernel/hashing';
import { ok } from '../../src/lib/kernel/result';
import { plainScribe } from '../../src/lib/case/case-scribe';
import { rulesOfCase } from '../case-rules';
import { fileImportHandlers } from './enterprise-file';
import { gazetteHandlers } from './gazette';
import { patentImportHandlers } from './patent-import';
import type { HandlersOf } from './types';

const PREVIEW_ROWS = 20;

export const intakeHandlers: HandlersOf<'intake'> = {
  ...patentImportHandlers,
  ...gazetteHandlers,
  ...fileImportHandlers,

  inspectPatentFile: async ({ fileName, bytes, caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const table = await readTable(bytes, fileName);
    if (!table.ok) return table;
    const columns = recognisePatentColumns(table.value.header, rules.value);
    if (!columns.ok) return columns;
    const fields = patentFields(rules.value);
    if (!fields.ok) return fields;
    const { sha256, encoding, sheet, header, rows, faults } = table.value;
    return ok({
      fileName,
      sha256,
      encoding,
      sheet,
      header,
      rowCount: rows.length,
      preview: rows.slice(0, PREVIEW_ROWS).map((row) => row.cells),
      columns: columns.value,
      fields: fields.value,
      faults,
    });
  },

  importPatentFile: async ({ fileName, bytes, caseRecord, batchId, mapping }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const table = await readTable(bytes, fileName);
    if (!table.ok) return table;
    const recognised = recognisePatentColumns(table.value.header, rules.value);
    if (!recognised.ok) return recognised;
    const columns = mapping === null ? recognised.value : chooseColumns(recognised.value, mapping);
    const outcome = importPatents(table.value, columns, { batchId, rules: rules.value });
    return ok({ ...outcome, readFaults: table.value.faults });
  },

  openCaseFile: ({ bytes }) => readCaseFile(bytes),

  writeCaseFile: async ({ caseRecord, attachments }) =>
    ok({ bytes: await writeCaseFile(caseRecord, attachments) }),

  readTable: async ({ fileName, bytes }) => {
    const table = await readTable(bytes, fileName);
    if (!table.ok) return table;
    const { sha256, header, rows, faults } = table.value;
    return ok({ fileName, sha256, header, rows, faults });
  },

  digest: async ({ bytes }) => ok({ sha256: await sha256Hex(bytes), sm3: await sm3Hex(bytes) }),

  writeCaseText: ({ caseRecord }) => plainScribe.write(caseRecord),

  readCaseText: ({ text }) => plainScribe.read(text),

  digestText: async ({ text }) => ok(await plainScribe.digest(text)),
};
