import { type Result, ok } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { type TypedRule, ruleLeaf } from '../../rulebook/read-rule';
import { duplicateReasons, familyReasons } from './portfolio-copies';
import { type RankedPatent, rankPatents } from './portfolio-rank';
import type { LeaveOutReason } from './portfolio-reasons';
import {
  type PortfolioContext,
  type SelectionInput,
  type SelectionRule,
  coreReasons,
  pledgeReasons,
  readPortfolioContext,
} from './portfolio-stages';

/** A patent that does not go further, with every reason that holds at that stage. */
export interface LeftOutPatent extends RankedPatent {
  readonly reasons: readonly LeaveOutReason[];
}

/** 清单 → 核心 → 押品. Each patent of the list is in exactly one of `pledge`, `leftAtPledge`, `leftAtCore`. */
export interface PortfolioSelection {
  /** The whole list, best first. */
  readonly list: readonly RankedPatent[];
  readonly core: readonly RankedPatent[];
  readonly pledge: readonly RankedPatent[];
  readonly leftAtCore: readonly LeftOutPatent[];
  readonly leftAtPledge: readonly LeftOutPatent[];
  readonly rule: TypedRule<SelectionRule>;
  readonly trace: TraceNode;
}

type Staged = readonly [passed: readonly RankedPatent[], left: readonly LeftOutPatent[]];

const staged = (
  patents: readonly RankedPatent[],
  reasonsOf: (patent: RankedPatent) => readonly LeaveOutReason[],
): Staged => {
  const passed: RankedPatent[] = [];
  const left: LeftOutPatent[] = [];
  for (const patent of patents) {
    const reasons = reasonsOf(patent);
    if (reasons.length === 0) passed.push(patent);
    else left.push({ ...patent, reasons });
  }
  return [passed, left];
};

const coreOf = (context: PortfolioContext, list: readonly RankedPatent[]): Staged => {
  const { scores, families } = context.input;
  const copies = duplicateReasons(list, ({ row }) => scores.gates[row]?.length ?? 0);
  const [single, left] = staged(list, (patent) => {
    const copy = copies.get(patent.record.id);
    return [...coreReasons(context, patent), ...(copy === undefined ? [] : [copy])];
  });
  const relatives = familyReasons(single, families ?? new Map());
  const [core, leftByFamily] = staged(single, ({ record }) => {
    const relative = relatives.get(record.id);
    return relative === undefined ? [] : [relative];
  });
  return [core, [...left, ...leftByFamily].sort((a, b) => a.rank - b.rank)];
};

/**
 * 清单 → 核心 → 押品, with every reason for each patent left out. Core: no closed gate, a score whose low end reaches
 * `patent.portfolio.selection`, one record per number, one patent per family. Pledge: no gate left unknown, protected until
 * the debt ends (plus margin), tied to a product. Unknown never passes. All lists in rank order (see `rankPatents`).
 * Fails when a rule cannot be read. O(n log n).
 */
export const selectPortfolio = (input: SelectionInput): Result<PortfolioSelection> => {
  const read = readPortfolioContext(input);
  if (!read.ok) return read;
  const context = read.value;
  const list = rankPatents(input.caseRecord.sections.patents.records, input.scores);
  const [core, leftAtCore] = coreOf(context, list);
  const [pledge, leftAtPledge] = staged(core, (patent) => pledgeReasons(context, patent));
  return ok({
    list,
    core,
    pledge,
    leftAtCore,
    leftAtPledge,
    rule: context.rule,
    trace: derive({
      id: 'portfolio-selection',
      label: '专利组合筛选',
      value: String(pledge.length),
      unit: 'count',
      formula: `清单 ${list.length} 件 − 核心阶段落选 ${leftAtCore.length} 件 − 押品阶段落选 ${leftAtPledge.length} 件 = ${pledge.length} 件`,
      children: [ruleLeaf(context.rule.rule), ruleLeaf(context.life.calendar.term.rule)],
    }),
  });
};
