import type { Worksheet } from '../../case/worksheet';
import { Decimal } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Failure, type Result, fail, mapResult, ok } from '../../kernel/result';
import { sensitivityOf } from '../../valuation/compare/sensitivity';
import type { Sensitivity } from '../../valuation/compare/sensitivity';
import { valueGrid } from '../../valuation/compare/value-grid';
import type { MethodValue } from '../../valuation/method-value';
import { type BundleLegalLife, bundleLegalLife } from '../calendar/bundle-legal-life';
import { type Change, NO_CHANGE, both } from '../../valuation/sheet/change';
import { formOf } from '../worksheet/forms';
import { incomeTerms, lifeOf } from '../worksheet/income-values';
import { entered, unused } from '../../valuation/sheet/sheet';
import { type PatentSheet, openedSheet } from '../worksheet/sheet';
import { checkWorksheet } from '../worksheet/sheet-check';
import { relocated, worksheetPath } from '../worksheet/sheet-path';
import { VALUE_SHEETS, type ValueSheet } from '../worksheet/value-sheets';
import type { WorksheetForm } from '../worksheet/worksheet-form';
import {
  type EntryModel,
  LEVEL_SEARCH,
  type Lever,
  RATE_SEARCH,
  SHARE_SEARCH,
  type SharedTerms,
  inputLever,
} from './entry-model';
import { lifeZero } from './forecast-model';
import { bundleOfUse, useSubject, valueUses } from './value-use';
import type { ValuingContext } from './valuing-context';

/** A worksheet with its form, bundle and life: ready to be valued any number of times. */
interface Opened {
  readonly worksheet: Worksheet;
  readonly form: WorksheetForm;
  readonly kind: ValueSheet;
  readonly legal: BundleLegalLife;
  readonly warnings: readonly Failure[];
}

const open = (context: ValuingContext, worksheet: Worksheet): Result<Opened> => {
  const { caseRecord, rules, valuationDate, life } = context;
  const kind = VALUE_SHEETS[worksheet.kind];
  const section = caseRecord.sections.patents;
  const use = valueUses(section).find(({ id }) => id === worksheet.id);
  if (kind === undefined || use === undefined) throw new Error('worksheet that gives a value expected');
  const form = formOf(worksheet.kind, rules);
  if (!form.ok) return form;
  const checked = checkWorksheet(worksheet, form.value);
  if (!checked.ok) return checked;
  const bundle = bundleOfUse(section, use);
  if (!bundle.ok) return bundle;
  const legal = bundleLegalLife(
    caseRecord,
    `patent-value/${worksheet.id}/legal-life`,
    bundle.value.records,
    valuationDate,
    life,
  );
  if (!legal.ok) return legal;
  return legal.value.years.isZero()
    ? lifeZero(`${worksheetPath(worksheet)}.patents`, worksheet.product)
    : ok({ worksheet, form: form.value, kind, legal: legal.value, warnings: bundle.value.warnings });
};

const sheetOf = (
  { rules, valuationDate, rates }: ValuingContext,
  opened: Opened,
  change: Change,
): PatentSheet => ({
  ...openedSheet(opened.worksheet, opened.form),
  rules,
  valuationDate,
  id: `patent-value/${opened.worksheet.id}`,
  legal: opened.legal,
  change,
  carrying: new Set(opened.kind.carrying),
  rateOf: rates.takeInput,
  read: new Set(),
});

/** Value and warnings under a change; failures stand at the fields of the worksheet. */
const valued = (
  context: ValuingContext,
  opened: Opened,
  change: Change,
): Result<MethodValue & { readonly sheet: PatentSheet }> => {
  const { worksheet, form, kind } = opened;
  const sheet = sheetOf(context, opened, change);
  const value = kind.value(sheet);
  if (!value.ok) return fail(relocated(value.failure, worksheet, form));
  return value.value.warnings.some(({ code }) => code === 'W_LIFE_ZERO')
    ? lifeZero(`${worksheetPath(worksheet)}.inputs.economicLifeYears`, worksheet.product)
    : ok({ ...value.value, sheet });
};

const termsOf = (sheet: PatentSheet, { approach }: WorksheetForm): SharedTerms | null => {
  if (approach !== 'income') return null;
  const terms = incomeTerms(sheet);
  if (!terms.ok) return null;
  const { discountRate, discountBasis, taxRate, timing } = terms.value;
  return {
    discountRate: new Decimal(discountRate.value ?? 0),
    discountBasis,
    taxRate: new Decimal(taxRate.value ?? 0),
    timing,
    economicLifeYears: lifeOf(sheet, terms.value),
  };
};

