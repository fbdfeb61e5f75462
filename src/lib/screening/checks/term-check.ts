import { type Check, allOf, check, failed, quiet } from '../check';
import { patentName } from '../patent-subject';
import { expiryOf } from '../pool-term';
import type { CheckInput, CheckTest } from './check-input';

const expiryCheck = ({ context, patent }: CheckInput): Check => {
  if (patent === null) return failed('E_RULE_SUBJECT', '本规则应逐件专利核查');
  const figure = context.figures.get(`patent-expiry/${patent.subject.id}`);
  const nodes = figure === undefined ? [] : [() => figure.trace];
  return expiryOf(patent, context.figures) === null
    ? check('unknown', 'unknown.expiry', {}, nodes)
    : quiet('pass', nodes);
};

/** Ground 6: the debt does not end after the patent. The same day passes. */
export const debtWithinTerm: CheckTest = (input) => {
  const { fields, context, patent } = input;
  const expiryRead = expiryCheck(input);
  const expiry = patent === null ? null : expiryOf(patent, context.figures);
  const debtEnd = fields.date('debtEnd');
  if (!debtEnd.known || expiry === null)
    return allOf([debtEnd.known ? quiet('pass', [debtEnd.node]) : debtEnd.check, expiryRead]);
  const { term } = context;
  const facts = (): Readonly<Record<string, string>> => ({
    debtEnd: debtEnd.value,
    expiry,
    earliestPatent: term.earliest === null ? '' : patentName(term.earliest.patent),
    earliestExpiry: term.earliest?.expiry ?? '',
  });
  const verdict = debtEnd.value > expiry ? 'fail' : 'pass';
  return check(verdict, verdict, facts, [debtEnd.node, expiryRead.nodes]);
};
