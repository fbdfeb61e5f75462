import type { DataWorksheetKind } from '../../case/data-pricing';
import type { Result } from '../../kernel/result';
import type { Unit } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { SheetForm } from '../../valuation/sheet/sheet-form';

/** An input that the simulation and the tornado move; `level` multiplies the amounts that carry the method. */
export interface LeverField {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
}

/** What a data worksheet of a kind asks for. */
export interface DataForm extends SheetForm {
  readonly kind: DataWorksheetKind;
  /** A value, an option value (apart, never lent against), a rate, a share, or a number of records. */
  readonly gives: 'value' | 'option' | 'discount-rate' | 'share' | 'records';
  readonly approach: 'income' | 'market' | 'cost' | null;
  readonly help: string;
  readonly levers: readonly LeverField[];
}

/** A form under the rules of a case: some options come from the rulebook. */
export type DataFormSource = (rules: RulesAt) => Result<DataForm>;

/** An input that may be moved by a factor or to a value of its unit. */
export const lever = (key: string, label: string, unit: Unit): LeverField => ({ key, label, unit });

/** The factor on the amounts that carry a method; 1 is what was entered. */
export const level = (label: string): LeverField => lever('level', `${label}（对填写数的倍数）`, 'none');
