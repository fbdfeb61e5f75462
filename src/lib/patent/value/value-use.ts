import type { PatentRecord, PatentsSection } from '../../case/patents-section';
import type { Subject } from '../../case/exchange';
import { productKey } from '../../case/product-key';
import type { WorksheetKind } from '../../case/worksheet';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../../valuation/constraints';
import { revenueOnce } from '../../valuation/methods/revenue-once';
import { countsIncome } from '../worksheet/forms';
import { worksheetPath } from '../worksheet/sheet-path';
import { givesValue } from '../worksheet/value-sheets';
import { type Bundle, bundleRecords, notGranted } from './bundle';
import { forecastPath } from './forecast-inputs';

/** A forecast or worksheet that values the bundle behind a product. */
export interface ValueUse {
  readonly id: string;
  readonly kind: 'relief-from-royalty' | WorksheetKind;
  readonly product: string;
  readonly patents: readonly string[];
  /** Path of the forecast or worksheet. */
  readonly path: string;
}

/** Everything in a case that gives a value, forecasts first, each list in its order. */
export const valueUses = (section: PatentsSection): readonly ValueUse[] => [
  ...section.forecasts.map((forecast) => ({
    id: forecast.id,
    kind: 'relief-from-royalty' as const,
    product: forecast.product,
    patents: forecast.patents,
    path: forecastPath(forecast),
  })),
  ...section.worksheets.flatMap((worksheet) => {
    const { id, kind, product, patents } = worksheet;
    return givesValue(kind) ? [{ id, kind, product, patents, path: worksheetPath(worksheet) }] : [];
  }),
];

/** What a value is about: the bundle of patents behind one product. */
export const useSubject = ({ id, product, patents }: ValueUse): Subject => ({
  kind: 'patent-pool',
  id,
  title: `${product}（${patents.length} 件专利）`,
});

const bundleName = ({ patents }: ValueUse): string => [...patents].sort().join('、');

const titleOf = (section: PatentsSection, id: string): string =>
  section.records.find((record) => record.id === id)?.title ?? id;

const bundleTitle = (section: PatentsSection, { patents }: ValueUse): string => {
  const first = titleOf(section, patents[0] ?? '');
  return patents.length > 1 ? `${first} 等 ${patents.length} 件` : first;
};

/** Two ways of valuing one product and bundle stand side by side; anything else that meets counts something twice. */
const clash = (section: PatentsSection, use: ValueUse, other: ValueUse): Failure | null => {
  const shared = use.patents.find((id) => other.patents.includes(id));
  if (productKey(use.product) !== productKey(other.product))
    return shared === undefined
      ? null
      : {
          code: 'E_BUNDLE_OVERLAP',
          message: `专利“${titleOf(section, shared)}”同时在“${use.product}”和“${other.product}”的组合中`,
          path: `${use.path}.patents`,
          remedy:
            '分成率对一个组合只用一次，同一专利不能在两个产品中各估一次：请把共用专利的两个产品合并为一个组合，或只保留在一处',
          rule: CONSTRAINTS.rateOncePerBundle,
        };
  const sameBundle = bundleName(use) === bundleName(other);
  if (sameBundle && use.kind !== other.kind) return null;
  if (!sameBundle && !(countsIncome(use.kind) && countsIncome(other.kind)))
    return {
      code: 'E_BUNDLE_DIFFERS',
      message: `产品“${use.product}”的几种方法估的不是同一个专利组合`,
      path: `${use.path}.patents`,
      remedy: '并列比较的方法须针对同一组专利：请统一组合，或另起产品名称',
      rule: CONSTRAINTS.revenueOnce,
    };
  const [twice] = revenueOnce(
    [other, use].map((one) => ({
      id: one.id,
      product: one.product,
      bundle: bundleName(one),
      patents: one.patents,
    })),
    { path: '', id: '' },
  );
  if (twice === undefined) return null;
  const message = sameBundle
    ? `产品“${use.product}”的同一专利组合用同一种方法估了不止一次`
    : `产品“${use.product}”的收入在“${bundleTitle(section, other)}”与“${bundleTitle(section, use)}”两个组合中重复计入`;
  return { ...twice, message, path: `${use.path}.product` };
};

const filedBeforeGrant = (records: readonly PatentRecord[]): Result<undefined> => {
  for (const { id, title, filingDate, grantDate } of records)
    if (filingDate !== null && grantDate !== null && filingDate > grantDate)
      return refuse(
        'E_FILING_AFTER_GRANT',
        `“${title}”的申请日 ${filingDate} 晚于授权公告日 ${grantDate}`,
        `sections.patents.records[${id}].filingDate`,
        '请对照专利登记簿副本核对两个日期',
        CONSTRAINTS.grantedAfterFiling,
      );
  return ok(undefined);
};

/**
 * The patents behind a forecast or worksheet. Fails as `bundleRecords`, and with `E_BUNDLE_OVERLAP` (a patent valued
 * behind two products), `E_REVENUE_TWICE` (one product's income counted for two bundles), `E_RATE_TWICE` (one method
 * twice on one bundle), `E_BUNDLE_DIFFERS`, `E_FILING_AFTER_GRANT`. Entries without patents stand in nobody's way.
 */
export const bundleOfUse = (section: PatentsSection, use: ValueUse): Result<Bundle> => {
  const records = bundleRecords(section, use, `${use.path}.patents`);
  if (!records.ok) return records;
  for (const other of valueUses(section)) {
    if (other.id === use.id || other.patents.length === 0) continue;
    const failure = clash(section, use, other);
    if (failure !== null) return fail(failure);
  }
  const dates = filedBeforeGrant(records.value);
  return dates.ok ? ok({ records: records.value, warnings: notGranted(records.value) }) : dates;
};
