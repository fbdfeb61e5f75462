import { afterEach, expect, it, vi } from 'vitest';
import { main } from '../../../src/cli/main';
import { columnLine } from '../../../src/cli/profile-command';
import { shippedReportSettings } from '../../../src/lib/data-asset/run/report-settings';
import { storedProfile } from '../../../src/lib/data-asset/run/stored-profile';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { runOver, textFile } from '../../fixtures/profile-run';

afterEach(() => {
  vi.restoreAllMocks();
});

const printed = async (args: readonly string[]): Promise<{ status: number; out: string }> => {
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const status = await main(args);
  return { status, out };
};

it('--help prints the usage and is no error, in words and as one document', async () => {
  for (const args of [['--help'], ['profile', '-h']]) {
    const { status, out } = await printed(args);
    expect([status, out.startsWith('zhiya COMMAND')]).toEqual([0, true]);
    expect(out).toContain('verify X.zip');
  }
  const { status, out } = await printed(['--help', '--json']);
  expect([status, Object.keys(JSON.parse(out) as object)]).toEqual([0, ['usage']]);
});

it('a column is told in Chinese words', async () => {
  const bundle = mustBeOk(
    await runOver([textFile('表.csv', '日,量,注\n2026-01-01,1.5,甲\n2026-01-02,,乙\n')]),
  );
  const { columns } = mustBeOk(storedProfile(bundle, shippedReportSettings()));
  expect(columns.map(columnLine)).toEqual([
    '日  日期  缺失 0  不同值 2  不合类型 0',
    '量  小数  缺失 1  不同值 1  不合类型 0',
    '注  文字  缺失 0  不同值 2  不合类型 0',
  ]);
});
