/** Sections of a case as people call them. */
const SECTIONS: readonly (readonly [path: string, title: string])[] = [
  ['sections.enterpriseFile', '一企一档'],
  ['sections.enterprise', '案情'],
  ['sections.patents', '专利'],
  ['sections.dataAssets', '数据资产'],
  ['sections.screening', '三看三评'],
  ['sections.collateral', '押品组合'],
  ['sections.registration', '登记'],
  ['sections.filings', '登记办理'],
  ['attachments', '附件'],
  ['overlay', '机构参数'],
];

/** Fields that a reviewer looks for first, by the last name of their path. */
const FIELDS: Readonly<Record<string, string>> = {
  title: '名称',
  valuationDate: '评估基准日',
  region: '地区',
  fiction: '虚构说明',
  securedAmountFen: '质押金额（分）',
  amountFen: '金额（分）',
  name: '名称',
  creditCode: '统一社会信用代码',
  address: '地址',
  number: '编号',
  signedOn: '签订日期',
  debtStart: '债务开始',
  debtEnd: '债务到期',
  debtContractNumber: '借款合同编号',
  applicationNumber: '申请号',
  filingDate: '申请日',
  grantDate: '授权公告日',
  legalStatus: '法律状态',
  owners: '专利权人',
  pledged: '质押专利',
  annuityPaidThrough: '年费缴至',
  recipient: '受理处',
  valueFen: '价值（分）',
  enteredCreditFen: '录入授信（分）',
  value: '值',
  interval: '区间',
  confidence: '可信度',
  method: '方法',
  verdict: '结果',
  message: '说明',
  engineVersion: '程序版本',
  methods: '方法清单',
  sha256: '校验值',
  present: '是否已备',
  note: '备注',
};

/** A path as people read it: section, entry and field, as far as they have a name; empty when none has. */
export const fieldTitle = (path: string): string => {
  const section = SECTIONS.find(([start]) => path.startsWith(start))?.[1];
  const entries = [...path.matchAll(/\[([^\]]*)\]/g)].map(([, id = '']) => id);
  const last = /([A-Za-z0-9]+)(?:\[[^\]]*\])?$/.exec(path)?.[1] ?? '';
  const field = Object.hasOwn(FIELDS, last) ? FIELDS[last] : undefined;
  return [section, ...(section === undefined ? [] : entries), field]
    .filter((part) => part !== undefined)
    .join(' › ');
};
