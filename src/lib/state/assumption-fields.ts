import type { Appraisal, ExpertAnswer, ReconciliationRecord, RoyaltyForecast } from '../case/patents-section';
import type { EnteredInput, EnteredSeries, Worksheet } from '../case/worksheet';
import type { WorksheetForm } from '../patent/worksheet/worksheet-form';
import { fit } from './assumption-text';
import { wanText } from './field-readers';

/** One assumption of the case: where it stands, what it is called, its exact text (`null` = empty). */
export interface Assumption {
  readonly field: string;
  readonly label: string;
  readonly text: string | null;
}

const PATENTS = 'sections.patents';
const FIELD = 500;
const LABEL = 200;
const TEXT = 4_000;
const PRODUCT = 60;
/** So much of a seal tells it from any other. */
const SEAL = 16;

/** @param field from `sections` on */
export const assumptionAt = (field: string, label: string, text: string | null): Assumption => ({
  field: fit(field, FIELD),
  label: fit(label, LABEL),
  text: text === null || text === '' ? null : fit(text, TEXT),
});

const assumption = (field: string, label: string, text: string | null): Assumption =>
  assumptionAt(`${PATENTS}.${field}`, label, text);

const listText = (ids: readonly string[]): string | null =>
  ids.length === 0 ? null : `${ids.length} 件：${[...ids].sort().join('、')}`;

const BASIS = { 'pre-tax': '税前', 'post-tax': '税后' } as const;
const TIMING = { 'end-year': '年末', 'mid-year': '年中' } as const;

/** Limits of the simulation. */
const spreadFields = (at: string, called: string, forecast: RoyaltyForecast): readonly Assumption[] => {
  const spread = forecast.uncertainty;
  if (spread === null) return [];
  const of = (key: keyof typeof spread, label: string): Assumption =>
    assumption(`${at}.uncertainty.${key}`, `${called} · ${label}`, String(spread[key]));
  return [
    of('salesLow', '收入最低（倍数）'),
    of('salesHigh', '收入最高（倍数）'),
    of('royaltyLow', '费率最低'),
    of('royaltyHigh', '费率最高'),
    of('discountLow', '折现率最低'),
    of('discountHigh', '折现率最高'),
    of('source', '上下限依据'),
    of('seed', '随机种子'),
    of('draws', '模拟次数'),
  ];
};

export const forecastFields = (forecast: RoyaltyForecast): readonly Assumption[] => {
  const at = `forecasts[${forecast.id}]`;
  const called = fit(forecast.product, PRODUCT);
  const of = (key: string, label: string, text: string | null): Assumption =>
    assumption(`${at}.${key}`, `${called} · ${label}`, text);
  return [
    of('patents', '组合专利', listText(forecast.patents)),
    ...forecast.salesFen.map((fen, i) =>
      of(`salesFen[${i + 1}]`, `第 ${i + 1} 年销售收入`, `${wanText(fen)} 万元`),
    ),
    of('salesSource', '销售收入依据', forecast.salesSource),
    of('royaltyRate', '许可费率 k', forecast.royaltyRate),
    of('royaltyFrom', '许可费率取自测算表', forecast.royaltyFrom),
    of('royaltySource', '许可费率依据', forecast.royaltySource),
    of('discountRate', '折现率 r', forecast.discountRate),
    of('discountFrom', '折现率取自测算表', forecast.discountFrom),
    of('discountBasis', '折现率口径', BASIS[forecast.discountBasis]),
    of('discountSource', '折现率依据', forecast.discountSource),
    of('taxRate', '所得税率 T', forecast.taxRate),
    of('timing', '折现时点', TIMING[forecast.timing]),
    of('economicLifeYears', '经济寿命（年）', forecast.economicLifeYears),
    of('economicLifeSource', '经济寿命依据', forecast.economicLifeSource),
    ...spreadFields(at, called, forecast),
    ...forecast.shares.flatMap(({ patent, share, source }) => [
      of(`shares[${patent}]`, `贡献份额（${patent}）`, share),
      of(`shares[${patent}].source`, `贡献份额依据（${patent}）`, source),
    ]),
  ];
};

interface Named {
  readonly key: string;
  readonly label: string;
}

