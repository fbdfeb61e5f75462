import { Decimal, fenToYuan } from '../kernel/decimal';
import { parseFenText } from '../kernel/fen';
import { addMonths } from '../kernel/plain-date';
import { type Failure, type Result, fail, ok, refuse } from '../kernel/result';
import { type Entered, type EnteredFen, type Place, readEnteredFen } from '../valuation/entered';
import { NOT_NEGATIVE } from '../valuation/domain';
import { type Term, amountStep, lateTerm, shown } from '../valuation/term';
import { divided, stepOf } from './accounts/ratio-model';
import { type Statement, readItem } from './accounts/statement';
import { type WorkingCapitalNeed, workingCapitalNeed } from './accounts/working-capital';
import { type AmountName, amountOf, growthOf } from './checks/repayment-inputs';
import type { Blocked } from './checks/measured-check';
import type { ScreeningContext } from './context';
import { keptOnce } from './kept';
import { accountYears, statementOf } from './enterprise-file/statements';
import { type BoundedGrowth, boundGrowth } from './growth-bound';

/** What 第一还款来源 is judged by; each with its reason, or with why it is not known. */
export interface RepaymentNumbers {
  readonly cashCover: Result<Term>;
  readonly need: Result<RepaymentNeed>;
  /** 元. */
  readonly asked: Result<Term>;
  /** This enterprise alone: debt at other banks and this loan, 元. */
  readonly ownExposure: Result<Term>;
  /** With its related parties where there are any, 元. */
  readonly exposure: Result<Term>;
  /** 净资产, 元. */
  readonly equity: Result<Term>;
}

const asFailure = ({ check }: Blocked): Result<never> => {
  const { code = 'E_MISSING', detail = '', fix = '' } = check.reasons[0]?.facts ?? {};
  return refuse(code, detail, 'sections.screening.repayment', fix);
};

const missing = (label: string, path: string): Result<never> =>
  refuse('E_MISSING', `${label}未知`, path, `补录${label}及其来源；缺数不按 0 处理`);

const entered = (context: ScreeningContext, name: AmountName): Result<EnteredFen> => {
  const amount = amountOf(context, name);
  if (amount.state === 'blocked') return asFailure(amount.measured);
  if (amount.state === 'absent') return ok({ fen: null });
  const fen = parseFenText(amount.value);
  return fen.ok ? ok({ fen: fen.value, lateSource: () => amount.node }) : fen;
};

const PLACE: Place = { path: 'sections.screening.repayment', id: 'repayment' };

const term = (context: ScreeningContext, name: AmountName): Result<Term> => {
  const amount = amountOf(context, name);
  if (amount.state === 'blocked') return asFailure(amount.measured);
  if (amount.state === 'absent') return missing(amount.label, PLACE.path);
  const fen = parseFenText(amount.value);
  return fen.ok ? ok(lateTerm(fenToYuan(fen.value), () => amount.node)) : fen;
};

/** The newest year for which it can be computed. Only what nobody has said leads on to the year before; anything wrong stops. */
const overYears = <T>(
  context: ScreeningContext,
  compute: (year: Statement, before: Statement) => Result<T>,
): Result<T> => {
  const file = context.file();
  let stopped: Failure | null = null;
  for (const year of accountYears(file)) {
    const result = compute(statementOf(file, year), statementOf(file, year - 1));
    if (result.ok || isFault(result.failure)) return result;
    stopped ??= result.failure;
  }
  return stopped === null
    ? refuse('E_MISSING', '没有报表', PLACE.path, '在一企一档补录年度报表')
    : fail(stopped);
};

const isFault = ({ code }: Failure): boolean => code !== 'E_MISSING';

const askedTerm = ({ caseRecord }: ScreeningContext): Result<Term> => {
  const { amountFen } = caseRecord.sections.enterprise.need;
  const fen = amountFen === null ? null : parseFenText(amountFen);
  if (fen !== null && !fen.ok) return fen;
  const read = readEnteredFen(
    { path: 'sections.enterprise.need', id: 'field/sections.enterprise.need' },
    { field: 'amountFen', label: '本次申请金额', domain: NOT_NEGATIVE },
    { fen: fen === null || fen.value === 0n ? null : fen.value },
  );
  return read;
};

