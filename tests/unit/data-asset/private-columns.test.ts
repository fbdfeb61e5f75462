import { expect, it } from 'vitest';
import { shippedReportSettings } from '../../../src/lib/data-asset/run/report-settings';
import { storedProfile } from '../../../src/lib/data-asset/run/stored-profile';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { memoryFile, runOver, textFile } from '../../fixtures/profile-run';

/** Three 虚构 names that come back often: few classes, which alone would let them be listed. */
const stored = async (column: string, values = ['张虚构', '李虚构', '王虚构']) => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i},${values[i % 3]}`);
  const bundle = mustBeOk(await runOver([textFile('表.csv', `序,${column}\n${lines.join('\n')}\n`)]));
  return mustBeOk(storedProfile(bundle, shippedReportSettings()));
};

it.each([
  '抄表员',
  '经手人',
  '审核人',
  '患者',
  '业主',
  '农户',
  '户名',
  '司机',
  '昵称',
  '学生',
  'Owner',
  'patient_id',
])('a column called %s lists no values', async (column) => {
  const profile = await stored(column);
  expect(profile.columns[1]?.distinct).toBe(3);
  expect(profile.columns[1]?.top).toEqual([]);
  expect(JSON.stringify(profile)).not.toContain('虚构"');
});

it.each(['类别', '站点', '区域', '状态'])('a column of classes called %s does', async (column) => {
  expect((await stored(column, ['正常', '离线', '检修'])).columns[1]?.top).toHaveLength(3);
});

/** 虚构 mobile numbers in a segment that is not in use by shape alone. */
const phones = Array.from({ length: 60 }, (_, i) => `1300000${String(1000 + i)}`);

it.each(['手机号', 'c8'])(
  'a column of phone numbers called %s leaves no number, not even the least',
  async (column) => {
    const lines = phones.map((phone, i) => `${i},${phone}`);
    const bundle = mustBeOk(await runOver([textFile('表.csv', `序,${column}\n${lines.join('\n')}\n`)]));
    const profile = mustBeOk(storedProfile(bundle, shippedReportSettings()));
    expect(profile.columns[1]).toMatchObject({
      min: null,
      max: null,
      mean: null,
      sd: null,
      quantiles: null,
      top: [],
    });
    expect(profile.columns[1]?.detected.length).toBeGreaterThan(0);
    for (const phone of phones) expect(JSON.stringify(profile)).not.toContain(phone);
  },
);

it('a column of counts of people keeps its extremes', async () => {
  const bundle = mustBeOk(await runOver([textFile('表.csv', '序,用户数\n1,10\n2,30\n')]));
  const profile = mustBeOk(storedProfile(bundle, shippedReportSettings()));
  expect(profile.columns[1]).toMatchObject({ min: '10', max: '30' });
});

it('a few damaged lines do not turn a UTF-8 table into another language', async () => {
  const good = Array.from({ length: 300 }, (_, i) => `${i},正常名称${i}\n`).join('');
  const damaged = new Uint8Array([0x39, 0x2c, 0xb1, 0xed, 0xd0, 0xc5, 0xcf, 0x0a]);
  const bytes = new Uint8Array([
    ...new TextEncoder().encode(`序,类\n${good}`),
    ...damaged,
    ...damaged,
    ...damaged,
  ]);
  const bundle = mustBeOk(await runOver([memoryFile('表.csv', bytes)]));
  const profile = mustBeOk(storedProfile(bundle, shippedReportSettings()));
  expect(profile.faults.map(({ code, count }) => [code, count])).toEqual([['E_ENCODING', 3]]);
  expect(profile.note).toContain('UTF-8');
});
