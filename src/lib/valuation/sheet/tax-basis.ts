import { type Result, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../constraints';
import type { Entered } from '../entered';
import type { IncomeTerms, TaxBasis } from '../methods/income-terms';
import type { FieldPlace } from './sheet';

/** The choices of an income worksheet that every kind of asset has, as the engines take them. */

export const basisOf = (text: string): TaxBasis => (text === 'pre-tax' ? 'pre-tax' : 'post-tax');

export const timingOf = (text: string): IncomeTerms['timing'] =>
  text === 'mid-year' ? 'mid-year' : 'end-year';

const titleOf = (basis: unknown): string => (basis === 'pre-tax' ? '税前' : '税后');

/**
 * The rate of another worksheet must be of the basis that this one discounts with.
 * Errors: `E_TAX_BASIS`.
 */
export const sameBasis = (place: FieldPlace, rate: Entered, basis: TaxBasis): Result<undefined> => {
  const given: unknown = 'basis' in rate ? rate.basis : null;
  return given === null || given === basis
    ? ok(undefined)
    : refuse(
        'E_TAX_BASIS',
        `所引用的折现率是${titleOf(given)}口径，本表选的是${titleOf(basis)}口径，不能混用`,
        `${place.path}.inputs.discountRate`,
        '请把两者换成同一口径',
        CONSTRAINTS.taxBasis,
      );
};
