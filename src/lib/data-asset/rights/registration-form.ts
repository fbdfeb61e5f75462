import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import { parseCreditCode } from '../../kernel/credit-code';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type FormSource, formSource } from './form-values';
import { type FormField, readForm } from './rights-rules';

/** One field of the 初次登记申请表. */
export interface FilledField {
  readonly code: string;
  readonly group: string;
  readonly title: string;
  readonly kind: FormField['kind'];
  readonly options: readonly string[];
  readonly max: number | null;
  readonly note: string;
  /** What will stand in the form; `null` = missing. A proposal does not count until a person takes it over. */
  readonly value: string | null;
  readonly origin: 'profile' | 'facts' | 'rights' | 'entered' | 'missing';
  /** Where the value or the proposal comes from. */
  readonly from: string;
  readonly proposal: string | null;
  /** Characters of the value. */
  readonly characters: number;
  readonly problems: readonly string[];
}

export interface FilledForm {
  readonly fields: readonly FilledField[];
  readonly filled: number;
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

const count = (text: string): number => [...text].length;

const problemsOf = (
  { code, kind, max, options = [] }: FormField,
  value: string | null,
): readonly string[] => {
  if (value === null) return [];
  const length = count(value);
  const words = kind === 'choices' ? value.split('/') : [value];
  const strange = kind === 'text' ? [] : words.filter((w) => !options.includes(w));
  return [
    ...(max !== undefined && length > max ? [`有 ${length} 个字，不宜超过 ${max} 个`] : []),
    ...(strange.length > 0 ? [`“${strange.join('/')}”不在可选项中`] : []),
    ...(value.includes('……') ? ['省略号处还没有补齐'] : []),
    ...(code === 'applicant-id' && value.length === 18 && !parseCreditCode(value).ok
      ? ['统一社会信用代码的校验位不对']
      : []),
  ];
};

const fieldOf = (field: FormField, asset: DataAsset, source: FormSource | null): FilledField => {
  const entered = Object.hasOwn(asset.rights.form, field.code) ? (asset.rights.form[field.code] ?? '') : '';
  const given = entered.trim();
  const standing = source === null || source.origin === 'proposal' ? null : source;
  const value = given !== '' ? given : (standing?.value ?? null);
  const origin = given !== '' ? 'entered' : (standing?.origin ?? 'missing');
  return {
    code: field.code,
    group: field.group,
    title: field.title,
    kind: field.kind,
    options: field.options ?? [],
    max: field.max ?? null,
    note: field.note,
    value,
    origin: origin === 'proposal' ? 'missing' : origin,
    from: origin === 'entered' ? '本页填写' : (source?.note ?? ''),
    proposal: source === null || source.value === value ? null : source.value,
    characters: value === null ? 0 : count(value),
    problems: problemsOf(field, value),
  };
};

/**
 * The fields of the national registration form (指引 附件1) for one data asset: what a person entered goes before what the
 * profile, the facts of the case and the stated rights give. Limits are counted in characters. Errors: those of the rulebook.
 */
export const fillForm = (asset: DataAsset, caseRecord: CaseRecord, rules: RulesAt): Result<FilledForm> => {
  const form = readForm(rules);
  if (!form.ok) return form;
  const fields = form.value.value.map((field) =>
    fieldOf(field, asset, formSource(field.code, asset, caseRecord, rules)),
  );
  return ok({
    fields,
    filled: fields.filter((f) => f.value !== null && f.problems.length === 0).length,
    missing: fields.filter((f) => f.value === null).map((f) => f.title),
    problems: fields.flatMap((f) => f.problems.map((p) => `${f.title}：${p}`)),
  });
};
