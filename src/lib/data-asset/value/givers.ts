import type { DataAsset } from '../../case/data-assets-section';
import { type DataWorksheet, MEASURED_NUMBERS, type MeasuredNumber } from '../../case/data-pricing';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { type TraceNode, type Unit, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { asEntered } from '../../valuation/rates/share-conversion';
import { NO_CHANGE } from '../../valuation/sheet/change';
import type { InputField } from '../../valuation/sheet/sheet-form';
import { checkSheet } from '../../valuation/sheet/sheet-check';
import { type GivenRate, type Sheet, unused } from '../../valuation/sheet/sheet';
import { decayRate, readHalfLife } from '../pricing/decay';
import { type AssetQuality, qualityOf } from '../quality/quality-of';
import { QUALITY_METHOD, type QualityVersion } from '../quality/quality-version';
import type { DataForm } from './data-form';
import { dataFormOf } from './forms';
import { GIVING_SHEETS, type GivenTerm } from './given-values';
import { halfLifeOf } from './half-life';
import { assetPath, openedSheet, sheetPathOf, sheetTitle } from './opened-sheet';
import { relocatedData } from './sheet-paths';

/** A number that worksheets may take instead of a typed one. */
export interface DataGiver {
  /** Id of a worksheet, or one of `MEASURED_NUMBERS`. */
  readonly id: string;
  /** Kind that a field names in `from`. */
  readonly kind: string;
  readonly name: string;
  readonly unit: Unit;
  readonly result: Result<{
    readonly value: string;
    readonly trace: TraceNode;
    readonly warnings: readonly Failure[];
  }>;
}

/** Every number that an asset has to give, each computed once. */
export interface GiverBook {
  readonly entries: () => readonly DataGiver[];
  /** For an input of a worksheet; `path` is that of the field. */
  readonly take: (from: string, field: InputField, path: string) => Result<GivenRate>;
  readonly quality: AssetQuality;
}

const NAMES: Readonly<Record<MeasuredNumber, string>> = {
  'measured-rows': '画像测得的行数',
  'measured-quality': '质量评价的 α',
  'half-life': '本数据资产的半衰期',
  'decay-rate': '半衰期折成的年衰减率 λ',
};

const MEASURED_UNITS: Readonly<Record<MeasuredNumber, Unit>> = {
  'measured-rows': 'none',
  'measured-quality': 'ratio',
  'half-life': 'year',
  'decay-rate': 'ratio',
};

const rowsTerm = (asset: DataAsset): GivenRate => ({
  value: String(asset.rows),
  basis: null,
  source: leaf({
    id: `data-rows/${asset.id}`,
    label: '画像测得的行数',
    value: String(asset.rows),
    unit: 'none',
    confidence: asset.source.kind === 'own' ? 'verified' : 'secondary',
    source: { kind: 'field', path: `${assetPath(asset)}.rows`, label: `数据画像 › ${asset.title} › 行数` },
    note: `由 ${asset.method} 测得，不取申报的数量`,
  }),
});

const qualityTerm = (asset: DataAsset, { alpha, trace }: AssetQuality): Result<GivenRate> =>
  alpha === null
    ? refuse(
        'E_NOT_EVALUATED',
        '数据质量系数 α 还没有给出：有的维度覆盖不足',
        `${assetPath(asset)}.quality`,
        '请在“质量”页补齐指标，或直接填写 α 并写明来源',
      )
    : ok({ value: alpha, basis: null, source: trace });

type GivingKind = keyof typeof GIVING_SHEETS;
const isGiving = (kind: DataWorksheet['kind']): kind is GivingKind => Object.hasOwn(GIVING_SHEETS, kind);

const isMeasured = (id: string): id is MeasuredNumber => MEASURED_NUMBERS.some((one) => one === id);

const named = (id: string, name: string, { node }: GivenTerm['term']): TraceNode =>
  node.children.length === 0
    ? derive({
        id,
        label: name,
        value: node.value,
        unit: node.unit,
        formula: `取自${node.label}`,
        children: [node],
      })
    : { ...node, id, label: name };

/** Givers of one asset: what is measured, its half-life, and its worksheets that give a number. */
export const giverBook = (
  asset: DataAsset,
  rules: RulesAt,
  valuationDate: PlainDate,
  method: QualityVersion = QUALITY_METHOD,
): GiverBook => {
  const { worksheets } = asset.pricing;
  const quality = qualityOf(asset, rules, undefined, method);
  const known = new Map<string, Result<GivenRate & { readonly warnings: readonly Failure[] }>>();

  const measured = (id: MeasuredNumber): Result<GivenRate> => {
    if (id === 'measured-rows') return ok(rowsTerm(asset));
    if (id === 'measured-quality') return qualityTerm(asset, quality);
    const half = halfLifeOf(asset, rules);
    if (!half.ok) return half;
    const place = { path: `${assetPath(asset)}.pricing.halfLife`, id: `data-half-life/${asset.id}` };
    const term = readHalfLife(place, half.value);
    if (!term.ok) return term;
    const given = id === 'half-life' ? term.value : decayRate(place, term.value);
    return ok({ value: asEntered(given).value ?? '', basis: null, source: given.node });
  };

  const open = (worksheet: DataWorksheet, form: DataForm): Sheet => ({
    ...openedSheet(asset, worksheet, form),
    rules,
    valuationDate,
    id: `data-given/${asset.id}/${worksheet.id}`,
    change: NO_CHANGE,
    carrying: new Set(),
    rateOf: take,
    read: new Set(),
  });

  const compute = (
    worksheet: DataWorksheet,
    kind: GivingKind,
  ): Result<GivenRate & { readonly warnings: readonly Failure[] }> => {
    const form = dataFormOf(kind, rules);
    if (!form.ok) return form;
    const path = sheetPathOf(asset, worksheet);
    const checked = checkSheet(worksheet, form.value, path);
    if (!checked.ok) return checked;
    const sheet = open(worksheet, form.value);
    const place = (failure: Failure): Failure => relocatedData(failure, path, form.value);
    const given = GIVING_SHEETS[kind](sheet);
    if (!given.ok) return fail(place(given.failure));
    const { term, basis, warnings } = given.value;
    return ok({
      value: asEntered(term).value ?? '',
      basis,
      source: named(sheet.id, sheetTitle(worksheet, form.value), term),
      warnings: [...warnings.map(place), ...unused(sheet)],
    });
  };

  const ofWorksheet = (worksheet: DataWorksheet, kind: GivingKind) => {
    const before = known.get(worksheet.id);
    if (before !== undefined) return before;
    const given = compute(worksheet, kind);
    known.set(worksheet.id, given);
    return given;
  };

  const take: GiverBook['take'] = (from, field, path) => {
    const refused = (message: string): Result<never> =>
      refuse('E_UNKNOWN_WORKSHEET', message, path, '请重新选择来历，或直接填写数值');
    if (isMeasured(from))
      return field.from.includes(from) ? measured(from) : refused(`${field.label}不能取自${NAMES[from]}`);
    const worksheet = worksheets.find(({ id }) => id === from);
    if (worksheet === undefined) return refused(`本数据资产没有工作表“${from}”`);
    const { kind } = worksheet;
    return isGiving(kind) && field.from.includes(kind)
      ? ofWorksheet(worksheet, kind)
      : refused(`所取的工作表“${worksheet.title}”给不出${field.label}`);
  };

  const giver = (
    id: string,
    kind: string,
    name: string,
    unit: Unit,
    given: Result<GivenRate & { readonly warnings?: readonly Failure[] }>,
  ): DataGiver => ({
    id,
    kind,
    name,
    unit,
    result: given.ok
      ? ok({ value: given.value.value, trace: given.value.source, warnings: given.value.warnings ?? [] })
      : given,
  });

  return {
    quality,
    take,
    entries: () => [
      ...MEASURED_NUMBERS.map((id) => giver(id, id, NAMES[id], MEASURED_UNITS[id], measured(id))),
      ...worksheets.flatMap((worksheet) => {
        const { kind } = worksheet;
        if (!isGiving(kind)) return [];
        const form = dataFormOf(kind, rules);
        const name = form.ok ? sheetTitle(worksheet, form.value) : worksheet.title;
        return [
          giver(worksheet.id, kind, name, kind === 'decay' ? 'none' : 'ratio', ofWorksheet(worksheet, kind)),
        ];
      }),
    ],
  };
};
