import type { Confidence } from '../../kernel/confidence';
import { isPlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import type { BoundField, BoundSection } from '../form-model';
import type { BoundFiling } from './bind-filing';
import { type MoneyUnit, plainAmount, unitOfLabel } from './field-text';
import { type PortalScreens, portalScreens } from './filing-shapes';

/** One field of a screen, ready to be copied. */
export interface EntryField {
  readonly code: string;
  readonly label: string;
  /** Row it belongs to, in words; empty for the filing itself. */
  readonly of: string;
  /** As the portal takes it; `null` = nobody gave it. */
  readonly value: string | null;
  readonly required: boolean;
  /** Form that the portal wants: `日期 YYYY-MM-DD`, `金额，元`, … */
  readonly format: string;
}

/** The registrar's screens in their order with what is keyed into each. */
export interface EntrySheet {
  readonly site: string;
  readonly note: string;
  readonly layoutVerified: boolean;
  /** How well the order of the screens is known. */
  readonly confidence: Confidence;
  readonly screens: readonly { readonly title: string; readonly fields: readonly EntryField[] }[];
  /** Required fields that nobody filled. */
  readonly missing: number;
}

const MONEY_WORD: Record<MoneyUnit, string> = { yuan: '元', wan: '万元' };

const dateAs = (date: string, form: PortalScreens['date']): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return form.replace('YYYY', year).replace('MM', month).replace('DD', day);
};

type Style = Pick<PortalScreens, 'date' | 'money'>;

const PLAIN: Style = { date: 'YYYY-MM-DD', money: 'wan' };

const entryOf = (field: BoundField, of: string, style: Style): EntryField => {
  const { code, label, value, required, type } = field;
  const base = { code, label, of, required };
  if (type === 'money') {
    const unit = unitOfLabel(label) ?? style.money;
    const text = value === null ? null : plainAmount(value, unit);
    return { ...base, value: text, format: `金额，${MONEY_WORD[unit]}，不带千分位` };
  }
  if (type === 'date') {
    const text = value === null ? null : isPlainDate(value) ? dateAs(value, style.date) : value;
    return { ...base, value: text, format: `日期 ${style.date}` };
  }
  const format = type === 'choice' || type === 'boolean' ? '选择' : type === 'list' ? '逐项' : '文字';
  return { ...base, value, format };
};

const nameOf = ({ filing }: BoundFiling, subject: string): string => {
  if (subject === 'case') return '';
  const source = filing.sources.find(({ id }) => id === subject);
  return source?.patent?.applicationNumber ?? source?.title ?? subject.replace('change-', '变更 ');
};

/** A code that no field of the form has: what the case says of each source under it. */
const derivedFields = (bound: BoundFiling, code: string, style: Style): readonly EntryField[] =>
  bound.values.rows.flatMap(({ source, values }) => {
    const own = values.get(code);
    if (own === undefined) return [];
    const field: BoundField = {
      ...own,
      code,
      label: own.trace.label,
      type: own.trace.unit === 'date' ? 'date' : 'text',
      required: true,
      labelConfidence: own.trace.confidence,
    };
    return [entryOf(field, nameOf(bound, source.id), style)];
  });

type Screen = PortalScreens['screens'][number];

/** Fields of a screen: those of one row together, row by row, in the order of the screen. */
const fieldsOf = (bound: BoundFiling, screen: Screen, style: Style): readonly EntryField[] => {
  const rows = bound.form.sections.flatMap(({ layout, rows: own }) => (layout === 'seals' ? [] : own));
  const known = new Set(rows.flatMap(({ fields }) => fields.map(({ code }) => code)));
  const subjects = [...new Set(['case', ...rows.map(({ subject }) => subject)])];
  const found = subjects.flatMap((subject) =>
    screen.fields.flatMap((code) => {
      const field = rows
        .filter((row) => row.subject === subject)
        .flatMap(({ fields }) => fields)
        .find((one) => one.code === code);
      if (field !== undefined) return [entryOf(field, nameOf(bound, subject), style)];
      if (known.has(code) || subject === 'case') return [];
      return derivedFields(bound, code, style).filter(({ of }) => of === nameOf(bound, subject));
    }),
  );
  return found;
};

const ofSections = (sections: readonly BoundSection[]): readonly Screen[] =>
  sections
    .filter(({ layout }) => layout !== 'seals')
    .map(({ title, rows }) => ({
      title,
      fields: [...new Set(rows.flatMap(({ fields }) => fields.map(({ code }) => code)))],
    }));

/**
 * What is keyed in by hand, screen by screen. A filing that registers follows the screens of its portal; a later one the sections of
 * its form. Errors: those of the rulebook.
 */
export const entrySheet = (rules: RulesAt, bound: BoundFiling): Result<EntrySheet> => {
  const { filing, form } = bound;
  const { portal } = filing.definition;
  const read = portal === null ? null : readTyped(rules, portal, portalScreens);
  if (read !== null && !read.ok) return read;
  const given = read === null ? null : read.value;
  const style = given?.value ?? PLAIN;
  const screens =
    filing.act === 'register' && given !== null ? given.value.screens : ofSections(form.sections);
  const filled = screens.map((screen) => ({ title: screen.title, fields: fieldsOf(bound, screen, style) }));
  return ok({
    site: given?.value.site ?? filing.definition.registry.registrar,
    note: given?.value.note ?? '',
    layoutVerified: given?.value.layoutVerified ?? false,
    confidence: given?.rule.confidence ?? 'assumption',
    screens: filled,
    missing: filled
      .flatMap(({ fields }) => fields)
      .filter(({ required, value }) => required && value === null).length,
  });
};
