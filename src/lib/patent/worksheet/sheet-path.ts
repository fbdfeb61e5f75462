import type { Worksheet, WorksheetKind } from '../../case/worksheet';
import type { Failure } from '../../kernel/result';
import { type Alias, relocatedAt } from '../../valuation/sheet/sheet-path';
import type { WorksheetForm } from './worksheet-form';

export const worksheetPath = ({ id }: Pick<Worksheet, 'id'>): string => `sections.patents.worksheets[${id}]`;

const INCREMENT_SERIES: readonly Alias[] = [
  [/^increments\[(\d+)\]\.volume\.price$/, 'series.priceBefore.values[$1]'],
  [/^increments\[(\d+)\]\.volume\.unitCost$/, 'series.costBefore.values[$1]'],
  [/^increments\[(\d+)\]\.(?:price|cost)\.quantity$/, 'series.quantityAfter.values[$1]'],
  [/^increments\[(\d+)\]\.\w+\.(\w+)$/, 'series.$2.values[$1]'],
  [/^increments\[(\d+)\]$/, 'series.quantityAfter.values[$1]'],
  [/^increments$/, 'choices.increments'],
];

const RISK_FREE: readonly Alias[] = [
  [/^riskFree\.rate$/, 'inputs.riskFree'],
  [/^riskFree\.quotedOn$/, 'inputs.quotedDaysBefore'],
];

const ALIASES: Partial<Readonly<Record<WorksheetKind, readonly Alias[]>>> = {
  'incremental-income': INCREMENT_SERIES,
  'excess-earnings': [
    [
      /^contributoryAssets\[([^\]]+)\]\.amount(\[\d+\])$/,
      'rows.contributoryAssets[$1].series.amount.values$2',
    ],
    [/^contributoryAssets\[([^\]]+)\]\.amount$/, 'rows.contributoryAssets[$1].series.amount'],
    [/^contributoryAssets\[([^\]]+)\]\.requiredReturn$/, 'rows.contributoryAssets[$1].inputs.requiredReturn'],
    [
      /^contributoryAssets\[([^\]]+)\]\.requiredReturnBasis$/,
      'rows.contributoryAssets[$1].choices.requiredReturnBasis',
    ],
    [/^contributoryAssets/, 'rows.contributoryAssets'],
  ],
  cost: [
    [/^parts\[([^\]]+)\]$/, 'rows.parts[$1].inputs.amount'],
    [/^(?:parts|cost)$/, 'rows.parts'],
    [/^remainingYears$/, 'inputs.economicLifeYears'],
  ],
  market: [
    [/^comparables\[([^\]]+)\]\.price$/, 'rows.comparables[$1].inputs.price'],
    [/^comparables\[([^\]]+)\]\.adjustments\.(.+)$/, 'rows.comparables[$1].inputs.$2'],
    [/^comparables/, 'rows.comparables'],
  ],
  'risk-build-up': [...RISK_FREE, [/^answers\[([^\]]+)\]$/, 'choices.$1']],
  'capital-cost': RISK_FREE,
  'equivalent-investment': [
    [/^(patent|buyer)\.cost$/, 'inputs.$1Cost'],
    [/^(patent|buyer)\.costProfitRate$/, 'inputs.$1CostProfitRate'],
  ],
  'share-adjustment': [[/^scores\[([^\]]+)\]$/, 'choices.$1']],
  'licence-rate': [[/^(?:salesMedian|salesMean|profitMean)$/, 'choices.measure']],
};

/** A failure or warning of an engine at the field of the worksheet that it is about. */
export const relocated = (failure: Failure, worksheet: Worksheet, form: WorksheetForm): Failure =>
  relocatedAt(failure, worksheetPath(worksheet), form, ALIASES[form.kind] ?? []);
