import { excerpt, foldFullWidth } from './characters';
import { isMissing } from './missing';
import { type PlainDate, fromDayNumber, parsePlainDate } from './plain-date';
import { type Result, ok, refuse } from './result';

export interface DateOptions {
  /** Also read Excel serial numbers of the 1900 system, such as `44931`. */
  readonly allowExcelSerial?: boolean;
}

const REMEDY = '请按 2026-11-20 的形式填写日历上存在的日期';
/** Year first, one separator throughout; an optional local time of day is dropped. */
const NUMERIC = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/;
const CHINESE = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const TIME = /(?<=[\d日号])(?:T|\s+)([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;
const SERIAL = /^(\d{5,6})(?:\.\d+)?$/;

/** Day number of serial 0: 1899-12-30, right for every serial from 61 (1900-03-01) on. */
const SERIAL_EPOCH = -25569;
/** 1927-05-18; below, a serial cannot be told from a year. */
const FIRST_SERIAL = 10_000;
/** 2199-12-31. */
const LAST_SERIAL = 109_574;

const build = (text: string, year: string, month: string, day: string): Result<PlainDate> => {
  const date = parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return date.ok
    ? date
    : refuse('E_DATE', `“${excerpt(text)}”不是日历上存在的日期（1900–2199 年）`, '', REMEDY);
};

const readSerial = (text: string, serial: number, allowed: boolean): Result<PlainDate> =>
  allowed
    ? ok(fromDayNumber(serial + SERIAL_EPOCH))
    : refuse(
        'E_DATE_SERIAL',
        `“${excerpt(text)}”像是 Excel 日期序号`,
        '',
        '请确认该列为 Excel 日期序号，或改成 2026-11-20 的形式',
      );

const REFUSALS: readonly (readonly [RegExp, string, string, string])[] = [
  [
    /:[0-5]\d(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i,
    'E_DATE_ZONE',
    '带有时区，无法确定是哪一天',
    '请改成当地日历日期，例如 2026-11-20',
  ],
  [
    /^民国|佛历|农历|[正腊]月|初[一二三四五六七八九十]/,
    'E_DATE_ERA',
    '不是公历日期',
    '请换算成公历后填写，例如 2026-11-20',
  ],
  [
    /^\d{1,2}([-./])\d{1,2}\1(\d{2}|\d{4})$/,
    'E_DATE_AMBIGUOUS',
    '的年月日次序不明',
    '请为整列指定年、月、日的次序，或改成 2026-11-20 的形式',
  ],
  [/^\d{2}年\d{1,2}月\d{1,2}[日号]$/, 'E_DATE_AMBIGUOUS', '的年份只有两位', '请写四位年份，例如 2026-11-20'],
  [
    /^(\d{4}([-./]\d{1,2}|\s*年\s*\d{1,2}\s*月?)|(19|20|21)\d{2}(0[1-9]|1[0-2]))$/,
    'E_DATE_MONTH',
    '只有年和月，缺少日',
    '请补上日，例如 2026-11-20',
  ],
];

/**
 * Reads a calendar date. Six forms: `2023-01-05`, `2023.01.05`, `2023/1/5`, `20230105`, `2023年1月5日`, and (if allowed)
 * an Excel serial. A local time of day after the date is dropped; a time with a zone fails with `E_DATE_ZONE`, because
 * midnight in Shanghai written as UTC falls on the day before. Full-width digits are folded. `null` = missing.
 * Other failures: `E_DATE`, `E_DATE_AMBIGUOUS` (day or month first, two-digit year), `E_DATE_MONTH` (no day),
 * `E_DATE_SERIAL` (serial not allowed here), `E_DATE_ERA` (民国, lunar, Buddhist).
 */
export const readDate = (text: string, options: DateOptions = {}): Result<PlainDate | null> => {
  if (isMissing(text)) return ok(null);
  if (text.length > 60) return refuse('E_DATE', '内容过长，不是日期', '', REMEDY);
  const trimmed = foldFullWidth(text).trim();
  const body = trimmed.replace(TIME, '');
  const m = NUMERIC.exec(body);
  if (m !== null) return build(text, m[1] ?? '', m[3] ?? '', m[4] ?? '');
  const plain = CHINESE.exec(body) ?? COMPACT.exec(body);
  if (plain !== null) return build(text, plain[1] ?? '', plain[2] ?? '', plain[3] ?? '');
  const serial = Number(SERIAL.exec(body)?.[1] ?? 0);
  if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL)
    return readSerial(text, serial, options.allowExcelSerial === true);
  for (const [pattern, code, why, remedy] of REFUSALS)
    if (pattern.test(body)) return refuse(code, `“${excerpt(text)}”${why}`, '', remedy);
  return refuse('E_DATE', `“${excerpt(text)}”不是日期`, '', REMEDY);
};
