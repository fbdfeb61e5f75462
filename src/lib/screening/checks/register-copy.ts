import { daysBetween } from '../../kernel/plain-date';
import type { ResolvedRule } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Check, type LazyNode, allOf, check, failed } from '../check';
import { dayCount } from '../rule-model';
import { type CheckInput, filingDateLeaf } from './check-input';

const MAX_AGE = 'screening.register-copy.max-age-days';

const ruleNode =
  (rule: ResolvedRule): LazyNode =>
  () =>
    ruleLeaf(rule);

/** Whether the register fields were checked against a 专利登记簿副本 close enough to the planned filing day. */
const freshCopy = ({ fields, context }: CheckInput): Check => {
  const limit = readTyped(context.rules, MAX_AGE, dayCount);
  if (!limit.ok) return failed(limit.failure.code, limit.failure.message);
  const days = limit.value.value;
  const facts = { days: String(days), filingDate: context.filingDate };
  const nodes = [ruleNode(limit.value.rule), filingDateLeaf(context)];
  const copy = fields.date('copyDate');
  if (!copy.known)
    return copy.why === 'error'
      ? copy.check
      : check('unknown', 'unknown.register-copy', facts, [...copy.check.nodes, ...nodes]);
  const all = { ...facts, copyDate: copy.value };
  const age = daysBetween(copy.value, context.filingDate);
  const key = age > days ? 'unknown.register-copy.stale' : age < -days ? 'unknown.register-copy.ahead' : null;
  return key === null
    ? check('pass', 'pass.register-copy', all, [copy.node, ...nodes])
    : check('unknown', key, all, [copy.node, ...nodes]);
};

/**
 * A fail shown by list data is a fail. A pass shown by list data alone is unknown: it needs a recent register copy.
 * Kleene `all`; the words of the list check stay, so that a person sees what the list says.
 */
export const confirmedByRegisterCopy = (listed: Check, input: CheckInput): Check => {
  if (listed.verdict === 'fail') return listed;
  const copy = freshCopy(input);
  const both = allOf([listed, copy]);
  return listed.verdict === 'pass' ? { ...both, reasons: [...listed.reasons, ...copy.reasons] } : both;
};
