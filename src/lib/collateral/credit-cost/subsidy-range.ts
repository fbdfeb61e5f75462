import type { Fen } from '../../kernel/fen';
import { fenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { CostStructure, KnownTerms } from './cost-structure';
import { estimateSubsidy, readSubsidyScheme } from './subsidy-scheme';

/** What a subsidy brings, between two ends; both `null` = unknown. */
export interface SubsidyRange {
  readonly low: Fen | null;
  readonly high: Fen | null;
  readonly month: number;
  readonly trace: TraceNode | null;
  readonly failures: readonly Failure[];
}

/** A subsidy by region is reckoned on a principal that stays to the end; one that is repaid by instalments has no figure. */
export const E_SUBSIDY_INSTALMENT = 'E_SUBSIDY_INSTALMENT';

const NO_SUBSIDY = { low: 0n, high: 0n, trace: null, failures: [] } as const;

/** The subsidy of a structure as it was entered, or by the scheme of the region. */
export const subsidyRange = (structure: CostStructure, terms: KnownTerms, rules: RulesAt): SubsidyRange => {
  const { subsidy, path, repayment } = structure;
  const { months } = terms;
  const unknown = (failure: Failure): SubsidyRange => ({
    low: null,
    high: null,
    month: months,
    trace: null,
    failures: [failure],
  });
  if (subsidy.kind === 'unknown') return unknown(subsidy.failure);
  if (subsidy.kind === 'none') return { ...NO_SUBSIDY, month: months };
  if (subsidy.kind === 'by-region') {
    if (repayment === 'equal-instalment' && readSubsidyScheme(rules).ok)
      return unknown({
        code: E_SUBSIDY_INSTALMENT,
        message: '本办法的算式按到期还本计，等额本息的贴息未知',
        path: `${path}.subsidy`,
        remedy: '请按办法计算后录入',
      });
    const read = estimateSubsidy({ ...terms, ...subsidy }, rules);
    return read.ok
      ? {
          low: read.value.lowFen,
          high: read.value.highFen,
          month: months,
          trace: read.value.trace,
          failures: [],
        }
      : unknown(read.failure);
  }
  const at = `${path}.subsidy`;
  const { amountFen, month } = subsidy;
  const bad = (code: string, message: string): SubsidyRange =>
    unknown({ code, message, path: at, remedy: '请核对贴息金额与到账月份' });
  if (amountFen === null) return bad('E_MISSING', '贴息金额未填写');
  if (amountFen < 0n) return bad('E_NEGATIVE', '贴息金额为负数');
  if (!Number.isInteger(month) || month < 1 || month > months)
    return bad('E_RANGE', '贴息到账月份不在贷款期内');
  const trace = leaf({
    id: 'cost/subsidy',
    label: `贴息（第 ${month} 个月到账）`,
    value: fenText(amountFen),
    unit: 'fen',
    confidence: 'verified',
    source: { kind: 'field', path: at, label: '贴息' },
  });
  return { low: amountFen, high: amountFen, month, trace, failures: [] };
};