/** A key in the words of the form; the key itself while the form is not known. */
const named = (fields: readonly Named[] | undefined, key: string): string =>
  fields?.find((field) => field.key === key)?.label ?? key;

interface Entered {
  readonly choices: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, EnteredInput>>;
  readonly series: Readonly<Record<string, EnteredSeries>>;
}

/** What the words of an entry are taken from. */
export interface EnteredForm {
  readonly choices: readonly Named[];
  readonly inputs: readonly Named[];
  readonly series: readonly Named[];
}

/** @param at from `sections` on */
export const enteredFields = (
  at: string,
  called: string,
  { choices, inputs, series }: Entered,
  form: EnteredForm | undefined,
): readonly Assumption[] => [
  ...Object.entries(choices).map(([key, chosen]) => {
    const field = form?.choices.find((choice) => choice.key === key);
    return assumptionAt(`${at}.choices.${key}`, `${called} · ${field?.label ?? key}`, chosen);
  }),
  ...Object.entries(inputs).flatMap(([key, { value, source, from }]) => {
    const label = `${called} · ${named(form?.inputs, key)}`;
    return [
      assumptionAt(`${at}.inputs.${key}`, label, value),
      assumptionAt(`${at}.inputs.${key}.from`, `${label} 取自测算表`, from),
      assumptionAt(`${at}.inputs.${key}.source`, `${label} 依据`, source),
    ];
  }),
  ...Object.entries(series).flatMap(([key, { values, source }]) => {
    const label = `${called} · ${named(form?.series, key)}`;
    return [
      ...values.map((value, i) =>
        assumptionAt(`${at}.series.${key}[${i + 1}]`, `${label} 第 ${i + 1} 年`, value),
      ),
      assumptionAt(`${at}.series.${key}.source`, `${label} 依据`, source),
    ];
  }),
];

export const worksheetFields = (
  sheet: Worksheet,
  forms: readonly WorksheetForm[] | null,
): readonly Assumption[] => {
  const form = forms?.find(({ kind }) => kind === sheet.kind);
  const at = `worksheets[${sheet.id}]`;
  const called = `${fit(sheet.product, PRODUCT)} · ${form?.title ?? sheet.kind}`;
  return [
    assumption(at, `${called} · 测算表`, '已建'),
    assumption(`${at}.patents`, `${called} · 组合专利`, listText(sheet.patents)),
    ...enteredFields(`${PATENTS}.${at}`, called, sheet, form),
    ...Object.entries(sheet.rows).flatMap(([list, rows]) => {
      const rowForm = form?.rows.find(({ key }) => key === list);
      return rows.flatMap((row) => {
        const title = `${called} · ${rowForm?.item ?? list}“${fit(row.title, PRODUCT)}”`;
        const place = `${at}.rows.${list}[${row.id}]`;
        return [
          assumption(place, title, row.title === '' ? '（未命名）' : row.title),
          ...enteredFields(`${PATENTS}.${place}`, title, row, rowForm),
        ];
      });
    }),
  ];
};

export const reconciliationFields = ({ product, weights }: ReconciliationRecord): readonly Assumption[] =>
  weights.map(({ entry, weight }) =>
    assumption(
      `reconciliations[${fit(product, PRODUCT)}].weights[${entry}]`,
      `${fit(product, PRODUCT)} · 调和权重（${entry}）`,
      weight,
    ),
  );

export const answerFields = ({ patent, indicator, answer, by }: ExpertAnswer): readonly Assumption[] => [
  assumption(
    `answers[${patent}][${indicator}][${fit(by, PRODUCT)}]`,
    `专家判断 ${patent} · ${fit(indicator, PRODUCT)} · ${fit(by, PRODUCT)}`,
    answer.kind === 'option' ? answer.option : answer.number,
  ),
];

/** A sealed blind appraisal: beginning anew after both were seen is a trial too. An open one says nothing. */
export const sealFields = ({ by, seal }: Appraisal): readonly Assumption[] => [
  assumption(
    `appraisals[${fit(by, PRODUCT)}].seal`,
    `盲评封条 · ${fit(by, PRODUCT)}`,
    seal === null ? null : seal.slice(0, SEAL),
  ),
];

export const schemeFields = (scheme: string, scenario: string): readonly Assumption[] => [
  assumption('scheme', '评分方案', scheme),
  assumption('scenario', '评分场景', scenario),
];
