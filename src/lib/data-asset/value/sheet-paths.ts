import type { DataWorksheetKind } from '../../case/data-pricing';
import type { Failure } from '../../kernel/result';
import { type Alias, relocatedAt } from '../../valuation/sheet/sheet-path';
import type { DataForm } from './data-form';

/** Fields of the engines → fields of the worksheets, where they are called otherwise. */

const COST: readonly Alias[] = [
  [/^cost\.amount$/, 'inputs.totalCost'],
  [/^cost\.parts\[([^\]]+)\]$/, 'rows.costItems[$1].inputs.amount'],
  [/^cost\b.*$/, 'rows.costItems'],
  [/^scores\.(.+)$/, 'rows.riskScores[$1].inputs.score'],
];

const INCOME: readonly Alias[] = [
  [/^life\.(\w+)$/, 'inputs.$1'],
  [/^life$/, 'inputs.rightYears'],
  [/^charges\[([^\]]+)\](\[\d+\])$/, 'rows.charges[$1].series.amount.values$2'],
  [/^charges\[([^\]]+)\]$/, 'rows.charges[$1].series.amount'],
  [/^charges$/, 'rows.charges'],
  [/^share(\[\d+\])$/, 'series.shares.values$1'],
  [/^royaltyRate(\[\d+\])$/, 'series.royaltyRates.values$1'],
];

const SCENE: readonly Alias[] = [
  [/^scenes\[([^\]]+)\]\.life\.(\w+)$/, 'rows.scenes[$1].inputs.$2'],
  [/^scenes\[([^\]]+)\]\.income(\[\d+\])$/, 'rows.scenes[$1].series.income.values$2'],
  [/^scenes\[([^\]]+)\]\.(discountBasis|qualityIn|timing|base)$/, 'rows.scenes[$1].choices.$2'],
  [/^scenes\[([^\]]+)\]\.(\w+)$/, 'rows.scenes[$1].inputs.$2'],
  [/^scenes\b.*$/, 'rows.scenes'],
];

const MARKET: readonly Alias[] = [
  [/^comparables\[[^\]]+\]\.corrections\.(ownDensity|indexNow|ownVolume|capacityElasticity)$/, 'inputs.$1'],
  [/^comparables\[([^\]]+)\]\.corrections\.(\w+)$/, 'rows.comparables[$1].inputs.$2'],
  [/^comparables\[([^\]]+)\]\.likeness\.(.+)$/, 'rows.comparables[$1].choices.like-$2'],
  [/^comparables\[([^\]]+)\]\.price$/, 'rows.comparables[$1].inputs.price'],
  [/^comparables\[([^\]]+)\].*$/, 'rows.comparables[$1]'],
  [/^comparables$/, 'rows.comparables'],
  [/^weights\.(.+)$/, 'rows.comparables[$1].inputs.weight'],
  [/^weights$/, 'rows.comparables'],
];

const ALIASES: Partial<Readonly<Record<DataWorksheetKind, readonly Alias[]>>> = {
  'modified-cost': COST,
  'adjusted-cost': COST,
  'scene-income': SCENE,
  market: MARKET,
  'discount-build-up': [
    [/^riskFree\.rate$/, 'inputs.riskFree'],
    [/^riskFree\.quotedOn$/, 'inputs.quotedDaysBefore'],
    [/^scores\.(.+)$/, 'rows.riskScores[$1].inputs.score'],
    [/^discountRate$/, 'inputs.riskFree'],
  ],
  'equivalent-investment': [
    [/^patent\.cost$/, 'inputs.dataCost'],
    [/^patent\.costProfitRate$/, 'inputs.dataCostProfitRate'],
    [/^buyer\.cost$/, 'inputs.userCost'],
    [/^buyer\.costProfitRate$/, 'inputs.userCostProfitRate'],
  ],
  decay: [
    [/^vintages\[(\d+)\]\.(\w+)$/, 'rows.vintages'],
    [/^vintages$/, 'rows.vintages'],
  ],
};

/** A failure or warning of an engine at the field of the data worksheet that it is about; `path` is that of the worksheet. */
export const relocatedData = (failure: Failure, path: string, form: DataForm): Failure =>
  relocatedAt(failure, path, form, ALIASES[form.kind] ?? (form.approach === 'income' ? INCOME : []));
