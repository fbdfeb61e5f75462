import { daysBetween } from '../../kernel/plain-date';
import { type Result, mapResult } from '../../kernel/result';
import type { ResolvedRule } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Check, type LazyNode, allOf, check, failed } from '../check';
import { keptOnce } from '../kept';
import { dayCount } from '../rule-model';
import { type CheckInput, filingDateLeaf } from './check-input';

const MAX_AGE = 'screening.register-copy.max-age-days';

const ruleNode =
  (rule: ResolvedRule): LazyNode =>
  () =>
    ruleLeaf(rule);

type Facts = Readonly<Record<string, string>>;

interface CopyLimit {
  readonly days: number;
  /** The day and the limit it is measured by, for the traces. */
  readonly nodes: readonly LazyNode[];
}

const limitOf = (context: CheckInput['context']): Result<CopyLimit> =>
  mapResult(readTyped(context.rules, MAX_AGE, dayCount), ({ value, rule }) => ({
    days: value,
    nodes: [ruleNode(rule), filingDateLeaf(context)],
  }));

/** Whether the register fields were checked against a 专利登记簿副本 close enough to the planned filing day. */
const freshCopy = ({ fields, context }: CheckInput): Check => {
  const limit = keptOnce(context, 'age of register copies', () => limitOf(context));
  if (!limit.ok) return failed(limit.failure.code, limit.failure.message);
  const { days, nodes } = limit.value;
  const facts = (): Facts => ({ days: String(days), filingDate: context.filingDate });
  const copy = fields.date('copyDate');
  if (!copy.known)
    return copy.why === 'error'
      ? copy.check
      : check('unknown', 'unknown.register-copy', facts, [...copy.check.nodes, ...nodes]);
  const all = (): Facts => ({ ...facts(), copyDate: copy.value });
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
  return listed.verdict === 'pass'
    ? { verdict: both.verdict, reasons: [...listed.reasons, ...copy.reasons], nodes: both.nodes }
    : both;
};
