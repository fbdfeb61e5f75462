import { readXlsx } from 'hucre/xlsx';
import { expect, test, vi } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import type { Block } from '../../../../src/lib/documents/model';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { documentsOfCase } from '../../../../src/lib/registration/documents-of-case';
import { csvCell } from '../../../../src/lib/registration/filings/east-csv';
import { inventedPatent } from '../../../fixtures/small-case';
import { oneDocument } from '../../../fixtures/one-document';
import {
  CLAIM,
  DATA,
  MACHINE,
  MARK,
  PLANT,
  WORK,
  enteredRecord,
  filingCase,
  onlyItems,
  record,
  rulesOf,
} from '../../../fixtures/filing-case';

vi.setConfig({ testTimeout: 60_000 });

const wordsOf = (block: Block): readonly string[] =>
  block.kind === 'paragraph'
    ? [block.text]
    : [
        ...block.content.columns.map(({ title }) => title),
        ...block.content.rows.flatMap((row) =>
          row.map((cell) => (typeof cell === 'string' ? cell : `${cell.text} ${cell.below}`)),
        ),
      ];

/** Words of the one document whose path ends so. */
const textOf = (caseRecord: CaseRecord, end: string): string => {
  const { documents } = mustBeOk(documentsOfCase(caseRecord, NO_OUTPUTS, rulesOf(caseRecord)));
  const found = documents.filter(({ path }) => path.endsWith(end));
  const [one] = found;
  if (one === undefined || found.length > 1 || typeof one.body === 'function')
    throw new Error(`${found.length} documents end in ${end}`);
  const { title, warning, sections } = one.body;
  return [title, warning, ...sections.flatMap(({ children }) => children.flatMap(wordsOf))].join('\n');
};

const marks = (part: Parameters<typeof record>[3] = {}): CaseRecord =>
  onlyItems([MARK], [{ ...enteredRecord('mark-pledge'), ...part }]);

test('the contract states the five mandatory items, and says that it is a sample', () => {
  const text = textOf(filingCase(), '07_专利权质押合同.docx');
  expect(text).toContain('示范条款，须经法务审定');
  expect(text).toContain('必备事项（第八条）');
  expect(text).toContain('种类为贷款，担保的债权数额为人民币 1,840 万元（大写：壹仟捌佰肆拾万元整）');
  expect(text).toContain('债务人履行债务的期限自 2026-12-01 起至 2027-11-30 止。');
  expect(text).toContain('专利权共 2 项');
  expect(text).toContain('质押担保的范围为：本金、利息及实现质权的费用。');
  // The list of the contract has a line per patent, with filing and grant dates.
  expect(text).toContain('ZL201919900001.1\n虚构的第1种测试装置\n2019-03-01\n2021-06-01');
  // None was chosen: all five are offered behind the contract.
  expect(text).toContain('双方没有选用约定事项。');
  for (const label of [
    '年费的缴纳',
    '转让、实施许可',
    '宣告无效或归属变更',
    '技术资料的交付',
    '同日发明申请',
  ])
    expect(text.indexOf(label)).toBeGreaterThan(text.indexOf('可以选用而没有选用的条款'));
});

test('a chosen clause is part of the contract, in own words where they were given; who signs is printed', () => {
  const text = textOf(
    marks({
      clauses: [
        { code: 'o1', text: '' },
        { code: 'o2', text: '未经同意不得许可，担保数额 {secured_amount}。' },
      ],
      signers: [{ side: 'holder', name: '虚构签署人', role: '支行行长' }],
    }),
    '07_注册商标专用权质权合同.docx',
  );
  const body = text.slice(0, text.indexOf('可以选用而没有选用的条款'));
  // Its own number, not that of the contract of the patents.
  expect(body).toContain('虚构质字002号');
  expect(body).not.toContain('虚构质字001号');
  expect(body).toContain('第 6 条　商标续展的义务');
  expect(body).toContain('未经同意不得许可，担保数额 4,500 万元（大写：肆仟伍佰万元整）。');
  expect(body).toContain('虚构签署人（支行行长）　（签字或盖章）');
  expect(body).not.toContain('商标的使用与维护');
});

