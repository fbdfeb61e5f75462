import { parseIndustryCode } from '../../kernel/industry';
import { parsePlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import type { RuleOverlay } from '../../rulebook/model';
import { readLicenceRow } from './licence-cells';
import { LICENCE_HEADER, LICENCE_RULE, type LicenceColumn, type LicenceRow } from './licence-row';

/** A table as `intake` reads it; only what is needed here. */
export interface LicenceSheet {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly record: number; readonly cells: readonly string[] }[];
}

export interface LicenceImport {
  /** Dated values for the institution's overlay: on each publication day, all rows published until then. */
  readonly entries: RuleOverlay['entries'];
  readonly rows: readonly LicenceRow[];
  /** Records left out, and remarks `W_…` on records that were kept. */
  readonly failures: readonly Failure[];
}

type Columns = ReadonlyMap<LicenceColumn, number>;

const recordPlace = (sheet: LicenceSheet, record: number): string => `${sheet.fileName} › 第 ${record} 条`;

const columnsOf = ({ fileName, header }: LicenceSheet): Result<Columns> => {
  const names = header.map((name) => name.normalize('NFKC').trim().toLowerCase());
  const missing = LICENCE_HEADER.filter((column) => !names.includes(column));
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (missing.length > 0 || twice !== undefined)
    return refuse(
      'E_LICENCE_HEADER',
      missing.length > 0 ? `缺少列：${missing.join('、')}` : `列“${twice ?? ''}”出现不止一次`,
      fileName,
      `请使用模板表头：${LICENCE_HEADER.join(',')}`,
      LICENCE_RULE,
    );
  return ok(new Map(LICENCE_HEADER.map((column) => [column, names.indexOf(column)])));
};

/** A code keyed in beside another industry's name; only where the standard's title is known here. */
const nameDiffers = (row: LicenceRow): readonly Failure[] => {
  const industry = parseIndustryCode(row.industryCode);
  if (!industry.ok || row.industryCode.length > 3) return [];
  const { title } = industry.value;
  return row.industryName.includes(title)
    ? []
    : [
        {
          code: 'W_LICENCE_NAME',
          message: `行业代码 ${row.industryCode} 的标准名称是“${title}”，表中写的是“${row.industryName}”`,
          path: `${row.place ?? ''} › industry_name`,
          remedy: '请核对行业代码；已按代码导入',
        },
      ];
};

const keyOf = (row: LicenceRow): string => `${row.industryCode} ${row.period ?? ''}`;

const readRows = (sheet: LicenceSheet, columns: Columns): Pick<LicenceImport, 'rows' | 'failures'> => {
  const rows = new Map<string, LicenceRow>();
  const failures: Failure[] = [];
  for (const { record, cells } of sheet.rows) {
    const place = recordPlace(sheet, record);
    const row = readLicenceRow((column) => cells[columns.get(column) ?? -1] ?? '', place);
    if (!row.ok) {
      failures.push(row.failure);
      continue;
    }
    const first = rows.get(keyOf(row.value));
    if (first === undefined) {
      rows.set(keyOf(row.value), row.value);
      failures.push(...nameDiffers(row.value));
    } else
      failures.push({
        code: 'E_LICENCE_TWICE',
        message: `${row.value.industryCode} 在 ${row.value.period ?? ''} 的数据已在 ${first.place ?? ''} 出现`,
        path: place,
        remedy: '同一行业同一期间只保留一条，请对照官方表删去另一条',
      });
  }
  return { rows: [...rows.values()], failures };
};

const publicationOf = (
  sheet: LicenceSheet,
  rows: readonly LicenceRow[],
  publishedOn: Readonly<Record<string, string>>,
): Result<ReadonlyMap<string, string>> => {
  const days = new Map<string, string>();
  for (const { period } of rows) {
    if (period === null || days.has(period)) continue;
    const stated = Object.hasOwn(publishedOn, period) ? publishedOn[period] : undefined;
    if (stated === undefined)
      return refuse(
        'E_LICENCE_PUBLISHED',
        `没有写明 ${period} 期间数据的发布日期`,
        `${sheet.fileName} › ${period}`,
        '请填写国家知识产权局发布该期数据的日期；发布之前的估值基准日不能使用它',
        LICENCE_RULE,
      );
    const day = parsePlainDate(stated, `publishedOn.${period}`);
    if (!day.ok) return day;
    days.set(period, day.value);
  }
  return ok(days);
};

const byCode = (a: LicenceRow, b: LicenceRow): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** One value per publication day, holding what was known by then. */
const datedValues = (
  sheet: LicenceSheet,
  rows: readonly LicenceRow[],
  days: ReadonlyMap<string, string>,
): RuleOverlay['entries'] => {
  const dayOf = (row: LicenceRow): string => days.get(row.period ?? '') ?? '';
  const titles = [...new Set(rows.map(({ sourceTitle }) => sourceTitle ?? ''))].sort().join('；');
  return [...new Set(days.values())].sort().map((effectiveFrom) => ({
    id: LICENCE_RULE,
    effectiveFrom,
    value: rows
      .filter((row) => dayOf(row) <= effectiveFrom)
      .sort(byCode)
      .map((row) => ({ ...row })),
    reason: `由 ${sheet.fileName} 录入：${titles}`,
  }));
};

/**
 * Reads the industry table of the 专利实施许可统计 that an operator keyed in, header `LICENCE_HEADER`, rates in per cent,
 * money in 万元. Good records survive bad ones; a repeated industry and period is left out (`E_LICENCE_TWICE`).
 * `publishedOn`: day of publication per period; the value holds from that day.
 * Fails as a whole with `E_LICENCE_HEADER`, `E_LICENCE_PUBLISHED`, `E_DATE`, or the first failure when no record is left.
 */
export const importLicenceTable = (
  sheet: LicenceSheet,
  publishedOn: Readonly<Record<string, string>>,
): Result<LicenceImport> => {
  const columns = columnsOf(sheet);
  if (!columns.ok) return columns;
  const { rows, failures } = readRows(sheet, columns.value);
  if (rows.length === 0)
    return fail(
      failures[0] ?? {
        code: 'E_EMPTY',
        message: '文件中没有记录',
        path: sheet.fileName,
        remedy: '请对照官方表逐行录入后再导入',
      },
    );
  const days = publicationOf(sheet, rows, publishedOn);
  return days.ok ? ok({ entries: datedValues(sheet, rows, days.value), rows, failures }) : days;
};
