import type { PatentRecord } from '../../case/patents-section';

/** Fields of a patent record that figures are computed from, with the words a person sees. */
export const FIELD_LABEL = {
  type: '专利类型',
  filingDate: '申请日',
  grantDate: '授权日',
  status: '法律状态',
  feesPaidThrough: '年费缴至',
  ipcMain: '主分类号',
  ipcAll: 'IPC 分类号',
  claimCount: '权利要求项数',
  claimCategories: '独立权利要求类型',
  firstClaimChars: '独立权利要求 1 字数',
  pageCount: '说明书页数',
  forwardCitationCount: '被引证次数',
  forwardCitationPercentile: '被引证百分位',
  originalityIndex: '原创性指数',
  familyJurisdictions: '同族国家（地区）',
  transferCount: '转让次数',
  licenceCount: '许可次数',
  pledgeCount: '质押次数',
  pledgeLive: '当前有质押登记',
  procedureSuspended: '中止或保全',
  invalidationPending: '无效请求审理中',
  invalidationOutcome: '无效程序结论',
  litigationCount: '诉讼次数',
  litigationOutcome: '诉讼结果',
  evaluationReportPositive: '专利权评价报告为正面',
} as const satisfies Partial<Record<keyof PatentRecord, string>>;

export type PatentField = keyof typeof FIELD_LABEL;

/** Fields that the 专利登记簿副本 proves; a record checked against one is as good as the register. */
export const REGISTER_FIELDS: ReadonlySet<PatentField> = new Set<PatentField>([
  'type',
  'filingDate',
  'grantDate',
  'status',
  'feesPaidThrough',
  'transferCount',
  'licenceCount',
  'pledgeCount',
  'pledgeLive',
  'procedureSuspended',
  'invalidationPending',
  'invalidationOutcome',
]);

const STATUS_TEXT = { 'in-force': '有效', grace: '滞纳期', pending: '未授权', dead: '失效' } as const;
const TYPE_TEXT = { invention: '发明', 'utility-model': '实用新型', design: '外观设计' } as const;

/** Display text of a field; `null` when it is not known. */
export const fieldText = (record: PatentRecord, field: PatentField): string | null => {
  const value = record[field];
  if (field === 'status')
    return record.status === null ? null : (record.statusText ?? STATUS_TEXT[record.status]);
  if (field === 'type') return TYPE_TEXT[record.type];
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object') return value.length === 0 ? null : value.join('、');
  return String(value);
};
