import { Decimal, decimalText } from '../../kernel/decimal';
import type { Failure, Result } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { ResolvedRule } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Term, amountStep } from '../../valuation/term';
import { type Check, type Nodes, check, checked } from '../check';
import { joinedLists } from '../lists';
import { readField } from '../fields';
import { all } from '../kleene';
import type { BoundedGrowth } from '../growth-bound';
import { type RepaymentNeed, repaymentNumbers, shareOf } from '../repayment-numbers';
import { decimalNumber } from '../rule-model';
import { asked } from './asked-check';
import type { CheckInput, CheckTest } from './check-input';
import { lacking, wordsOf } from './computation-parts';
import { factFault } from './fact-years';
import { amountOf } from './repayment-inputs';

const failureCheck = ({ code, message, remedy }: Failure, nodes: Nodes = []): Check =>
  code === 'E_MISSING'
    ? check('unknown', 'unknown.missing', { detail: message, fix: remedy }, nodes)
    : check('unknown', 'unknown.blocked', { code, detail: message, fix: remedy }, nodes);

/** A person may only worsen what the data show; answers that differ or rest on a file that is gone leave it open. */
const unlessWorse =
  (test: CheckTest): CheckTest =>
  (input) => {
    const own = factFault(input)?.check ?? test(input);
    const said = asked(input).check;
    const { computed: by, spec } = input.loaded;
    const method: Nodes =
      by === undefined ? [] : [() => ruleLeaf(by.rule, `测算方法 ${spec.code}`, by.spec.test, 'text')];
    const { verdict, reasons } =
      said.verdict === 'fail' || (said.isNamed === true && own.verdict !== 'fail') ? said : own;
    return checked(verdict, reasons, [own.nodes, said.nodes, method]);
  };

/** A rule in force is one object, so its term is made once. */
const TERMS = {
  ratio: new WeakMap<ResolvedRule, Term>(),
  fen: new WeakMap<ResolvedRule, Term>(),
};

/** A number of the rulebook that the rule names, as a term. */
const parameter = (input: CheckInput, name: string, unit: 'ratio' | 'fen'): Term | Check => {
  const id = input.loaded.spec.parameters[name];
  if (id === undefined) return lacking(name).check;
  const read = readTyped(input.context.rules, id, decimalNumber);
  if (!read.ok) return failureCheck(read.failure);
  const { value, rule } = read.value;
  const before = TERMS[unit].get(rule);
  if (before !== undefined) return before;
  const number = new Decimal(value);
  const term = {
    value: unit === 'fen' ? number.dividedBy(100) : number,
    node: ruleLeaf(rule, undefined, value, unit),
  };
  TERMS[unit].set(rule, term);
  return term;
};

const isCheck = (value: Term | Check): value is Check => 'verdict' in value;

const wan = (term: Term): string => decimalText(term.value.dividedBy(10_000), 2);
const times = (term: Term): string => decimalText(term.value, 2);

/** R2: operating cash flow covers what is due within a year so many times; the limit itself passes. */
const cashCover: CheckTest = (input) => {
  const limit = parameter(input, 'min', 'ratio');
  if (isCheck(limit)) return limit;
  const { cashCover: cover } = repaymentNumbers(input.context);
  if (!cover.ok) return failureCheck(cover.failure, [() => limit.node]);
  const verdict = cover.value.value.gte(limit.value) ? 'pass' : 'fail';
  const facts = () => ({ cover: times(cover.value), min: times(limit) });
  return check(verdict, verdict, facts, [() => cover.value.node, () => limit.node]);
};

/** What the loan is for, by the words of the rule. `null`: the words say nothing of it. */
export const loanPurpose = (
  input: CheckInput,
): { readonly kind: 'working' | 'other' | null; readonly text: string } | Check => {
  const ref = input.loaded.spec.fields['purpose'];
  const kindRef = input.loaded.spec.fields['kind'];
  if (ref === undefined || kindRef === undefined) return lacking('purpose').check;
  const purpose = readField(ref, 'purpose', null, input.context.caseRecord);
  const kind = readField(kindRef, 'kind', null, input.context.caseRecord);
  for (const read of [purpose, kind]) if (!read.known && read.why === 'error') return read.check;
  if (!purpose.known) return purpose.check;
  const text = typeof purpose.value === 'string' ? purpose.value : '';
  const debtKind = kind.known && typeof kind.value === 'string' ? kind.value : '';
  const says = (name: string, where: string): boolean =>
    wordsOf(input, name).some((word) => where.includes(word));
  if (says('working', text)) return { kind: 'working', text };
  if (!says('other', text)) return { kind: says('working', debtKind) ? 'working' : null, text };
  if (!says('working', debtKind)) return { kind: 'other', text };
  const facts = {
    code: 'E_CONTRADICTION',
    detail: `债权种类为“${debtKind}”，用途却写作“${text}”`,
    fix: '在案情页核对债权种类与贷款用途，改正其中一处',
  };
  const nodes = kind.known ? [purpose.node, kind.node] : [purpose.node];
  return check('unknown', 'unknown.blocked', facts, nodes);
};

