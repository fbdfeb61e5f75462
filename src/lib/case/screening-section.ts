import * as v from 'valibot';
import { evidence, shortText, text } from './schema-parts';

/** A person's answer to one check item. `points` 0–4 for scored items, `pass`/`fail` for gate items. */
export const screeningAnswer = v.strictObject({
  /** Rule id of the check item. */
  rule: shortText,
  /** Subject id the answer is about; `case` for the whole case. */
  subject: shortText,
  answer: v.union([
    v.strictObject({ kind: v.literal('points'), points: v.picklist([0, 1, 2, 3, 4]) }),
    v.strictObject({ kind: v.literal('verdict'), verdict: v.picklist(['pass', 'fail']) }),
  ]),
  reason: text,
  by: shortText,
  on: v.nullable(shortText),
  evidence: v.array(evidence),
});
export type ScreeningAnswer = v.InferOutput<typeof screeningAnswer>;

/** Declarations that the law accepts, e.g. that both parties know of an open invalidation case. */
export const declaration = v.strictObject({
  rule: shortText,
  subject: shortText,
  statement: text,
  by: shortText,
  evidence: v.array(evidence),
});
export type Declaration = v.InferOutput<typeof declaration>;

export const screeningSection = v.strictObject({
  answers: v.array(screeningAnswer),
  declarations: v.array(declaration),
});
export type ScreeningSection = v.InferOutput<typeof screeningSection>;
