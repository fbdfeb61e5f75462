import type { SupportItem } from '../case/collateral-section';
import { type Fen, formatWan } from '../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import { enteredFen, fieldLeaf, fieldOf } from './entered-money';
import { percentText } from './ratio';

/** A guarantee, insurance, pool or unsecured part that may go into a structure. */
export interface UsableSupport {
  readonly item: SupportItem;
  readonly capacityFen: Fen;
  readonly capacityTrace: TraceNode;
  readonly feeTrace: TraceNode;
  readonly explanation: string;
}

const KIND: Readonly<Record<SupportItem['kind'], string>> = {
  guarantee: '担保',
  insurance: '保险',
  'risk-pool': '风险补偿资金',
  unsecured: '信用',
};

/** Reads one support record. Fails with `E_FEN`, `E_RANGE`, `E_NEGATIVE`, `E_CAPACITY_MISSING`,
 * `E_NO_CAPACITY`. */
export const readSupport = (item: SupportItem): Result<UsableSupport> => {
  const place = (field: string, label: string) => fieldOf('support', item.id, item.title, field, label);
  const capacity = enteredFen(place('capacityFen', '额度'), item.capacityFen, item.capacitySource);
  if (!capacity.ok) return capacity;
  if (capacity.value === null)
    return refuse(
      'E_CAPACITY_MISSING',
      '承担多少还没有录入，不按 0 计，也不推算',
      `押品组合 › ${item.title}`,
      `请向${item.provider === '' ? '提供方' : item.provider}问明承担的额度，并写明来源`,
    );
  if (capacity.value.fen === 0n)
    return refuse(
      'E_NO_CAPACITY',
      '额度为 0',
      `押品组合 › ${item.title}`,
      '请录入提供方已同意承担的额度及来源',
    );
  const fee = item.feeRate === null ? '费率未录入' : `年费率 ${percentText(item.feeRate)}`;
  return ok({
    item,
    capacityFen: capacity.value.fen,
    capacityTrace: capacity.value.trace,
    feeTrace: fieldLeaf(place('feeRate', '年费率'), item.feeRate, 'ratio', item.feeSource),
    explanation: `${KIND[item.kind]}（${item.provider}）额度 ${formatWan(capacity.value.fen)} 万元，${fee}`,
  });
};

/** Two support records with one id cannot be told apart. */
export const duplicateSupport = (item: SupportItem, times: number): Failure => ({
  code: 'E_ID_DUPLICATE',
  message: `增信标识“${item.id}”出现 ${times} 次，无法区分`,
  path: `押品组合 › ${item.title}`,
  remedy: '请给每项增信不同的标识',
});
