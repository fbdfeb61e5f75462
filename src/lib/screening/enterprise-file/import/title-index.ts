import type { FileCatalogue } from '../catalogue';
import { type TableColumns, bareTitle, folded, normalTitle } from './table-words';

/** Look-up of headers and row titles. */
export interface TitleIndex {
  /** Field code of a title, by its full text, then without brackets; `null` = not known. */
  field(title: string): string | null;
  role(title: string): string | null;
  event(title: string): string | null;
  product(title: string): string | null;
}

const indexOf = (lists: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(lists).flatMap(([code, words]) => words.map((word) => [folded(word), code] as const)),
  );

const lookUp =
  (index: ReadonlyMap<string, string>) =>
  (title: string): string | null =>
    index.get(normalTitle(title)) ?? index.get(bareTitle(title)) ?? null;

export const titleIndex = (catalogue: FileCatalogue, words: TableColumns): TitleIndex => {
  const fields = new Map<string, string>();
  for (const field of catalogue.fields.values())
    for (const title of [field.label, ...field.aliases]) {
      const key = normalTitle(title);
      if (!fields.has(key)) fields.set(key, field.code);
    }
  return {
    field: lookUp(fields),
    role: lookUp(indexOf(words.roles)),
    event: lookUp(indexOf(words.events)),
    product: lookUp(indexOf(words.products)),
  };
};
