import { describe, expect, it } from 'vitest';
import { shippedReportSettings } from '../../../src/lib/data-asset/run/report-settings';
import { storedProfile } from '../../../src/lib/data-asset/run/stored-profile';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { gb18030 } from '../../fixtures/intake-files';
import { memoryFile, runOver, textFile } from '../../fixtures/profile-run';

const { names } = shippedReportSettings();

/** 虚构 values of a column under a name that says nothing. */
const stored = async (values: readonly string[]) => {
  const lines = Array.from(
    { length: 40 * values.length },
    (_, i) => `${i},${values[i % values.length] ?? ''}`,
  );
  const bundle = mustBeOk(await runOver([textFile('表.csv', `序,c2\n${lines.join('\n')}\n`)]));
  const column = mustBeOk(storedProfile(bundle, shippedReportSettings())).columns[1];
  if (column === undefined) throw new Error('no second column');
  return column;
};

describe('values that look like names of people', () => {
  it.each(['张虚', '李虚构', '欧阳虚', '司马虚构', '诸葛虚', '邝虚构', ' 王虚 '])('%s does', (text) => {
    expect(names.isLike(text)).toBe(true);
  });

  it.each([
    '张',
    '欧阳',
    '张虚构构',
    '欧阳虚构构',
    '正常',
    '离线',
    '黄色',
    '周一',
    '江苏',
    '付款',
    '王庄',
    '张村',
    '高级',
    '李家沟',
    'Zhang',
    '张1',
    '张*',
    '',
    '虚构张',
    '金额',
    '万元',
    '片区一',
    '马鞍山',
    '何某公司',
  ])('“%s” does not', (text) => {
    expect(names.isLike(text)).toBe(false);
  });
});

describe('a column under a neutral name', () => {
  it('of few names lists none of them and is only suspected', async () => {
    const column = await stored(['张虚构', '李虚', '欧阳虚']);
    expect(column).toMatchObject({ distinct: 3, top: [], topComplete: false });
    expect(column.detected).toEqual([{ kind: 'personalName', matches: 120, valid: null }]);
    expect(JSON.stringify(column)).not.toContain('虚');
  });

  it('of names among other words does not either', async () => {
    expect((await stored(['待定人', '张虚构', '李虚', '王虚'])).top).toEqual([]);
    // 3 of 5 are 60 %; 2 of 4 are not.
    expect((await stored(['甲', '乙', '张虚', '李虚', '王虚'])).top).toEqual([]);
    expect((await stored(['甲', '乙', '张虚', '李虚'])).top).toHaveLength(4);
  });

  it.each([
    [['正常', '离线', '检修']],
    [['高级', '中级', '初级']],
    [['黄色', '白色', '红色']],
    [['周一', '周二', '周三', '周六']],
    [['江苏', '江西', '安徽', '浙江']],
    [['王庄', '李村', '张集镇']],
    [['金属', '石材', '方木']],
    [['付款', '付清', '万元']],
  ])('of classes (%s) still lists them', async (values) => {
    const column = await stored(values);
    expect(column.top).toHaveLength(values.length);
    expect(column.detected).toEqual([]);
  });

  it('one word like a name among few is no column of names', async () => {
    expect((await stored(['男', '女', '张虚'])).top).toHaveLength(3);
    expect((await stored(['张虚'])).top).toHaveLength(1);
  });

  it('is suspected in GB 18030 too, and when every row has a name of its own', async () => {
    const given = Array.from('虚构甲乙丙丁戊己庚辛');
    const people = Array.from(
      { length: 300 },
      (_, i) => `${'张王李赵陈'[i % 5] ?? ''}${given[i % 10] ?? ''}${given[Math.floor(i / 10) % 10] ?? ''}`,
    );
    const text = `序,c2\n${people.map((name, i) => `${i},${name}`).join('\n')}\n`;
    const bundle = mustBeOk(await runOver([memoryFile('表.csv', gb18030(text))]));
    const column = mustBeOk(storedProfile(bundle, shippedReportSettings())).columns[1];
    expect(column?.detected).toEqual([{ kind: 'personalName', matches: 300, valid: null }]);
    expect(column?.top).toEqual([]);
  });
});
