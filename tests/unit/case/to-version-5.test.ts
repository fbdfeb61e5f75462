import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectCaseJson } from '../../../src/lib/case/case-json';
import { migrateCase } from '../../../src/lib/case/migrations';
import { emptyCollateral, newCollateralItem, newSupportItem } from '../../../src/lib/case/new-collateral';

const V4 = readFileSync(new URL('../../fixtures/cases/gathered-case-4.json', import.meta.url), 'utf8');

describe('a case saved by version 4', () => {
  it('opens with what it said', () => {
    const { caseRecord, failures, migrated } = inspectCaseJson(V4);
    expect(failures).toEqual([]);
    expect(migrated).toHaveLength(2);
    const { collateral } = (JSON.parse(V4) as { sections: { collateral: object } }).sections;
    expect(caseRecord?.sections.collateral).toMatchObject(collateral);
  });

  it('asks nothing of the structure and knows nothing of any life yet', () => {
    const { items, support, ...rest } = emptyCollateral();
    const added = (whole: object, known: readonly string[]) =>
      Object.fromEntries(Object.entries(whole).filter(([key]) => !known.includes(key)));
    const old = { items: [{ id: 'plant' }], support: [{ id: 'fund' }, 3], residualReason: 'x' };
    expect(migrateCase({ schema: 'zhiya.case/4', sections: { collateral: old } })).toMatchObject({
      ok: true,
      value: {
        record: {
          sections: {
            collateral: {
              ...added(rest, ['residualReason']),
              residualReason: 'x',
              items: [
                { id: 'plant', currency: 'CNY', fees: [], life: newCollateralItem('a', 'b', 'c').life },
              ],
              support: [{ id: 'fund', split: [], loss: newSupportItem('a', 'guarantee', 'c').loss }, 3],
            },
          },
        },
      },
    });
    expect([items, support]).toEqual([[], []]);
  });

  it('leaves what is no section to the schema', () => {
    for (const sections of [null, [], { collateral: null }, { collateral: { items: 7 } }])
      expect(migrateCase({ schema: 'zhiya.case/4', sections }).ok).toBe(true);
  });
});
