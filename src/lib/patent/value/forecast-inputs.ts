import type { PatentsSection, RoyaltyForecast } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import { parseFenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, type Unit, leaf } from '../../kernel/trace';
import type { RoyaltyInput } from '../../valuation/methods/relief-from-royalty';

/** Inputs of a forecast that a person must enter, with the words of the form. */
const REQUIRED = {
  royaltyRate: '许可费率',
  discountRate: '折现率',
  taxRate: '所得税率',
  economicLifeYears: '经济寿命',
} as const;
type RequiredField = keyof typeof REQUIRED;

export const forecastPath = (forecast: RoyaltyForecast): string =>
  `sections.patents.forecasts[${forecast.id}]`;

/** A forecast without gaps. */
export interface CompleteForecast {
  readonly royalty: Omit<RoyaltyInput, 'lifeYears'>;
  readonly economicLife: Decimal;
}

const required = (forecast: RoyaltyForecast, field: RequiredField): Result<Decimal> => {
  const text = forecast[field];
  return text === null
    ? refuse(
        'E_MISSING',
        `“${forecast.product}”缺${REQUIRED[field]}，不能计算`,
        `${forecastPath(forecast)}.${field}`,
        `请填写${REQUIRED[field]}及其来源；缺数不按 0 处理`,
      )
    : ok(new Decimal(text));
};

/** Turns a forecast into method inputs. The first gap stops it: `E_MISSING`, path names the field. */
export const completeForecast = (forecast: RoyaltyForecast): Result<CompleteForecast> => {
  const royaltyRate = required(forecast, 'royaltyRate');
  if (!royaltyRate.ok) return royaltyRate;
  const discountRate = required(forecast, 'discountRate');
  if (!discountRate.ok) return discountRate;
  const taxRate = required(forecast, 'taxRate');
  if (!taxRate.ok) return taxRate;
  const economicLife = required(forecast, 'economicLifeYears');
  if (!economicLife.ok) return economicLife;
  const netSalesFen: bigint[] = [];
  for (const [index, text] of forecast.salesFen.entries()) {
    const fen = parseFenText(text, `${forecastPath(forecast)}.salesFen[${index}]`);
    if (!fen.ok) return fen;
    netSalesFen.push(fen.value);
  }
  return ok({
    royalty: {
      netSalesFen,
      royaltyRate: royaltyRate.value,
      discountRate: discountRate.value,
      taxRate: taxRate.value,
      discountBasis: forecast.discountBasis,
      timing: forecast.timing,
    },
    economicLife: economicLife.value,
  });
};

/** Trace leaf of an entered field: `secondary` with a source text, `assumption` without. */
export const enteredLeaf = (
  forecast: RoyaltyForecast,
  field: string,
  label: string,
  value: string | null,
  unit: Unit,
  source: string,
): TraceNode =>
  leaf({
    id: `forecasts/${forecast.id}/${field}`,
    label,
    value,
    unit,
    confidence: source.trim() === '' ? 'assumption' : 'secondary',
    source: {
      kind: 'field',
      path: `${forecastPath(forecast)}.${field}`,
      label: `收益预测 › ${forecast.product} › ${label}`,
    },
    note: source.trim() === '' ? '未写来源' : `来源：${source}`,
  });

export const findForecast = (section: PatentsSection, id: string): Result<RoyaltyForecast> => {
  const forecast = section.forecasts.find((f) => f.id === id);
  return forecast === undefined
    ? refuse(
        'E_UNKNOWN_FORECAST',
        `案卷中没有收益预测“${id}”`,
        'sections.patents.forecasts',
        '请从收益预测清单中选择',
      )
    : ok(forecast);
};
