import type { EnteredLimit, StructureAsk } from '$lib/case/structure-ask';

export const GOALS = [
  { value: 'least-cost', label: '年费用最低' },
  { value: 'fewest', label: '项数最少' },
  { value: 'soonest', label: '最快办妥' },
] as const;
export const asGoal = (value: string): StructureAsk['goal'] =>
  GOALS.find((goal) => goal.value === value)?.value ?? 'least-cost';
export const goalText = (goal: StructureAsk['goal']): string =>
  GOALS.find(({ value }) => value === goal)?.label ?? goal;

export const COST_OF = [
  { value: 'everyone', label: '各方费用合计' },
  { value: 'enterprise', label: '只算企业付的' },
] as const;
export const asCostOf = (value: string): StructureAsk['costOf'] =>
  value === 'enterprise' ? 'enterprise' : 'everyone';

export const SCOPES = [
  { value: 'intellectual-property', label: '知识产权合计' },
  { value: 'class', label: '一类押品' },
  { value: 'each-class', label: '每一类押品' },
  { value: 'debtor', label: '一个付款人的应收账款' },
  { value: 'each-debtor', label: '每一个付款人' },
  { value: 'registry', label: '一家登记机构' },
  { value: 'each-registry', label: '每一家登记机构' },
  { value: 'layers', label: '一种增信' },
  { value: 'sources', label: '所选几项合计' },
  { value: 'bank-risk', label: '本行自担部分' },
] as const;
export const asScope = (value: string): EnteredLimit['scope'] =>
  SCOPES.find((scope) => scope.value === value)?.value ?? 'intellectual-property';

export const LAYERS = [
  { value: 'guarantee', label: '保证' },
  { value: 'insurance', label: '保险' },
  { value: 'risk-pool', label: '风险池' },
  { value: 'unsecured', label: '信用（无担保）' },
] as const;

export const PAYERS = [
  { value: 'enterprise', label: '企业' },
  { value: 'bank', label: '银行' },
  { value: 'guarantor', label: '担保机构' },
  { value: 'government', label: '政府' },
  { value: 'other', label: '其他' },
] as const;

const PAYER_OF_PLAN: Readonly<Record<string, string>> = {
  borrower: '企业',
  bank: '银行',
  guarantor: '担保机构',
  government: '政府',
  other: '其他',
};
export const payerText = (payer: string): string => PAYER_OF_PLAN[payer] ?? payer;

export const BEARERS = [
  { value: 'guarantor', label: '担保机构' },
  { value: 're-guarantor', label: '再担保机构' },
  { value: 'government', label: '政府' },
  { value: 'insurer', label: '保险公司' },
  { value: 'fund', label: '风险补偿资金' },
  { value: 'bank', label: '本行' },
] as const;
export const bearerText = (bearer: string): string =>
  BEARERS.find(({ value }) => value === bearer)?.label ?? bearer;

const MEASURES: Readonly<Record<string, string>> = {
  open: '未覆盖的金额（分）',
  unknown: '费用未知的来源数',
  unpriced: '费率未知的承担额（分）',
  cost: '年费用（分）',
  count: '项数',
  days: '办妥天数',
};
export const measureText = (measure: string): string => MEASURES[measure] ?? measure;
