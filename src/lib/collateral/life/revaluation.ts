import type { CaseRecord } from '../../case/case-record';
import { type Fen, divideRounded, fenText, fenToDecimalText } from '../../kernel/fen';
import { type PlainDate, addDays, addMonths, daysBetween } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import { amountAtCap, valueNeeded } from '../available-amount';
import { percentText, ratioOf } from '../ratio';
import type { LifeAsset } from './life-assets';
import type { LifeRules } from './life-rules';
import { type ValuePoint, firstDrawdown, latestPoint, valueChain } from './value-chain';
import { workingDaysAfter } from './working-days';

/** What a fall in value asks for. Amounts are decimal-integer text of 分. */
export interface TopUp {
  /** What the asset carries, or could carry at the value it had when the money was paid out. */
  readonly carriedFen: string;
  /** What it can carry now, at the cap. */
  readonly availableFen: string;
  /** 补足: credit amount that other collateral or repayment has to stand for. */
  readonly shortFen: string;
  /** The same as value of an asset of this class at this cap; `null` = no value would do. */
  readonly valueNeededFen: string | null;
  readonly workingDays: number;
  /** Last day; `null` = holidays of the year are not in the rules. */
  readonly until: PlainDate | null;
}

export interface Revalued {
  /** First value and revaluations by day. */
  readonly points: readonly {
    readonly on: PlainDate;
    readonly fen: string;
    readonly source: string;
    readonly by: string;
  }[];
  readonly undatedFen: string | null;
  /** Months between valuations of the class; 0 = every day; `null` = class unknown. */
  readonly months: number | null;
  /** Day of the next valuation; `null` = no dated value, or class unknown. */
  readonly next: PlainDate | null;
  readonly overdue: boolean;
  /** Days since the value that holds; `null` = none. */
  readonly ageDays: number | null;
  readonly base: { readonly on: PlainDate; readonly fen: string; readonly drawnOn: PlainDate } | null;
  readonly latest: { readonly on: PlainDate; readonly fen: string } | null;
  /** (base − latest) ÷ base, four decimals; negative = it rose; `null` = not known. */
  readonly fall: string | null;
  readonly alarm: 'none' | 'warn' | 'top-up' | 'unknown' | 'not-drawn';
  /** For people: why. */
  readonly reason: string;
  readonly topUp: TopUp | null;
  readonly failures: readonly Failure[];
}

const FALL_DECIMALS = 4;

const textOf = ({ on, fen }: ValuePoint): { on: PlainDate; fen: string } => ({ on, fen: fenText(fen) });

/** Whether `latest` lies at least the share `limit` below `base`; exact. */
const fellBy = (base: Fen, latest: Fen, limit: string): boolean => {
  const { numerator, denominator } = ratioOf(limit);
  return (base - latest) * denominator >= base * numerator;
};

const fallText = (base: Fen, latest: Fen): string =>
  fenToDecimalText(divideRounded((base - latest) * 10n ** BigInt(FALL_DECIMALS), base), FALL_DECIMALS);

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

const topUpOf = (
  { asset, assetClass, cap: usableCap }: LifeAsset,
  base: ValuePoint,
  latest: ValuePoint,
  usedFen: Fen | null,
  { monitoring, workingDays }: LifeRules,
): TopUp | null => {
  const cap = usableCap ?? asset.capOverride ?? assetClass?.defaultCap ?? null;
  if (cap === null) return null;
  const availableAt = (value: Fen): Fen => {
    const atCap = amountAtCap(value, asset.share, cap, asset.priorClaimsFen);
    return asset.enteredCredit === null ? atCap : least(asset.enteredCredit.fen, atCap);
  };
  const carried = usedFen ?? availableAt(base.fen);
  const available = availableAt(latest.fen);
  const short = carried > available ? carried - available : 0n;
  const needed = short === 0n ? 0n : valueNeeded(short, asset.share, cap, 0n);
  const { topUpWorkingDays } = monitoring.value;
  return {
    carriedFen: fenText(carried),
    availableFen: fenText(available),
    shortFen: fenText(short),
    valueNeededFen: needed === null ? null : fenText(needed),
    workingDays: topUpWorkingDays,
    until: workingDaysAfter(latest.on, topUpWorkingDays, workingDays.value),
  };
};

