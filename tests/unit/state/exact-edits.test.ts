import { describe, expect, it } from 'vitest';
import { type DataAsset, newDataAsset } from '../../../src/lib/case/data-assets-section';
import type { DataFingerprint } from '../../../src/lib/case/data-fingerprint';
import type { TableProfile } from '../../../src/lib/case/data-profile';
import { isScreenOf, toggled, withSet, withoutReferencesTo } from '../../../src/lib/state/exact-edits';
import { keyWords } from '../../../src/lib/state/exact-words';
import { asksForFile } from '../../../src/lib/state/kept-files';
import { assetIdOf, takeProfile } from '../../../src/lib/state/profile-edits';
import { meterAsset } from '../../fixtures/data-quality';

const PRINT: DataFingerprint = {
  kind: 'zhiya.data-fingerprint/1',
  saltId: '0'.repeat(16),
  rows: 0,
  lists: [],
};
const table = (other: string): TableProfile => ({
  duplicateRows: null,
  keys: [],
  groups: [],
  dependencies: [],
  references: [{ columns: ['a'], other, otherColumns: ['a'], found: 1, checked: 1, exact: true }],
  signals: [],
});

const { id, title, ...measured } = meterAsset();
const asset = (): DataAsset => ({
  ...newDataAsset(assetIdOf(measured), title, measured),
  fingerprint: PRINT,
});
const reader = (): DataAsset => ({ ...meterAsset(), id: `${id}-reader`, table: table(asset().id) });

describe('an asset profiled again', () => {
  it('keeps its fingerprint, and what others counted against it, while the bytes are the same', () => {
    const { section } = takeProfile({ assets: [asset(), reader()] }, measured, null);
    expect(section.assets[0]?.fingerprint).toEqual(PRINT);
    expect(section.assets[1]?.table?.references).toHaveLength(1);
  });

  it('loses both with other bytes', () => {
    const other = { ...measured, sha256: 'b'.repeat(64) };
    const { section } = takeProfile({ assets: [asset(), reader()] }, other, asset().id);
    expect(section.assets[0]).toMatchObject({ id: asset().id, fingerprint: null, sha256: 'b'.repeat(64) });
    expect(section.assets[1]?.table?.references).toEqual([]);
  });
});

it('references to another asset stay', () => {
  const section = { assets: [reader()] };
  expect(withoutReferencesTo(section, 'somebody')).toEqual(section);
});

it('sets of columns are taken once, whatever their order', () => {
  expect(withSet([['a', 'b']], ['b', 'a'])).toEqual([['a', 'b']]);
  expect(withSet([['a', 'b']], [])).toEqual([['a', 'b']]);
  expect(withSet([['a', 'b']], ['a'])).toEqual([['a', 'b'], ['a']]);
  expect(toggled(toggled([], 'a'), 'a')).toEqual([]);
});

it('a counted key is told apart from a candidate, and copies from a key that repeats', () => {
  const key = (distinct: number, exact = true) => ({ columns: ['a'], distinct, rows: 1000, exact });
  const copies = { extra: 10, members: 20, exact: true, low: 10, high: 10 };
  expect(keyWords(key(1000, false), copies)).toBe('候选，未精确核验');
  expect(keyWords(key(1000), copies)).toContain('每一行都不同');
  expect(keyWords(key(990), copies)).toContain('除整行相同的副本外');
  expect(keyWords(key(990), { ...copies, exact: false })).toContain('不能分辨每一行');
  expect(keyWords(key(989), copies)).toContain('不能分辨每一行');
});

describe('an answer about profile bundles', () => {
  it('is about these very bundles: not about another profile, more tables, or fewer', () => {
    const [a, b] = [new Blob(['1']), new Blob(['1'])];
    const own = { asset: 'd-1', title: '虚构甲', bundle: a };
    const other = { asset: 'd-2', title: '虚构乙', bundle: b };
    const answer = { tables: [own, other] };
    expect(isScreenOf(answer, [{ ...own }, { ...other }])).toBe(true);
    expect(isScreenOf(answer, [{ ...own, bundle: b }, other])).toBe(false);
    expect(isScreenOf(answer, [own])).toBe(false);
    expect(isScreenOf({ tables: [own] }, [own, other])).toBe(false);
    expect(isScreenOf(answer, [own, { ...other, title: '虚构丙' }])).toBe(false);
  });
});

describe('another choice of the file', () => {
  it('is asked for where it may help, not where no file can be proved to be the profiled one', () => {
    const failure = (code: string) => ({ code, message: '', path: '', remedy: '' });
    expect(asksForFile(failure('E_FILE_OTHER'))).toBe(true);
    expect(asksForFile(failure('E_FILE_UNKNOWN'))).toBe(false);
  });
});
