import { type Decimal } from '../../kernel/decimal';

/** 贴息: a share of the interest at a base rate, up to a cap. Amounts in 元. */
export interface SubsidyTerms {
  readonly principal: Decimal;
  /** Base rate per year, e.g. 上年末一年期 LPR. */
  readonly base: Decimal;
  /** Share of the base, 0–1. */
  readonly share: Decimal;
  readonly days: number;
  /** `null`: no cap. */
  readonly cap: Decimal | null;
}

export interface Subsidy {
  readonly raw: Decimal;
  /** What is paid: the raw amount, at most the cap. */
  readonly paid: Decimal;
  readonly capped: boolean;
}

/** P·base·share·days ÷ 365, at most the cap. Years are 365 days, as the public examples count. */
export const subsidyOf = ({ principal, base, share, days, cap }: SubsidyTerms): Subsidy => {
  const raw = principal.times(base).times(share).times(days).dividedBy(365);
  const capped = cap !== null && raw.gt(cap);
  return { raw, paid: capped ? cap : raw, capped };
};
