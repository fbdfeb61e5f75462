import { type Result, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { type ColumnVocabulary, type Preset, columnVocabulary } from './patent-vocabulary';

export interface PatentColumn {
  /** 0-based position in the file. */
  readonly index: number;
  /** Header as printed. */
  readonly header: string;
  /** Canonical field; `null` = not recognised or not chosen. */
  readonly field: string | null;
  /** `loose` = only after leaving out a bracketed part; `chosen` = by a person. */
  readonly how: 'exact' | 'loose' | 'chosen' | 'none';
}

/** Several columns that mean the same field. */
export interface AmbiguousField {
  readonly field: string;
  readonly columns: readonly number[];
  /** Column taken by the order of preference; `null` = identical headers, a person must choose. */
  readonly taken: number | null;
}

/** How the columns of a patent list are understood. Plain data: a person may change it. */
export interface PatentColumns {
  readonly preset: string | null;
  readonly presetTitle: string | null;
  readonly separators: readonly string[];
  readonly columns: readonly PatentColumn[];
  readonly ambiguous: readonly AmbiguousField[];
  /** Fields without which no record can be registered. */
  readonly required: readonly string[];
  /** Required fields without a column. */
  readonly missing: readonly string[];
}

/** Fields of which every column counts. */
const COLLECTED = new Set(['vendorValueScore']);

const MINIMUM_TELLS = 2;
const DEFAULT_SEPARATORS = [';', '；', '|'];

const light = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/[\s\uFEFF]+/g, '')
    .toLowerCase();

/** Header for look-up: NFKC (full-width brackets too), no spaces, no BOM, no leading `[标]`, lower case. */
export const normaliseHeader = (header: string): string => light(header).replace(/^\[标\]/, '');

const withoutBrackets = (normalised: string): string => normalised.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');

const recognisePreset = (header: readonly string[], presets: readonly Preset[]): Preset | null => {
  const present = new Set(header.map(light));
  let best: Preset | null = null;
  let most = MINIMUM_TELLS - 1;
  for (const preset of presets) {
    const found = preset.tells.filter((tell) => present.has(light(tell))).length;
    if (found > most) {
      best = preset;
      most = found;
    }
  }
  return best;
};

interface Candidate {
  readonly field: string;
  /** Position in the order of preference. */
  readonly rank: number;
  readonly how: 'exact' | 'loose';
}

const lookUp = (
  header: string,
  fields: ReadonlyMap<string, { readonly field: string; readonly rank: number }>,
): Candidate | null => {
  const full = normaliseHeader(header);
  const exact = fields.get(full);
  if (exact !== undefined) return { ...exact, how: 'exact' };
  const loose = fields.get(withoutBrackets(full));
  return loose === undefined ? null : { ...loose, how: 'loose' };
};

const fieldIndex = ({ synonyms }: ColumnVocabulary, preset: Preset | null) => {
  const fields = new Map<string, { field: string; rank: number }>();
  for (const [header, field] of Object.entries(preset?.columns ?? {}))
    fields.set(normaliseHeader(header), { field, rank: -1 });
  for (const [field, headers] of synonyms)
    headers.forEach((header, rank) => {
      const key = normaliseHeader(header);
      if (!fields.has(key)) fields.set(key, { field, rank });
    });
  return fields;
};

const settle = (
  header: readonly string[],
  found: readonly (Candidate | null)[],
  field: string,
): AmbiguousField | null => {
  const columns = found.flatMap((c, i) => (c?.field === field ? [i] : []));
  if (columns.length < 2 || COLLECTED.has(field)) return null;
  const weight = (i: number): number => (found[i]?.how === 'loose' ? 1_000 : 0) + (found[i]?.rank ?? 0);
  const [first, second] = [...columns].sort((a, b) => weight(a) - weight(b) || a - b);
  const twins =
    first !== undefined &&
    columns.some((i) => i !== first && light(header[i] ?? '') === light(header[first] ?? ''));
  return { field, columns, taken: twins || second === undefined ? null : (first ?? null) };
};

/**
 * Says what each column of a patent list means: exact name, then the name without its bracketed part, else
 * nothing. Of several columns for one field the first in the rulebook's order is taken and the choice is
 * reported; of identical headers none. Unknown columns are shown and never guessed.
 */
export const recognisePatentColumns = (header: readonly string[], rules: RulesAt): Result<PatentColumns> => {
  const vocabulary = columnVocabulary(rules);
  if (!vocabulary.ok) return vocabulary;
  const preset = recognisePreset(header, vocabulary.value.presets);
  const fields = fieldIndex(vocabulary.value, preset);
  const found = header.map((text) => lookUp(text, fields));
  const ambiguous = [...new Set(found.flatMap((c) => (c === null ? [] : [c.field])))]
    .map((field) => settle(header, found, field))
    .filter((a) => a !== null);
  const passedOver = new Set(ambiguous.flatMap((a) => a.columns.filter((i) => i !== a.taken)));
  const columns = header.map((text, index): PatentColumn => {
    const candidate = passedOver.has(index) ? null : (found[index] ?? null);
    return candidate === null
      ? { index, header: text, field: null, how: 'none' }
      : { index, header: text, field: candidate.field, how: candidate.how };
  });
  return ok({
    preset: preset?.id ?? null,
    presetTitle: preset?.title ?? null,
    separators: preset?.separators ?? DEFAULT_SEPARATORS,
    columns,
    ambiguous,
    required: vocabulary.value.required,
    missing: absentFields(vocabulary.value.required, columns),
  });
};

/** Fields of `required` that no column carries. */
export const absentFields = (
  required: readonly string[],
  columns: readonly PatentColumn[],
): readonly string[] => required.filter((field) => columns.every((c) => c.field !== field));

/**
 * Applies a person's choice: column index → field, `null` = leave this column out. A field given to one
 * column is taken from the column that had it before.
 */
export const chooseColumns = (
  recognised: PatentColumns,
  choice: Readonly<Record<number, string | null>>,
): PatentColumns => {
  const chosen = new Set(Object.values(choice).filter((f) => f !== null && !COLLECTED.has(f)));
  const columns = recognised.columns.map((column): PatentColumn => {
    const field = choice[column.index];
    if (field !== undefined) return { ...column, field, how: field === null ? 'none' : 'chosen' };
    return column.field !== null && chosen.has(column.field)
      ? { ...column, field: null, how: 'none' }
      : column;
  });
  return {
    ...recognised,
    columns,
    ambiguous: recognised.ambiguous.filter((a) => a.columns.every((i) => choice[i] === undefined)),
    missing: absentFields(recognised.required, columns),
  };
};
