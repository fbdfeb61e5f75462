import type { DataWorksheetKind } from '../../case/data-pricing';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { ADJUSTED_COST, deyangForm, modifiedCostForm } from './cost-forms';
import type { DataForm, DataFormSource } from './data-form';
import { INCOME_FORMS } from './income-forms';
import {
  DECAY,
  EQUIVALENT,
  MARGINAL_SHARE,
  OPTION,
  discountForm,
  fixedForm,
  marketForm,
} from './other-forms';

/** Every kind of data worksheet; the order is that of the choice list. */
const FORMS: Readonly<Record<DataWorksheetKind, DataFormSource>> = {
  'modified-cost': modifiedCostForm,
  'adjusted-cost': fixedForm(ADJUSTED_COST),
  'direct-income': fixedForm(INCOME_FORMS['direct-income']),
  'share-income': fixedForm(INCOME_FORMS['share-income']),
  'scene-income': fixedForm(INCOME_FORMS['scene-income']),
  'incremental-income': fixedForm(INCOME_FORMS['incremental-income']),
  'relief-from-royalty': fixedForm(INCOME_FORMS['relief-from-royalty']),
  'excess-income': fixedForm(INCOME_FORMS['excess-income']),
  'multi-period-excess': fixedForm(INCOME_FORMS['multi-period-excess']),
  market: marketForm,
  deyang: deyangForm,
  option: fixedForm(OPTION),
  'discount-build-up': discountForm,
  'marginal-share': fixedForm(MARGINAL_SHARE),
  'equivalent-investment': fixedForm(EQUIVALENT),
  decay: fixedForm(DECAY),
};

/** The form of one kind; reads only the rules of that kind. Fails as `readTyped` does. */
export const dataFormOf = (kind: DataWorksheetKind, rules: RulesAt): Result<DataForm> => FORMS[kind](rules);

/** All forms under the rules in force. Fails with the first rule that cannot be read. */
export const dataForms = (rules: RulesAt): Result<readonly DataForm[]> => {
  const forms: DataForm[] = [];
  for (const source of Object.values(FORMS)) {
    const form = source(rules);
    if (!form.ok) return form;
    forms.push(form.value);
  }
  return ok(forms);
};
