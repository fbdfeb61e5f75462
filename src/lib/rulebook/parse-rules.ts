import * as v from 'valibot';
import { type Result, fail, ok, refuse } from '../kernel/result';
import type { ResolvedRule, RuleEntry } from './model';
import { checkRuleEntries } from './rule-checks';
import { resolvedRule, ruleEntry } from './rule-schema';

const REMEDY = '请修正参数数据文件中的这一项';

/** `[3].values[0].citation` becomes `cn.patent.x › values.0.citation`, so that a person finds the entry. */
const pathOf = (json: unknown, issue: v.BaseIssue<unknown>): string => {
  const [first, ...rest] = (v.getDotPath(issue) ?? '').split('.');
  const entry: unknown = Array.isArray(json) ? json[Number(first)] : null;
  const named = v.safeParse(v.object({ id: v.string() }), entry);
  return [named.success ? named.output.id : `第 ${Number(first) + 1} 项`, rest.join('.')]
    .filter((part) => part !== '')
    .join(' › ');
};

/**
 * Reads the content of a `*.rules.json`: an array of entries, every object strict. Fails with `E_RULE_SHAPE` or with the
 * first code of `checkRuleEntries`; path names the entry.
 */
export const parseRuleEntries = (json: unknown): Result<RuleEntry[]> => {
  const parsed = v.safeParse(v.array(ruleEntry), json, { abortPipeEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return refuse('E_RULE_SHAPE', issue.message, pathOf(json, issue), REMEDY);
  }
  const first = checkRuleEntries(parsed.output)[0];
  return first === undefined ? ok(parsed.output) : fail(first);
};

/** Reads the rule values that a package carries. Fails with `E_RULE_SHAPE`, or `E_RULE_TWICE` when an id repeats. */
export const parseResolvedRules = (json: unknown): Result<ResolvedRule[]> => {
  const parsed = v.safeParse(v.array(resolvedRule), json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return refuse('E_RULE_SHAPE', issue.message, pathOf(json, issue), '请向提供登记包的一方索取未改动的原件');
  }
  const ids = parsed.output.map((rule) => rule.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return twice === undefined
    ? ok(parsed.output)
    : refuse('E_RULE_TWICE', `“${twice}”出现不止一次`, twice, '请向提供登记包的一方索取未改动的原件');
};
