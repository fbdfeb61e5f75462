import type { Disposal, SecurityLife } from '$lib/case/collateral-life';
import { formatWan, parseFenText } from '$lib/kernel/fen';

/** `1,840.00 万元`, or 未知. */
export const wan = (fen: string | null): string => {
  const read = fen === null ? null : parseFenText(fen);
  return read?.ok === true ? `${formatWan(read.value)} 万元` : '未知';
};

type Route = NonNullable<Disposal['route']>;

export const ROUTES: readonly { value: Route | ''; label: string }[] = [
  { value: '', label: '未定' },
  { value: 'agreement', label: '协议折价' },
  { value: 'auction', label: '拍卖' },
  { value: 'sale', label: '变卖' },
  { value: 'litigation', label: '诉讼、实现担保物权特别程序' },
  { value: 'licence', label: '许可' },
  { value: 'transfer', label: '转让债权' },
  { value: 'repurchase', label: '回购' },
  { value: 'set-off', label: '抵销' },
];

export const asRoute = (text: string): Route | null => {
  const found = ROUTES.find(({ value }) => value === text)?.value ?? '';
  return found === '' ? null : found;
};

type Kind = SecurityLife['watched'][number]['kind'];

export const WATCH_KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'registration-end', label: '登记期限届满' },
  { value: 'right-end', label: '权利届满' },
  { value: 'annual-fee', label: '年费' },
  { value: 'insurance-end', label: '保险届满' },
  { value: 'guarantee-end', label: '保证期间届满' },
  { value: 'other', label: '其他' },
];

export const asWatchKind = (text: string): Kind =>
  WATCH_KINDS.find(({ value }) => value === text)?.value ?? 'other';

/** What a stage of a watched day is called, and its tone. */
export const stageWord = (stage: string): { readonly text: string; readonly tone: string } => {
  switch (stage) {
    case 'overdue':
      return { text: '已过期', tone: 'bad' };
    case 'unknown':
      return { text: '日期未知', tone: 'warn' };
    case 'done':
      return { text: '已办', tone: 'ok' };
    case 'later':
      return { text: '未到', tone: '' };
    default:
      return { text: `${stage} 日内`, tone: 'warn' };
  }
};
