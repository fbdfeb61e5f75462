import type { Drawdown } from '../case/collateral-life';
import { formatWan } from '../kernel/fen';

/** What has to be known before a payment may be recorded. */
export interface DrawdownAsked {
  readonly gate: { readonly on: string; readonly verdict: 'pass' | 'fail' | 'unknown' };
  /** The gate that is shown was judged for the case as it is now, and nothing is being computed. */
  readonly isCurrent: boolean;
  readonly on: string;
  readonly today: string;
  /** `null` = not entered. */
  readonly amountFen: string | null;
  readonly drawdowns: readonly Pick<Drawdown, 'amountFen'>[];
  /** `null` = not entered. */
  readonly needFen: string | null;
}

/** Why a payment cannot be recorded now, for people; empty = it can. */
export const whyNoDrawdown = (asked: DrawdownAsked): string => {
  const { gate, isCurrent, on, today, amountFen, drawdowns, needFen } = asked;
  if (!isCurrent || gate.on !== on) return `正在按 ${on} 和最新的案情重新检查，请稍候。`;
  if (gate.verdict !== 'pass') return '放款前检查没有全部通过或放行，不能记放款。';
  if (on > today) return `放款日 ${on} 晚于今天（${today}），请在放款当日记录。`;
  if (amountFen === null) return '请录入放款金额。';
  if (BigInt(amountFen) <= 0n) return '放款金额应大于 0。';
  if (needFen === null) return '没有录入融资需求金额，请先在“案情”录入。';
  const paid = drawdowns.reduce((all, one) => all + BigInt(one.amountFen), 0n);
  const left = BigInt(needFen) - paid;
  return BigInt(amountFen) > left
    ? `放款合计将超过融资需求 ${formatWan(BigInt(needFen))} 万元，还可放 ${formatWan(left > 0n ? left : 0n)} 万元。`
    : '';
};
