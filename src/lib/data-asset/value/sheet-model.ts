import type { DataAsset } from '../../case/data-assets-section';
import type { DataWorksheet, DataWorksheetKind } from '../../case/data-pricing';
import { Decimal, decimalToFen } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, mapResult, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import type { MethodValue } from '../../valuation/method-value';
import { type Change, NO_CHANGE } from '../../valuation/sheet/change';
import { checkSheet } from '../../valuation/sheet/sheet-check';
import { type Sheet, unused } from '../../valuation/sheet/sheet';
import type { DataFlow } from '../pricing/data-terms';
import type { Utility } from '../pricing/modified-cost';
import { valueAdjustedCost, valueDeyang, valueModifiedCost } from './cost-values';
import type { DataForm } from './data-form';
import { dataFormOf } from './forms';
import type { EffectReading } from './effects';
import type { GiverBook } from './givers';
import {
  valueDirect,
  valueExcess,
  valueExcessEarnings,
  valueIncrement,
  valueRoyalty,
  valueScenes,
  valueShare,
} from './income-values';
import { valueMarket } from './market-values';
import { openedSheet, sheetPathOf } from './opened-sheet';
import { relocatedData } from './sheet-paths';

/** Everything that pricing one asset reads. */
export interface PricingContext {
  readonly asset: DataAsset;
  readonly rules: RulesAt;
  readonly valuationDate: PlainDate;
  readonly givers: GiverBook;
  /** How estimated shares are taken off. */
  readonly reading: Exclude<EffectReading, 'low'>;
}

/** A value with what some methods say beside it. */
export type SheetValue = MethodValue & {
  readonly flows?: readonly DataFlow[];
  readonly parts?: Utility;
};

interface ValueSheet {
  readonly value: (sheet: Sheet) => Result<SheetValue>;
  /** Amounts that the level multiplies: keys of the worksheet, `list.key` for items of a list. */
  readonly carrying: readonly string[];
  /** The level multiplies the result: prices of public cases are not the person's to move. */
  readonly scaled?: boolean;
}

const VALUE_SHEETS: Partial<Readonly<Record<DataWorksheetKind, ValueSheet>>> = {
  'modified-cost': { value: valueModifiedCost, carrying: ['totalCost', 'costItems.amount'] },
  'adjusted-cost': { value: valueAdjustedCost, carrying: ['totalCost', 'costItems.amount'] },
  deyang: { value: valueDeyang, carrying: ['directCost', 'labourCost', 'equipmentCost'] },
  'direct-income': { value: valueDirect, carrying: ['profit'] },
  'share-income': { value: valueShare, carrying: ['income'] },
  'scene-income': { value: valueScenes, carrying: ['scenes.income'] },
  'incremental-income': { value: valueIncrement, carrying: ['withData', 'withoutData'] },
  'relief-from-royalty': { value: valueRoyalty, carrying: ['revenue'] },
  'excess-income': { value: valueExcess, carrying: ['income'] },
  'multi-period-excess': { value: valueExcessEarnings, carrying: ['operatingProfit'] },
  market: { value: valueMarket, carrying: [], scaled: true },
};

/** Whether a worksheet of this kind gives a value that may be weighed; an option never is. */
export const givesValue = (kind: DataWorksheetKind): boolean => Object.hasOwn(VALUE_SHEETS, kind);

/** A valued worksheet that can be valued again with inputs moved. */
export interface SheetModel {
  readonly context: PricingContext;
  readonly worksheet: DataWorksheet;
  readonly form: DataForm;
  readonly path: string;
  readonly id: string;
  readonly value: SheetValue;
  readonly warnings: readonly Failure[];
  /** Fails as the method does; paths name fields of the worksheet. */
  readonly at: (change: Change) => Result<SheetValue>;
  /** Where an input stands now; `null` when the chosen way does not use it. */
  readonly standsAt: (lever: string) => Decimal | null;
}

const scaledTo = (value: SheetValue, level: Decimal): SheetValue => {
  const total = value.total.times(level);
  return { ...value, total, valueFen: decimalToFen(total) };
};

const PARTS = ['quality', 'circulation', 'monopoly', 'risk'] as const;

/** Where a lever stands: a part of U as computed, else the input as entered or given. */
const placeOf = (context: PricingContext, sheet: Sheet, value: SheetValue, lever: string): Decimal | null => {
  if (lever === 'level') return new Decimal(1);
  const part = PARTS.find((one) => one === lever);
  if (part !== undefined && value.parts !== undefined) return value.parts[part].value;
  if (!sheet.read.has(`${sheet.path}.inputs.${lever}`)) return null;
  const { inputs } = sheet.worksheet;
  const given = Object.hasOwn(inputs, lever) ? inputs[lever] : undefined;
  const field = sheet.form.inputs.find(({ key }) => key === lever);
  if (given === undefined || field === undefined) return null;
  if (given.from === null) return given.value === null ? null : new Decimal(given.value);
  const taken = context.givers.take(given.from, field, '');
  return taken.ok ? new Decimal(taken.value.value) : null;
};

/**
 * Values one worksheet. Fails as `checkSheet` and the method do, and with `E_LIFE_ZERO`: data whose right or contract has ended
 * has no value, rather than one of 0 that could be weighed.
 */
export const sheetModel = (context: PricingContext, worksheet: DataWorksheet): Result<SheetModel> => {
  const { asset, rules, valuationDate, givers } = context;
  const kind = VALUE_SHEETS[worksheet.kind];
  if (kind === undefined) throw new Error('worksheet that gives a value expected');
  const path = sheetPathOf(asset, worksheet);
  const form = dataFormOf(worksheet.kind, rules);
  if (!form.ok) return form;
  const checked = checkSheet(worksheet, form.value, path);
  if (!checked.ok) return checked;
  const id = `data-value/${asset.id}/${worksheet.id}`;
  const place = (failure: Failure): Failure => relocatedData(failure, path, form.value);
  const open = (change: Change): Sheet => ({
    ...openedSheet(asset, worksheet, form.value),
    rules,
    valuationDate,
    id,
    change,
    carrying: new Set(kind.carrying),
    rateOf: givers.take,
    read: new Set(),
  });
  const valued = (sheet: Sheet): Result<SheetValue> => {
    const value = kind.value(sheet);
    if (!value.ok) return fail(place(value.failure));
    const ended = value.value.warnings.find(({ code }) => code === 'W_LIFE_ZERO');
    return ended === undefined
      ? value
      : refuse('E_LIFE_ZERO', ended.message, place(ended).path, ended.remedy);
  };
  const sheet = open(NO_CHANGE);
  return mapResult(valued(sheet), (value) => ({
    context,
    worksheet,
    form: form.value,
    path,
    id,
    value,
    warnings: [...value.warnings.map(place), ...unused(sheet)],
    at: (change) =>
      kind.scaled === true && change.level !== undefined
        ? ok(scaledTo(value, change.level))
        : valued(open(change)),
    standsAt: (lever) => placeOf(context, sheet, value, lever),
  }));
};

/** Value in 分 with one lever moved. */
export const valueWith = (model: SheetModel, lever: string, to: Decimal): Result<Fen> =>
  mapResult(
    model.at(lever === 'level' ? { level: to } : { inputs: { [lever]: to } }),
    ({ valueFen }) => valueFen,
  );
