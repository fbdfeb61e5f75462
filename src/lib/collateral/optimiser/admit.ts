import { type Fen, formatWan } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import { compareRatioTexts, percentText } from '../ratio';
import { byCodeUnit } from './exact-ratio';
import { layerRoomFen, splitFailure } from './layer-room';
import { lienCircles } from './lien-circle';
import type { AssetSource, Blocked, SourceInput, StructureInput, SupportLayer } from './structure-input';

/** A source that takes no part, with the reason; the rest of the ask stands. */
export interface RefusedSource {
  readonly id: string;
  readonly title: string;
  readonly use: SourceInput['use'];
  readonly failure: Failure;
  readonly cure: Blocked['cure'];
}

export interface Admission {
  /** Sorted by id; sources marked `never` are not among them. */
  readonly sources: readonly SourceInput[];
  readonly refused: readonly RefusedSource[];
}

type Complaint = readonly [code: string, message: string, remedy: string];

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

const refusal = (source: SourceInput, [code, message, remedy]: Complaint): RefusedSource => ({
  id: source.id,
  title: source.title,
  use: source.use,
  failure: { code, message, path: `押品组合 › ${source.title}`, remedy },
  cure: null,
});

const amountComplaint = (fen: Fen | null, what: string): Complaint | null => {
  if (fen === null) return ['E_NOT_VALUED', `没有${what}，不按 0 计，也不推算`, `请录入${what}及其来源`];
  if (fen < 0n) return ['E_NEGATIVE', `${what}为负数（${wan(fen)}）`, `请核对${what}`];
  return fen === 0n ? ['E_NOTHING_AVAILABLE', `${what}为 0`, `请核对${what}`] : null;
};

const costComplaint = (source: SourceInput): Complaint | null => {
  const wrong = source.costs.find((part) =>
    'rate' in part
      ? part.rate !== null && !/^\d+(\.\d+)?$/.test(part.rate)
      : part.fixedFen !== null && part.fixedFen < 0n,
  );
  return wrong === undefined
    ? null
    : ['E_COST', `费用“${wrong.label}”不是不小于 0 的金额或费率`, '请核对这项费用；没有费用就填 0'];
};

const assetComplaint = (asset: AssetSource): Complaint | null => {
  const { leadFen, lowFen, highFen } = asset.lendable;
  const amount = amountComplaint(leadFen, '可用额');
  if (amount !== null || leadFen === null) return amount;
  if ((lowFen !== null && (lowFen < 0n || lowFen > leadFen)) || (highFen !== null && highFen < leadFen))
    return ['E_RANGE', '可用额的低端、取值、高端不是由小到大', '请核对可用额区间'];
  if ((asset.valueFen !== null && asset.valueFen < 0n) || asset.priorClaimsFen < 0n)
    return ['E_NEGATIVE', '价值或在先债权为负数', '请核对价值和在先债权'];
  if (asset.cap !== null && asset.capMost !== null && compareRatioTexts(asset.cap, asset.capMost) > 0)
    return [
      'E_CAP_ABOVE_MAX',
      `抵质押率 ${percentText(asset.cap)} 高于最高可设的 ${percentText(asset.capMost)}`,
      `请改为不高于 ${percentText(asset.capMost)}`,
    ];
  return asset.leastFen < 0n || asset.leastFen > leadFen
    ? ['E_LEAST', `起用额 ${wan(asset.leastFen)} 不在 0 与可用额之间`, '请核对起用额']
    : null;
};

const layerComplaint = (layer: SupportLayer, input: StructureInput): Complaint | null => {
  const amount = amountComplaint(layer.mostFen, '承担额度');
  if (amount !== null || layer.mostFen === null) return amount;
  const split = splitFailure(layer);
  if (split !== null) return split;
  const room = layerRoomFen(layer, input.capacities);
  if (!room.ok) return room.complaint;
  if (room.fen !== null && layer.mostFen > room.fen)
    return [
      'E_ABOVE_CAPACITY',
      `承担额度 ${wan(layer.mostFen)} 高于“${room.title}”的剩余所能承担的 ${wan(room.fen)}`,
      `请改为不高于 ${wan(room.fen)}，或先增加“${room.title}”`,
    ];
  return layer.leastFen < 0n || layer.leastFen > layer.mostFen
    ? ['E_LEAST', `起担额 ${wan(layer.leastFen)} 不在 0 与承担额度之间`, '请核对起担额']
    : null;
};

