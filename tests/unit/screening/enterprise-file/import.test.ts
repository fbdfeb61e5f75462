import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { fileFact } from '../../../../src/lib/screening/enterprise-file/file-fact';
import { after, emptyCase, fileOf, imported, outline, said } from './file-case';

const LONG =
  '项目,2022年,2023年,2024年\n一、营业收入（万元）,1000,1200,1500\n减：营业成本（万元）,600,700,800\n利润总额（万元）,(20),100,150\n';

describe('长表：项目一列，年度各一列', () => {
  it('读出三年，编号、减：、括号负数都认得', async () => {
    const record = await after(emptyCase(), LONG);
    // 1,000 万元 = 10,000,000 元 = 1,000,000,000 分
    expect(said(record)).toEqual([
      'costOfSales@2022=600000000',
      'costOfSales@2023=700000000',
      'costOfSales@2024=800000000',
      'revenue@2022=1000000000',
      'revenue@2023=1200000000',
      'revenue@2024=1500000000',
      'totalProfit@2022=-20000000',
      'totalProfit@2023=100000000',
      'totalProfit@2024=150000000',
    ]);
  });

  it('出处到文件、行、列', async () => {
    const record = await after(emptyCase(), LONG);
    const read = fileFact(fileOf(record), 'revenue', '2023');
    expect(read).toMatchObject({ known: true, value: '1200000000' });
    expect(read.node.source).toMatchObject({ kind: 'cell', fileName: '表.csv', row: 2, column: '2023年' });
  });

  it('表头之上写单位：万元', async () => {
    const record = await after(
      emptyCase(),
      '利润表,,\n单位：万元,,\n项目,2023年,2024年\n营业收入,1200,1500\n营业成本,700,800\n利润总额,1,2\n',
    );
    expect(said(record)).toContain('revenue@2024=1500000000');
  });

  it('单位一列、每行不同', async () => {
    const record = await after(
      emptyCase(),
      '项目,单位,2024年\n营业收入,亿元,0.15\n用电量,万千瓦时,12.5\n员工人数,人,88\n',
    );
    expect(said(record)).toEqual([
      'electricityUse@2024=125000',
      'employees@2024=88',
      'revenue@2024=1500000000',
    ]);
  });

  it('期末余额与年初余额：要问年度', async () => {
    const text = '项目,期末余额,年初余额\n资产总计（元）,500,400\n负债合计（元）,200,100\n存货（元）,5,4\n';
    const first = mustBeOk(await outline(emptyCase(), text));
    expect(first.questions.map(({ kind }) => kind)).toContain('year');
    expect(await imported(emptyCase(), text)).toMatchObject({ ok: false, failure: { code: 'E_UNANSWERED' } });
    const record = await after(emptyCase(), text, { year: '2024' });
    expect(said(record)).toContain('totalAssets@2024=50000');
    expect(said(record)).toContain('totalAssets@2023=40000');
  });

  it('没有单位：要问；答了才读', async () => {
    const text = '项目,2024\n营业收入,1500\n营业成本,800\n';
    const first = mustBeOk(await outline(emptyCase(), text));
    expect(first.questions).toEqual([
      { kind: 'unit', key: 'money', label: '金额的单位', options: ['元', '万元', '亿元'] },
    ]);
    expect(said(await after(emptyCase(), text, { units: { money: '万元' } }))).toContain(
      'revenue@2024=1500000000',
    );
    expect(said(await after(emptyCase(), text, { units: { money: '元' } }))).toContain('revenue@2024=150000');
  });

  it('序号列在前，项目列在后', async () => {
    const record = await after(emptyCase(), '序号,项目,2024年\n1,营业收入（元）,100\n2,营业成本（元）,50\n');
    expect(said(record)).toEqual(['costOfSales@2024=5000', 'revenue@2024=10000']);
  });
});

