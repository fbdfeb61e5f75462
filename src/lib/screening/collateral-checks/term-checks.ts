import { addDays, addMonths, daysBetween } from '../../kernel/plain-date';
import { type Check, type LazyNode, allOf, anyOf, check, quiet } from '../check';
import { filingDateLeaf } from '../checks/check-input';
import { withParameter } from '../data-asset-checks/asset-check';
import { withField } from '../fields';
import { dayCount } from '../rule-model';
import { type ItemInput, type ItemTest, proven } from './item-check';

const notEnded = (input: ItemInput): Check =>
  withField(input.facts.date('until'), (until, node) => {
    const { filingDate } = input.context;
    const nodes = [node, filingDateLeaf(input.context)];
    return until < filingDate
      ? check('fail', 'fail.ended', { until, filingDate }, nodes)
      : quiet('pass', nodes);
  });

const reachesDebtEnd = (input: ItemInput): Check =>
  withField(input.facts.date('until'), (until, node) =>
    withField(input.fields.date('debtEnd'), (debtEnd, debtNode) => {
      const verdict = until < debtEnd ? 'fail' : 'pass';
      return check(verdict, verdict, { until, debtEnd }, [node, debtNode]);
    }),
  );

/** The right or the certificate lasts as long as the debt, or the contract binds the provider to renew it. Same day passes. */
export const itemOutlastsDebt: ItemTest = (input) => {
  const lasts = proven(input, 'main', reachesDebtEnd(input));
  const renewed = input.facts.names('renewal')
    ? [
        withField(input.facts.flag('renewal'), (agreed, node) =>
          agreed
            ? proven(input, 'renewal', check('pass', 'pass.renewal', {}, [node]))
            : quiet('fail', [node]),
        ),
      ]
    : [];
  return allOf([notEnded(input), anyOf([lasts, ...renewed])]);
};

/** Months begun in a number of days. */
const monthsIn = (days: number): number => Math.ceil((days * 100) / 3044);

/** 中登网: 1 to 360 months, and not shorter than the debt. */
export const registrationTerm: ItemTest = (input) =>
  withParameter(input, 'most', dayCount, (most, rule) =>
    withField(input.facts.count('months'), (months, node) => {
      const { filingDate } = input.context;
      const nodes: LazyNode[] = [node, rule, filingDateLeaf(input.context)];
      if (months < 1 || months > most)
        return check('fail', 'fail.range', { months: String(months), most: String(most) }, nodes);
      return withField(input.fields.date('debtEnd'), (debtEnd, debtNode) => {
        const until = addMonths(filingDate, months);
        const left = monthsIn(Math.max(0, daysBetween(filingDate, debtEnd)));
        const facts = { months: String(months), until, debtEnd, proposed: String(Math.min(most, left + 6)) };
        const verdict = until < debtEnd ? 'fail' : 'pass';
        return check(verdict, verdict, facts, [...nodes, debtNode]);
      });
    }),
  );

/** What is to be paid to the provider is not overdue. Falling due after the debt is worth a remark. */
export const itemDue: ItemTest = (input) =>
  withField(input.facts.date('due'), (due, node) => {
    const { filingDate } = input.context;
    const nodes = [node, filingDateLeaf(input.context)];
    if (due < filingDate) return check('fail', 'fail.overdue', { due, filingDate }, nodes);
    return withField(input.fields.date('debtEnd'), (debtEnd, debtNode) =>
      due > debtEnd
        ? check('fail', 'fail.late', { due, debtEnd }, [...nodes, debtNode])
        : proven(input, 'main', check('pass', 'pass', { due, debtEnd }, [...nodes, debtNode])),
    );
  });

const windowClosed = (input: ItemInput): Check =>
  withParameter(input, 'days', dayCount, (days, rule) =>
    withField(input.facts.date('delivered'), (delivered, node) =>
      withField(input.facts.date('searched'), (searched, searchedNode) => {
        const last = addDays(delivered, days);
        const facts = { delivered, searched, last, days: String(days) };
        const nodes = [node, searchedNode, rule];
        return searched > last
          ? proven(input, 'search', check('pass', 'pass.closed', facts, nodes))
          : check('fail', 'fail', facts, nodes);
      }),
    ),
  );

/**
 * Nobody can still step before us with a purchase-money security: the price is paid, or the register was searched after
 * the ten days of 民法典 art. 416 had passed. A search on the tenth day is one day too early.
 */
export const purchaseMoney: ItemTest = (input) =>
  anyOf([
    withField(input.facts.flag('paid'), (paid, node) =>
      paid ? proven(input, 'paid', check('pass', 'pass.paid', {}, [node])) : quiet('fail', [node]),
    ),
    windowClosed(input),
  ]);
