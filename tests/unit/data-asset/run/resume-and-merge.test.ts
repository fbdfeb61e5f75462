import { describe, expect, it } from 'vitest';
import { mergeBundles } from '../../../../src/lib/data-asset/bundle/merge-bundles';
import { shippedReportSettings } from '../../../../src/lib/data-asset/run/report-settings';
import { checkResume } from '../../../../src/lib/data-asset/run/resume-check';
import { bundleHeader } from '../../../../src/lib/data-asset/run/run-settings';
import { storedProfile } from '../../../../src/lib/data-asset/run/stored-profile';
import { type SourceFile, openDataset } from '../../../../src/lib/data-asset/source/table-source';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { hashing, runOver, textFile } from '../../../fixtures/profile-run';

const settings = shippedReportSettings();
const rows = Array.from({ length: 300 }, (_, i) => `${i},G-${i % 7},2024-01-0${(i % 9) + 1}\n`).join('');
const TEXT = `id,棚,日期\n${rows}0,G-0,2024-01-01\n`;

describe('the same file', () => {
  const check = async (other: SourceFile) => {
    const bundle = mustBeOk(await runOver([textFile('表.csv', TEXT)]));
    const sources = mustBeOk(await openDataset([other]));
    const header = bundleHeader(sources[0]?.header ?? [], settings.profile);
    const same = await checkResume(bundle, header, sources, await hashing());
    return same.ok ? 'ok' : same.failure.message;
  };

  it('is told by size, and by its bytes when name or time differ', async () => {
    const file = textFile('表.csv', TEXT);
    expect(await check(file)).toBe('ok');
    expect(await check({ ...file, name: '改名.csv', lastModified: null })).toBe('ok');
    expect(await check(textFile('表.csv', `${TEXT}9,G-1,2024-01-01\n`))).toContain('文件长度变了');
    expect(await check(textFile('表.csv', TEXT.replace('G-3', 'G-9')))).toContain('自字节偏移 0 起');
    expect(await check(textFile('表.csv', TEXT.replaceAll(',', ';')))).toContain('不是同一份数据');
    expect(await check(textFile('表.csv', TEXT.replace('棚', '栅')))).toContain('列、缺失写法或画像参数');
  });
});

describe('parts from two machines', () => {
  it('make the profile of the whole data set', async () => {
    const files = [textFile('一.csv', TEXT), textFile('二.csv', `id,棚,日期\n900,G-1,2024-02-01\n`)];
    const [a, b] = await Promise.all(files.map(async (file) => mustBeOk(await runOver([file]))));
    if (a === undefined || b === undefined) throw new Error('two parts');
    const merged = mustBeOk(storedProfile(mustBeOk(mergeBundles(a, b)), settings));
    expect(merged).toEqual(mustBeOk(storedProfile(mustBeOk(await runOver(files)), settings)));
    expect([merged.rows, merged.fileName, merged.sha256]).toEqual([302, '一.csv 等 2 个文件', null]);
  });
});