describe('宽表：一行一个期间', () => {
  it('按月的用电量和电费', async () => {
    const record = await after(
      emptyCase(),
      '月份,用电量(千瓦时),电费(元)\n2024-01,1000,800.5\n2024年2月,900,720\n202403,950,760\n',
    );
    expect(said(record)).toEqual([
      'electricityCost@2024-01=80050',
      'electricityCost@2024-02=72000',
      'electricityCost@2024-03=76000',
      'electricityUse@2024-01=1000',
      'electricityUse@2024-02=900',
      'electricityUse@2024-03=950',
    ]);
  });

  it('没有期间列的一行：不分期间的字段', async () => {
    const record = await after(
      emptyCase(),
      '注册资本(万元),成立日期,经营场所,用地面积(平方米),高新技术企业,高新技术企业有效期至\n1000,2015-03-01,租赁,10000,是,2026-12-01\n',
    );
    expect(said(record)).toEqual([
      'establishedOn=2015-03-01',
      'highTech=true',
      'highTechUntil=2026-12-01',
      'landArea=15',
      'premises=lease',
      'registeredCapital=1000000000',
    ]);
  });

  it('好的格子不受坏的牵连，坏的列出行和列', async () => {
    const result = mustBeOk(
      await imported(
        emptyCase(),
        '年度,营业收入(万元),员工人数,纳税信用等级\n2023,1200,八十,A\n2024,1500,88,Z\n合计,2700,,\n',
      ),
    );
    expect(result.outline.failures.map(({ record, column, code }) => [record, column, code])).toEqual([
      [2, '员工人数', 'E_NUMBER'],
      [3, '纳税信用等级', 'E_CHOICE'],
      [4, '年度', 'E_PERIOD'],
    ]);
    expect(result.added.facts).toBe(4);
  });

  it('认不出的列要问，不猜', async () => {
    const seen = mustBeOk(await outline(emptyCase(), '年度,营业收入(元),神秘列\n2024,5,7\n'));
    expect(seen.questions).toEqual([
      { kind: 'columns', label: '这些列没有认出来，请指定或不导入', columns: [2] },
    ]);
    const record = await after(emptyCase(), '年度,营业收入(元),神秘列\n2024,5,7\n', {
      columns: { 2: 'employees' },
    });
    expect(said(record)).toEqual(['employees@2024=7', 'revenue@2024=500']);
  });

  it('两列同义：都不取，由人指定', async () => {
    const text = '年度,营业收入(元),营业总收入(元)\n2024,5,7\n';
    const seen = mustBeOk(await outline(emptyCase(), text));
    expect(seen.columns.map(({ meaning }) => meaning)).toEqual(['@period', null, null]);
    expect(said(await after(emptyCase(), text, { columns: { 1: 'revenue', 2: null } }))).toEqual([
      'revenue@2024=500',
    ]);
  });

  it('按年的字段给了月份：拒绝并说明', async () => {
    const result = mustBeOk(await imported(emptyCase(), '月份,研发费用(元),用电量(度)\n2024-01,5,7\n'));
    expect(result.outline.failures).toMatchObject([{ record: 2, column: '研发费用(元)', code: 'E_PERIOD' }]);
  });
});

describe('同一件事说法不同', () => {
  const ONE = '年度,营业收入(元)\n2024,100\n';
  const TWO = '年度,营业收入(元)\n2024,120\n';

  it('同一文件再来一次：什么都不变', async () => {
    const record = await after(emptyCase(), ONE);
    const again = mustBeOk(await imported(record, ONE));
    expect(again.unchanged).toBe(1);
    expect(again.added).toEqual({ facts: 0, events: 0, products: 0 });
    expect(again.section).toEqual(record.sections.enterpriseFile);
  });

  it('同一文件换一种读法：先问', async () => {
    const text = '年度,营业收入\n2024,100\n';
    const record = await after(emptyCase(), text, { units: { money: '元' } });
    expect(await imported(record, text, { units: { money: '万元' } })).toMatchObject({
      ok: false,
      failure: { code: 'E_UNANSWERED' },
    });
    const replaced = await after(record, text, { units: { money: '万元' } }, { again: 'replace' });
    expect(said(replaced)).toEqual(['revenue@2024=100000000']);
    const left = await after(record, text, { units: { money: '万元' } }, { again: 'leave' });
    expect(said(left)).toEqual(['revenue@2024=10000']);
  });

  it('另一文件另一数：并排问；留两个就是矛盾；认定要理由', async () => {
    const record = await after(emptyCase(), ONE);
    const seen = mustBeOk(await outline(record, TWO));
    expect(seen.conflicts).toMatchObject([
      {
        label: '2024 年营业收入',
        candidates: [
          { id: 'case:0', text: '100.00 元', where: '案卷（表.csv 第 2 行）' },
          { id: 'file:0', text: '120.00 元', where: '表.csv 第 2 行' },
        ],
      },
    ]);
    expect(await imported(record, TWO)).toMatchObject({ ok: false, failure: { code: 'E_UNANSWERED' } });
    expect(await imported(record, TWO, {}, { standing: 'file' })).toMatchObject({
      ok: false,
      failure: { code: 'E_REASON' },
    });
    const both = await after(record, TWO, {}, { standing: 'both' });
    expect(fileFact(fileOf(both), 'revenue', '2024')).toMatchObject({ known: false, why: 'contradiction' });
    const settled = await after(record, TWO, {}, { standing: 'file', reason: '已核对审计报告' });
    expect(fileFact(fileOf(settled), 'revenue', '2024')).toMatchObject({ known: true, value: '12000' });
    expect(settled.sections.enterpriseFile.facts).toHaveLength(2);
    const kept = await after(record, TWO, {}, { standing: 'case', reason: '已核对审计报告' });
    expect(fileFact(fileOf(kept), 'revenue', '2024')).toMatchObject({ known: true, value: '10000' });
  });

  it('另一文件同一数：两处一致，不问', async () => {
    const record = await after(await after(emptyCase(), ONE), '年度,营业收入(万元)\n2024,0.01\n');
    expect(fileFact(fileOf(record), 'revenue', '2024')).toMatchObject({
      known: true,
      value: '10000',
      node: { formula: '2 处记载一致' },
    });
  });

  it('一个文件里同一项两个数：也是矛盾', async () => {
    const seen = mustBeOk(await outline(emptyCase(), '年度,营业收入(元)\n2024,100\n2024,200\n'));
    expect(seen.conflicts).toHaveLength(1);
  });
});

