import type { OpenCase } from '$lib/state/open-case.svelte';

export interface SourceChoice {
  readonly id: string;
  readonly title: string;
}

/** Everything that may carry part of the need: what stands in the structure or out of it, by id. */
export const sourceChoices = (open: OpenCase): readonly SourceChoice[] => {
  const structure = open.results.structure.value;
  const { items, support } = open.record.sections.collateral;
  const all = [...(structure?.items ?? []), ...(structure?.leftOut ?? []), ...items, ...support];
  const titles = new Map<string, string>();
  for (const { id, title } of all) if (!titles.has(id)) titles.set(id, title);
  return [...titles].map(([id, title]) => ({ id, title }));
};
