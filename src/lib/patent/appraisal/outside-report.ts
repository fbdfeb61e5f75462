import type { Fen } from '../../kernel/fen';
import { type PlainDate, addMonths, compareDates } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';

/** 银行确认: our own check of an outside value. */
export interface OwnConfirmation {
  readonly by: string;
  readonly on: PlainDate;
  /** Value that we confirm, 分. */
  readonly valueFen: Fen | null;
}

/** An outside appraisal report (资产评估报告) as entered. `null` = not entered. */
export interface OutsideReport {
  readonly agency: string | null;
  /** 评估基准日. */
  readonly baseDate: PlainDate | null;
  /** Last day on which the report may be used. */
  readonly validUntil: PlainDate | null;
  /** Appraised value, 分. */
  readonly valueFen: Fen | null;
  readonly confirmation: OwnConfirmation | null;
}

/** `missing` = a fact is lacking (unknown); otherwise the report may not be used as it is. */
export interface ReportFinding {
  readonly missing: boolean;
  readonly failure: Failure;
}

const PATH = 'outsideReport';

const finding = (
  missing: boolean,
  code: string,
  field: string,
  message: string,
  remedy: string,
): ReportFinding => ({
  missing,
  failure: { code, message, path: field === '' ? PATH : `${PATH}.${field}`, remedy },
});

const dateFindings = (
  report: OutsideReport,
  on: PlainDate,
  maxAgeMonths: number,
): readonly ReportFinding[] => {
  const { baseDate, validUntil } = report;
  const found: ReportFinding[] = [];
  if (baseDate === null)
    found.push(
      finding(
        true,
        'E_REPORT_BASE_DATE_MISSING',
        'baseDate',
        '外部报告缺评估基准日',
        '请按报告填写评估基准日',
      ),
    );
  else if (compareDates(baseDate, on) > 0)
    found.push(
      finding(
        false,
        'E_REPORT_BASE_DATE',
        'baseDate',
        `评估基准日 ${baseDate} 晚于 ${on}`,
        '请核对评估基准日',
      ),
    );
  else if (compareDates(addMonths(baseDate, maxAgeMonths), on) < 0)
    found.push(
      finding(
        false,
        'E_REPORT_TOO_OLD',
        'baseDate',
        `评估基准日 ${baseDate} 距 ${on} 超过 ${maxAgeMonths} 个月`,
        '请由评估机构更新报告',
      ),
    );
  if (validUntil === null)
    found.push(
      finding(
        true,
        'E_REPORT_VALIDITY_MISSING',
        'validUntil',
        '外部报告缺有效期止日',
        '请按报告填写使用有效期',
      ),
    );
  else if (compareDates(validUntil, on) < 0)
    found.push(
      finding(
        false,
        'E_REPORT_EXPIRED',
        'validUntil',
        `外部报告已于 ${validUntil} 过期`,
        '请由评估机构重新出具报告',
      ),
    );
  if (baseDate !== null && validUntil !== null && compareDates(validUntil, baseDate) < 0)
    found.push(finding(false, 'E_REPORT_DATES', 'validUntil', '有效期止日早于评估基准日', '请核对两个日期'));
  return found;
};

const confirmationFindings = (
  { confirmation, baseDate, valueFen }: OutsideReport,
  on: PlainDate,
): readonly ReportFinding[] => {
  const field = 'confirmation';
  if (confirmation === null || confirmation.by.trim() === '')
    return [
      finding(
        true,
        'E_CONFIRMATION_MISSING',
        field,
        '缺本行对外部评估值的确认',
        '请由本行人员自行核验并签署确认',
      ),
    ];
  const found: ReportFinding[] = [];
  const early = baseDate !== null && compareDates(confirmation.on, baseDate) < 0;
  if (early || compareDates(confirmation.on, on) > 0)
    found.push(
      finding(
        false,
        'E_CONFIRMATION_DATE',
        field,
        `确认日 ${confirmation.on} 不在评估基准日与办理日之间`,
        '请核对确认日',
      ),
    );
  if (confirmation.valueFen === null)
    found.push(
      finding(
        true,
        'E_CONFIRMATION_VALUE_MISSING',
        field,
        '确认中没有写明确认的价值',
        '请填写本行确认的价值',
      ),
    );
  else if (confirmation.valueFen < 0n || (valueFen !== null && confirmation.valueFen > valueFen))
    found.push(
      finding(
        false,
        'E_CONFIRMATION_VALUE',
        field,
        '本行确认的价值高于外部评估值或为负',
        '确认值不得高于报告所载价值',
      ),
    );
  return found;
};

/**
 * What stands against an outside report on a day. Codes: `E_REPORT_MISSING`, `E_REPORT_AGENCY_MISSING`,
 * `E_REPORT_BASE_DATE(_MISSING)`, `E_REPORT_TOO_OLD`, `E_REPORT_VALIDITY_MISSING`, `E_REPORT_EXPIRED` (the last day still
 * counts), `E_REPORT_DATES`, `E_REPORT_VALUE(_MISSING)`, `E_CONFIRMATION_…`. Empty = it may be used.
 */
export const reportFindings = (
  report: OutsideReport | null,
  on: PlainDate,
  maxAgeMonths: number,
): readonly ReportFinding[] => {
  if (report === null)
    return [
      finding(
        true,
        'E_REPORT_MISSING',
        '',
        '没有录入外部评估报告',
        '请录入机构、基准日、有效期、价值与本行确认',
      ),
    ];
  const found: ReportFinding[] = [];
  if (report.agency === null || report.agency.trim() === '')
    found.push(
      finding(true, 'E_REPORT_AGENCY_MISSING', 'agency', '外部报告缺评估机构', '请填写评估机构全称'),
    );
  found.push(...dateFindings(report, on, maxAgeMonths));
  if (report.valueFen === null)
    found.push(finding(true, 'E_REPORT_VALUE_MISSING', 'valueFen', '外部报告缺评估价值', '请按报告填写价值'));
  else if (report.valueFen < 0n)
    found.push(finding(false, 'E_REPORT_VALUE', 'valueFen', '评估价值为负', '请核对报告'));
  return [...found, ...confirmationFindings(report, on)];
};
