import type { RoyaltyForecast } from '../../case/patents-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { parseFenText } from '../../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { CONSTRAINTS } from '../../valuation/constraints';
import type { RoyaltyInput } from '../../valuation/methods/relief-from-royalty';
import { type BundleLegalLife, bundleLegalLife } from '../calendar/bundle-legal-life';
import type { GivenRate } from '../../valuation/sheet/sheet';
import { sameSeries } from './bundle';
import { enteredLeaf, forecastPath } from './forecast-inputs';
import { bundleOfUse, valueUses } from './value-use';
import type { ValuingContext } from './valuing-context';

/** A forecast with its rates, its bundle and its life, complete enough to be valued or simulated. */
export interface ReadForecast {
  readonly royalty: Omit<RoyaltyInput, 'lifeYears'>;
  readonly economicLife: Decimal;
  readonly legal: BundleLegalLife;
  /** Reasons of k and r: the field, or the worksheet that gives them. */
  readonly royaltyNode: TraceNode;
  readonly discountNode: TraceNode;
  readonly warnings: readonly Failure[];
}

interface Sourced {
  readonly value: Decimal;
  readonly node: TraceNode;
}

const PLAIN = /^-?(0|[1-9]\d*)(\.\d+)?$/;

const missing = (forecast: RoyaltyForecast, field: string, label: string): Result<never> =>
  refuse(
    'E_MISSING',
    `“${forecast.product}”缺${label}，不能计算`,
    `${forecastPath(forecast)}.${field}`,
    `请填写${label}及其来源；缺数不按 0 处理`,
  );

const typed = (
  forecast: RoyaltyForecast,
  field: 'royaltyRate' | 'discountRate' | 'taxRate' | 'economicLifeYears',
  label: string,
): Result<Decimal> => {
  const text = forecast[field];
  if (text === null) return missing(forecast, field, label);
  return PLAIN.test(text)
    ? ok(new Decimal(text))
    : refuse(
        'E_NUMBER',
        `${label}“${text.slice(0, 40)}”不是十进制数字`,
        `${forecastPath(forecast)}.${field}`,
        '请填写普通数字，例如 0.15；科学计数法可能已丢失精度，不接受',
      );
};

/** A rate typed in or taken from a worksheet, never both. */
const rate = (
  forecast: RoyaltyForecast,
  field: 'royaltyRate' | 'discountRate',
  from: string | null,
  label: string,
  leafLabel: string,
  source: string,
  take: (path: string, from: string) => Result<GivenRate>,
): Result<Sourced> => {
  if (from === null) {
    const value = typed(forecast, field, label);
    return value.ok
      ? ok({
          value: value.value,
          node: enteredLeaf(forecast, field, leafLabel, decimalText(value.value), 'ratio', source),
        })
      : value;
  }
  const path = `${forecastPath(forecast)}.${field === 'royaltyRate' ? 'royaltyFrom' : 'discountFrom'}`;
  if (forecast[field] !== null)
    return refuse(
      'E_TWO_SOURCES',
      `“${forecast.product}”的${label}既填了数，又取自工作表`,
      path,
      '请只留一种：清空填写的数，或不再引用工作表',
    );
  const given = take(path, from);
  if (!given.ok) return given;
  const { value, source: node, basis } = given.value;
  return basis === null || basis === forecast.discountBasis
    ? ok({ value: new Decimal(value), node })
    : refuse(
        'E_TAX_BASIS',
        `所取的工作表给出的是${basis === 'pre-tax' ? '税前' : '税后'}折现率，“${forecast.product}”选的是${basis === 'pre-tax' ? '税后' : '税前'}口径，不能混用`,
        path,
        '请把两者换成同一口径',
        CONSTRAINTS.taxBasis,
      );
};

const sales = (forecast: RoyaltyForecast): Result<readonly bigint[]> => {
  const netSalesFen: bigint[] = [];
  for (const [index, text] of forecast.salesFen.entries()) {
    const fen = parseFenText(text, `${forecastPath(forecast)}.salesFen[${index}]`);
    if (!fen.ok) return fen;
    netSalesFen.push(fen.value);
  }
  return ok(netSalesFen);
};

/** Two products with the very same sales: perhaps one revenue under two names. */
const twins = ({ caseRecord }: ValuingContext, forecast: RoyaltyForecast): readonly Failure[] => {
  const twin = caseRecord.sections.patents.forecasts.find(
    (other) => other.id !== forecast.id && sameSeries(other, forecast),
  );
  return twin === undefined
    ? []
    : [
        {
          code: 'W_SAME_SERIES',
          message: `“${forecast.product}”与“${twin.product}”的收入序列完全相同`,
          path: `${forecastPath(forecast)}.salesFen`,
          remedy: '请核对是否为同一笔收入；同一收入只能计一次',
        },
      ];
};

/**
 * Reads what a forecast needs. Fails with the codes of `bundleOfUse`, `bundleLegalLife` and `RateBook.take`, `E_MISSING`,
 * `E_NUMBER`, `E_TWO_SOURCES` (a rate typed in and taken from a worksheet) and `E_TAX_BASIS`.
 */
export const readForecast = (context: ValuingContext, forecast: RoyaltyForecast): Result<ReadForecast> => {
  const { caseRecord, rates } = context;
  const section = caseRecord.sections.patents;
  const use = valueUses(section).find(({ id }) => id === forecast.id);
  if (use === undefined) throw new Error('forecast of the case expected');
  const bundle = bundleOfUse(section, use);
  if (!bundle.ok) return bundle;
  const k = rate(
    forecast,
    'royaltyRate',
    forecast.royaltyFrom,
    '许可费率',
    '许可费率 k',
    forecast.royaltySource,
    (path, from) =>
      rates.take(from, 'royalty-rate', ['share-adjustment', 'share-conversion', 'licence-rate'], path),
  );
  if (!k.ok) return k;
  const r = rate(
    forecast,
    'discountRate',
    forecast.discountFrom,
    '折现率',
    `${forecast.discountBasis === 'pre-tax' ? '税前' : '税后'}折现率 r`,
    forecast.discountSource,
    (path, from) => rates.take(from, 'discount-rate', ['risk-build-up', 'capital-cost'], path),
  );
  if (!r.ok) return r;
  const taxRate = typed(forecast, 'taxRate', '所得税率');
  if (!taxRate.ok) return taxRate;
  const economicLife = typed(forecast, 'economicLifeYears', '经济寿命');
  if (!economicLife.ok) return economicLife;
  const netSalesFen = sales(forecast);
  if (!netSalesFen.ok) return netSalesFen;
  const { records, warnings } = bundle.value;
  const legal = bundleLegalLife(
    caseRecord,
    `patent-value/${forecast.id}/legal-life`,
    records,
    context.valuationDate,
    context.life,
  );
  if (!legal.ok) return legal;
  return ok({
    royalty: {
      netSalesFen: netSalesFen.value,
      royaltyRate: k.value.value,
      discountRate: r.value.value,
      taxRate: taxRate.value,
      discountBasis: forecast.discountBasis,
      timing: forecast.timing,
    },
    economicLife: economicLife.value,
    legal: legal.value,
    royaltyNode: k.value.node,
    discountNode: r.value.node,
    warnings: [...warnings, ...twins(context, forecast)],
  });
};
