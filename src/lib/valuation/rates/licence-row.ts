import * as v from 'valibot';
import { count, decimalText, nonNegativeFen, ratioText } from '../../case/schema-parts';

const name = v.pipe(v.string(), v.maxLength(500));

/** One industry in one period of the 专利实施许可统计 table. `null` = not published or not keyed in. */
export const licenceRow = v.strictObject({
  /** GB/T 4754-2017 code with its section letter, e.g. `C39`. */
  industryCode: name,
  industryName: name,
  /** `2023` or `2019-2023`. */
  period: v.nullable(name),
  contracts: v.nullable(count),
  /** 按固定或可折算金额支付 */
  fixedContracts: v.nullable(count),
  fixedAverageFen: v.nullable(nonNegativeFen),
  fixedAverageTermYears: v.nullable(decimalText),
  /** 按提成支付 */
  royaltyContracts: v.nullable(count),
  /** Royalty on net sales, ratio: mean and median; on profit: mean. */
  salesMean: v.nullable(ratioText),
  salesMedian: v.nullable(ratioText),
  profitMean: v.nullable(ratioText),
  /** 入门费 */
  entryFeeAverageFen: v.nullable(nonNegativeFen),
  sourceTitle: v.nullable(name),
  sourceUrl: v.nullable(name),
  /** Where it was keyed in: `许可统计.csv › 第 4 条`; `null` for built-in rows. */
  place: v.nullable(name),
});
export type LicenceRow = v.InferOutput<typeof licenceRow>;

/** `valuation.licence-rates` */
export const LICENCE_RULE = 'valuation.licence-rates';
export const licenceRows = v.array(licenceRow);

/** The header of the operator's CSV, in any order. */
export const LICENCE_HEADER = [
  'industry_code',
  'industry_name',
  'period',
  'contracts',
  'fixed_contracts',
  'fixed_avg_wan_cny',
  'fixed_avg_term_years',
  'royalty_contracts',
  'royalty_sales_mean_pct',
  'royalty_sales_median_pct',
  'royalty_profit_mean_pct',
  'entry_fee_avg_wan_cny',
  'source_title',
  'source_url',
] as const;
export type LicenceColumn = (typeof LICENCE_HEADER)[number];
