import type { Figure } from '../../case/exchange';
import type { PlainDate } from '../../kernel/plain-date';
import { type Check, allOf, check, failed, quiet } from '../check';
import { patentName } from '../patent-subject';
import { expiryFigure, expiryIn } from '../pool-term';
import type { CheckTest } from './check-input';

const expiryCheck = (figure: Figure | undefined, expiry: PlainDate | null): Check => {
  const nodes = figure === undefined ? [] : [() => figure.trace];
  return expiry === null ? check('unknown', 'unknown.expiry', {}, nodes) : quiet('pass', nodes);
};

/** Ground 6: the debt does not end after the patent. The same day passes. */
export const debtWithinTerm: CheckTest = ({ fields, context, patent }) => {
  const figure = patent === null ? undefined : expiryFigure(patent, context.figures);
  const expiry = expiryIn(figure);
  const expiryRead =
    patent === null ? failed('E_RULE_SUBJECT', '本规则应逐件专利核查') : expiryCheck(figure, expiry);
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
