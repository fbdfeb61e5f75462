import type { PatentRecord } from '../../case/patents-section';
import type { Failure } from '../../kernel/result';

/** Why a patent is left out of a stage. */
export type ReasonCode =
  | 'gate'
  | 'no-score'
  | 'below-threshold'
  | 'duplicate'
  | 'family-member'
  | 'gate-unknown'
  | 'expires-before-debt'
  | 'expiry-unknown'
  | 'debt-end-unknown'
  | 'no-product';

/** One reason, in Chinese, with what would change it. */
export interface LeaveOutReason extends Failure {
  readonly reason: ReasonCode;
}

const CODES: Readonly<Record<ReasonCode, string>> = {
  gate: 'PORTFOLIO_GATE',
  'no-score': 'PORTFOLIO_NO_SCORE',
  'below-threshold': 'PORTFOLIO_BELOW_THRESHOLD',
  duplicate: 'PORTFOLIO_DUPLICATE',
  'family-member': 'PORTFOLIO_FAMILY_MEMBER',
  'gate-unknown': 'PORTFOLIO_GATE_UNKNOWN',
  'expires-before-debt': 'PORTFOLIO_EXPIRES_BEFORE_DEBT',
  'expiry-unknown': 'PORTFOLIO_EXPIRY_UNKNOWN',
  'debt-end-unknown': 'PORTFOLIO_DEBT_END_UNKNOWN',
  'no-product': 'PORTFOLIO_NO_PRODUCT',
};

/** Builds a reason about one patent; `rule` is the rulebook entry behind it, if any. */
export const reasonFor = (
  reason: ReasonCode,
  record: PatentRecord,
  message: string,
  remedy: string,
  rule?: string,
): LeaveOutReason => ({
  reason,
  code: CODES[reason],
  message,
  path: `sections.patents.records[${record.id}]`,
  remedy,
  ...(rule === undefined ? {} : { rule }),
});
