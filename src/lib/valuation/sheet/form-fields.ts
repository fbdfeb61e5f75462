import type { Unit } from '../../kernel/trace';
import type { AskedWhen, ChoiceField, InputField, SeriesField } from './sheet-form';

/** Fields that several kinds of worksheet share. */

interface InputOptions {
  readonly hint?: string;
  readonly optional?: boolean;
  readonly from?: InputField['from'];
}

export const inputField = (
  key: string,
  label: string,
  unit: Unit,
  { hint = '', optional = false, from = [] }: InputOptions = {},
): InputField => ({ key, label, unit, optional, hint, from });

export const seriesField = (key: string, label: string, unit: Unit, hint = ''): SeriesField => ({
  key,
  label,
  unit,
  hint,
});

export const choiceField = (
  key: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  rule?: string,
): ChoiceField => ({
  key,
  label,
  options: options.map(([value, text]) => ({ value, label: text })),
  ...(rule === undefined ? {} : { rule }),
});

export const taxBasisChoice = (key: string, label: string): ChoiceField =>
  choiceField(key, label, [
    ['post-tax', '税后'],
    ['pre-tax', '税前'],
  ]);

/** The field, asked for only under one choice. */
export const askedWhen = <T extends { readonly when?: AskedWhen }>(
  choice: string,
  value: string,
  field: T,
): T => ({
  ...field,
  when: { choice, value },
});
