import { type Result, ok, refuse } from '../../kernel/result';
import { POSITIVE } from '../../valuation/domain';
import { type EnteredFen, type Place, fieldPath, readEnteredFen } from '../../valuation/entered';
import { type CostPart, replacementCost } from '../../valuation/methods/replacement-cost';
import type { Term } from '../../valuation/term';

/** What the data has cost: itemised, or one audited total. */
export type DataCost =
  | { readonly kind: 'total'; readonly amount: EnteredFen }
  | { readonly kind: 'items'; readonly items: readonly CostPart[] };

/** Items of TC: 建设, 运维, 管理. Source: 资产评估专家指引第9号. */
export const TOTAL_COST_ITEMS: readonly { readonly id: string; readonly title: string }[] = [
  { id: 'planning', title: '建设成本：规划' },
  { id: 'collection', title: '建设成本：采集' },
  { id: 'verification', title: '建设成本：核验' },
  { id: 'labelling', title: '建设成本：标识' },
  { id: 'storage', title: '运维成本：存储' },
  { id: 'integration', title: '运维成本：整合' },
  { id: 'discovery', title: '运维成本：知识发现' },
  { id: 'maintenance', title: '运维成本：维护' },
  { id: 'labour', title: '管理成本：人力' },
  { id: 'indirect', title: '管理成本：间接' },
  { id: 'outsourcing', title: '管理成本：外包' },
];

/** Items of C. Source: 数据资产评估指导意见, 成本因素. */
export const COST_FACTORS: readonly { readonly id: string; readonly title: string }[] = [
  { id: 'preliminary', title: '前期费用' },
  { id: 'direct', title: '直接成本' },
  { id: 'indirect', title: '间接成本' },
  { id: 'opportunity', title: '机会成本' },
  { id: 'taxes', title: '相关税费' },
];

const sumOf = (items: readonly CostPart[], place: Place): Result<Term> => {
  const path = fieldPath(place, 'cost');
  if (items.length === 0)
    return refuse(
      'E_MISSING',
      '没有数据资产成本的构成',
      path,
      '请按建设、运维、管理成本逐项填写，或填写有依据的总额',
    );
  const sum = replacementCost({ kind: 'parts', parts: items }, { ...place, path });
  if (!sum.ok) return sum;
  const { value, node } = sum.value;
  return value.isZero()
    ? refuse('E_RANGE', '各项成本都是 0', path, '请填写实际发生或重新取得所需的成本')
    : ok({ value, node: { ...node, label: '数据资产总成本（元）' } });
};

/** Total cost, > 0. Fails with `E_MISSING` (no items, an item without amount), `E_PART_TWICE`, `E_RANGE`. */
export const dataCost = (cost: DataCost, place: Place): Result<Term> =>
  cost.kind === 'total'
    ? readEnteredFen(place, { field: 'cost.amount', label: '数据资产总成本', domain: POSITIVE }, cost.amount)
    : sumOf(cost.items, place);