/** What falls due within a year holds this loan whole when it ends within the year. */
const holdsLoan = (context: ScreeningContext, due: Term): Result<Term> => {
  const { debtEnd } = context.caseRecord.sections.enterprise.need;
  const asked = askedTerm(context);
  return debtEnd !== null &&
    debtEnd <= addMonths(context.filingDate, 12) &&
    asked.ok &&
    due.value.lt(asked.value.value)
    ? refuse(
        'E_CONTRADICTION',
        `一年内应还本息 ${shown(due)} 元，小于一年内到期的本次申请金额 ${shown(asked.value)} 元`,
        `${PLACE.path}.debtService`,
        '一年内应还本息应当含本笔；核对还款计划，改正其中一处',
      )
    : ok(due);
};

const coverTerm = (context: ScreeningContext): Result<Term> => {
  const stated = term(context, 'debtService');
  const due = stated.ok ? holdsLoan(context, stated.value) : stated;
  if (!due.ok) return due;
  return overYears(context, (year) => {
    const cash = readItem(year, 'operatingCashFlow', { path: 'sections.enterpriseFile', id: 'repayment' });
    return cash.ok
      ? divided({
          id: 'cash-cover',
          label: '现金流覆盖倍数',
          above: cash.value,
          below: due.value,
          definition: '经营活动现金流量净额 ÷ 一年内应还本息',
          place: PLACE,
        })
      : cash;
  });
};

/** The need, and what it would be with a growth that the enterprise's own years do not bear out. */
export interface RepaymentNeed extends WorkingCapitalNeed {
  /** `null`: the growth stands as it was entered. */
  readonly capped: { readonly growth: BoundedGrowth; readonly statedLimit: Term } | null;
  /** The bound that the growth was compared with; `null` where none is asked for. */
  readonly bound: Term | null;
}

const needTerms = (context: ScreeningContext): Result<RepaymentNeed> => {
  const growth = growthOf(context);
  if (growth.state === 'blocked') return asFailure(growth.measured);
  const names = ['ownFunds', 'workingLoans', 'otherSources'] as const;
  const [own, loans, other] = names.map((name) => entered(context, name));
  for (const read of [own, loans, other]) if (read !== undefined && !read.ok) return read;
  if (own?.ok !== true || loans?.ok !== true || other?.ok !== true) throw new Error('three amounts expected');
  return overYears(context, (year, before) => {
    const withGrowth = (used: Entered): Result<WorkingCapitalNeed> =>
      workingCapitalNeed(
        {
          year,
          before,
          growth: used,
          ownFunds: own.value,
          existingLoans: loans.value,
          otherSources: other.value,
        },
        PLACE,
      );
    if (growth.state !== 'known') return withoutBound(withGrowth({ value: null }));
    const stated: Entered = { value: growth.value, source: growth.node };
    if (context.earlier?.repaymentAsEntered === true) return withoutBound(withGrowth(stated));
    const bounded = boundGrowth(growth, year.year, context);
    if (!bounded.ok) return bounded;
    const need = withGrowth(bounded.value.used);
    if (!need.ok) return need;
    const { bound, isCapped } = bounded.value;
    if (!isCapped) return ok({ ...need.value, capped: null, bound });
    const whole = withGrowth(stated);
    return whole.ok
      ? ok({
          ...need.value,
          capped: { growth: bounded.value, statedLimit: whole.value.newLimit },
          bound,
        })
      : whole;
  });
};

const withoutBound = (need: Result<WorkingCapitalNeed>): Result<RepaymentNeed> =>
  need.ok ? ok({ ...need.value, capped: null, bound: null }) : need;

const plus = (id: string, label: string, a: Term, b: Term): Term =>
  stepOf(amountStep, PLACE, {
    id,
    label,
    value: a.value.plus(b.value),
    formula: () => `${shown(a)} + ${shown(b)}`,
    from: [a, b],
  });

