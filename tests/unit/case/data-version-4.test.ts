import { describe, expect, it } from 'vitest';
import { dataVersion4 } from '../../../src/lib/case/migrations/data-version-4';
import { isJsonObject } from '../../../src/lib/case/json-object';
import type { JsonValue } from '../../../src/lib/kernel/json';

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

const migrated = (asset: JsonValue): JsonValue | undefined => {
  const section = dataVersion4({ assets: [asset], kept: 'x' });
  if (!isJsonObject(section)) throw new Error('section expected');
  expect(section['kept']).toBe('x');
  const list = section['assets'];
  return isList(list) ? list[0] : undefined;
};

describe('data assets 3 → 4', () => {
  it('columns and faults get what version 3 did not hold, as unknown; what is there already stays', () => {
    expect(
      migrated({
        id: 'd-1',
        columns: [
          { name: '读数', missing: 2 },
          { name: '新', unreadable: 5, numbers: { count: 1, others: 0, figures: null } },
        ],
        faults: [
          { code: 'E_RAGGED', count: 3, message: '不齐' },
          { code: 'E_X', column: 2, remedy: '自己的话' },
        ],
      }),
    ).toEqual({
      id: 'd-1',
      overlaps: [],
      columns: [
        { name: '读数', missing: 2, unreadable: 0, numbers: null },
        { name: '新', unreadable: 5, numbers: { count: 1, others: 0, figures: null } },
      ],
      faults: [
        {
          code: 'E_RAGGED',
          count: 3,
          message: '不齐',
          column: null,
          remedy: '请核对原文件中的这些位置；需要时重新画像',
        },
        { code: 'E_X', column: 2, remedy: '自己的话' },
      ],
    });
  });

  it('a counted duplicate is its own bound, an estimated one has none', () => {
    const of = (found: JsonValue) => migrated({ table: { duplicateRows: found, keys: [] } });
    expect(of({ extra: 30, members: 60, exact: true })).toEqual({
      overlaps: [],
      table: { duplicateRows: { extra: 30, members: 60, exact: true, low: 30, high: 30 }, keys: [] },
    });
    expect(of({ extra: 30, members: null, exact: false })).toMatchObject({
      table: { duplicateRows: { extra: 30, low: null, high: null } },
    });
    expect(of({ extra: 30, exact: false, low: 10, high: 50 })).toMatchObject({
      table: { duplicateRows: { low: 10, high: 50 } },
    });
    expect(of(null)).toEqual({ overlaps: [], table: { duplicateRows: null, keys: [] } });
    expect(migrated({ table: null })).toEqual({ overlaps: [], table: null });
  });

  it('the length of a warehouse table becomes unknown, that of an empty file stays 0', () => {
    const bytesOf = (asset: JsonValue): unknown => {
      const found = migrated(asset);
      return isJsonObject(found) ? found['bytes'] : undefined;
    };
    expect(bytesOf({ source: { kind: 'warehouse' }, bytes: 0 })).toBeNull();
    expect(bytesOf({ source: { kind: 'warehouse' }, bytes: 7 })).toBe(7);
    expect(bytesOf({ source: { kind: 'own' }, bytes: 0 })).toBe(0);
  });

  it('overlaps that are there stay', () => {
    expect(migrated({ overlaps: [{ other: '甲' }] })).toEqual({ overlaps: [{ other: '甲' }] });
  });

  it('what is no section or no asset is left for the schema to refuse', () => {
    for (const odd of [undefined, null, 3, 'x', ['a']]) expect(dataVersion4(odd)).toEqual(odd);
    expect(dataVersion4({ assets: 'x' })).toEqual({ assets: 'x' });
    expect(dataVersion4({ assets: [null, 3] })).toEqual({ assets: [null, 3] });
    expect(dataVersion4({})).toEqual({});
  });

  it('changes nothing when it is run again', () => {
    const once = dataVersion4({
      assets: [{ columns: [{ name: 'a' }], table: { duplicateRows: { extra: 1, exact: true } }, faults: [] }],
    });
    expect(dataVersion4(once)).toEqual(once);
  });
});
