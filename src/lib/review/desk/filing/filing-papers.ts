import * as v from 'valibot';
import type { Confidence } from '../../../kernel/confidence';
import { type Result, ok } from '../../../kernel/result';
import type { RulesAt } from '../../../rulebook/model';
import { readTyped } from '../../../rulebook/read-rule';

/** One paper of the checklist, as far as a folder can be held against it. */
export interface FilingPaper {
  readonly code: string;
  readonly title: string;
  readonly article: string;
  readonly note: string;
  /** `always`, `over-list-threshold`, or a condition that only the case knows. */
  readonly need: string;
  readonly confidence: Confidence;
}

export interface FilingChecklist {
  readonly papers: readonly FilingPaper[];
  /** Above this number of patents a list as a table is needed. */
  readonly listThreshold: number;
  readonly names: readonly { readonly code: string; readonly words: readonly string[] }[];
}

const LISTS = ['registration.cnipa-patent.documents', 'registration.cnipa-patent.documents.supplement'];

const paperList = v.array(
  v.looseObject({
    code: v.string(),
    title: v.string(),
    article: v.string(),
    need: v.string(),
    note: v.optional(v.string()),
  }),
);
const nameList = v.array(v.strictObject({ code: v.string(), words: v.array(v.string()) }));

/** The checklist of 专利权质押登记办法 art. 7, the same that packages are held against. Fails as reading a rule does. */
export const filingChecklist = (rules: RulesAt): Result<FilingChecklist> => {
  const papers: FilingPaper[] = [];
  for (const id of LISTS) {
    const list = readTyped(rules, id, paperList);
    if (!list.ok) return list;
    for (const { code, title, article, need, note } of list.value.value)
      papers.push({ code, title, article, need, note: note ?? '', confidence: list.value.rule.confidence });
  }
  const threshold = readTyped(rules, 'registration.cnipa-patent.list-threshold', v.number());
  if (!threshold.ok) return threshold;
  const names = readTyped(rules, 'review.filing.names', nameList);
  if (!names.ok) return names;
  return ok({ papers, listThreshold: threshold.value.value, names: names.value.value });
};

/** What the name of a file suggests; `null` = nothing. A person confirms. */
export const suggestedPaper = (path: string, { names }: FilingChecklist): string | null => {
  const name = path.split('/').at(-1) ?? path;
  return names.find(({ words }) => words.some((word) => name.includes(word)))?.code ?? null;
};
