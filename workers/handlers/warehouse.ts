import type { WarehouseApi } from '../../src/lib/bridge/warehouse-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { openTable } from '../../src/lib/data-asset/kernel/open-table';
import { reportSettings } from '../../src/lib/data-asset/run/report-settings';
import { importWarehouse } from '../../src/lib/data-asset/warehouse/import-result';
import { planWarehouse } from '../../src/lib/data-asset/warehouse/plan';
import { planWords } from '../../src/lib/data-asset/warehouse/plan-words';
import { readTableName } from '../../src/lib/data-asset/warehouse/sql-text';
import { decodeText } from '../../src/lib/intake/decode-text';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { ok } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';

const HEAD = 64 * 1024;

/** Profiles from the owner's warehouse: the query, and what came back. */
export const warehouseHandlers: Handlers<WarehouseApi> = {
  warehouseColumns: async ({ fileName, file }) => {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    const table = openTable(head, file.size <= HEAD, fileName);
    if (!table.ok) return table;
    const names: string[] = [];
    for (const cell of table.value.header) {
      const name = decodeText(cell);
      if (!name.ok) return name;
      names.push(name.value.text.trim());
    }
    return ok(names);
  },

  planWarehouse: async ({ caseRecord, dialect, table, columns, listed, range, asOf, exact }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const words = planWords(rules.value);
    if (!words.ok) return words;
    const parts = readTableName(table);
    if (!parts.ok) return parts;
    const date = asOf === null ? ok(null) : parsePlainDate(asOf, '数据截至');
    if (!date.ok) return date;
    return planWarehouse({
      dialect,
      source: { kind: 'table', parts: parts.value },
      columns,
      listed,
      range,
      asOf: date.value,
      precision: exact ? 'exact' : 'estimate',
      words: words.value,
    });
  },

  importWarehouse: ({ caseRecord, bytes, title, statedBy, plan }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const settings = reportSettings(rules.value);
    if (!settings.ok) return settings;
    const { profile, identifierNames, privateNames, names } = settings.value;
    const { typeShare } = profile;
    return importWarehouse({
      bytes,
      title,
      plan,
      typeShare,
      identifierNames,
      privateNames,
      names,
      bytesRead: null,
      statedBy,
    });
  },
};
