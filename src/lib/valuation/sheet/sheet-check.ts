import type { EnteredInput, SheetRecord } from '../../case/worksheet';
import { type Result, ok, refuse } from '../../kernel/result';
import { LICENCE_RULE } from '../rates/licence-row';
import type { FieldForm, RowsField, SheetForm } from './sheet-form';

/** What a worksheet and an item of one of its lists have in common. */
export interface FieldValues {
  readonly choices: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, EnteredInput>>;
  readonly series: SheetRecord['series'];
}

const unknownKey = (
  what: string,
  list: 'choices' | 'inputs' | 'series' | 'rows',
  given: object,
  known: readonly { readonly key: string }[],
  path: string,
): Result<undefined> => {
  const keys = new Set(known.map(({ key }) => key));
  const unknown = Object.keys(given).find((key) => !keys.has(key));
  return unknown === undefined
    ? ok(undefined)
    : refuse(
        'E_FIELD_UNKNOWN',
        `这类工作表没有${what}“${unknown}”`,
        `${path}.${list}.${unknown}`,
        '请删去这一项；不认识的内容不会被忽略',
      );
};

const checkChoices = (given: FieldValues['choices'], form: FieldForm, path: string): Result<undefined> => {
  for (const { key, label, options, rule } of form.choices) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    // The licence table itself says what it holds instead.
    if (value === undefined || value === '' || rule === LICENCE_RULE) continue;
    if (!options.some((option) => option.value === value))
      return refuse(
        'E_CHOICE_UNKNOWN',
        `${label}没有选项“${value}”`,
        `${path}.choices.${key}`,
        `请选用 ${options.map((option) => option.label).join('、')} 之一`,
        rule,
      );
  }
  return ok(undefined);
};

const checkInputs = (given: FieldValues['inputs'], form: FieldForm, path: string): Result<undefined> => {
  for (const { key, label, from } of form.inputs) {
    const entered = Object.hasOwn(given, key) ? given[key] : undefined;
    if (entered === undefined || entered.from === null) continue;
    if (entered.value !== null)
      return refuse(
        'E_TWO_SOURCES',
        `${label}既填了数，又取自另一张工作表`,
        `${path}.inputs.${key}`,
        '请只留一种：删去填写的数，或不再引用工作表',
      );
    if (from.length === 0)
      return refuse(
        'E_FROM_REFUSED',
        `${label}不能取自工作表`,
        `${path}.inputs.${key}.from`,
        '请直接填写该数及其来源',
      );
  }
  return ok(undefined);
};

const checkFields = (given: FieldValues, form: FieldForm, path: string): Result<undefined> => {
  for (const checked of [
    unknownKey('选项', 'choices', given.choices, form.choices, path),
    unknownKey('数值', 'inputs', given.inputs, form.inputs, path),
    unknownKey('逐年数据', 'series', given.series, form.series, path),
    checkChoices(given.choices, form, path),
    checkInputs(given.inputs, form, path),
  ])
    if (!checked.ok) return checked;
  return ok(undefined);
};

const checkRows = (worksheet: SheetRecord, list: RowsField, path: string): Result<undefined> => {
  const rows = Object.hasOwn(worksheet.rows, list.key) ? (worksheet.rows[list.key] ?? []) : [];
  const seen = new Set<string>();
  for (const row of rows) {
    const at = `${path}.rows.${list.key}[${row.id}]`;
    if (seen.has(row.id))
      return refuse('E_ROW_TWICE', `${list.item}“${row.title}”的标识与前面一项相同`, at, '请删去重复的一项');
    seen.add(row.id);
    if (list.fixed !== null && !list.fixed.some(({ id }) => id === row.id))
      return refuse('E_FIELD_UNKNOWN', `${list.label}中没有“${row.title}”`, at, '请按列出的各项填写');
    const checked = checkFields(row, list, at);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
};

/**
 * Whether a worksheet holds only what its form knows. Fails with `E_FIELD_UNKNOWN`, `E_CHOICE_UNKNOWN`, `E_TWO_SOURCES`
 * (a number and a worksheet for one input), `E_FROM_REFUSED`, `E_ROW_TWICE`; `path` is that of the worksheet.
 */
export const checkSheet = (worksheet: SheetRecord, form: SheetForm, path: string): Result<undefined> => {
  const own = checkFields(worksheet, form, path);
  if (!own.ok) return own;
  const lists = unknownKey('清单', 'rows', worksheet.rows, form.rows, path);
  if (!lists.ok) return lists;
  for (const list of form.rows) {
    const checked = checkRows(worksheet, list, path);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
};
