import * as v from 'valibot';
import { type Result, fail, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';

const filled = v.pipe(v.string(), v.minLength(1));
const entries = v.array(v.strictObject({ rule: filled, question: filled, ready: filled, where: v.string() }));

/** A rule as an enterprise asks itself: the question, what to have ready, where to get it. */
export type PlainWords = v.InferOutput<typeof entries>[number];

/** The plain words in force. A rule that has none keeps its own title. */
export const plainWords = (rules: RulesAt): Result<readonly PlainWords[]> => {
  const read = readTyped(rules, 'screening.plain-words', entries);
  return read.ok ? ok(read.value.value) : fail(read.failure);
};
