import type { Figure, Subject } from '../case/exchange';
import type { Confidence } from '../kernel/confidence';
import { type Fen, fenText, formatWan } from '../kernel/fen';
import { type TraceNode, derive, leaf } from '../kernel/trace';
import { ipAmountOf } from './binding-limits';
import { type IpConcentration, SHARE_DECIMALS, shareLabel, shareText } from './concentration';
import type { DebtTerm } from './debt-term';
import { type FieldPlace, fieldLeaf, fieldOf } from './entered-money';
import type { Solution } from './solve-structure';
import type { UsedSource } from './structure-items';
import type { StructureMethod } from './structure-model';

export const NEED_FIELD: FieldPlace = {
  path: '$.sections.enterprise.need.amountFen',
  label: '案情 › 融资需求 › 金额',
};

export type StructureNode = Omit<TraceNode, 'id' | 'label' | 'confidence' | 'source' | 'method'> & {
  readonly confidence?: Confidence;
};

const LABELS = {
  need: '融资需求',
  covered: '可覆盖金额（含若登记）',
  recognised: '已认定金额',
  residual: '缺口',
  'ip-share': '知识产权占贷款比例',
  'contract-ratio': '抵质押率（押品担保本金 ÷ 押品估值）',
  cost: '年化综合成本（不含利息）',
} as const;
type FigureName = keyof typeof LABELS;

/** One figure of the structure: `structure/<name>`. */
export const structureFigure = (
  subject: Subject,
  method: StructureMethod,
  name: string,
  label: string,
  node: StructureNode,
): Figure => {
  const id = `structure/${name}`;
  const trace = derive({ id, label, method, ...node });
  return {
    id,
    subject,
    label,
    value: trace.value,
    unit: trace.unit,
    method,
    confidence: trace.confidence,
    trace,
  };
};

const figure = (subject: Subject, method: StructureMethod, name: FigureName, node: StructureNode): Figure =>
  structureFigure(subject, method, name, LABELS[name], node);

export interface SolvedCase {
  readonly method: StructureMethod;
  readonly needFen: Fen;
  readonly solution: Pick<Solution, 'coveredFen' | 'costFen' | 'knownCostFen'>;
  readonly used: readonly UsedSource[];
  readonly concentration: IpConcentration;
  readonly term: DebtTerm;
  /** What was counted, in words; absent = as the earlier versions have it. */
  readonly recognisedFormula?: string;
}

/** 押品担保本金 ÷ 押品估值 over all assets in use (EAST IE_006_603); `null` without assets or when one has no value. */
export const contractRatioOf = (used: readonly UsedSource[]): string | null => {
  let principal = 0n;
  let value = 0n;
  for (const { asset, amountFen } of used) {
    if (asset === null) continue;
    if (asset.asset.value === null) return null;
    principal += amountFen;
    value += asset.asset.value.fen;
  }
  return value === 0n ? null : shareText(principal, value);
};

const contractRatio = (used: readonly UsedSource[]): StructureNode => {
  const assets = used.flatMap(({ asset, amountTrace }) =>
    asset === null ? [] : [amountTrace, ...(asset.asset.value === null ? [] : [asset.asset.value.trace])],
  );
  const value = contractRatioOf(used);
  return {
    value,
    unit: 'ratio',
    formula: 'Σ 押品采用金额 ÷ Σ 押品评估价值',
    rounding: `四舍五入到 ${SHARE_DECIMALS} 位小数`,
    ...(value === null ? { note: '所用押品有未录入评估价值的，比率未知' } : {}),
    children: assets,
  };
};

