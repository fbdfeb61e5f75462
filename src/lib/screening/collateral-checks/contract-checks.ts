import * as v from 'valibot';
import { formatWan, parseFenText } from '../../kernel/fen';
import { Decimal, decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Check, type LazyNode, allOf, check, quiet, type Nodes } from '../check';
import { withParameter } from '../data-asset-checks/asset-check';
import { withField } from '../fields';
import { type ItemInput, type ItemTest } from './item-check';

const phrases = v.pipe(v.array(v.pipe(v.string(), v.minLength(2))), v.minLength(1));

/** Words of the contract that make the thing the creditor's when the debt is not paid: 民法典 arts. 401 and 428. */
const scanned = (input: ItemInput): Check => {
  const clauses = input.facts.text('clauses');
  if (!clauses.known) return clauses.why === 'error' ? clauses.check : quiet('pass', clauses.check.nodes);
  const text = clauses.value.replace(/\s+/g, '');
  return withParameter(input, 'phrases', phrases, (words, rule) => {
    const hit = words.find((word) => text.includes(word));
    return hit === undefined
      ? quiet('pass', [clauses.node, rule])
      : check('fail', 'fail.words', { words: hit }, [clauses.node, rule]);
  });
};

/** No forfeiture clause is agreed, and the words entered hold none. */
export const noForfeiture: ItemTest = (input) =>
  allOf([
    withField(input.facts.flag('forfeiture'), (agreed, node) =>
      agreed ? check('fail', 'fail', {}, [node]) : quiet('pass', [node]),
    ),
    scanned(input),
  ]);

const uplift = v.pipe(v.string(), v.regex(/^(0(\.\d{1,6})?|1)$/));

/** Debt that this item secures: its own amount, otherwise what is asked for. */
const secured = (input: ItemInput, then: (fen: bigint, node: LazyNode) => Check): Check => {
  const own = input.facts.fen('secured');
  if (own.known) return then(own.value, own.node);
  if (own.why === 'error') return own.check;
  return withField(input.fields.text('amount'), (text, node) => {
    const fen = parseFenText(text);
    return fen.ok ? then(fen.value, node) : check('unknown', 'missing', { label: '担保的债权数额' }, [node]);
  });
};

const enough = (input: ItemInput, maximum: bigint, nodes: Nodes): Check =>
  secured(input, (debt, debtNode) =>
    withParameter(input, 'uplift', uplift, (rate, rule) => {
      const withCosts = decimalToFen(fenToYuan(debt).mul(new Decimal(1).add(rate)));
      const facts = { maximum: formatWan(maximum), debt: formatWan(debt), withCosts: formatWan(withCosts) };
      const all = [...nodes, debtNode, rule];
      if (maximum < debt) return check('fail', 'fail.short', facts, all);
      return maximum < withCosts
        ? check('fail', 'fail.tight', facts, all)
        : check('pass', 'pass', facts, all);
    }),
  );

/** 担保制度解释 art. 15 and 民法典 arts. 420–424: the registered maximum decides, and it has to hold the debt with its costs. */
export const maximumHolds: ItemTest = (input) =>
  withField(input.facts.flag('maximum'), (isMaximum, node) => {
    if (!isMaximum) return check('pass', 'pass.none', {}, [node]);
    return withField(input.facts.fen('registered'), (registered, registeredNode) =>
      withField(input.facts.fen('agreed'), (agreed, agreedNode) => {
        const nodes = [node, registeredNode, agreedNode];
        const facts = { registered: formatWan(registered), agreed: formatWan(agreed) };
        if (registered !== agreed) return check('fail', 'fail.differs', facts, nodes);
        return enough(input, registered, nodes);
      }),
    );
  });
