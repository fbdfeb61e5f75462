import type { PatentRecord } from '../../case/patents-section';
import { type PlainDate, addDays, compareDates } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import { annuityDueDate, patentYearOn } from './annuities';
import { recordDate } from './calendar';
import type { FeeReduction } from './fee-reduction';
import type { FeeRules } from './fee-rules';
import { lateWindowEnd } from './late-bands';
import type { ProtectionEnd } from './protection-end';

/** First patent year that is not known to be paid: after the paid-through day and after the year of the grant. */
export const firstOpenYear = (record: PatentRecord, filingDate: PlainDate): number => {
  const paidThrough = recordDate(record.feesPaidThrough);
  const granted = recordDate(record.grantDate);
  return Math.max(
    1,
    paidThrough === null ? 1 : patentYearOn(filingDate, addDays(paidThrough, 1)),
    granted === null ? 1 : patentYearOn(filingDate, granted) + 1,
  );
};

const pathOf = (record: PatentRecord, field = ''): string =>
  `sections.patents.records[${record.id}]${field === '' ? '' : `.${field}`}`;

const checkAlive = (record: PatentRecord, end: ProtectionEnd, from: PlainDate): Result<null> => {
  const { title } = record;
  if (record.status === 'dead' || record.invalidationOutcome === 'invalid')
    return refuse('E_RIGHT_ENDED', `“${title}”已失效，没有应缴年费`, pathOf(record), '请从质押清单中移除');
  if (compareDates(end.lastDay, from) < 0)
    return refuse(
      'E_RIGHT_ENDED',
      `“${title}”的保护期已于 ${end.lastDay} 届满`,
      pathOf(record),
      '请从质押清单中移除',
    );
  if (record.status === 'pending')
    return refuse(
      'E_NOT_GRANTED',
      `“${title}”尚未授权，年费自授权当年起缴`,
      pathOf(record),
      '请在授权后补录授权日',
    );
  const granted = recordDate(record.grantDate);
  return granted !== null && compareDates(granted, end.filingDate) < 0
    ? refuse(
        'E_GRANT_BEFORE_FILING',
        `“${title}”授权日 ${granted} 早于申请日 ${end.filingDate}`,
        pathOf(record, 'grantDate'),
        '请对照专利证书更正申请日或授权日',
      )
    : ok(null);
};

/** The late window of the first open fee has passed: the right may have ended with effect from the due date. */
const checkWindow = (
  record: PatentRecord,
  end: ProtectionEnd,
  from: PlainDate,
  { late }: FeeRules,
): Result<null> => {
  if (record.feesPaidThrough === null) return ok(null);
  const due = annuityDueDate(end.filingDate, firstOpenYear(record, end.filingDate));
  return compareDates(due, end.lastDay) <= 0 && compareDates(from, lateWindowEnd(late.value, due)) > 0
    ? refuse(
        'E_FEE_WINDOW_PASSED',
        `“${record.title}”年费缴至 ${record.feesPaidThrough}，滞纳期已过，权利可能已终止`,
        pathOf(record, 'feesPaidThrough'),
        '请以登记簿副本核对；已终止的，核对能否请求恢复权利',
        late.rule.id,
      )
    : ok(null);
};

const checkReduction = (record: PatentRecord, reduction: FeeReduction | null): Result<null> =>
  reduction === null ||
  (/^(0(\.\d+)?|1(\.0+)?)$/.test(reduction.off) &&
    reduction.fromYear >= 1 &&
    reduction.toYear >= reduction.fromYear)
    ? ok(null)
    : refuse(
        'E_FEE_REDUCTION',
        `“${record.title}”的减缴比例或年度不对`,
        pathOf(record),
        '比例填写 0 到 1 之间的小数，例如 0.85；起始年度不晚于终止年度',
        'patent.fee-reduction',
      );

/**
 * Whether fees of a patent can be listed from a day on. Codes: `E_RIGHT_ENDED` (dead or expired), `E_NOT_GRANTED`,
 * `E_GRANT_BEFORE_FILING`, `E_FEE_WINDOW_PASSED` (paid through a day whose late window is over), `E_FEE_REDUCTION`.
 */
export const checkFeeSubject = (
  record: PatentRecord,
  reduction: FeeReduction | null,
  end: ProtectionEnd,
  from: PlainDate,
  rules: FeeRules,
): Result<null> => {
  const alive = checkAlive(record, end, from);
  if (!alive.ok) return alive;
  const reduced = checkReduction(record, reduction);
  return reduced.ok ? checkWindow(record, end, from, rules) : reduced;
};