const costLeaves = (used: readonly UsedSource[]): readonly TraceNode[] =>
  used.flatMap(({ asset, support, amountTrace }): readonly TraceNode[] => {
    if (support !== null) return [amountTrace, support.feeTrace];
    if (asset === null) return [];
    const { id, title, itemId, oneOffCostFen } = asset.asset;
    const value = oneOffCostFen === null ? null : fenText(oneOffCostFen);
    if (itemId !== null)
      return [fieldLeaf(fieldOf('items', itemId, title, 'oneOffCostFen', '一次性费用'), value, 'fen')];
    return [
      leaf({
        id: `collateral/one-off/${id}`,
        label: `${title} › 一次性费用`,
        value,
        unit: 'fen',
        confidence: 'assumption',
        note: '未录入；可在押品组合中为它建卡片录入',
      }),
    ];
  });

const cost = ({ solution, used, term }: SolvedCase): StructureNode => ({
  value: solution.costFen === null ? null : fenText(solution.costFen),
  unit: 'fen',
  formula: 'Σ 一次性费用 ÷ 年数 + Σ 增信采用金额 × 年费率',
  rounding: '合计四舍五入到分',
  confidence: solution.costFen === null || !term.known ? 'assumption' : 'verified',
  note:
    solution.costFen === null
      ? `有来源的费用未录入，合计未知；已知部分 ${formatWan(solution.knownCostFen)} 万元。${term.text}`
      : term.text,
  children: [...costLeaves(used), ...term.traces],
});

/** The figures of a solved structure, in a fixed order. */
export const structureFigures = (subject: Subject, solved: SolvedCase): readonly Figure[] => {
  const { method, needFen, solution, used, concentration } = solved;
  const need = figure(subject, method, 'need', {
    value: fenText(needFen),
    unit: 'fen',
    formula: '录入的融资需求',
    children: [fieldLeaf(NEED_FIELD, fenText(needFen), 'fen')],
  });
  const covered = figure(subject, method, 'covered', {
    value: fenText(solution.coveredFen),
    unit: 'fen',
    formula: 'Σ 采用金额',
    children: used.map((u) => u.amountTrace),
  });
  const ipFen = ipAmountOf(used);
  const recognised = used.reduce((sum, u) => sum + BigInt(u.item.recognisedFen), 0n);
  return [
    need,
    covered,
    figure(subject, method, 'recognised', {
      value: fenText(recognised),
      unit: 'fen',
      formula: solved.recognisedFormula ?? 'Σ 已认定金额：录入登记证明后才计入',
      children: used.map((u) => u.recognisedTrace),
    }),
    figure(subject, method, 'residual', {
      value: fenText(needFen - solution.coveredFen),
      unit: 'fen',
      formula: '融资需求 − 可覆盖金额；只列示，不自动填平',
      children: [need.trace, covered.trace],
    }),
    figure(subject, method, 'ip-share', {
      value: shareText(ipFen, needFen),
      unit: 'ratio',
      formula: `${formatWan(ipFen)} 万元 ÷ ${formatWan(needFen)} 万元 = ${shareLabel(ipFen, needFen)}`,
      rounding: `四舍五入到 ${SHARE_DECIMALS} 位小数`,
      children: [
        ...used.filter((u) => u.source.intellectualProperty).map((u) => u.amountTrace),
        need.trace,
        concentration.trace,
      ],
    }),
    figure(subject, method, 'contract-ratio', contractRatio(used)),
    figure(subject, method, 'cost', cost(solved)),
  ];
};

/** The same figures when nothing could be computed: all unknown, with the reason; the need as far as it is known. */
export const unknownFigures = (
  subject: Subject,
  method: StructureMethod,
  needFen: Fen | null,
  reason: string,
): readonly Figure[] => {
  const children = [fieldLeaf(NEED_FIELD, needFen === null ? null : fenText(needFen), 'fen')];
  const names: readonly FigureName[] = [
    'need',
    'covered',
    'recognised',
    'residual',
    'ip-share',
    'contract-ratio',
    'cost',
  ];
  return names.map((name) =>
    figure(subject, method, name, {
      value: name === 'need' && needFen !== null ? fenText(needFen) : null,
      unit: name === 'ip-share' || name === 'contract-ratio' ? 'ratio' : 'fen',
      note: reason,
      children,
    }),
  );
};
