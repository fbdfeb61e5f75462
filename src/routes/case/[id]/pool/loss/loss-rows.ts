import type { LossView } from '$lib/bridge/loss-contract';
import type { WaterfallRow } from '$lib/ui/chart-rows';
import { lineScale } from '$lib/ui/line-scale';
import { wan } from '../amounts';

const ZERO = '0';
const minus = (a: string, b: string): string => (BigInt(a) - BigInt(b)).toString();

/**
 * From the exposure down to what the bank bears: what each class brings back, the loss, what the others pay. Places on a line from 0 to the exposure.
 */
export const lossRows = (view: LossView): readonly WaterfallRow[] => {
  const { ead, loss, classes, bearers, bankFen, complete, assetsComplete } = view;
  const full = ead.value ?? ZERO;
  const scale = lineScale([full]);
  const rows: WaterfallRow[] = [];
  const sum = (key: string, label: string, to: string): void => {
    rows.push({ key, label, from: 0, to: scale.at(to), text: wan(to), sum: true });
  };
  let left = full;
  const step = (key: string, label: string, amount: string): void => {
    // More may come back than is owed; the bar ends at nothing.
    const next = BigInt(amount) > BigInt(left) ? ZERO : minus(left, amount);
    rows.push({
      key,
      label,
      from: scale.at(left),
      to: scale.at(next),
      text: amount === ZERO ? ZERO : `−${wan(amount)}`,
      sum: false,
    });
    left = next;
  };
  sum('ead', '违约时风险暴露', full);
  for (const { code, name, recoveryFen } of classes) step(`class/${code}`, `回收：${name}`, recoveryFen);
  left = loss.value ?? ZERO;
  sum('loss', assetsComplete ? '违约损失' : '违约损失（上限）', left);
  for (const { id, name, net } of bearers)
    if (id !== 'bank') step(`bearer/${id}`, `${name} 承担`, net.value ?? ZERO);
  sum('bank', complete ? '银行承担' : '银行承担（上限）', bankFen);
  return rows;
};

/** `0.145` → `14.50 %`. */
export const percent = (ratio: string | null): string =>
  ratio === null ? '未知' : `${(Number(ratio) * 100).toFixed(2)} %`;
