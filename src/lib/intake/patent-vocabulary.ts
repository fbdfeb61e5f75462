import * as v from 'valibot';
import { type Result, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';

/** Where an export comes from, recognised by column names that only it uses. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly tells: readonly string[];
  /** Between several names or classes in one cell. */
  readonly separators: readonly string[];
  /** Columns that mean something in this source only. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Everything the importer knows about columns, read from the rulebook. */
export interface ColumnVocabulary {
  /** Canonical field → headers, in order of preference. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  readonly presets: readonly Preset[];
  readonly required: readonly string[];
}

const texts = v.array(v.string());
const lists = v.record(v.string(), texts);
const presets = v.array(
  v.strictObject({
    id: v.string(),
    title: v.string(),
    tells: texts,
    separators: v.pipe(texts, v.minLength(1)),
    columns: v.record(v.string(), v.string()),
  }),
);

/** Column names, presets and required columns in force. */
export const columnVocabulary = (rules: RulesAt): Result<ColumnVocabulary> => {
  const vendor = readTyped(rules, 'intake.patent-columns', lists);
  if (!vendor.ok) return vendor;
  const own = readTyped(rules, 'intake.patent-columns-own', lists);
  if (!own.ok) return own;
  const known = readTyped(rules, 'intake.patent-presets', presets);
  if (!known.ok) return known;
  const required = readTyped(rules, 'intake.patent-required', texts);
  if (!required.ok) return required;
  const synonyms = new Map<string, readonly string[]>(Object.entries(vendor.value.value));
  for (const [field, headers] of Object.entries(own.value.value))
    synonyms.set(field, [...(synonyms.get(field) ?? []), ...headers]);
  return ok({ synonyms, presets: known.value.value, required: required.value.value });
};

/** Words of cells, by meaning. */
export interface ValueVocabulary {
  readonly types: Words;
  readonly kinds: Words;
  readonly statuses: Words;
  readonly events: Words;
  readonly jurisdictions: Words;
  readonly words: Words;
}

/** Normalised word → its meaning; `null` = not in the list. */
export type Words = (text: string) => string | null;

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

const wordsOf = (lists: readonly Readonly<Record<string, readonly string[]>>[]): Words => {
  const meaning = new Map<string, string>();
  for (const list of lists)
    for (const [key, words] of Object.entries(list))
      for (const word of words) if (!meaning.has(fold(word))) meaning.set(fold(word), key);
  return (text) => meaning.get(fold(text)) ?? null;
};

/** Value words in force. */
export const valueVocabulary = (rules: RulesAt): Result<ValueVocabulary> => {
  const read = (...ids: readonly string[]): Result<Words> => {
    const found: Record<string, string[]>[] = [];
    for (const id of ids) {
      const rule = readTyped(rules, id, lists);
      if (!rule.ok) return rule;
      found.push(rule.value.value);
    }
    return ok(wordsOf(found));
  };
  const types = read('intake.patent-types');
  if (!types.ok) return types;
  const kinds = read('intake.patent-kinds');
  if (!kinds.ok) return kinds;
  const statuses = read('intake.patent-statuses', 'intake.patent-statuses-grace');
  if (!statuses.ok) return statuses;
  const events = read('intake.patent-events');
  if (!events.ok) return events;
  const jurisdictions = read('intake.patent-jurisdictions');
  if (!jurisdictions.ok) return jurisdictions;
  const words = read('intake.patent-words');
  if (!words.ok) return words;
  return ok({
    types: types.value,
    kinds: kinds.value,
    statuses: statuses.value,
    events: events.value,
    jurisdictions: jurisdictions.value,
    words: words.value,
  });
};
