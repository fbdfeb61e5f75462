import type { CaseRecord } from '../case/case-record';
import type { CostSheet } from '../collateral/credit-cost/cost-sheet-model';
import type { TraceNode } from '../kernel/trace';

/** Calls about what the credit costs. */
export interface CreditCostApi {
  creditCost: { input: { caseRecord: CaseRecord }; output: CostSheet };
  /** 节省利息 of a cut of the rate. `principalFen` is 分 as text. */
  interestSaved: {
    input: { principalFen: string; cutBp: number; months: number };
    output: { readonly savedFen: string; readonly trace: TraceNode };
  };
}