describe('事项与产品', () => {
  it('事项逐条，认不出的类型列出', async () => {
    const text =
      '类型,案号,立案日期,金额(元),状态,履行完毕日期,案由\n被执行人,（2024）浙01执1号,2024-03-01,50000,执行中,,买卖合同\n环保处罚,罚字1号,2023-05-02,20000,信用已修复,2024-01-05,废水\n怪事,1,2024-01-01,,,,\n';
    const result = mustBeOk(await imported(emptyCase(), text));
    expect(result.section.events).toMatchObject([
      {
        kind: 'enforcement',
        number: '（2024）浙01执1号',
        on: '2024-03-01',
        amountFen: '5000000',
        state: 'open',
      },
      { kind: 'penalty-environment', state: 'repaired', repairedOn: '2024-01-05' },
    ]);
    expect(result.outline.failures).toMatchObject([{ record: 4, code: 'E_EVENT_KIND' }]);
    expect(result.section.sources.map(({ group }) => group)).toEqual(['operating-risk', 'litigation']);
  });

  it('没有类型列：要问是什么事项', async () => {
    const text = '案号,立案日期,金额(元),状态,案由\n1,2024-03-01,50000,审理中,合同\n';
    expect(mustBeOk(await outline(emptyCase(), text)).questions).toMatchObject([{ kind: 'event-kind' }]);
    const record = await after(emptyCase(), text, { eventKind: 'lawsuit' });
    expect(record.sections.enterpriseFile.events).toMatchObject([{ kind: 'lawsuit', state: 'open' }]);
  });

  it('同一案号另一状态：要问', async () => {
    const head = '类型,案号,立案日期,状态\n';
    const record = await after(emptyCase(), `${head}被执行,9号,2024-03-01,执行中\n`);
    const now = `${head}被执行,9号,2024-03-01,已结案\n`;
    expect(await imported(record, now)).toMatchObject({ ok: false, failure: { code: 'E_UNANSWERED' } });
    const taken = await after(record, now, {}, { standing: 'file', reason: '新查询结果' });
    expect(taken.sections.enterpriseFile.events).toMatchObject([{ state: 'closed' }]);
  });

  it('产品：专利不在案卷中的留待说明', async () => {
    const result = mustBeOk(
      await imported(
        emptyCase(),
        '产品名称,年度,销售收入(万元),专利号\n泵,2024,100,ZL201710601862.3\n阀,2024,50,不使用\n',
      ),
    );
    expect(result.section.products).toMatchObject([
      { name: '泵', patents: null, revenueFen: '100000000' },
      { name: '阀', patents: [] },
    ]);
    expect(result.outline.failures).toMatchObject([{ code: 'E_PATENT_UNKNOWN', record: 2 }]);
  });
});
