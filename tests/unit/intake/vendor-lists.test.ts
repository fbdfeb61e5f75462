import { describe, expect, it } from 'vitest';
import { importPatents } from '../../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../../src/lib/intake/patent-columns';
import { readTable } from '../../../src/lib/intake/read-table';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { intakeRules } from '../../fixtures/intake-files';
import { VENDOR_FORMS, VENDOR_LISTS } from '../../fixtures/vendor-lists';

describe.each(Object.entries(VENDOR_LISTS))('a list of %s', (_vendor, list) => {
  it.each(Object.entries(VENDOR_FORMS))('as %s gives its record', async (form, bytesOf) => {
    const name = form === 'XLSX' ? '清单.xlsx' : '清单.csv';
    const table = mustBeOk(await readTable(bytesOf(list), name));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const outcome = importPatents(table, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(columns.preset).toBe(list.preset);
    expect(outcome.failures).toEqual([]);
    expect(outcome.records).toHaveLength(1);
    expect(outcome.records[0]).toMatchObject(list.expected);
    expect(outcome.records[0]?.origin).toEqual({ batch: 'b-1', row: list.preamble.length + 2 });
    expect(outcome.unmapped).toEqual(list.unmapped);
  });
});

describe('what a source leaves out', () => {
  it('Google Patents without an application number is not imported, and the message asks for the column', async () => {
    const list = VENDOR_LISTS['Google Patents'];
    const bytesOf = VENDOR_FORMS['UTF-8'];
    if (list === undefined || bytesOf === undefined) throw new Error('fixture');
    const without = {
      ...list,
      header: list.header.slice(1),
      rows: list.rows.map((cells) => cells.slice(1)),
    };
    const table = mustBeOk(await readTable(bytesOf(without), '导出.csv'));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const outcome = importPatents(table, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.failures.map((f) => f.code)).toEqual(['E_COLUMN_MISSING']);
    expect(outcome.failures[0]?.remedy).toContain('公开号');
  });
});
