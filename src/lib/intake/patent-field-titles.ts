import * as v from 'valibot';
import { type Result, mapResult } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';

/** A field that a column can be given to, with its name for people. */
export interface PatentField {
  readonly field: string;
  readonly title: string;
}

const schema = v.array(v.strictObject({ field: v.string(), title: v.string() }));

/** Fields of a patent record in the order in which a person looks for them. Fails when the rule cannot be read. */
export const patentFields = (rules: RulesAt): Result<readonly PatentField[]> =>
  mapResult(readTyped(rules, 'intake.patent-fields', schema), ({ value }) => value);
