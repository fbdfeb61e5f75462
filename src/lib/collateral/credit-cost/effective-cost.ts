import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type LoanTerms, type SideFlow, borrowerFlows } from './loan-flows';

/** Yearly cost of a loan to the borrower, as ratios. */
export interface EffectiveCost {
  /** m: the monthly rate at which the flows are worth nothing. */
  readonly monthly: Decimal;
  /** 12·m. */
  readonly nominal: Decimal;
  /** (1 + m)^12 − 1. */
  readonly effective: Decimal;
}

const STEPS = 100;
const LOWEST = new Decimal('-0.99');
const HIGHEST = new Decimal(1);

/** Worth of the flows at a monthly rate. */
const worth = (flows: readonly Decimal[], monthly: Decimal): Decimal => {
  const growth = monthly.plus(1);
  return flows.reduceRight((sum, flow) => sum.dividedBy(growth).plus(flow), new Decimal(0));
};

const hasOneChange = (flows: readonly Decimal[]): boolean => {
  const signs = flows.filter((f) => !f.isZero()).map((f) => f.isPositive());
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length === 1;
};

const LIMIT_MONTHS = 600;

const refuseTerms = ({ principal, months, rate }: LoanTerms): string | null => {
  if (!principal.gt(0)) return '贷款本金必须大于 0';
  if (!Number.isInteger(months) || months < 1 || months > LIMIT_MONTHS)
    return `期限须为 1 至 ${LIMIT_MONTHS} 个整月`;
  return rate.lt(0) || rate.gt(1) ? '年利率须在 0 与 1 之间' : null;
};

/**
 * 年化综合成本: the monthly rate m at which what the borrower receives and pays is worth nothing, found by bisection to better
 * than 1e-28. Fails with `E_RANGE` on impossible terms, `E_NO_RATE` when the flows change sign more than once or never (then
 * no single rate exists) or the rate is beyond 100 % a month.
 */
export const effectiveCost = (loan: LoanTerms, side: readonly SideFlow[]): Result<EffectiveCost> => {
  const bad =
    refuseTerms(loan) ??
    (side.some(({ month }) => !Number.isInteger(month) || month < 0 || month > loan.months)
      ? '费用或贴息的月份须在贷款期内'
      : null);
  if (bad !== null) return refuse('E_RANGE', bad, 'loan', '请核对贷款条件后再计算');
  const flows = borrowerFlows(loan, side);
  const none = refuse(
    'E_NO_RATE',
    '收付的先后使综合成本没有唯一解，或月利率超出 100 %',
    'loan',
    '请核对一次性费用与贴息的金额、月份',
  );
  if (!hasOneChange(flows) || !(flows[0] ?? new Decimal(0)).isPositive()) return none;
  let low = LOWEST;
  let high = HIGHEST;
  // What is received comes first, so the worth rises with the rate.
  if (worth(flows, low).gt(0) || worth(flows, high).lt(0)) return none;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = low.plus(high).dividedBy(2);
    if (worth(flows, middle).lt(0)) low = middle;
    else high = middle;
  }
  const monthly = low.plus(high).dividedBy(2);
  return ok({ monthly, nominal: monthly.times(12), effective: monthly.plus(1).pow(12).minus(1) });
};
