import type { CreditCostApi } from '$lib/bridge/credit-cost-contract';
import { costText } from '../amounts';

export type Sheet = CreditCostApi['creditCost']['output'];
export type PlanLine = Sheet['plans'][number];

export const PAYER_OPTIONS = [
  { value: 'enterprise', label: '企业' },
  { value: 'bank', label: '银行' },
  { value: 'guarantor', label: '担保机构' },
  { value: 'government', label: '政府' },
  { value: 'other', label: '其他方' },
] as const;

/** Ratio text as a percentage with four decimals. */
export const percent = (ratio: string | null): string =>
  ratio === null ? '未知' : `${(Number(ratio) * 100).toFixed(4)} %`;

/** Two ends as one text; equal ends once. */
export const range = (low: string, high: string): string => (low === high ? low : `${low} – ${high}`);

export const moneyRange = (low: string | null, high: string | null): string =>
  low === null && high === null ? '未知' : range(costText(low), high === null ? '未知' : costText(high));
