import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import type { DataWorksheet } from '../../case/data-pricing';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { NO_CHANGE } from '../../valuation/sheet/change';
import { checkSheet } from '../../valuation/sheet/sheet-check';
import { decayCurve, deyangStatus, splitAsset } from './asset-extras';
import { assetPledge } from './asset-pledge';
import type { DataAssetValue, DataEntry, OptionEntry, TracedFen } from './asset-value';
import { traced } from './effects';
import { dataFormOf } from './forms';
import { valueOption } from './given-values';
import { giverBook } from './givers';
import { measuredShares } from './measured-shares';
import { openedSheet, sheetPathOf, sheetTitle } from './opened-sheet';
import { sheetFigures } from './sheet-figures';
import { LATEST, type ValueVersion } from './value-version';
import { type PricingContext, givesValue, sheetModel } from './sheet-model';
import { relocatedData } from './sheet-paths';
import { weighAsset } from './weigh-asset';

/** Name of each worksheet; two that would be called the same are numbered. */
const titlesOf = (worksheets: readonly DataWorksheet[], rules: RulesAt): ReadonlyMap<string, string> => {
  const used = new Map<string, number>();
  return new Map(
    worksheets.map((worksheet) => {
      const form = dataFormOf(worksheet.kind, rules);
      const name = form.ok ? sheetTitle(worksheet, form.value) : worksheet.title;
      const before = used.get(name) ?? 0;
      used.set(name, before + 1);
      return [worksheet.id, before === 0 ? name : `${name}（${before + 1}）`];
    }),
  );
};

const optionOf = (context: PricingContext, worksheet: DataWorksheet): Result<TracedFen> => {
  const { asset, rules, valuationDate, givers } = context;
  const form = dataFormOf(worksheet.kind, rules);
  if (!form.ok) return form;
  const path = sheetPathOf(asset, worksheet);
  const checked = checkSheet(worksheet, form.value, path);
  if (!checked.ok) return checked;
  const value = valueOption({
    ...openedSheet(asset, worksheet, form.value),
    rules,
    valuationDate,
    id: `data-option/${asset.id}/${worksheet.id}`,
    change: NO_CHANGE,
    carrying: new Set(),
    rateOf: givers.take,
    read: new Set(),
  });
  return value.ok
    ? ok(traced(value.value.valueFen, value.value.trace))
    : fail(relocatedData(value.failure, path, form.value));
};

const unreadable = ({ id, title }: DataAsset, failure: Failure): DataAssetValue => ({
  asset: id,
  title,
  entries: [],
  options: [],
  givers: [],
  measured: [],
  alarm: null,
  reconciliation: null,
  state: 'none',
  value: null,
  withheld: failure,
  pledge: fail(failure),
  deyang: null,
  split: null,
  decay: fail(failure),
});

const evaluate = (
  caseRecord: CaseRecord,
  asset: DataAsset,
  rules: RulesAt,
  valuationDate: PlainDate,
  { reading, quality }: ValueVersion,
): DataAssetValue => {
  const context: PricingContext = {
    asset,
    rules,
    valuationDate,
    givers: giverBook(asset, rules, valuationDate, quality),
    reading,
  };
  const { worksheets } = asset.pricing;
  const titles = titlesOf(worksheets, rules);
  const titleOf = ({ id }: DataWorksheet): string => titles.get(id) ?? id;
  const entries = worksheets
    .filter(({ kind }) => givesValue(kind))
    .map((worksheet): DataEntry => ({
      entry: worksheet.id,
      kind: worksheet.kind,
      title: titleOf(worksheet),
      result: sheetFigures(sheetModel(context, worksheet), titleOf(worksheet)),
    }));
  const options = worksheets
    .filter(({ kind }) => kind === 'option')
    .map((worksheet): OptionEntry => ({
      entry: worksheet.id,
      title: titleOf(worksheet),
      result: optionOf(context, worksheet),
    }));
  const weighed = weighAsset(asset, rules, entries);
  return {
    asset: asset.id,
    title: asset.title,
    entries,
    options,
    givers: context.givers.entries(),
    measured: measuredShares(asset),
    ...weighed,
    pledge: assetPledge(caseRecord, asset, rules, valuationDate, weighed, entries),
    deyang: deyangStatus(asset, rules, entries),
    split: splitAsset(asset, rules, weighed.value),
    decay: decayCurve(asset, rules),
  };
};

/**
 * Everything that pricing the data assets of a case says, asset by asset; one that fails leaves the others alone.
 * @param version an earlier one for packages made with it
 */
export const evaluateData = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  version: ValueVersion = LATEST,
): readonly DataAssetValue[] => {
  const date = parsePlainDate(caseRecord.valuationDate, 'valuationDate');
  return caseRecord.sections.dataAssets.assets.map((asset) =>
    date.ok ? evaluate(caseRecord, asset, rules, date.value, version) : unreadable(asset, date.failure),
  );
};
