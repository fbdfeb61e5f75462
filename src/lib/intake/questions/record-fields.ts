import type { PatentRecord } from '../../case/patents-section';
import { canonicalJson } from '../../kernel/canonical-json';

/** Fields of a patent record that one source may say differently from another, with the words a person sees. */
const LABELS = {
  title: '专利名称',
  publicationNumber: '公开（公告）号',
  filingDate: '申请日',
  grantDate: '授权公告日',
  owners: '专利权人',
  inventors: '发明人',
  status: '法律状态',
  feesPaidThrough: '年费缴至',
  ipcMain: '主分类号',
  ipcAll: 'IPC 分类号',
  claimCount: '权利要求数量',
  independentClaimCount: '独立权利要求数量',
  claimCategories: '权利要求类型',
  firstClaimChars: '首权字数',
  pageCount: '说明书页数',
  forwardCitationCount: '被引证次数',
  backwardCitationCount: '引证次数',
  nplCitationCount: '引用非专利文献数',
  forwardCitationPercentile: '被引百分位',
  originalityIndex: '原创性指数',
  familySize: '同族数量',
  familyJurisdictions: '同族国家（地区）',
  familyId: '同族',
  transferCount: '转让次数',
  licenceCount: '许可次数',
  pledgeCount: '质押次数',
  pledgeLive: '现有质押',
  procedureSuspended: '中止或保全',
  invalidationPending: '无效审理中',
  invalidationOutcome: '无效宣告结果',
  sameDayApplication: '一案双申',
  litigationCount: '诉讼次数',
  litigationOutcome: '诉讼结果',
  evaluationReportPositive: '专利权评价报告肯定',
  registerCopyDate: '登记簿副本日期',
  vendorScores: '数据库评分',
  legalEvents: '公告事件',
  feeReduction: '费用减缴',
  termCompensation: '期限补偿',
  note: '备注',
} as const satisfies Partial<Record<keyof PatentRecord, string>>;

export type RecordField = keyof typeof LABELS;

const isField = (field: string): field is RecordField => Object.hasOwn(LABELS, field);

export const RECORD_FIELDS: readonly RecordField[] = Object.keys(LABELS).filter(isField);

export const fieldLabel = (field: RecordField): string => LABELS[field];

/** Fields that are taken over together, because one is the reading of the other. */
const LINKED: Partial<Record<RecordField, readonly (keyof PatentRecord)[]>> = { status: ['statusText'] };

export const linkedFields = (field: RecordField): readonly (keyof PatentRecord)[] => [
  field,
  ...(LINKED[field] ?? []),
];

const isSaid = (value: PatentRecord[keyof PatentRecord]): boolean =>
  value !== null && value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0);

/** Whether a record says anything in a field. Unknown, an empty list and an empty text say nothing. */
export const saysField = (record: PatentRecord, field: RecordField): boolean =>
  linkedFields(field).some((linked) => isSaid(record[linked]));

const ORDERLESS: ReadonlySet<RecordField> = new Set(['owners', 'inventors', 'ipcAll', 'claimCategories']);

const valueKey = (field: RecordField, value: PatentRecord[keyof PatentRecord]): string => {
  if (value === null || typeof value !== 'object') return `${typeof value} ${String(value)}`;
  return canonicalJson(ORDERLESS.has(field) && Array.isArray(value) ? [...value].sort() : value);
};

/** What a record says in a field, in a form that can be compared; lists of names count as sets. */
export const fieldKey = (record: PatentRecord, field: RecordField): string =>
  LINKED[field] === undefined
    ? valueKey(field, record[field])
    : linkedFields(field)
        .map((linked) => valueKey(field, record[linked]))
        .join(' ');

const WORDS: Readonly<Record<string, string>> = {
  'in-force': '有效',
  grace: '滞纳期',
  pending: '未授权',
  dead: '失效',
  product: '产品',
  method: '方法',
  use: '用途',
  none: '未发生',
  upheld: '维持有效',
  'upheld-part': '部分维持',
  invalid: '全部无效',
  won: '胜诉',
  settled: '和解',
  lost: '败诉',
};

const CODED: ReadonlySet<RecordField> = new Set([
  'status',
  'claimCategories',
  'invalidationOutcome',
  'litigationOutcome',
]);

const shown = (field: RecordField, value: PatentRecord[keyof PatentRecord]): string => {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value))
    return value.map((entry) => (CODED.has(field) ? (WORDS[entry] ?? entry) : entry)).join('、');
  if (value !== null && typeof value === 'object') return canonicalJson(value);
  const text = String(value);
  if (field === 'litigationOutcome' && text === 'pending') return '未决';
  return CODED.has(field) ? (WORDS[text] ?? text) : text;
};

/** What a record says in a field, for people; `null` when it says nothing. */
export const fieldText = (record: PatentRecord, field: RecordField): string | null => {
  if (!saysField(record, field)) return null;
  if (field === 'vendorScores')
    return Object.entries(record.vendorScores)
      .map(([name, score]) => `${name} ${score}`)
      .join('；');
  if (field !== 'status') return shown(field, record[field]);
  const read = record.status === null ? '未归类' : shown('status', record.status);
  return record.statusText === null ? read : `${read}（${record.statusText}）`;
};

/** How many fields a record says anything about. */
export const fullness = (record: PatentRecord): number =>
  RECORD_FIELDS.filter((field) => saysField(record, field)).length;
