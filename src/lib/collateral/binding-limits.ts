import { type Fen, formatWan, multiplyFloor } from '../kernel/fen';
import { type IpConcentration, shareLabel } from './concentration';
import { percentText } from './ratio';
import type { Solution } from './solve-structure';
import type { UsedSource } from './structure-items';
import type { BindingLimit } from './structure-model';

export const ipAmountOf = (used: readonly UsedSource[]): Fen =>
  used.reduce((sum, { source, amountFen }) => (source.intellectualProperty ? sum + amountFen : sum), 0n);

/** Whether intellectual property carries all it may. A limit of 1 is none. */
export const isAtIpLimit = (ipFen: Fen, needFen: Fen, { limit }: IpConcentration): boolean =>
  percentText(limit) !== '100%' && ipFen === multiplyFloor(needFen, limit);

const needLimit = (needFen: Fen, { coveredFen }: Solution): BindingLimit => {
  const residual = needFen - coveredFen;
  const text = `需求 ${formatWan(needFen)} 万元`;
  return {
    id: 'need',
    text: residual === 0n ? `${text}，已覆盖` : `${text}，尚缺 ${formatWan(residual)} 万元`,
    atLimit: residual === 0n,
  };
};

const sourceLimit = ({ item, amountFen, asset }: UsedSource): BindingLimit => {
  const atLimit = amountFen.toString() === item.availableFen;
  const available = `${formatWan(BigInt(item.availableFen))} 万元`;
  if (asset === null) return { id: `capacity/${item.id}`, text: `${item.title} 额度 ${available}`, atLimit };
  const { basis, cap, afterGrade } = asset.available;
  const graded = afterGrade === null ? '' : `（已乘等级系数 ${afterGrade.multiplier}）`;
  return basis === 'entered-credit'
    ? { id: `credit/${item.id}`, text: `${item.title} 录入授信额 ${available}`, atLimit }
    : {
        id: `cap/${item.id}`,
        text: `${item.title} 抵质押率上限 ${percentText(cap)}${graded}，可用 ${available}`,
        atLimit,
      };
};

const ipLimits = (ipFen: Fen, needFen: Fen, setting: IpConcentration): readonly BindingLimit[] => {
  const share = shareLabel(ipFen, needFen);
  return [
    {
      id: 'ip-share',
      text: `知识产权占比 ${share}，上限 ${percentText(setting.limit)}`,
      atLimit: isAtIpLimit(ipFen, needFen, setting),
    },
    {
      id: 'ip-share-attention',
      text: `知识产权占比 ${share}，提示线 ${percentText(setting.attention)}`,
      atLimit: ipFen > multiplyFloor(needFen, setting.attention),
    },
  ];
};

/** Every limit that shaped the structure, and whether it stands at it. */
export const bindingLimits = (
  needFen: Fen,
  solution: Solution,
  used: readonly UsedSource[],
  setting: IpConcentration,
): readonly BindingLimit[] => [
  needLimit(needFen, solution),
  ...used.map(sourceLimit),
  ...ipLimits(ipAmountOf(used), needFen, setting),
];
