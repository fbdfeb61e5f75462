import { describe, expect, it } from 'vitest';
import { newDataAsset } from '../../../../src/lib/case/data-assets-section';
import { openAsProfiled } from '../../../../src/lib/data-asset/exact/open-as-profiled';
import type { SourceChoice } from '../../../../src/lib/data-asset/source/table-source';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { profileHandlers } from '../../../../workers/handlers/profile';
import { memoryFile } from '../../../fixtures/data-source';
import { fileOf, quietJob } from '../../../fixtures/exact-review';
import { codeOf } from '../../../fixtures/intake-files';

const TITLED = '汇总表（虚构）\n\n表号,读数\nM1,1\nM2,2\n';

const profiledAs = async (text: string, choice: SourceChoice) => {
  const blob = fileOf('表.csv', text);
  const files = [{ name: blob.name, blob, lastModified: blob.lastModified }];
  const done = await profileHandlers.profileTable({ files, choice, resume: null, workers: 1 }, quietJob);
  return newDataAsset('a', '虚构', mustBeOk(done).profile);
};

describe('files opened again as they were profiled', () => {
  it('find the header row that nobody remembers after a reload', async () => {
    const asset = await profiledAs(TITLED, { headerRow: 3 });
    expect(asset.columns.map(({ name }) => name)).toEqual(['表号', '读数']);
    expect(asset.rows).toBe(2);
    expect(asset.note).toContain('列名取自第 3 行，其上 2 行不是数据，未计入');
    const [source] = mustBeOk(await openAsProfiled(asset, [memoryFile(TITLED)], {}));
    expect(source?.place).toEqual({ header: 3 });
  });

  it('know a table without header by its columns, and number rows where a person said so', async () => {
    const bare = await profiledAs('1,2\n3,4\n', { header: false });
    expect(mustBeOk(await openAsProfiled(bare, [memoryFile('1,2\n3,4\n')], {}))[0]?.from).toBe(0);
    const years = await profiledAs('2023,2024\n3,4\n', { header: true });
    // All names are numbers: opened without the answer this is a question.
    expect(mustBeOk(await openAsProfiled(years, [memoryFile('2023,2024\n3,4\n')], {}))[0]?.header).toEqual([
      '2023',
      '2024',
    ]);
  });

  it('refuse a file whose columns are others wherever one looks', async () => {
    const asset = await profiledAs(TITLED, { headerRow: 3 });
    const other = memoryFile(TITLED.replace('读数', '水量'));
    expect(codeOf(await openAsProfiled(asset, [other], {}))).toBe('E_FILE_OTHER');
  });
});