test.each([
  [[MARK], 'mark-pledge', '06_主债权合同要点.docx', '虚构借字001号'],
  [[MARK], 'mark-pledge', '08_承诺书.docx', '当事人名称、证照号码与提交信息一致'],
  [[MARK], 'mark-pledge', '09_相同近似商标核查表.docx', '99000001'],
  [[WORK], 'copyright-pledge', '01_著作权质权登记申请表.docx', '45,000,000.00（大写：肆仟伍佰万元整）'],
  [[MACHINE], 'movables', '19_录入单.docx', '动产融资统一登记公示系统'],
  [[CLAIM], 'receivables', '07_应收账款质押合同.docx', '虚构采购有限公司'],
  [[PLANT], 'real-estate', '01_不动产登记申请审批表-抵押权首次登记.docx', '虚构不动产权第0000001号'],
] as const)('%#: %s has %s with %s in it', (items, kind, end, words) => {
  expect(textOf(onlyItems(items, [enteredRecord(kind)]), end)).toContain(words);
});

test('the route of data is contractual, and its risk is printed on form, contract, checklist and entry sheet', () => {
  const data = onlyItems([DATA], [enteredRecord('data-ip')]);
  for (const end of [
    '01_数据知识产权质押备案申请表.docx',
    '03_材料清单.docx',
    '07_数据知识产权质押合同.docx',
    '19_录入单.docx',
  ])
    expect(textOf(data, end)).toContain('但不能对抗善意第三人、执行债权人和破产管理人');
});

test('declarations and consents are written where the case wants them, and only there', () => {
  const base = filingCase();
  const patents = (part: Parameters<typeof inventedPatent>[1]): CaseRecord => ({
    ...base,
    sections: {
      ...base.sections,
      patents: { ...base.sections.patents, records: [inventedPatent(1, part)], pledged: ['p-1'] },
    },
  });
  const titles = (caseRecord: CaseRecord): string =>
    mustBeOk(documentsOfCase(caseRecord, NO_OUTPUTS, rulesOf(caseRecord)))
      .documents.map(({ path }) => path)
      .filter((path) => path.includes('专利权质押登记/'))
      .join();
  expect(titles(patents({}))).not.toMatch(/同日|同意书|委托书|声明/);
  expect(titles(patents({ type: 'utility-model', sameDayApplication: true }))).toContain(
    '质押专利同日申请情况的声明',
  );
  expect(titles(patents({ owners: ['虚构甲', '虚构乙'] }))).toContain('共有人同意书');
  expect(titles(patents({ invalidationPending: true }))).toContain('继续办理专利权质押登记的声明');
  const { registration } = base.sections;
  const agent = {
    name: '虚构代理所',
    creditCode: null,
    address: null,
    postalCode: null,
    phone: null,
    legalRepresentative: null,
  };
  expect(
    titles({ ...base, sections: { ...base.sections, registration: { ...registration, agent } } }),
  ).toContain('授权委托书');
});

test('the entry sheet follows the screens, in the form that the portal takes', () => {
  const text = textOf(onlyItems([MACHINE], [enteredRecord('movables')]), '19_录入单.docx');
  const order = [
    '第一步 登记类型与期限',
    '第二步 抵押权人',
    '第三步 抵押人',
    '第四步 合同信息',
    '第五步 抵押财产信息',
  ];
  expect(order.map((title) => text.indexOf(title))).toEqual(
    [...order.map((title) => text.indexOf(title))].sort((a, b) => a - b),
  );
  // 4 500 万元 in 元 without separators; 1 000 万元 of value alike
  expect(text).toContain('45000000.00\n金额，元，不带千分位');
  expect(text).toContain('10000000.00');
  const patents = textOf(filingCase(), '01_专利权质押登记/19_录入单.docx');
  expect(patents).toContain('2019199000011');
  expect(patents).not.toContain('201919900001.1\n文字');
  expect(patents).toContain('1840\n金额，万元，不带千分位');
});

