import type { RulesAt } from '../../rulebook/model';
import { readAssetClass } from '../asset-class';
import type { StructureInput } from '../optimiser/structure-input';

/** Turns ids and codes in the optimiser's words into the names that people gave. */
export interface Names {
  readonly titleOf: (id: string) => string;
  readonly inWords: (text: string) => string;
}

export const namesOf = (
  { assets, layers }: StructureInput,
  others: readonly { readonly id: string; readonly title: string }[],
  rules: RulesAt,
  registryNames: ReadonlyMap<string, string>,
): Names => {
  const titles = new Map([...others, ...assets, ...layers].map(({ id, title }) => [id, title]));
  const classes = new Map(
    [...new Set(assets.map(({ classCode }) => classCode))].flatMap((code) => {
      const found = readAssetClass(rules, code);
      return found.ok ? [[code, found.value.name] as const] : [];
    }),
  );
  const words = new Map<string, string>([...classes, ...registryNames]);
  return {
    titleOf: (id) => titles.get(id) ?? id,
    inWords: (text) =>
      text
        .replace(/“([^“”]+)”/g, (whole, id: string) => {
          const title = titles.get(id);
          return title === undefined ? whole : `“${title}”`;
        })
        .replace(/[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*/g, (code) => words.get(code) ?? code),
  };
};
