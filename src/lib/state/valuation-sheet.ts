import type { PatentsSection, RoyaltyForecast } from '../case/patents-section';
import type { EnteredInput, Worksheet } from '../case/worksheet';
import type { Unit } from '../kernel/trace';
import type { RateEntry } from '../patent/value/asset-valuation';
import type { WorksheetForm } from '../patent/worksheet/worksheet-form';
import type { InputField } from '../valuation/sheet/sheet-form';
import { enteredUnit } from './entered-units';
import { percentText } from './field-readers';
import { type EnteredPart, inputOf, rowsOf, seriesOf } from './sheet-edits';

/** One input as the printed sheet shows it. */
export interface SheetLine {
  readonly label: string;
  /** As entered, with its unit; `未填` where nobody said anything. */
  readonly value: string;
  /** `null` where no ground is asked for. */
  readonly source: string | null;
}

const MISSING = '未填';

/** Thousands apart, for the eye. */
const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
};

const withUnit = (value: string | null, unit: Unit): string => {
  const { label, show } = enteredUnit(unit);
  return value === null ? MISSING : `${grouped(show(value))}${label === '' ? '' : ` ${label}`}`;
};

/** What a rate taken from elsewhere is, and where from. */
const givenBy = (id: string, rates: readonly RateEntry[], section: PatentsSection): string => {
  const rate = rates.find(({ worksheet }) => worksheet === id);
  const name = section.worksheets.find((w) => w.id === id)?.product ?? id;
  const value = rate?.result.ok === true ? `${percentText(rate.result.value.value)} %` : '还算不出来';
  return `${value}（由工作表“${name}”给出）`;
};

const byYear = (values: readonly (string | null)[], unit: Unit): string => {
  const { show } = enteredUnit(unit);
  if (values.length === 0) return MISSING;
  return values.map((v, i) => `第 ${i + 1} 年 ${v === null ? MISSING : grouped(show(v))}`).join('；');
};

const seriesLabel = (label: string, unit: Unit): string => {
  const own = enteredUnit(unit).label;
  return own === '' ? label : `${label}（${own}）`;
};

interface Given {
  readonly section: PatentsSection;
  readonly rates: readonly RateEntry[];
}

/** Inputs of a forecast with their grounds. */
export const forecastLines = (f: RoyaltyForecast, { section, rates }: Given): readonly SheetLine[] => {
  const rate = (value: string | null, from: string | null): string =>
    from === null ? withUnit(value, 'ratio') : givenBy(from, rates, section);
  const spread = f.uncertainty;
  const between = (low: string, high: string): string => `${percentText(low)} – ${percentText(high)} %`;
  return [
    { label: '净销售额（万元）', value: byYear(f.salesFen, 'fen'), source: f.salesSource },
    { label: '许可费率 k', value: rate(f.royaltyRate, f.royaltyFrom), source: f.royaltySource },
    {
      label: `折现率 r${f.discountFrom === null ? `（${f.discountBasis === 'pre-tax' ? '税前' : '税后'}）` : ''}`,
      value: rate(f.discountRate, f.discountFrom),
      source: f.discountSource,
    },
    { label: '所得税率 T', value: withUnit(f.taxRate, 'ratio'), source: f.discountSource },
    { label: '折现时点', value: f.timing === 'mid-year' ? '年中' : '年末', source: null },
    { label: '经济寿命', value: withUnit(f.economicLifeYears, 'year'), source: f.economicLifeSource },
    ...(spread === null
      ? []
      : [
          {
            label: '模拟上下限',
            value: `收入 ${between(spread.salesLow, spread.salesHigh)}；k ${between(spread.royaltyLow, spread.royaltyHigh)}；r ${between(spread.discountLow, spread.discountHigh)}；${spread.draws} 次，种子“${spread.seed}”`,
            source: spread.source,
          },
        ]),
  ];
};

const inputLine = (field: InputField, entered: EnteredInput, prefix: string, given: Given): SheetLine => ({
  label: `${prefix}${field.label}`,
  value:
    entered.from === null
      ? withUnit(entered.value, field.unit)
      : givenBy(entered.from, given.rates, given.section),
  source: entered.source,
});

type Fields = Pick<WorksheetForm, 'choices' | 'inputs' | 'series'>;

/** What can be left out and was left out is not printed. */
const partLines = (fields: Fields, part: EnteredPart, prefix: string, given: Given): readonly SheetLine[] => [
  ...fields.choices.flatMap(({ key, label, options }): SheetLine[] => {
    const chosen = part.choices[key];
    const title = options.find(({ value }) => value === chosen)?.label ?? chosen ?? MISSING;
    return [{ label: `${prefix}${label}`, value: title, source: null }];
  }),
  ...fields.inputs.flatMap((field): SheetLine[] => {
    const entered = inputOf(part, field.key);
    if (field.optional && entered.value === null && entered.from === null) return [];
    return [inputLine(field, entered, prefix, given)];
  }),
  ...fields.series.flatMap(({ key, label, unit }): SheetLine[] => {
    const { values, source } = seriesOf(part, key);
    return [{ label: `${prefix}${seriesLabel(label, unit)}`, value: byYear(values, unit), source }];
  }),
];

/** Inputs of a worksheet with their grounds, rows by their title. */
export const worksheetLines = (
  worksheet: Worksheet,
  form: WorksheetForm,
  given: Given,
): readonly SheetLine[] => [
  ...partLines(form, worksheet, '', given),
  ...form.rows.flatMap((field) =>
    rowsOf(worksheet, field).flatMap((row) => partLines(field, row, `${row.title} › `, given)),
  ),
  ...(worksheet.note === '' ? [] : [{ label: '说明', value: worksheet.note, source: null }]),
];
