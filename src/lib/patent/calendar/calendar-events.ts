import type { PatentRecord } from '../../case/patents-section';
import { type Fen, formatYuan } from '../../kernel/fen';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import type { FeeDue, FeeSchedule } from './fee-schedule';
import { byCodeUnit } from '../portfolio/portfolio-rank';

/** One day to remember about a patent. */
export interface CalendarEvent {
  /** Stable within a patent whatever is valued when: `annuity-09`, `annuity-09-window-end`, `expiry`. */
  readonly key: string;
  readonly applicationNumber: string;
  readonly date: PlainDate;
  readonly summary: string;
  readonly description: string;
}

const yuan = (fen: Fen | null): string => (fen === null ? '金额未知' : `${formatYuan(fen)} 元`);
const yearKey = (year: number): string => `annuity-${year.toString().padStart(2, '0')}`;
const nameOf = (record: PatentRecord): string => `${record.title}（${record.applicationNumber}）`;

const annuityEvents = (item: FeeDue): readonly CalendarEvent[] => {
  const { record, year, due, fullFen, payableFen, reductionOff, bands, windowEnd, monthLate, toPayFen } =
    item;
  const reduced = reductionOff === null ? '' : `，全额 ${yuan(fullFen)}，减缴 ${reductionOff}`;
  const late = monthLate === 0 ? '' : `\n已逾期，现缴 ${yuan(toPayFen)}（第 ${monthLate} 个月）`;
  const lines = bands.map(
    ({ from, to, lateFeeFen, totalFen }) =>
      `${from} 至 ${to}：滞纳金 ${yuan(lateFeeFen)}，合计 ${yuan(totalFen)}`,
  );
  return [
    {
      key: yearKey(year),
      applicationNumber: record.applicationNumber,
      date: due,
      summary: `第 ${year} 年年费 ${yuan(payableFen)} ${nameOf(record)}`,
      description: `期限日 ${due}，应缴 ${yuan(payableFen)}${reduced}${late}\n${lines.join('\n')}`,
    },
    {
      key: `${yearKey(year)}-window-end`,
      applicationNumber: record.applicationNumber,
      date: windowEnd,
      summary: `第 ${year} 年年费滞纳期最后一日 ${nameOf(record)}`,
      description: `期限日 ${due}；过 ${windowEnd} 仍未缴足的，专利权自期限日起终止`,
    },
  ];
};

/** Annual fees, ends of late windows and ends of protection of a schedule, by date, then number, then key. */
export const calendarEvents = ({ patents, items }: FeeSchedule): readonly CalendarEvent[] =>
  [
    ...items.flatMap(annuityEvents),
    ...patents.map(({ record, end }) => ({
      key: 'expiry',
      applicationNumber: record.applicationNumber,
      date: end.lastDay,
      summary: `保护期最后一日 ${nameOf(record)}`,
      description: `申请日 ${end.filingDate}，期限 ${end.termYears} 年${
        end.lastDay === end.statutoryLastDay ? '' : `，连同期限补偿（补偿前为 ${end.statutoryLastDay}）`
      }；次日 ${end.terminationDate} 起权利终止`,
    })),
  ].sort(
    (a, b) =>
      compareDates(a.date, b.date) ||
      byCodeUnit(a.applicationNumber, b.applicationNumber) ||
      byCodeUnit(a.key, b.key),
  );