/** R3: the loan asked for is not above the new limit that the need allows; the limit itself passes. */
const workingCapital: CheckTest = (input) => {
  const purpose = loanPurpose(input);
  if ('verdict' in purpose) return purpose;
  if (purpose.kind === null) return check('unknown', 'unknown.purpose', { purpose: purpose.text });
  const { need, asked: loan } = repaymentNumbers(input.context);
  if (!loan.ok) return failureCheck(loan.failure);
  if (!need.ok)
    return need.failure.code === 'E_NO_NEED'
      ? check('fail', 'fail.no-need', { detail: need.failure.message, fix: need.failure.remedy }, [
          () => loan.value.node,
        ])
      : failureCheck(need.failure, [() => loan.value.node]);
  return withinNeed(loan.value, need.value);
};

const percentOf = (ratio: Decimal): string => `${decimalText(ratio.times(100), 2)} %`;

/** What is asked for may not come out above the limit by rounding. */
const wanDown = (term: Term): string =>
  decimalText(term.value.dividedBy(10_000).toDecimalPlaces(2, Decimal.ROUND_FLOOR));

/** Why the years bear out no more, and what would mend that. */
const groundOf = ({ years, unusable }: BoundedGrowth): { readonly ground: string; readonly mend: string } => {
  const wrong = unusable.map(({ message }) => message).join('；');
  const remedies = [...new Set(unusable.map(({ remedy }) => remedy))].join('；');
  if (years === 0)
    return {
      ground: wrong === '' ? '一企一档没有相邻两年的营业收入可以比较' : wrong,
      mend: `${remedies === '' ? '在一企一档补齐三年的营业收入' : remedies}；`,
    };
  if (years > 1) return { ground: '一企一档三年的营业收入', mend: '' };
  return {
    ground: `一企一档相邻两年的营业收入${wrong === '' ? '' : `（${wrong}）`}`,
    mend: `${remedies === '' ? '在一企一档补齐三年的营业收入' : remedies}；`,
  };
};

/** A growth above what the years bear out neither enlarges the need nor makes a fail: what it alone would carry is open. */
const withinNeed = (loan: Term, { newLimit, volume, capped, bound }: RepaymentNeed): Check => {
  const facts = () => ({ asked: wan(loan), limit: wan(newLimit), volume: wan(volume) });
  const nodes = [() => loan.node, () => newLimit.node, ...(bound === null ? [] : [() => bound.node])];
  const isWithin = loan.value.lte(newLimit.value);
  if (capped === null) {
    const verdict = isWithin ? 'pass' : 'fail';
    return check(verdict, verdict, facts, nodes);
  }
  const { growth, statedLimit } = capped;
  const told = () => ({
    ...facts(),
    stated: percentOf(growth.stated),
    bound: percentOf(growth.bound.value),
    statedLimit: wan(statedLimit),
  });
  const open = () => {
    const limit = wanDown(newLimit);
    return {
      ...told(),
      ...groundOf(growth),
      limit,
      lower: limit === '0' ? '' : `把申请金额降到 ${limit} 万元以内；`,
      code: 'E_GROWTH_ABOVE_HISTORY',
    };
  };
  if (isWithin) return check('pass', 'pass.bounded', told, nodes);
  return loan.value.lte(statedLimit.value)
    ? check('unknown', growth.years === 0 ? 'unknown.growth.none' : 'unknown.growth', open, [
        ...nodes,
        () => statedLimit.node,
      ])
    : check('fail', 'fail', facts, nodes);
};

/** R4: what other banks are owed is known, with its source, and fits the debts of the file. */
const bankDebtKnown: CheckTest = ({ context }) => {
  const amount = amountOf(context, 'bankDebt');
  if (amount.state === 'blocked') return amount.measured.check;
  if (amount.state === 'absent') return check('unknown', 'unknown', { label: amount.label }, [amount.node]);
  return check('pass', 'pass', () => ({ amount: wanOf(amount.value) }), [() => amount.node]);
};

const wanOf = (fen: string): string => decimalText(new Decimal(fen).dividedBy(1_000_000), 2);

/** R5: guarantees given are known and not above so many times the net assets; none at all passes. */
const guaranteesWithin: CheckTest = (input) => {
  const limit = parameter(input, 'max', 'ratio');
  if (isCheck(limit)) return limit;
  const amount = amountOf(input.context, 'guaranteesGiven');
  if (amount.state === 'blocked') return amount.measured.check;
  if (amount.state === 'absent') return check('unknown', 'unknown', { label: amount.label }, [amount.node]);
  if (amount.value === '0') return check('pass', 'pass.none', {}, [() => amount.node]);
  const { equity } = repaymentNumbers(input.context);
  if (!equity.ok) return failureCheck(equity.failure, [() => amount.node, () => limit.node]);
  const most = shareOf('guarantee-limit', '对外担保上限', limit, equity.value);
  const yuan = new Decimal(amount.value).dividedBy(100);
  const verdict = equity.value.value.gt(0) && yuan.lte(most.value) ? 'pass' : 'fail';
  const facts = () => ({ amount: wanOf(amount.value), equity: wan(equity.value), max: times(limit) });
  return check(verdict, verdict, facts, [() => amount.node, () => most.node]);
};

