import type { Fen } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { divideFloor, isRatioText } from './exact-ratio';
import type { Capacity, SupportLayer } from './structure-input';

type Complaint = readonly [code: string, message: string, remedy: string];

type Room =
  | { readonly ok: true; readonly fen: Fen | null; readonly title: string }
  | { readonly ok: false; readonly complaint: Complaint };

/** Whether the shares of a split are ratios that add up to exactly 1; an empty split is none. */
export const splitFailure = ({ split }: SupportLayer): Complaint | null => {
  if (split.length === 0) return null;
  const complaint: Complaint = ['E_SPLIT', '风险分担比例相加不等于 100%', '请按担保协议录入各方分担比例'];
  if (split.some(({ share }) => !isRatioText(share))) return complaint;
  const ratios = split.map(({ share }) => ratioOf(share));
  const scale = ratios.reduce((most, { denominator }) => (denominator > most ? denominator : most), 1n);
  const sum = ratios.reduce((s, r) => s + (r.numerator * scale) / r.denominator, 0n);
  return sum === scale ? null : complaint;
};

/** Most a layer can carry alone by what is left of the capacities it draws on; `null` = it draws on none. */
export const layerRoomFen = (layer: SupportLayer, capacities: readonly Capacity[]): Room => {
  let tightest: { fen: Fen; title: string } | null = null;
  for (const { capacityId, weight } of layer.draws) {
    const capacity = capacities.find(({ id }) => id === capacityId);
    if (capacity === undefined || !isRatioText(weight) || capacity.remainingFen < 0n)
      return {
        ok: false,
        complaint: [
          'E_CAPACITY',
          `占用的额度“${capacity?.title ?? capacityId}”没有录入、为负数，或占用比例不可读`,
          '请向担保机构核对剩余额度和占用比例',
        ],
      };
    const { numerator, denominator } = ratioOf(weight);
    if (numerator === 0n) continue;
    const fen = divideFloor(capacity.remainingFen * denominator, numerator);
    if (tightest === null || fen < tightest.fen) tightest = { fen, title: capacity.title };
  }
  return { ok: true, fen: tightest?.fen ?? null, title: tightest?.title ?? '' };
};
