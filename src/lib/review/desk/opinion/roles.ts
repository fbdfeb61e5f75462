import * as v from 'valibot';
import { EFFECTS } from '../../../case/desk/opinion';
import { type Failure, type Result, type WithFailures, ok } from '../../../kernel/result';
import type { ResolvedRule, RulesAt } from '../../../rulebook/model';
import { readTyped } from '../../../rulebook/read-rule';

/** The desks at which packages are reviewed. */
export const ROLE_CODES = ['county', 'agency', 'subsidy', 'bank'] as const;
export type RoleCode = (typeof ROLE_CODES)[number];

const words = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const choice = v.strictObject({ code: words, label: words, effect: v.picklist(EFFECTS) });

const roleValue = v.pipe(
  v.strictObject({
    title: words,
    statement: words,
    opinions: v.pipe(v.array(choice), v.minLength(1), v.maxLength(12)),
    /** Code drafted on a defect of the papers, on a ground for refusal, and when nothing stands against it. */
    draft: v.strictObject({ defect: words, ground: words, clear: words }),
  }),
  v.check(
    ({ opinions, draft }) =>
      Object.values(draft).every((code) => opinions.some((opinion) => opinion.code === code)),
    '草拟的意见不在这个岗位可出具的意见之中',
  ),
);
export type RoleRule = v.InferOutput<typeof roleValue>;

/** A role as the rulebook has it. */
export interface DeskRole extends RoleRule {
  readonly code: RoleCode;
  readonly rule: ResolvedRule;
}

/** One role. Fails as reading a rule does. */
export const readRole = (rules: RulesAt, code: RoleCode): Result<DeskRole> => {
  const read = readTyped(rules, `review.role.${code}`, roleValue);
  return read.ok ? ok({ code, ...read.value.value, rule: read.value.rule }) : read;
};

/** All roles whose entry can be read. */
export const readRoles = (rules: RulesAt): WithFailures<readonly DeskRole[]> => {
  const value: DeskRole[] = [];
  const failures: Failure[] = [];
  for (const code of ROLE_CODES) {
    const role = readRole(rules, code);
    if (role.ok) value.push(role.value);
    else failures.push(role.failure);
  }
  return { value, failures };
};
