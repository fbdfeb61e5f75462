import { choiceField, inputField, taxBasisChoice } from '../../valuation/sheet/form-fields';
import type { ChoiceField, InputField } from '../../valuation/sheet/sheet-form';

/** Fields that several kinds of worksheet share. */

/** Choices of every income method. */
export const INCOME_CHOICES: readonly ChoiceField[] = [
  taxBasisChoice('discountBasis', '折现率口径'),
  choiceField('timing', '折现时点', [
    ['end-year', '年末'],
    ['mid-year', '年中'],
  ]),
];

/** Inputs of every income method. The legal life of the bundle is never among them: it is computed. */
export const INCOME_INPUTS: readonly InputField[] = [
  inputField('discountRate', '折现率 r', 'ratio', {
    hint: '口径须与收益一致；可取自风险累加法或资本成本工作表',
    from: ['risk-build-up', 'capital-cost'],
  }),
  inputField('taxRate', '所得税率 T', 'ratio', { hint: '税前折现率时须为 0' }),
  inputField('economicLifeYears', '经济寿命', 'year', { hint: '以专利组合的法定剩余寿命为限' }),
];
