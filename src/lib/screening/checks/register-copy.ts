import { type PlainDate, dayNumber, fromDayNumber } from '../../kernel/plain-date';
import { type Result, mapResult } from '../../kernel/result';
import type { ResolvedRule } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import {
  type Check,
  type LazyNode,
  type Nodes,
  allOf,
  check,
  checked,
  failed,
  joined,
  joinedNodes,
} from '../check';
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
  /** First and last day of a copy that is close enough. */
  readonly earliest: PlainDate;
  readonly latest: PlainDate;
  /** The day and the limit it is measured by, for the traces. */
  readonly nodes: Nodes;
}

const limitOf = (context: CheckInput['context']): Result<CopyLimit> =>
  mapResult(readTyped(context.rules, MAX_AGE, dayCount), ({ value, rule }) => {
    const day = dayNumber(context.filingDate);
    return {
      days: value,
      earliest: fromDayNumber(day - value),
      latest: fromDayNumber(day + value),
      nodes: [ruleNode(rule), filingDateLeaf(context)],
    };
  });

/** Whether the register fields were checked against a 专利登记簿副本 close enough to the planned filing day. */
const freshCopy = ({ fields, context }: CheckInput): Check => {
  const limit = keptOnce(context, 'age of register copies', () => limitOf(context));
  if (!limit.ok) return failed(limit.failure.code, limit.failure.message);
  const { days, earliest, latest, nodes } = limit.value;
  const copy = fields.date('copyDate');
  if (!copy.known)
    return copy.why === 'error'
      ? copy.check
      : check(
          'unknown',
          'unknown.register-copy',
          () => ({ days: String(days), filingDate: context.filingDate }),
          joinedNodes(copy.check.nodes, nodes),
        );
  const { value } = copy;
  const facts = (): Facts => ({ days: String(days), filingDate: context.filingDate, copyDate: value });
  // Days are written so that their order is that of their texts.
  const key =
    value < earliest ? 'unknown.register-copy.stale' : value > latest ? 'unknown.register-copy.ahead' : null;
  return key === null
    ? check('pass', 'pass.register-copy', facts, [copy.node, nodes])
    : check('unknown', key, facts, [copy.node, nodes]);
};

/**
 * A fail shown by list data is a fail. A pass shown by list data alone is unknown: it needs a recent register copy.
 * Kleene `all`; the words of the list check stay, so that a person sees what the list says.
 */
export const confirmedByRegisterCopy = (listed: Check, input: CheckInput): Check => {
  if (listed.verdict === 'fail') return listed;
  const copy = freshCopy(input);
  if (listed.verdict !== 'pass') return allOf([listed, copy]);
  return checked(copy.verdict, joined(listed.reasons, copy.reasons), joinedNodes(listed.nodes, copy.nodes));
};