const levelLever = ({ levelLabel }: ValueSheet): Lever => ({
  key: 'level',
  label: levelLabel,
  unit: 'none',
  base: new Decimal(1),
  search: LEVEL_SEARCH,
  change: (level) => ({ level }),
});

const leadOf = (sheet: PatentSheet, kind: ValueSheet): Lever => {
  const { lead } = kind;
  if (lead.kind === 'level') return levelLever(kind);
  const share = entered(sheet, lead.key);
  const base = new Decimal(share.ok ? (share.value.value ?? 0) : 0);
  return inputLever(lead.key, lead.label, 'ratio', base, SHARE_SEARCH);
};

/** Range of a method without a discount rate: its lead input alone; the cells name no rate. */
const leadOnly = (
  lead: Lever,
  share: Decimal,
  valueFen: Fen,
  valueAt: (change: Change) => Result<Fen>,
): Sensitivity => {
  const columns = [-1, 0, 1].map((step) => lead.base.times(share.times(step).plus(1)));
  const grid = valueGrid({ rows: [new Decimal(0)], columns }, valueFen, (_, to) => valueAt(lead.change(to)));
  return {
    basis: `敏感性范围：${lead.label} ±${share.times(100).toFixed()}%`,
    cells: grid.cells.map(({ column, valueFen: fen }) => ({
      discountRate: '',
      royaltyRate: column,
      valueFen: fen,
    })),
    lowFen: grid.lowFen,
    highFen: grid.highFen,
  };
};

/**
 * Values one worksheet. Fails as `checkWorksheet`, `bundleOfUse`, `bundleLegalLife` and the method do, and with `E_LIFE_ZERO`;
 * paths name the field of the worksheet.
 */
export const worksheetModel = (context: ValuingContext, worksheet: Worksheet): Result<EntryModel> => {
  const opened = open(context, worksheet);
  if (!opened.ok) return opened;
  const value = valued(context, opened.value, NO_CHANGE);
  if (!value.ok) return value;
  const { sheet, trace, warnings, approach, method, valueFen } = value.value;
  const { form, kind } = opened.value;
  const use = valueUses(context.caseRecord.sections.patents).find(({ id }) => id === worksheet.id);
  if (use === undefined) throw new Error('worksheet of the case expected');
  const unusedInputs = unused(sheet);
  const valueAt = (change: Change): Result<Fen> =>
    mapResult(valued(context, opened.value, change), (at) => at.valueFen);
  const terms = termsOf(sheet, form);
  const lead = leadOf(sheet, kind);
  const rate =
    terms === null ? null : inputLever('discountRate', '折现率', 'ratio', terms.discountRate, RATE_SEARCH);
  const grid = context.income.grid.value;
  const share = new Decimal(grid.royaltyRateShare);
  const sensitivity =
    rate === null
      ? leadOnly(lead, share, valueFen, valueAt)
      : sensitivityOf(
          { discountRate: rate.base, share: lead.base, shareLabel: lead.label },
          valueFen,
          { discountRatePoints: new Decimal(grid.discountRatePoints), royaltyRateShare: share },
          (r, to) => valueAt(both(rate.change(r), lead.change(to))),
        );
  const named = { ...trace, label: `${trace.label} · ${worksheet.product}` };
  return ok({
    use,
    title: form.title,
    valuation: {
      subject: useSubject(use),
      approach,
      method,
      valueFen: fenText(valueFen),
      lowFen: sensitivity.lowFen,
      highFen: sensitivity.highFen,
      sensitivity,
      confidence: named.confidence,
      trace: named,
      warnings: [
        ...opened.value.warnings,
        ...warnings.map((warning) => relocated(warning, worksheet, form)),
        ...unusedInputs,
      ],
    },
    rate,
    lead,
    others: [
      ...(lead.key === 'level' ? [] : [levelLever(kind)]),
      ...(terms === null
        ? []
        : [
            inputLever('economicLifeYears', '收益年限', 'year', terms.economicLifeYears, [
              '0.001',
              terms.economicLifeYears.toFixed(),
              '0.001',
            ]),
          ]),
    ],
    terms,
    valueAt,
  });
};
