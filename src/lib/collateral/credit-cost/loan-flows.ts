import { Decimal } from '../../kernel/decimal';

/** A loan as the borrower sees it. Amounts in 元, rates per year as ratios; nothing is rounded. */
export interface LoanTerms {
  readonly principal: Decimal;
  readonly rate: Decimal;
  /** Whole months, ≥ 1. */
  readonly months: number;
  readonly repayment: 'bullet' | 'equal-instalment';
}

/** What the borrower pays or receives beside the loan, at the end of `month`; month 0 is drawdown. */
export interface SideFlow {
  readonly month: number;
  /** Paid is positive, received (a subsidy) is negative. */
  readonly amount: Decimal;
}

/** 等额本息: P·m ÷ (1 − (1+m)^−n), m the monthly rate; P ÷ n without interest. */
export const equalInstalment = ({ principal, rate, months }: LoanTerms): Decimal => {
  const monthly = rate.dividedBy(12);
  if (monthly.isZero()) return principal.dividedBy(months);
  return principal.times(monthly).dividedBy(new Decimal(1).minus(new Decimal(1).plus(monthly).pow(-months)));
};

/** Borrower's flows, month 0 first: received is positive, paid is negative. */
export const borrowerFlows = (loan: LoanTerms, side: readonly SideFlow[]): readonly Decimal[] => {
  const { principal, rate, months } = loan;
  const monthly = loan.repayment === 'bullet' ? principal.times(rate).dividedBy(12) : equalInstalment(loan);
  const flows = Array.from({ length: months + 1 }, (_, month) => {
    if (month === 0) return principal;
    return month === months && loan.repayment === 'bullet' ? monthly.plus(principal).neg() : monthly.neg();
  });
  for (const { month, amount } of side) flows[month] = (flows[month] ?? new Decimal(0)).minus(amount);
  return flows;
};

/** Interest by days: P·r·days ÷ base. `base` is 360 in bank practice, 365 by agreement. */
export const interestByDays = (principal: Decimal, rate: Decimal, days: number, base: 360 | 365): Decimal =>
  principal.times(rate).times(days).dividedBy(base);
