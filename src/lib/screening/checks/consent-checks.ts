import { type Check, type Standing, anyOf, check, checked, quiet } from '../check';
import { withField } from '../fields';
import { isUnnamed } from './answer-words';
import { hasLostFile } from './lost-file';
import type { CheckInput, CheckTest } from './check-input';

const UNDECLARED = quiet('fail');

/** A declaration on exactly this rule and subject, with a statement. None is a fail; one whose file is gone proves nothing. */
const declared = ({ loaded, subject, context }: CheckInput): Check => {
  const all = context.answers.declarations(loaded.id, subject.id);
  if (all.length === 0) return UNDECLARED;
  const found = all.filter((d) => d.statement.trim() !== '' && d.by.trim() !== '' && !isUnnamed(d, context));
  const first = found[0];
  if (first === undefined) return UNDECLARED;
  const nodes = found.map((d, i) => context.answers.node(d, i));
  const kept = context.lostFilesPass === true ? first : found.find((d) => !hasLostFile(d, context));
  if (kept === undefined)
    return check('unknown', 'unknown.evidence-gone', { by: first.by, code: 'E_EVIDENCE_MISSING' }, nodes);
  return check('pass', 'pass.declared', { statement: kept.statement, by: kept.by }, nodes);
};

/** Ground 8: one owner, or the consent of all co-owners, or an agreement among them (art. 4). */
export const coOwnerConsent: CheckTest = (input) =>
  anyOf([
    withField(input.fields.texts('owners'), (owners, node) =>
      owners.every((owner) => owner === owners[0])
        ? check('pass', 'pass.single', {}, [node])
        : check('fail', 'fail', () => ({ owners: owners.join('；') }), [node]),
    ),
    declared(input),
  ]);

const clearOf = ({ fields }: CheckInput): Check =>
  withField(fields.flag('flag'), (present, node) =>
    present ? check('fail', 'fail', {}, [node]) : check('pass', 'pass.clear', {}, [node]),
  );

const CLEAR: readonly Standing[] = ['clear'];
const DECLARED: readonly Standing[] = ['declared'];
const OPEN: readonly Standing[] = ['undeclared'];
const NOT_OPEN: readonly Standing[] = ['declared', 'clear'];
const ANY: readonly Standing[] = ['undeclared', 'declared', 'clear'];

/** What can still turn out, given whether the circumstance is absent (`clear`) and declared. */
const standingOf = (clear: Check['verdict'], isDeclared: boolean): readonly Standing[] => {
  if (clear === 'pass') return CLEAR;
  if (clear === 'fail') return isDeclared ? DECLARED : OPEN;
  return isDeclared ? NOT_OPEN : ANY;
};

const clearOrDeclared = (clear: Check, input: CheckInput): Check => {
  const consent = declared(input);
  const { verdict, reasons, nodes } = anyOf([clear, consent]);
  return checked(verdict, reasons, nodes, {
    standing: standingOf(clear.verdict, consent.verdict === 'pass'),
  });
};

/** Ground 11: no open invalidation case, or both parties declared that they know and go on. */
export const flagClearOrDeclared: CheckTest = (input) => clearOrDeclared(clearOf(input), input);

/** Ground 10: not a utility model, or no same-day invention application, or declared. */
export const sameDayDeclared: CheckTest = (input) => {
  const type = withField(input.fields.text('type'), (value, node) =>
    value === 'utility-model' ? quiet('fail', [node]) : check('pass', 'pass.type', {}, [node]),
  );
  return clearOrDeclared(anyOf([type, clearOf(input)]), input);
};
