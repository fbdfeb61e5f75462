import type { Drawdown } from '../../case/collateral-life';
import { type Fen, formatWan } from '../../kernel/fen';
import { type PlainDate, isPlainDate } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import { type LifeAsset, fenOrNull } from './life-assets';

/** The value of an asset as found on a day. */
export interface ValuePoint {
  readonly on: PlainDate;
  readonly fen: Fen;
  readonly source: string;
  readonly by: string;
}

export interface ValueChain {
  /** By day; of one day the lowest comes last and holds. */
  readonly points: readonly ValuePoint[];
  /** A value of which nobody has said the day. */
  readonly undatedFen: Fen | null;
  readonly failures: readonly Failure[];
}

const byDay = (a: ValuePoint, b: ValuePoint): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : a.fen > b.fen ? -1 : a.fen < b.fen ? 1 : 0;

/** First value and revaluations of an asset in order. What cannot be read is named and left out. */
export const valueChain = ({ asset, item, valuedOn }: LifeAsset): ValueChain => {
  const failures: Failure[] = [];
  const points: ValuePoint[] = [];
  const first = asset.value?.fen ?? null;
  if (first !== null && valuedOn !== null)
    points.push({ on: valuedOn, fen: first, source: item?.valueSource ?? '案卷估值', by: '' });
  for (const { on, valueFen, source, by } of item?.life.revaluations ?? []) {
    const fen = fenOrNull(valueFen);
    if (fen !== null && isPlainDate(on)) points.push({ on, fen, source, by });
    else
      failures.push({
        code: 'E_REVALUATION',
        message: `重估记录读不出：日期“${on}”，金额“${valueFen}”`,
        path: `押品存续 › ${asset.title}`,
        remedy: '请删去后重新录入',
      });
  }
  return {
    points: points.sort(byDay),
    undatedFen: first !== null && valuedOn === null ? first : null,
    failures,
  };
};

/** The value that holds on a day; `null` when none was found by then. */
export const latestPoint = (points: readonly ValuePoint[], on: string): ValuePoint | null =>
  points.findLast((point) => point.on <= on) ?? null;

/** First day on which money was paid out, up to a day; `null` = none yet. */
export const firstDrawdown = (drawdowns: readonly Drawdown[], on: string): PlainDate | null =>
  drawdowns
    .flatMap((drawdown) => (isPlainDate(drawdown.on) && drawdown.on <= on ? [drawdown.on] : []))
    .reduce<PlainDate | null>((first, day) => (first === null || day < first ? day : first), null);

/** For people: `1,840.00 万元（2026-11-20）`. */
export const pointText = ({ on, fen }: ValuePoint): string => `${formatWan(fen)} 万元（${on}）`;
