import type { Decimal } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import type { Result } from '../../kernel/result';
import type { Timing } from '../../valuation/discounting';
import type { Valuation } from '../../valuation/valuation';
import type { Change } from '../../valuation/sheet/change';
import type { ValueUse } from './value-use';

/** One input of a valued entry that what-ifs move. */
export interface Lever {
  readonly key: string;
  readonly label: string;
  readonly unit: 'ratio' | 'year' | 'none';
  /** Where it stands. */
  readonly base: Decimal;
  /** Ends and tolerance of the search for a breakeven. */
  readonly search: readonly [low: string, high: string, tolerance: string];
  readonly change: (to: Decimal) => Change;
}

/** What income methods share and may differ in. */
export interface SharedTerms {
  readonly discountRate: Decimal;
  readonly discountBasis: 'pre-tax' | 'post-tax';
  readonly taxRate: Decimal;
  readonly timing: Timing;
  readonly economicLifeYears: Decimal;
}

/** A valued forecast or worksheet that can be valued again with inputs moved. */
export interface EntryModel {
  readonly use: ValueUse;
  readonly title: string;
  readonly valuation: Valuation;
  /** r; `null` for methods without. */
  readonly rate: Lever | null;
  /** What the range and the grid move beside r. */
  readonly lead: Lever;
  /** Further levers of the tornado and the breakevens. */
  readonly others: readonly Lever[];
  readonly terms: SharedTerms | null;
  /** Value under a change, 分. Fails as the method does. */
  readonly valueAt: (change: Change) => Result<Fen>;
}

export const RATE_SEARCH = ['0.000001', '10', '0.000001'] as const;
export const SHARE_SEARCH = ['0.000001', '0.999999', '0.000001'] as const;
export const LEVEL_SEARCH = ['0.0001', '100', '0.0001'] as const;

export const inputLever = (
  key: string,
  label: string,
  unit: Lever['unit'],
  base: Decimal,
  search: Lever['search'],
): Lever => ({ key, label, unit, base, search, change: (to) => ({ inputs: { [key]: to } }) });
