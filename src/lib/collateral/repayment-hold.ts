import type { Finding } from '../case/exchange';

/**
 * What an earlier method left about 第一还款来源. Collateral comes second (押品管理指引, 从属性): while this is held, no
 * structure lets the case through, however much it covers.
 */
export interface RepaymentHold {
  /** `null`: nobody has checked it yet, which holds the case too. */
  readonly verdict: Finding['verdict'] | null;
  readonly held: boolean;
  /** What is open or fails, in the order of the rules. */
  readonly reasons: readonly string[];
}

const METHOD = 'screening.repayment@';

const worst = (verdicts: readonly Finding['verdict'][]): Finding['verdict'] =>
  verdicts.includes('fail') ? 'fail' : verdicts.includes('unknown') ? 'unknown' : 'pass';

/** Reads the findings of 第一还款来源 among those of earlier methods. */
export const repaymentHold = (findings: readonly Finding[]): RepaymentHold => {
  const own = findings.filter(({ method }) => method.startsWith(METHOD));
  if (own.length === 0) return { verdict: null, held: true, reasons: ['第一还款来源尚未核查'] };
  const open = own.filter(({ verdict }) => verdict !== 'pass');
  return {
    verdict: worst(own.map(({ verdict }) => verdict)),
    held: open.length > 0,
    reasons: [...new Set(open.map(({ title, message }) => `${title}：${message}`))],
  };
};