const ownComplaint = (source: SourceInput, input: StructureInput): Complaint | null => {
  if (source.currency !== input.currency)
    return [
      'E_CURRENCY',
      `币种 ${source.currency} 与需求的 ${input.currency} 不同，不能直接相加`,
      '请按约定汇率折算后，以需求币种录入',
    ];
  if (source.days !== null && (!Number.isSafeInteger(source.days) || source.days < 0))
    return ['E_DAYS', '办妥天数不是不小于 0 的整数', '请核对办妥天数'];
  const cost = costComplaint(source);
  if (cost !== null) return cost;
  return source.kind === 'asset' ? assetComplaint(source) : layerComplaint(source, input);
};

/** Partners a source cannot do without, by the groups and conditions that name them. */
const partnerComplaint = (
  source: SourceInput,
  input: StructureInput,
  usable: ReadonlySet<string>,
): Complaint | null => {
  for (const { label, memberIds } of input.together) {
    if (!memberIds.includes(source.id)) continue;
    const missing = [...memberIds].sort(byCodeUnit).find((id) => !usable.has(id));
    if (missing !== undefined)
      return [
        'E_GROUP_BROKEN',
        `${label}须一并使用，其中“${missing}”不能使用或不在清单中`,
        `请先使“${missing}”可用，或核对这一组是否完整`,
      ];
  }
  return source.requiresAnyOf.length > 0 && !source.requiresAnyOf.some((id) => usable.has(id))
    ? ['E_CONDITION', '约定须与之一并使用的来源都不能使用', '请先使其中之一可用，或核对使用条件']
    : null;
};

/**
 * Sorts the good from the bad: each bad source is named and refused on its own, then whatever cannot stand without a
 * refused one. Codes: `E_ID_DUPLICATE`, `E_CURRENCY`, `E_DAYS`, `E_COST`, `E_NOT_VALUED`, `E_NEGATIVE`, `E_RANGE`,
 * `E_NOTHING_AVAILABLE`, `E_CAP_ABOVE_MAX`, `E_LEAST`, `E_SPLIT`, `E_CAPACITY`, `E_ABOVE_CAPACITY`, `E_LIEN_CIRCLE`,
 * `E_GROUP_BROKEN`, `E_CONDITION`, and the codes of `blocked`.
 */
export const admit = (input: StructureInput): Admission => {
  const all: readonly SourceInput[] = [...input.assets, ...input.layers].sort(
    (a, b) => byCodeUnit(a.id, b.id) || byCodeUnit(a.title, b.title),
  );
  const times = new Map<string, number>();
  for (const { id } of all) times.set(id, (times.get(id) ?? 0) + 1);
  const circles = lienCircles(input.assets);
  const refused: RefusedSource[] = [];
  let usable: SourceInput[] = [];
  for (const source of all) {
    const complaint: Complaint | null =
      (times.get(source.id) ?? 0) > 1
        ? ['E_ID_DUPLICATE', `标识“${source.id}”不止一次出现，无法区分`, '请给每个来源不同的标识']
        : circles.has(source.id)
          ? [
              'E_LIEN_CIRCLE',
              `顺位成环：${(circles.get(source.id) ?? []).join(' → ')}`,
              '请按登记先后核对顺位',
            ]
          : ownComplaint(source, input);
    if (complaint !== null) refused.push(refusal(source, complaint));
    else if (source.blocked !== null) {
      const { code, message, remedy, cure } = source.blocked;
      refused.push({ ...refusal(source, [code, message, remedy]), cure });
    } else if (source.use !== 'never') usable.push(source);
  }
  for (;;) {
    const ids = new Set(usable.map(({ id }) => id));
    const kept: SourceInput[] = [];
    for (const source of usable) {
      const complaint = partnerComplaint(source, input, ids);
      if (complaint === null) kept.push(source);
      else refused.push(refusal(source, complaint));
    }
    if (kept.length === usable.length) break;
    usable = kept;
  }
  return { sources: usable, refused: refused.sort((a, b) => byCodeUnit(a.id, b.id)) };
};