const relatedNode = (related: boolean | null): TraceNode => {
  const path = 'sections.screening.repayment.group.related';
  return leaf({
    id: `field/${path}`,
    label: '有无关联企业',
    value: related === null ? null : related ? '有' : '没有',
    unit: 'text',
    confidence: 'verified',
    source: { kind: 'field', path, label: '有无关联企业' },
  });
};

/** Where a failure lies that is about the group itself. */
const GROUP = 'sections.screening.repayment.group';

/** R6: whether there are related parties is known, and what they owe together. */
const groupKnown: CheckTest = ({ context }) => {
  const { related } = context.caseRecord.sections.screening.repayment.group;
  const node = (): TraceNode => relatedNode(related);
  if (related === null) return check('unknown', 'unknown', {}, [node]);
  if (!related) {
    const { exposure } = repaymentNumbers(context);
    const isStray = !exposure.ok && exposure.failure.path === GROUP;
    return isStray ? failureCheck(exposure.failure, [node]) : check('pass', 'pass.none', {}, [node]);
  }
  const amount = amountOf(context, 'groupExposure');
  if (amount.state === 'blocked') return amount.measured.check;
  if (amount.state === 'absent') return check('unknown', 'unknown.amount', {}, [node, amount.node]);
  const { exposure } = repaymentNumbers(context);
  if (!exposure.ok && exposure.failure.code === 'E_CONTRADICTION')
    return failureCheck(exposure.failure, [node, () => amount.node]);
  return check('pass', 'pass', () => ({ amount: wanOf(amount.value) }), [node, () => amount.node]);
};

const within = (input: CheckInput, exposure: Result<Term>, shareName: string, label: string): Check => {
  const capital = parameter(input, 'capital', 'fen');
  const share = parameter(input, shareName, 'ratio');
  if (isCheck(capital)) return capital;
  if (isCheck(share)) return share;
  if (!exposure.ok) return failureCheck(exposure.failure, [capital.node, share.node]);
  const base = amountStep({
    id: 'repayment/net-capital',
    label: '资本净额',
    value: capital.value,
    formula: '参数库',
    children: [capital.node],
  });
  const limit = shareOf(`${shareName}-limit`, label, share, base);
  const verdict = exposure.value.value.lte(limit.value) ? 'pass' : 'fail';
  const facts = () => ({ label, exposure: wan(exposure.value), limit: wan(limit) });
  return check(verdict, verdict, facts, [() => exposure.value.node, () => limit.node]);
};

/** R7: the enterprise alone and with its related parties stays within the limits of the bank; a limit itself passes. */
const exposureWithin: CheckTest = (input) => {
  const { ownExposure, exposure } = repaymentNumbers(input.context);
  const { related } = input.context.caseRecord.sections.screening.repayment.group;
  const own = within(input, ownExposure, 'single', '单一客户限额');
  const group = within(
    input,
    exposure,
    related === true ? 'group' : 'single',
    related === true ? '集团客户限额' : '单一客户限额',
  );
  const both = related === false && exposure.ok ? [own] : [own, group];
  const verdict = all(both.map((c) => c.verdict));
  return checked(
    verdict,
    joinedLists(both.filter((c) => c.verdict === verdict).map((c) => c.reasons)),
    both.map((c) => c.nodes),
  );
};

/** R1: all the others; a person who says no is heard in any case. */
const repaymentTogether: CheckTest = ({ grounds }) => {
  const verdict = all(grounds.map((g) => g.verdict));
  const deciding = grounds.filter((g) => g.verdict === verdict);
  const items = deciding.map((g) => `${g.code} ${g.title}`).join('、');
  const nodes = grounds.map(
    (g) => () =>
      leaf({
        id: `findings/${g.rule}`,
        label: `${g.code} ${g.title}`,
        value: g.verdict,
        unit: 'text',
        confidence: g.confidence,
        source: { kind: 'field', path: `findings[${g.rule}]`, label: g.title },
      }),
  );
  return check(verdict, `${verdict}.together`, { items }, nodes);
};

export const REPAYMENT_TESTS: readonly (readonly [string, CheckTest])[] = [
  ['repayment-cash-cover', unlessWorse(cashCover)],
  ['repayment-working-capital', unlessWorse(workingCapital)],
  ['repayment-bank-debt', unlessWorse(bankDebtKnown)],
  ['repayment-guarantees', unlessWorse(guaranteesWithin)],
  ['repayment-group', unlessWorse(groupKnown)],
  ['repayment-exposure', unlessWorse(exposureWithin)],
  ['repayment-together', unlessWorse(repaymentTogether)],
];
