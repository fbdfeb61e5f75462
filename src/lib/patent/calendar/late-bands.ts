import type { Fen } from '../../kernel/fen';
import { type PlainDate, addDays, addMonths } from '../../kernel/plain-date';
import { lateFeeFen } from './annuities';
import type { LateFees } from './calendar-rules';

/** One month of delay: the days on which it applies and what is then to be paid. */
export interface LateBand {
  /** 1 … the last month of the window. */
  readonly month: number;
  /** First and last day, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** 滞纳金 on the full fee, 分; `null` when the table has no such month. */
  readonly lateFeeFen: Fen | null;
  /** Annual fee as reduced + late fee. */
  readonly totalFen: Fen | null;
}

/** Last day on which a fee can still be paid late; the right ends when it passes unpaid, with effect from the due date. */
export const lateWindowEnd = (late: LateFees, due: PlainDate): PlainDate => addMonths(due, late.windowMonths);

/**
 * The bands of one fee. Month m runs over (due + (m−1) months, due + m months]; a boundary day belongs to the earlier one.
 * `null` amounts where the fee is not known.
 */
export const lateBands = (
  late: LateFees,
  due: PlainDate,
  fullFen: Fen | null,
  payableFen: Fen | null,
): readonly LateBand[] =>
  Array.from({ length: late.windowMonths }, (_, i) => {
    const month = i + 1;
    const fee = fullFen === null ? null : lateFeeFen(late, fullFen, month);
    return {
      month,
      from: addDays(addMonths(due, i), 1),
      to: addMonths(due, month),
      lateFeeFen: fee,
      totalFen: fee === null || payableFen === null ? null : payableFen + fee,
    };
  });
