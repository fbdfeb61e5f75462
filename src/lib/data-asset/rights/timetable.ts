import { type PlainDate, addDays } from '../../kernel/plain-date';
import { type WorkCalendar, type WorkDate, addWorkingDays } from '../../kernel/working-days';
import type { Procedure } from './rights-rules';

/** One stage of the national procedure; dates are the latest by which it must end. */
export interface Stage {
  readonly code: 'apply' | 'acceptance' | 'review' | 'publicity' | 'objection' | 'certificate';
  readonly title: string;
  /** Working days the guideline gives; `null` = a moment, not a span. */
  readonly workdays: number | null;
  readonly latest: WorkDate;
  readonly note: string;
}

export interface Timetable {
  readonly stages: readonly Stage[];
  /** Latest end without objection and extension, with extension, and with both. */
  readonly plain: WorkDate;
  readonly extended: WorkDate;
  readonly objected: WorkDate;
}

const after = (start: WorkDate, days: number, calendar: WorkCalendar): WorkDate => {
  const next = addWorkingDays(start.date, days, calendar);
  return { date: next.date, certain: start.certain && next.certain };
};

/**
 * 数据产权登记 in working days from the day of the application: 受理结果 within `acceptance`, 办结 within `review` from
 * acceptance, not counting 公示 and 异议处理 (art. 17, 24, 25, 28). Time for supplementing papers is not foreseen.
 */
export const nationalTimetable = (
  applyOn: PlainDate,
  { acceptance, review, extension, publicity, objection }: Procedure,
  calendar: WorkCalendar,
): Timetable => {
  const applied: WorkDate = { date: applyOn, certain: true };
  const accepted = after(applied, acceptance, calendar);
  const reviewed = after(accepted, review, calendar);
  const published = after(reviewed, publicity, calendar);
  const extended = after(published, extension, calendar);
  const objected = after(extended, objection, calendar);
  return {
    stages: [
      { code: 'apply', title: '申请', workdays: null, latest: applied, note: '提交申请表与佐证材料' },
      {
        code: 'acceptance',
        title: '受理',
        workdays: acceptance,
        latest: accepted,
        note: '告知受理结果；材料须补正的另计',
      },
      {
        code: 'review',
        title: '审查',
        workdays: review,
        latest: reviewed,
        note: `自受理之日起；数据来源复杂、规模巨大的最长再延 ${extension} 个工作日`,
      },
      {
        code: 'publicity',
        title: '公示',
        workdays: publicity,
        latest: published,
        note: '自发布公示内容之日起，不计入审查期限',
      },
      {
        code: 'certificate',
        title: '信息存证与凭证核发',
        workdays: null,
        latest: published,
        note: '登记事项自登记信息存证时完成登记',
      },
    ],
    plain: published,
    extended,
    objected,
  };
};

/** Months before the end in which 续期登记 may be applied for are given by the caller. */
export interface RenewalWindow {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** From `from` to the day before the end (art. 36). */
export const renewalWindow = (validUntil: PlainDate, from: PlainDate): RenewalWindow => ({
  from,
  until: addDays(validUntil, -1),
});
