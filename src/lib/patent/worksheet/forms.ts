import type { WorksheetKind } from '../../case/worksheet';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { costForm, marketForm } from './asset-forms';
import { INCOME_FORMS } from './income-forms';
import {
  capitalCostForm,
  equivalentInvestmentForm,
  licenceRateForm,
  riskBuildUpForm,
  shareAdjustmentForm,
  shareConversionForm,
} from './rate-forms';
import type { WorksheetForm } from './worksheet-form';

type FormSource = (rules: RulesAt) => Result<WorksheetForm>;

const fixed = (kind: WorksheetKind): FormSource => {
  const form = INCOME_FORMS.find((one) => one.kind === kind);
  if (form === undefined) throw new Error(`form of ${kind} expected`);
  return () => ok(form);
};

/** Every kind of worksheet; the order is that of the choice list. */
const FORMS: Readonly<Record<WorksheetKind, FormSource>> = {
  'profit-split': fixed('profit-split'),
  'incremental-income': fixed('incremental-income'),
  'excess-income': fixed('excess-income'),
  'excess-earnings': fixed('excess-earnings'),
  'constant-income': fixed('constant-income'),
  'declining-income': fixed('declining-income'),
  market: marketForm,
  cost: costForm,
  'risk-build-up': riskBuildUpForm,
  'capital-cost': capitalCostForm,
  'equivalent-investment': equivalentInvestmentForm,
  'share-conversion': shareConversionForm,
  'share-adjustment': shareAdjustmentForm,
  'licence-rate': licenceRateForm,
};

/** The form of one kind; reads only the rules of that kind. Fails as `readTyped` does. */
export const formOf = (kind: WorksheetKind, rules: RulesAt): Result<WorksheetForm> => FORMS[kind](rules);

/** All forms under the rules in force. Fails with the first rule that cannot be read. */
export const worksheetForms = (rules: RulesAt): Result<readonly WorksheetForm[]> => {
  const forms: WorksheetForm[] = [];
  for (const source of Object.values(FORMS)) {
    const form = source(rules);
    if (!form.ok) return form;
    forms.push(form.value);
  }
  return ok(forms);
};

const INCOME_KINDS: ReadonlySet<string> = new Set(INCOME_FORMS.map(({ kind }) => kind));

/** Whether it counts income of the product, so that the income must not be counted again. */
export const countsIncome = (kind: WorksheetKind | 'relief-from-royalty'): boolean =>
  kind === 'relief-from-royalty' || INCOME_KINDS.has(kind);
