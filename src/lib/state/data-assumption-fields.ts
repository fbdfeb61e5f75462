import type { DataAsset } from '../case/data-assets-section';
import type { DataPricing, DataWorksheet } from '../case/data-pricing';
import type { DataForm } from '../data-asset/value/data-form';
import { type Assumption, assumptionAt, enteredFields } from './assumption-fields';
import { fit } from './assumption-text';

/** What a person assumed to price a data asset, as the log of assumptions keeps it. */

/** Words of the forms; `null` while they are not known. Only the words of an entry depend on them. */
export type DataForms = readonly DataForm[] | null;

const NAME = 60;

const SAID = {
  unknown: null,
  measured: '按测得的占比扣减',
  share: '填写占比扣减',
  counted: '已计入别处',
} as const;
const EFFECTS = { duplicates: '重复记录', overlap: '重叠记录', personal: '个人信息不可用的记录' } as const;
/** Within the interval is where a case begins. */
const QUALITY = { interval: null, low: '取低端' } as const;

const placeOf = ({ id }: DataAsset): string => `sections.dataAssets.assets[${id}].pricing`;

const sheetFields = (
  at: string,
  asset: string,
  sheet: DataWorksheet,
  forms: DataForms,
): readonly Assumption[] => {
  const form = forms?.find(({ kind }) => kind === sheet.kind);
  const own = sheet.title === '' ? (form?.title ?? sheet.kind) : sheet.title;
  const called = `${asset} · ${fit(own, NAME)}`;
  const place = `${at}.worksheets[${sheet.id}]`;
  return [
    assumptionAt(place, `${called} · 测算表`, '已建'),
    ...enteredFields(place, called, sheet, form),
    ...Object.entries(sheet.ranges).flatMap(([key, { low, high, source }]) => {
      const name = form?.levers.find((lever) => lever.key === key)?.label ?? key;
      const range = (end: string, label: string, text: string) =>
        assumptionAt(`${place}.ranges.${key}.${end}`, `${called} · ${name} ${label}`, text);
      return [range('low', '下限', low), range('high', '上限', high), range('source', '上下限依据', source)];
    }),
    ...Object.entries(sheet.rows).flatMap(([list, rows]) => {
      const rowForm = form?.rows.find(({ key }) => key === list);
      return rows.flatMap((row) => {
        const title = `${called} · ${rowForm?.item ?? list}“${fit(row.title, NAME)}”`;
        const rowPlace = `${place}.rows.${list}[${row.id}]`;
        return [
          assumptionAt(rowPlace, title, row.title === '' ? '（未命名）' : row.title),
          ...enteredFields(rowPlace, title, row, rowForm),
        ];
      });
    }),
  ];
};

const splitFields = (at: string, asset: string, split: DataPricing['split']): readonly Assumption[] =>
  split === null
    ? []
    : [
        assumptionAt(`${at}.split.measure`, `${asset} · 来源拆分的效用`, split.measure),
        assumptionAt(`${at}.split.source`, `${asset} · 来源拆分依据`, split.source),
        ...Object.entries(split.utilities).map(([members, utility]) =>
          assumptionAt(`${at}.split.utilities[${members}]`, `${asset} · 来源组合“${members}”的效用`, utility),
        ),
      ];

/** Worksheets, limits, weights, effects on the price, half-life, terms of the pledge and split of one data asset. */
export const dataPricingFields = (asset: DataAsset, forms: DataForms): readonly Assumption[] => {
  const { worksheets, reconciliation, effects, halfLife, pledge, split } = asset.pricing;
  const at = placeOf(asset);
  const called = fit(asset.title, NAME);
  const of = (key: string, label: string, text: string | null): Assumption =>
    assumptionAt(`${at}.${key}`, `${called} · ${label}`, text);
  return [
    ...worksheets.flatMap((sheet) => sheetFields(at, called, sheet, forms)),
    of('reconciliation.main', '主方法', reconciliation.main),
    ...reconciliation.weights.map(({ entry, weight }) =>
      of(`reconciliation.weights[${entry}]`, `调和权重（${entry}）`, weight),
    ),
    ...(['duplicates', 'overlap', 'personal'] as const).flatMap((key) => {
      const { said, share, source } = effects[key];
      return [
        of(`effects.${key}.said`, `${EFFECTS[key]}如何扣减`, SAID[said]),
        of(`effects.${key}.share`, `${EFFECTS[key]}占比`, share),
        of(`effects.${key}.source`, `${EFFECTS[key]}依据`, source),
      ];
    }),
    of('halfLife.years', '半衰期（年）', halfLife.years),
    of('halfLife.kind', '半衰期类别', halfLife.kind),
    of('halfLife.source', '半衰期依据', halfLife.source),
    of('pledge.termYears', '质押期限（年）', pledge.termYears),
    of('pledge.source', '质押期限依据', pledge.source),
    of('pledge.quality', '质量系数取值', QUALITY[pledge.quality]),
    ...splitFields(at, called, split),
  ];
};
