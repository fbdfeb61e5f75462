import * as v from 'valibot';
import { readTyped } from '../../rulebook/read-rule';
import type { RulesAt } from '../../rulebook/model';

/** A registry that a desk may work for. */
export interface DeskRegistry {
  /** As packages name it, e.g. `CNIPA_PATENT`. */
  readonly code: string;
  readonly registrar: string;
  /** What is filed there. */
  readonly titles: readonly string[];
}

const definition = v.object({
  registry: v.object({ code: v.string(), title: v.string(), registrar: v.string() }),
});

export const FILING_RULE = 'registration.filing.';

/** The registries of all filings that are in force, by code. An entry that cannot be read is left out. */
export const deskRegistries = (rules: RulesAt, ids: readonly string[]): readonly DeskRegistry[] => {
  const byCode = new Map<string, { registrar: string; titles: string[] }>();
  for (const id of ids.filter((one) => one.startsWith(FILING_RULE))) {
    const read = readTyped(rules, id, definition);
    if (!read.ok) continue;
    const { code, title, registrar } = read.value.value.registry;
    const known = byCode.get(code);
    if (known === undefined) byCode.set(code, { registrar, titles: [title] });
    else known.titles.push(title);
  }
  return [...byCode]
    .map(([code, { registrar, titles }]) => ({ code, registrar, titles: [...new Set(titles)].sort() }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
};
