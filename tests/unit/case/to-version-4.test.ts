import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectCaseJson } from '../../../src/lib/case/case-json';
import { migrateCase } from '../../../src/lib/case/migrations';
import { newCase } from '../../../src/lib/case/new-case';

const V3 = readFileSync(new URL('../../fixtures/cases/greenhouse-case-3.json', import.meta.url), 'utf8');

describe('a case saved by version 3', () => {
  it('opens with what it said, and everything version 3 did not ask is unknown', () => {
    const { caseRecord, failures, migrated } = inspectCaseJson(V3);
    expect(failures).toEqual([]);
    expect(migrated).toHaveLength(3);
    const fresh = newCase({
      id: 'fresh',
      title: '虚构',
      valuationDate: '2026-11-22',
      region: 'cn',
      mode: 'bank',
    }).sections;
    expect(caseRecord?.sections.enterpriseFile).toEqual(fresh.enterpriseFile);
    expect(caseRecord?.sections.screening).toEqual({
      ...fresh.screening,
      answers: caseRecord?.sections.screening.answers,
      declarations: caseRecord?.sections.screening.declarations,
    });
  });

  it('gives every item of the pool the new fields, empty', () => {
    const sections = { collateral: { items: [{ id: 'plant' }], support: [{ id: 'fund' }, 3] } };
    expect(migrateCase({ schema: 'zhiya.case/3', sections })).toMatchObject({
      ok: true,
      value: {
        record: {
          sections: {
            collateral: {
              items: [{ id: 'plant', details: {}, pairedWith: [], evidence: [] }],
              support: [{ id: 'fund', details: {}, evidence: [] }, 3],
            },
          },
        },
      },
    });
  });

  it('leaves what is no section to the schema', () => {
    for (const sections of [null, [], { screening: 3, collateral: null }, { collateral: { items: 7 } }])
      expect(migrateCase({ schema: 'zhiya.case/3', sections }).ok).toBe(true);
  });
});
