import { allOf, check, quiet } from '../check';
import { displayValue, withField } from '../fields';
import { type CheckTest, filingDateLeaf } from './check-input';

type Facts = Readonly<Record<string, string>>;

const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['〔', '('],
  ['〕', ')'],
  ['【', '('],
  ['】', ')'],
  ['[', '('],
  [']', ')'],
]);

/** Folds width, brackets and spaces. Good enough to suggest that two names may be one, never to decide it. */
export const foldName = (name: string): string =>
  [...name.normalize('NFKC')]
    .filter((c) => c.trim() !== '')
    .map((c) => BRACKETS.get(c) ?? c)
    .join('');

/** Ground 1: the pledgor is one of the registered owners, by exact legal name. Co-owners are ground 8. */
export const pledgorIsOwner: CheckTest = ({ fields }) =>
  withField(fields.texts('owners'), (owners, ownersNode) =>
    withField(fields.text('pledgor'), (pledgor, pledgorNode) => {
      const nodes = [ownersNode, pledgorNode];
      const facts = (): Facts => ({ pledgor, owners: owners.join('；') });
      if (owners.includes(pledgor)) return check('pass', 'pass', facts, nodes);
      const similar = owners.find((owner) => foldName(owner) === foldName(pledgor));
      return similar === undefined
        ? check('fail', 'fail', facts, nodes)
        : check('unknown', 'unknown.similar', () => ({ ...facts(), similar }), nodes);
    }),
  );

/** Ground 2: neither 终止 nor 无效. A recorded 全部无效 counts even beside another status. */
export const patentAlive: CheckTest = ({ fields }) => {
  const status = withField(fields.text('status'), (value, node) =>
    check(
      value === 'dead' ? 'fail' : 'pass',
      value === 'dead' ? 'fail' : 'pass',
      () => ({ status: displayValue(value) ?? '' }),
      [node],
    ),
  );
  const outcome = fields.text('invalidation');
  if (!outcome.known) return outcome.why === 'error' ? allOf([status, outcome.check]) : status;
  const invalid = outcome.value === 'invalid';
  return allOf([
    status,
    invalid ? check('fail', 'fail.invalid', {}, [outcome.node]) : quiet('pass', [outcome.node]),
  ]);
};

/** Ground 3: granted, and the grant announced no later than the planned filing day. */
export const patentGranted: CheckTest = ({ fields, context }) =>
  allOf([
    withField(fields.text('status'), (value, node) =>
      value === 'pending'
        ? check('fail', 'fail', () => ({ status: displayValue(value) ?? '' }), [node])
        : quiet('pass', [node]),
    ),
    withField(fields.date('grantDate'), (grantDate, node) => {
      const future = grantDate > context.filingDate;
      const facts = { grantDate, filingDate: context.filingDate };
      return check(future ? 'fail' : 'pass', future ? 'fail.future' : 'pass', facts, [
        node,
        filingDateLeaf(context),
      ]);
    }),
  ]);

/** Ground 4: 年费缴至 not earlier than the planned filing day. The six months of grace count as unpaid. */
export const annuityPaid: CheckTest = ({ fields, context }) =>
  allOf([
    withField(fields.text('status'), (value, node) =>
      value === 'grace' ? check('fail', 'fail.grace', {}, [node]) : quiet('pass', [node]),
    ),
    withField(fields.date('paidThrough'), (paidThrough, node) => {
      const verdict = paidThrough < context.filingDate ? 'fail' : 'pass';
      const facts = { paidThrough, filingDate: context.filingDate };
      return check(verdict, verdict, facts, [node, filingDateLeaf(context)]);
    }),
  ]);

/** Grounds 5 and 9: a circumstance that must be known to be absent. */
export const flagClear: CheckTest = ({ fields }) =>
  withField(fields.flag('flag'), (present, node) => {
    const verdict = present ? 'fail' : 'pass';
    return check(verdict, verdict, {}, [node]);
  });