interface Alarm {
  readonly base: Revalued['base'];
  readonly fall: string | null;
  readonly alarm: Revalued['alarm'];
  readonly reason: string;
  readonly topUp: TopUp | null;
}

const quiet = (alarm: Revalued['alarm'], reason: string): Alarm => ({
  base: null,
  fall: null,
  alarm,
  reason,
  topUp: null,
});

/** For people: `下跌 16.67%`, `上涨 5%`. */
const changeText = (fall: string): string =>
  fall.startsWith('-') ? `上涨 ${percentText(fall.slice(1))}` : `下跌 ${percentText(fall)}`;

const alarmOf = (
  asset: LifeAsset,
  points: readonly ValuePoint[],
  drawn: PlainDate | null,
  on: PlainDate,
  usedFen: Fen | null,
  rules: LifeRules,
): Alarm => {
  if (drawn === null) return quiet('not-drawn', '尚未放款，不与放款时的价值比较');
  const base = latestPoint(points, drawn);
  const latest = latestPoint(points, on);
  if (base === null) return quiet('unknown', `没有 ${drawn} 放款时或之前的价值，跌幅未知`);
  if (latest === null || base.fen === 0n) return quiet('unknown', '放款时的价值为 0，跌幅未知');
  const { valueFallWarn, valueFallTopUp } = rules.monitoring.value;
  const fall = fallText(base.fen, latest.fen);
  const shared = { base: { ...textOf(base), drawnOn: drawn }, fall };
  if (fellBy(base.fen, latest.fen, valueFallTopUp))
    return {
      ...shared,
      alarm: 'top-up',
      reason: `比放款时${changeText(fall)}，达到须补足的 ${percentText(valueFallTopUp)}`,
      topUp: topUpOf(asset, base, latest, usedFen, rules),
    };
  if (fellBy(base.fen, latest.fen, valueFallWarn))
    return {
      ...shared,
      alarm: 'warn',
      reason: `比放款时${changeText(fall)}，达到预警的 ${percentText(valueFallWarn)}`,
      topUp: null,
    };
  return { ...shared, alarm: 'none', reason: `比放款时${changeText(fall)}，未到预警线`, topUp: null };
};

/**
 * When an asset has to be valued again, how old its value is, and how far it fell since the first money was paid out: a warning and
 * 补足 at the shares of `collateral.monitoring` (reached = at least). 补足 is what the asset carries less what it bears at its cap
 * now. `usedFen` = what the structure takes from it, `null` = not known.
 */
export const revaluationOf = (
  asset: LifeAsset,
  caseRecord: CaseRecord,
  on: PlainDate,
  usedFen: Fen | null,
  rules: LifeRules,
): Revalued => {
  const { points, undatedFen, failures } = valueChain(asset);
  const latest = latestPoint(points, on);
  const months = asset.assetClass?.revaluationMonths ?? null;
  const next =
    latest === null || months === null
      ? null
      : months === 0
        ? addDays(latest.on, 1)
        : addMonths(latest.on, months);
  const drawn = firstDrawdown(caseRecord.sections.collateral.drawdowns, on);
  return {
    points: points.map(({ on: day, fen, source, by }) => ({ on: day, fen: fenText(fen), source, by })),
    undatedFen: undatedFen === null ? null : fenText(undatedFen),
    months,
    next,
    overdue: next !== null && next < on,
    ageDays: latest === null ? null : daysBetween(latest.on, on),
    latest: latest === null ? null : textOf(latest),
    failures,
    ...alarmOf(asset, points, drawn, on, usedFen, rules),
  };
};