test('more filings than one: a folder each, numbered; a summary names them all', () => {
  const { documents } = mustBeOk(documentsOfCase(filingCase(), NO_OUTPUTS, rulesOf(filingCase())));
  const folders = [
    ...new Set(documents.flatMap(({ path }) => /documents\/(\d\d_[^/]+)\//.exec(path)?.[1] ?? [])),
  ];
  expect(folders).toEqual([
    '01_专利权质押登记',
    '02_商标质权登记',
    '03_著作权质权登记',
    '04_中登网动产抵押登记',
    '05_中登网应收账款质押登记',
    '06_不动产抵押登记',
    '07_数据知识产权质押',
    '08_保证与风险补偿',
    '09_保险',
    '10_贴息申请',
  ]);
  expect(new Set(documents.map(({ path }) => path)).size).toBe(documents.length);
  const summary = textOf(filingCase(), '21_登记事项汇总表.docx');
  for (const folder of folders) expect(summary).toContain(folder);
  expect(summary).toContain('虚构登记0001（2026-11-19）');
  const cost = textOf(filingCase(), '22_成本测算表.docx');
  expect(cost).toContain('专利权质押登记费');
  expect(cost).toContain('借款合同印花税');
});

test('a checklist names the time within which a change must be filed, or that it is unknown', () => {
  const change = record('patent-pledge-change-1', 'patent-pledge', 'change', {
    event: {
      happenedOn: '2026-11-01',
      reason: '',
      newEnd: null,
      changes: [{ what: '担保范围', before: '甲', after: '乙' }],
    },
  });
  const text = textOf(filingCase({ records: [change] }), '专利权质押登记变更/03_材料清单.docx');
  expect(text).toContain('变更协议、变更证明或者当事人签署的承诺书');
  expect(text).toContain('自变更之日起30日内办理');
  expect(textOf(onlyItems([MACHINE]), '03_材料清单.docx')).toContain('审查时限：没有查到公布的时限，未知。');
});

test('the EAST table says its unit in the head, leaves open what the case does not know, and runs nothing', async () => {
  const evil = { ...MARK, title: '=HYPERLINK("http://x")' };
  const bytes = await oneDocument(
    onlyItems([evil], [enteredRecord('mark-pledge')]),
    NO_OUTPUTS,
    rulesOf(onlyItems([evil])),
    'documents/23_EAST字段表.csv',
  );
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  expect(text.startsWith('\ufeff"押品编号","担保合同号"')).toBe(true);
  const [head = '', line = '', ...rest] = text.split('\r\n');
  expect(rest).toEqual(['']);
  expect(head.split(',')).toHaveLength(25);
  expect(head).toContain('"起始估值（元）"');
  expect(line).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(line).toContain('"10000000.00"');
  expect(line).toContain('"虚构质字002号"');
});

test.each(['=1+1', '+1', '-1', '@x', '\t=1', '"x', 'a,b', '\u202efdp'])(
  'a csv cell with %j is text',
  (hostile) => {
    const cell = csvCell(hostile);
    expect(cell).toMatch(/^"[^=+\-@\t\r]/);
    expect(cell).toMatch(/"$/);
    expect(cell).not.toContain('\u202e');
  },
);

test('hostile names are safe in every document and list', async () => {
  const name = `\u202e=1+1<b>&"{x}${'长'.repeat(400)}`;
  const evil = onlyItems(
    [{ ...MARK, title: name }],
    [enteredRecord('mark-pledge', { scope: '{secured_amount}=1' })],
  );
  expect(textOf(evil, '01_商标专用权质权登记申请书.docx')).toContain('{secured_amount}=1');
  const xlsx = await oneDocument(evil, NO_OUTPUTS, rulesOf(evil), 'documents/02_出质商标清单.xlsx');
  const { sheets } = await readXlsx(xlsx ?? new Uint8Array());
  const cell = String(sheets[0]?.rows.at(-1)?.[2]);
  expect(cell.startsWith('‹U+202E›=1+1<b>&"{x}')).toBe(true);
  for (const path of [
    'documents/01_商标专用权质权登记申请书.docx',
    'documents/07_注册商标专用权质权合同.docx',
  ])
    expect((await oneDocument(evil, NO_OUTPUTS, rulesOf(evil), path))?.length).toBeGreaterThan(5_000);
});
