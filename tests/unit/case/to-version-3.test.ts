import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectCaseJson } from '../../../src/lib/case/case-json';
import { migrateCase } from '../../../src/lib/case/migrations';
import { DATA_ASSET_METHODS } from '../../../src/lib/data-asset/methods';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { DATA_ASSET_RULES } from '../../../src/lib/rulebook/data-asset-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { runMethods } from '../../../src/lib/case/method';

const V2 = readFileSync(new URL('../../fixtures/cases/anasak-case-2.json', import.meta.url), 'utf8');

describe('a case saved by version 2', () => {
  it('opens with its profile, and what version 2 did not measure is unknown', () => {
    const { caseRecord, failures, migrated } = inspectCaseJson(V2);
    expect(failures).toEqual([]);
    expect(migrated).toHaveLength(4);
    const asset = caseRecord?.sections.dataAssets.assets[0];
    expect(asset).toMatchObject({ rows: 2, source: { kind: 'own' }, table: null, claimed: null });
    expect(asset?.columns[1]).toMatchObject({ mean: '1.5', sd: null, quantiles: null, top: [], gaps: null });
  });

  it('keeps its numbers', () => {
    const { caseRecord } = inspectCaseJson(V2);
    if (caseRecord === null) throw new Error('must open');
    const date = mustBeOk(parsePlainDate('2026-11-22'));
    const rules = rulesAt({ entries: DATA_ASSET_RULES, date, region: 'cn' });
    const figures = runMethods(DATA_ASSET_METHODS, caseRecord, rules).figures;
    const value = (id: string) => figures.find((f) => f.id === `${id}/data-0a1b2c3d4e5f`)?.value;
    // 1 missing of 2 rows × 2 columns.
    expect([value('data-asset/rows'), value('data-asset/missing-share')]).toEqual(['2', '0.25']);
  });

  it('leaves what is no asset to the schema', () => {
    for (const dataAssets of [null, [], { assets: 3 }, { assets: [null, 4] }])
      expect(migrateCase({ schema: 'zhiya.case/2', sections: { dataAssets } })).toMatchObject({
        ok: true,
        value: { record: { sections: { dataAssets } } },
      });
  });
});
