import type { WorksheetKind } from '../../case/worksheet';
import type { Unit } from '../../kernel/trace';

/** What a worksheet of a kind asks for: the page draws its fields from this, the engine reads the same keys. */

export interface ChoiceField {
  readonly key: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Rule that the options come from; absent = they belong to the method. */
  readonly rule?: string;
}

export interface InputField {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  /** Whether the method can do without it. */
  readonly optional: boolean;
  readonly hint: string;
  /** Kinds of worksheet that may give the number instead; empty = typed only. */
  readonly from: readonly WorksheetKind[];
}

export interface SeriesField {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  readonly hint: string;
}

/** A list of items, each with fields of its own. */
export interface RowsField {
  readonly key: string;
  readonly label: string;
  /** What one item is called, e.g. 可比交易. */
  readonly item: string;
  readonly choices: readonly ChoiceField[];
  readonly inputs: readonly InputField[];
  readonly series: readonly SeriesField[];
  /** Items that the rules prescribe, by id and title; `null` = a person adds them. */
  readonly fixed: readonly { readonly id: string; readonly title: string }[] | null;
}

export interface WorksheetForm {
  readonly kind: WorksheetKind;
  readonly title: string;
  /** A value of the bundle, a royalty rate k, a profit share q or a discount rate r. */
  readonly gives: 'value' | 'royalty-rate' | 'profit-share' | 'discount-rate';
  readonly approach: 'income' | 'market' | 'cost' | null;
  readonly help: string;
  readonly choices: readonly ChoiceField[];
  readonly inputs: readonly InputField[];
  readonly series: readonly SeriesField[];
  readonly rows: readonly RowsField[];
}
