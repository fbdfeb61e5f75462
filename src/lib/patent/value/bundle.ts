import type { PatentRecord, PatentsSection, RoyaltyForecast } from '../../case/patents-section';
import { productKey } from '../../case/product-key';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { forecastPath } from './forecast-inputs';

export const sameSeries = (a: RoyaltyForecast, b: RoyaltyForecast): boolean =>
  a.salesFen.length === b.salesFen.length &&
  a.salesFen.some((fen) => fen !== '0') &&
  a.salesFen.every((fen, year) => fen === b.salesFen[year]);

/** The records of a bundle. Fails with `E_BUNDLE_EMPTY`, `E_BUNDLE_UNKNOWN_PATENT`, `E_BUNDLE_DUPLICATE`. */
export const bundleRecords = (
  section: PatentsSection,
  bundle: { readonly product: string; readonly patents: readonly string[] },
  path: string,
): Result<readonly PatentRecord[]> => {
  if (bundle.patents.length === 0)
    return refuse(
      'E_BUNDLE_EMPTY',
      `“${bundle.product}”没有指定专利组合`,
      path,
      '请选择该产品实际使用的专利',
    );
  const records: PatentRecord[] = [];
  for (const id of bundle.patents) {
    const record = section.records.find((r) => r.id === id);
    if (record === undefined)
      return refuse(
        'E_BUNDLE_UNKNOWN_PATENT',
        `专利组合中的“${id}”不在清单内`,
        path,
        '请从专利清单中重新选择',
      );
    if (records.includes(record))
      return refuse('E_BUNDLE_DUPLICATE', `“${record.title}”在专利组合中列了两次`, path, '请删除重复的一项');
    records.push(record);
  }
  return ok(records);
};

const overlap = (section: PatentsSection, forecast: RoyaltyForecast): Result<undefined> => {
  for (const other of section.forecasts) {
    if (other === forecast) continue;
    const shared = forecast.patents.find((id) => other.patents.includes(id));
    if (shared !== undefined)
      return refuse(
        'E_BUNDLE_OVERLAP',
        `专利“${section.records.find((r) => r.id === shared)?.title ?? shared}”同时在“${forecast.product}”和“${other.product}”的组合中`,
        `${forecastPath(forecast)}.patents`,
        '许可费率对一个组合只用一次：请把共用专利的两个产品合并为一个组合，或只保留在一处',
      );
    if (productKey(other.product) === productKey(forecast.product))
      return refuse(
        'E_REVENUE_TWICE',
        `产品“${forecast.product}”的收入被两个专利组合重复计入`,
        `${forecastPath(forecast)}.product`,
        '同一产品的收入只能计一次：请合并两个专利组合',
      );
  }
  return ok(undefined);
};

/** Applications in a bundle: `W_NOT_GRANTED`. */
export const notGranted = (records: readonly PatentRecord[]): readonly Failure[] =>
  records.flatMap((record) =>
    record.status === 'pending'
      ? [
          {
            code: 'W_NOT_GRANTED',
            message: `“${record.title}”尚未授权，组合价值以授权为前提`,
            path: `sections.patents.records[${record.id}].status`,
            remedy: '未授权的申请不能办理质押登记；请移出组合或待授权后再估',
          },
        ]
      : [],
  );

/** A bundle of patents that stands behind one product, and what a person should look at. */
export interface Bundle {
  readonly records: readonly PatentRecord[];
  readonly warnings: readonly Failure[];
}

/**
 * The patents of a forecast. Refuses an empty bundle, an unknown or repeated patent, a patent that another bundle holds
 * (`E_BUNDLE_OVERLAP`), and a product whose revenue another bundle counts (`E_REVENUE_TWICE`): K applies once.
 * Two products with the very same sales series only warn.
 */
export const bundleOf = (section: PatentsSection, forecast: RoyaltyForecast): Result<Bundle> => {
  const records = bundleRecords(section, forecast, `${forecastPath(forecast)}.patents`);
  if (!records.ok) return records;
  const alone = overlap(section, forecast);
  if (!alone.ok) return alone;
  const twin = section.forecasts.find((other) => other !== forecast && sameSeries(other, forecast));
  const warnings: Failure[] = [...notGranted(records.value)];
  if (twin !== undefined)
    warnings.push({
      code: 'W_SAME_SERIES',
      message: `“${forecast.product}”与“${twin.product}”的收入序列完全相同`,
      path: `${forecastPath(forecast)}.salesFen`,
      remedy: '请核对是否为同一笔收入；同一收入只能计一次',
    });
  return ok({ records: records.value, warnings });
};
