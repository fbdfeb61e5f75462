import type { WorksheetKind } from '../../case/worksheet';
import type { SheetForm } from '../../valuation/sheet/sheet-form';

/** What a worksheet of a kind asks for: the page draws its fields from this, the engine reads the same keys. */
export interface WorksheetForm extends SheetForm {
  readonly kind: WorksheetKind;
  /** A value of the bundle, a royalty rate k, a profit share q or a discount rate r. */
  readonly gives: 'value' | 'royalty-rate' | 'profit-share' | 'discount-rate';
  readonly approach: 'income' | 'market' | 'cost' | null;
  readonly help: string;
}
