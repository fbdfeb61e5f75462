import type { Figure, Subject } from '../../case/exchange';
import { type Fen, fenText, formatWan } from '../../kernel/fen';
import { type TraceNode, derive } from '../../kernel/trace';
import { SHARE_DECIMALS, shareText } from '../concentration';
import type { DebtTerm } from '../debt-term';
import type { PaidCost } from '../optimiser/plan-costs';
import type { PlanLine } from '../optimiser/structure-input';
import type { PlanCheck } from '../optimiser/verify-plan';
import { type SolvedCase, structureFigure, structureFigures } from '../structure-figures';
import type { UsedSource } from '../structure-items';
import type { Names } from './names';

const PAYER = {
  borrower: '企业',
  bank: '银行',
  guarantor: '担保机构',
  government: '政府',
  other: '其他',
} as const;

/** One fee a year: what was entered, and for a rate the amount it is taken of. */
const feeNode = (
  { sourceId, label, payer, yearlyFen }: PaidCost,
  at: number,
  { names, feeTraces, used }: Pick<Solved, 'feeTraces' | 'used'> & { readonly names: Names },
): TraceNode => {
  const entered = feeTraces.get(sourceId)?.[at];
  const isRate = entered?.unit === 'ratio';
  const amount = used.find(({ source }) => source.id === sourceId)?.amountTrace;
  return derive({
    id: `collateral/fee/${sourceId}/${at}`,
    label: `${names.titleOf(sourceId)} › ${label}（${PAYER[payer]}付，每年）`,
    value: yearlyFen === null ? null : fenText(yearlyFen),
    unit: 'fen',
    formula: isRate ? '费率 × 计费金额；一次性的按债务履行期限分摊' : '录入金额；一次性的按债务履行期限分摊',
    ...(yearlyFen === null ? { note: '未录入，不按 0 计' } : {}),
    children: [
      ...(entered === undefined ? [] : [entered]),
      ...(isRate && amount !== undefined ? [amount] : []),
    ],
  });
};

/** Every fee with its place among those of its source. */
const feeNodes = ({ check, feeTraces, used, onlyBorrower }: Solved, names: Names): readonly TraceNode[] => {
  const next = new Map<string, number>();
  return check.paid.flatMap((fee) => {
    const at = next.get(fee.sourceId) ?? 0;
    next.set(fee.sourceId, at + 1);
    return onlyBorrower && fee.payer !== 'borrower' ? [] : [feeNode(fee, at, { names, feeTraces, used })];
  });
};

interface Solved extends SolvedCase {
  /** Whether only what the enterprise pays is counted. */
  readonly onlyBorrower: boolean;
  readonly feeTraces: ReadonlyMap<string, readonly TraceNode[]>;
  readonly check: PlanCheck;
  readonly lines: readonly PlanLine[];
  readonly term: DebtTerm;
}

/** Part of the need that assets stand for, 分. */
export const byAssets = (used: readonly UsedSource[]): Fen =>
  used.reduce((sum, { asset, amountFen }) => (asset === null ? sum : sum + amountFen), 0n);

/** Value pledged ÷ what the assets carry; `null` without assets or where one of them has no value. */
export const coverageOf = (used: readonly UsedSource[], { pledgedValueFen }: PlanCheck): string | null => {
  const carried = byAssets(used);
  if (carried === 0n || used.some(({ asset }) => asset !== null && asset.asset.value === null)) return null;
  return shareText(pledgedValueFen, carried);
};

/** Figures of a proved plan: those of every version, cost with its fees, coverage, and what each source carries and pledges. */
export const planFigures = (subject: Subject, solved: Solved, names: Names): readonly Figure[] => {
  const { method, used, check, lines, term, onlyBorrower } = solved;
  const whose = onlyBorrower ? '（只计企业承担的，不含利息）' : '（不含利息）';
  const cost = structureFigure(subject, method, 'cost', `年化综合成本${whose}`, {
    value: check.costFen === null ? null : fenText(check.costFen),
    unit: 'fen',
    formula: 'Σ 一次性费用 ÷ 年数 + Σ 年费',
    rounding: '合计四舍五入到分',
    confidence: check.costFen === null || !term.known ? 'assumption' : 'verified',
    note:
      check.costFen === null
        ? `有来源的费用未录入，合计未知；已知部分 ${formatWan(check.knownCostFen)} 万元。${term.text}`
        : term.text,
    children: [...feeNodes(solved, names), ...term.traces],
  });
  const amounts = used.flatMap(({ source, amountTrace, asset, support }) => {
    const line = lines.find(({ id }) => id === source.id);
    const available = asset?.available.trace ?? support?.capacityTrace;
    return [
      structureFigure(subject, method, `carried/${source.id}`, `${source.title} 承担`, {
        value: amountTrace.value,
        unit: 'fen',
        formula: '求得的组合中承担的部分',
        children: [amountTrace],
      }),
      structureFigure(subject, method, `pledged/${source.id}`, `${source.title} 出押可用额`, {
        value: line === undefined ? null : fenText(line.pledgedFen),
        unit: 'fen',
        formula: '整体出押的为全部可用额；可部分出押的为划出的部分；增信为承担的部分',
        children: available === undefined ? [] : [available],
      }),
    ];
  });
  return [
    ...structureFigures(subject, solved).map((figure) => (figure.id === cost.id ? cost : figure)),
    structureFigure(subject, method, 'coverage', '押品价值覆盖倍数', {
      value: coverageOf(used, check),
      unit: 'ratio',
      formula: 'Σ 出押押品价值 ÷ 押品承担的金额',
      rounding: `四舍五入到 ${SHARE_DECIMALS} 位小数`,
      children: used.flatMap(({ asset }) =>
        asset?.asset.value === null || asset === null ? [] : [asset.asset.value.trace],
      ),
    }),
    ...amounts,
  ];
};
