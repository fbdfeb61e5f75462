import * as v from 'valibot';
import type { Result } from '../../kernel/result';
import { ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const EFFECTS = [
  'dead',
  'revived',
  'grant',
  'partly_invalid',
  'transfer',
  'owner_name',
  'pledge_start',
  'pledge_change',
  'pledge_end',
  'preservation_start',
  'preservation_end',
  'license_start',
  'license_change',
  'license_end',
  'info',
] as const;
export type EventEffect = (typeof EFFECTS)[number];

const code = v.pipe(v.string(), v.regex(/^[A-Z]{2}\d{2}$/, '事务代码应为两个大写字母加两位数字'));

const codeTable = v.array(
  v.strictObject({
    code,
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
    effect: v.picklist(EFFECTS),
  }),
);

/** One gazette code: its official title and what it does to the right. */
export type LegalEventCode = v.InferOutput<typeof codeTable>[number];

/** Gazette codes in force and which ends of a right a restoration undoes. */
export interface LegalEventRules {
  readonly codes: TypedRule<readonly LegalEventCode[]>;
  readonly revivable: TypedRule<readonly string[]>;
  readonly byCode: ReadonlyMap<string, LegalEventCode>;
}

/** Reads `patent.legal-events` and `patent.revivable-events`. Fails as `readTyped` does. */
export const readLegalEventRules = (rules: RulesAt): Result<LegalEventRules> => {
  const codes = readTyped(rules, 'patent.legal-events', codeTable);
  if (!codes.ok) return codes;
  const revivable = readTyped(rules, 'patent.revivable-events', v.array(code));
  if (!revivable.ok) return revivable;
  return ok({
    codes: codes.value,
    revivable: revivable.value,
    byCode: new Map(codes.value.value.map((row) => [row.code, row])),
  });
};
