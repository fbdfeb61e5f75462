import { formatWan, parseFenText } from '../kernel/fen';
import type { DaySpan } from '../screening/routes/route-model';
import type { DropOutcome } from '../screening/what-would-change/drops';

/** `1–10 天`, `约 5 天`, `时间说不准`. */
export const daysText = (days: DaySpan | null): string => {
  if (days === null) return '时间说不准';
  if (days.high === 0) return '当天';
  return days.low === days.high ? `约 ${days.high} 天` : `${days.low}–${days.high} 天`;
};

/** `3 天内`, `当天`, `说不准`. */
export const soonestText = (days: number | null): string =>
  days === null ? '说不准' : days === 0 ? '当天' : `${days} 天内`;

const wan = (fen: string | null): string => {
  const parsed = fen === null ? null : parseFenText(fen);
  return parsed?.ok === true ? `${formatWan(parsed.value).replace(/\.00$/, '')} 万元` : '算不出';
};

/** What the rest comes to once patents are dropped, in one sentence. */
export const dropText = ({ left, before, after, open }: DropOutcome): string => {
  if (after === null || open === null) return '移出后一件不剩，须另选押品或走担保路径';
  const verdict =
    after.label === before.label ? `结论仍为“${after.label}”` : `结论由“${before.label}”变为“${after.label}”`;
  return `重新核查：剩 ${left} 件，${verdict}；没有通过的规则 ${open.before} → ${open.after} 条`;
};

/** What could be lent before and after, at the low end; empty where it is not told. */
export const amountText = ({ amountFen }: DropOutcome): string =>
  amountFen === null || (amountFen.before === null && amountFen.after === null)
    ? ''
    : `按已知价值与担保额可支持（低端）${wan(amountFen.before)} → ${wan(amountFen.after)}`;

/** `剩 3 天`, `今天到期`, `已过 2 天`. */
export const leftText = (left: number): string =>
  left > 0 ? `剩 ${left} 天` : left === 0 ? '今天到期' : `已过 ${-left} 天`;
