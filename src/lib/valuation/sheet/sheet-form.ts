import type { Unit } from '../../kernel/trace';

/** What a worksheet of a kind asks for: the page draws its fields from this, the engine reads the same keys. */

export interface ChoiceField {
  readonly key: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Rule that the options come from; absent = they belong to the method. */
  readonly rule?: string;
}

/** Choice under which a field is asked for; the page leaves it out under another one, unless something was entered. */
export interface AskedWhen {
  readonly choice: string;
  readonly value: string;
}

export interface InputField {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  /** Whether the method can do without it. */
  readonly optional: boolean;
  readonly hint: string;
  /** Kinds of worksheet, or measured numbers, that may give the number instead; empty = typed only. */
  readonly from: readonly string[];
  readonly when?: AskedWhen;
}

export interface SeriesField {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  readonly hint: string;
  readonly when?: AskedWhen;
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
  readonly when?: AskedWhen;
}

/** The fields of a worksheet or of an item of one of its lists. */
export interface FieldForm {
  readonly choices: readonly ChoiceField[];
  readonly inputs: readonly InputField[];
  readonly series: readonly SeriesField[];
}

export interface SheetForm extends FieldForm {
  readonly title: string;
  readonly rows: readonly RowsField[];
}
