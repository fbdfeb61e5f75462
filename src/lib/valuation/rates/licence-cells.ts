import { fenText } from '../../kernel/fen';
import { parseIndustryCode } from '../../kernel/industry';
import { isMissing } from '../../kernel/missing';
import { readCount, readDecimal, readMoney, readRate } from '../../kernel/number-grammar';
import { type Result, fail, mapResult, ok, refuse } from '../../kernel/result';
import { allOf } from '../entered';
import type { LicenceColumn, LicenceRow } from './licence-row';

/** Text of a cell by column. */
export type CellReader = (column: LicenceColumn) => string;

/** Adds `文件 › 第 N 条 › 列名` to a failure of the grammar. */
const at = <T>(place: string, column: LicenceColumn, result: Result<T>): Result<T> =>
  result.ok ? result : fail({ ...result.failure, path: `${place} › ${column}` });

const required = (text: string, what: string): Result<string> =>
  isMissing(text) ? refuse('E_MISSING', `缺${what}`, '', `请填写${what}`) : ok(text.trim());

const PERIOD = /^(\d{4})(?:-(\d{4}))?$/;

/** `2023`, `2023年`, `2019-2023`, `2019—2023年` → `2023`, `2019-2023`. */
const period = (text: string): Result<string> => {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s年度]/g, '')
    .replace(/[–—~至]/g, '-');
  const m = PERIOD.exec(plain);
  const fits = m !== null && (m[2] === undefined || m[2] > (m[1] ?? ''));
  return fits
    ? ok(plain)
    : refuse('E_PERIOD', `“${text.slice(0, 40)}”不是统计期间`, '', '请写成 2023 或 2019-2023');
};

const code = (text: string): Result<string> => {
  const industry = parseIndustryCode(text);
  return industry.ok ? ok(industry.value.code) : industry;
};

/** A royalty rate in per cent: inside (0, 100). A rate of 0 is 无偿 and belongs to the free licences. */
const rate = (text: string): Result<string | null> => {
  const ratio = readRate(text, 'percent');
  if (!ratio.ok || ratio.value === null) return ratio;
  return ratio.value.startsWith('0.')
    ? ratio
    : refuse(
        'E_ROYALTY_RANGE',
        `提成率“${text.slice(0, 40)}”不在 0 到 100（%）之间`,
        '',
        '请以百分数填写，例如 3.5 表示 3.5%；无数据请留空',
      );
};

const money = (text: string): Result<string | null> => {
  const fen = readMoney(text, 'wan');
  if (!fen.ok || fen.value === null) return fen.ok ? ok(null) : fen;
  return fen.value < 0n
    ? refuse('E_NEGATIVE', `金额“${text.slice(0, 40)}”为负`, '', '请填写不小于 0 的万元数')
    : ok(fenText(fen.value));
};

const years = (text: string): Result<string | null> => {
  const decimal = readDecimal(text);
  return decimal.ok && decimal.value?.startsWith('-') === true
    ? refuse('E_NEGATIVE', `年限“${text.slice(0, 40)}”为负`, '', '请填写不小于 0 的年数')
    : decimal;
};

const link = (text: string): Result<string | null> => {
  if (isMissing(text)) return ok(null);
  return /^https?:\/\/\S+$/.test(text.trim())
    ? ok(text.trim())
    : refuse(
        'E_URL',
        `“${text.slice(0, 40)}”不是网址`,
        '',
        '请填写以 http:// 或 https:// 开头的网址，或留空',
      );
};

/** Contracts paid in one way are not more than all contracts. */
const countsAgree = (row: LicenceRow): boolean =>
  row.contracts === null || (row.fixedContracts ?? 0) + (row.royaltyContracts ?? 0) <= row.contracts;

/**
 * Reads one record. Missing numbers are `null`. Fails with the codes of the kernel's grammars, `E_MISSING` (code, name,
 * period, source), `E_PERIOD`, `E_ROYALTY_RANGE`, `E_NEGATIVE`, `E_URL`, `E_LICENCE_COUNTS`; `place` prefixes the column.
 */
export const readLicenceRow = (cell: CellReader, place: string): Result<LicenceRow> => {
  const read = <T>(column: LicenceColumn, grammar: (text: string) => Result<T>): Result<T> =>
    at(place, column, grammar(cell(column)));
  const filled = (what: string) => (text: string) => required(text, what);
  const row = allOf<Omit<LicenceRow, 'place'>>({
    industryCode: read('industry_code', code),
    industryName: read('industry_name', filled('行业名称')),
    period: read('period', period),
    contracts: read('contracts', readCount),
    fixedContracts: read('fixed_contracts', readCount),
    fixedAverageFen: read('fixed_avg_wan_cny', money),
    fixedAverageTermYears: read('fixed_avg_term_years', years),
    royaltyContracts: read('royalty_contracts', readCount),
    salesMean: read('royalty_sales_mean_pct', rate),
    salesMedian: read('royalty_sales_median_pct', rate),
    profitMean: read('royalty_profit_mean_pct', rate),
    entryFeeAverageFen: read('entry_fee_avg_wan_cny', money),
    sourceTitle: read('source_title', filled('数据来源')),
    sourceUrl: read('source_url', link),
  });
  const whole = mapResult(row, (values): LicenceRow => ({ ...values, place }));
  if (!whole.ok || countsAgree(whole.value)) return whole;
  return refuse(
    'E_LICENCE_COUNTS',
    '固定金额与提成合同数之和超过合同总数',
    `${place} › contracts`,
    '请对照官方表核对三个合同数',
  );
};