const ownTerm = (context: ScreeningContext, asked: Result<Term>): Result<Term> => {
  const debt = term(context, 'bankDebt');
  if (!debt.ok) return debt;
  return asked.ok ? ok(plus('own-exposure', '他行融资余额与本次申请合计', debt.value, asked.value)) : asked;
};

/** Financing of a group that, as stated, is not there. */
const strayGroup = (context: ScreeningContext): Result<never> | null => {
  const group = amountOf(context, 'groupExposure');
  return group.state === 'absent' || (group.state === 'known' && group.value === '0')
    ? null
    : refuse(
        'E_CONTRADICTION',
        '写明没有关联企业，却填了集团（关联方）融资合计',
        `${PLACE.path}.group`,
        '查询股权与实际控制关系；有关联企业的改选“有”，没有的清空集团融资',
      );
};

const exposureTerm = (context: ScreeningContext, own: Result<Term>, asked: Result<Term>): Result<Term> => {
  const { related } = context.caseRecord.sections.screening.repayment.group;
  if (related === null)
    return refuse(
      'E_MISSING',
      '有无关联企业尚未查明',
      `${PLACE.path}.group`,
      '查询股权与实际控制关系，在第一还款来源页写明有无关联企业',
    );
  if (!related) return strayGroup(context) ?? own;
  const group = term(context, 'groupExposure');
  if (!group.ok) return group;
  const debt = term(context, 'bankDebt');
  if (!debt.ok) return debt;
  if (group.value.value.lt(debt.value.value))
    return refuse(
      'E_CONTRADICTION',
      '集团（关联方）融资合计小于本企业的他行融资余额',
      `${PLACE.path}.group.exposure`,
      '集团合计应当包含本企业；核对征信报告后改正其中一处',
    );
  return asked.ok ? ok(plus('group-exposure', '集团融资与本次申请合计', group.value, asked.value)) : asked;
};

const equityTerm = (context: ScreeningContext): Result<Term> =>
  overYears(context, (year) => {
    const place: Place = { path: 'sections.enterpriseFile', id: 'repayment' };
    const assets = readItem(year, 'totalAssets', place);
    if (!assets.ok) return assets;
    const debts = readItem(year, 'totalLiabilities', place);
    if (!debts.ok) return debts;
    return ok(
      stepOf(amountStep, PLACE, {
        id: 'equity',
        label: '净资产',
        value: assets.value.value.minus(debts.value.value),
        formula: () => `资产总计 − 负债合计 = ${shown(assets.value)} − ${shown(debts.value)}`,
        from: [assets.value, debts.value],
      }),
    );
  });

/** Each made when a rule first asks for it. */
class Numbers implements RepaymentNumbers {
  private readonly made: { -readonly [K in keyof RepaymentNumbers]?: RepaymentNumbers[K] } = {};

  constructor(private readonly context: ScreeningContext) {}

  get cashCover(): Result<Term> {
    return (this.made.cashCover ??= coverTerm(this.context));
  }
  get need(): Result<RepaymentNeed> {
    return (this.made.need ??= needTerms(this.context));
  }
  get asked(): Result<Term> {
    return (this.made.asked ??= askedTerm(this.context));
  }
  get ownExposure(): Result<Term> {
    return (this.made.ownExposure ??= ownTerm(this.context, this.asked));
  }
  get exposure(): Result<Term> {
    return (this.made.exposure ??= exposureTerm(this.context, this.ownExposure, this.asked));
  }
  get equity(): Result<Term> {
    return (this.made.equity ??= equityTerm(this.context));
  }
}

/** Computed once per case. */
export const repaymentNumbers = (context: ScreeningContext): RepaymentNumbers =>
  keptOnce(context, 'repayment numbers', () => new Numbers(context));

/** `ratio × amount`, 元. */
export const shareOf = (id: string, label: string, ratio: Term, amount: Term): Term =>
  stepOf(amountStep, PLACE, {
    id,
    label,
    value: ratio.value.times(amount.value),
    formula: () => `${shown(ratio)} × ${shown(amount)}`,
    from: [ratio, amount],
  });

export const ratioTerm = (value: string, node: Term['node']): Term => ({ value: new Decimal(value), node });
