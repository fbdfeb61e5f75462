import type { Failure } from '../../kernel/result';
import type { SheetForm } from './sheet-form';

/** Field of an engine → field of the worksheet, where they are called otherwise. First that matches. */
export type Alias = readonly [RegExp, string];

const named = (field: string, form: SheetForm): string => {
  const [, name = '', rest = ''] = /^(\w+)(.*)$/.exec(field) ?? [];
  if (form.inputs.some(({ key }) => key === name)) return `inputs.${field}`;
  if (form.series.some(({ key }) => key === name))
    return `series.${name}${rest === '' ? '' : `.values${rest}`}`;
  return form.choices.some(({ key }) => key === name) ? `choices.${field}` : field;
};

const located = (field: string, form: SheetForm, aliases: readonly Alias[]): string => {
  for (const [pattern, to] of aliases) if (pattern.test(field)) return field.replace(pattern, to);
  return named(field, form);
};

/** A failure or warning of an engine at the field of the worksheet that it is about; `path` is that of the worksheet. */
export const relocatedAt = (
  failure: Failure,
  path: string,
  form: SheetForm,
  aliases: readonly Alias[],
): Failure => {
  const prefix = `${path}.`;
  if (!failure.path.startsWith(prefix)) return failure;
  const field = failure.path.slice(prefix.length);
  return /^(?:inputs|series|choices|rows)\b/.test(field)
    ? failure
    : { ...failure, path: `${prefix}${located(field, form, aliases)}` };
};
