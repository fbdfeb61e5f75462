import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caseJson, inspectCaseJson } from '../../../src/lib/case/case-json';
import { migrateCase } from '../../../src/lib/case/migrations';

const V1 = readFileSync(new URL('../../fixtures/cases/lanyu-case-1.json', import.meta.url), 'utf8');
/** The same case as version 3 saved it. */
const LATER = readFileSync(new URL('../../fixtures/cases/lanyu-case-3.json', import.meta.url), 'utf8');

describe('a case saved by version 1', () => {
  it('opens, and says which step was taken', () => {
    const { caseRecord, failures, migrated } = inspectCaseJson(V1);
    expect(failures).toEqual([]);
    expect(caseRecord?.schema).toBe('zhiya.case/6');
    expect(migrated).toHaveLength(5);
  });

  it('becomes the case that a later version saved, nothing invented', () => {
    const old = inspectCaseJson(V1).caseRecord;
    const now = inspectCaseJson(LATER).caseRecord;
    if (old === null || now === null) throw new Error('both must open');
    expect(caseJson(old)).toBe(caseJson(now));
    expect(old.sections.patents).toMatchObject({ worksheets: [], outcome: null, appraisals: [] });
  });

  it('keeps what stands in the added fields already, so that the schema judges it', () => {
    const odd = { schema: 'zhiya.case/1', sections: { patents: { worksheets: 7, records: [3] } } };
    expect(migrateCase(odd)).toMatchObject({
      ok: true,
      value: { record: { sections: { patents: { worksheets: 7, records: [3] } } } },
    });
  });

  it('leaves a section that is no object to the schema', () => {
    for (const sections of [null, [], 'x', { patents: null, registration: 3 }])
      expect(inspectCaseJson(JSON.stringify({ schema: 'zhiya.case/1', sections })).failures).not.toEqual([]);
  });
});
