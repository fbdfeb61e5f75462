import type { SupportItem } from '../../case/collateral-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText, formatWan, multiplyFloor, parseFenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { fieldLeaf, fieldOf } from '../entered-money';
import type { SourceUse } from '../structure-use';
import { BANK, LOSS_ROLES, type LossLayer, type LossRole } from './loss-input';

type Bearer = SupportItem['split'][number]['bearer'];

/** Support of the structure with what it carries. */
export interface UsedSupport {
  readonly item: SupportItem;
  readonly use: SourceUse;
}

const OWN_ROLE: Readonly<Record<SupportItem['kind'], LossRole>> = {
  guarantee: 'guarantor',
  insurance: 'insurer',
  'risk-pool': 'fund',
  unsecured: 'guarantor',
};
const ROLES: Readonly<Record<Exclude<Bearer, 'bank'>, LossRole>> = {
  guarantor: 'guarantor',
  're-guarantor': 're-guarantor',
  government: 'government',
  insurer: 'insurer',
  fund: 'fund',
};
const ORDER: readonly Exclude<Bearer, 'bank'>[] = [
  'guarantor',
  'insurer',
  'fund',
  're-guarantor',
  'government',
];

/** How what a support pays is divided; `bank` is what stays with the bank. */
interface Division {
  readonly others: readonly { readonly bearer: Exclude<Bearer, 'bank'>; readonly share: Decimal }[];
  readonly bank: Decimal;
}

const ONE = new Decimal(1);

const named = ({ title }: SupportItem, code: string, message: string, remedy: string): Failure => ({
  code,
  message: `“${title}”${message}`,
  path: `押品组合 › ${title}`,
  remedy,
});

const divisionOf = (item: SupportItem): Division | Failure => {
  const sums = new Map<Bearer, Decimal>();
  for (const { bearer, share } of item.split)
    sums.set(bearer, (sums.get(bearer) ?? new Decimal(0)).plus(share));
  const sum = [...sums.values()].reduce((all, share) => all.plus(share), new Decimal(0));
  if (item.split.length > 0 && !sum.eq(ONE))
    return named(
      item,
      'E_SPLIT_SUM',
      `的分担比例合计 ${sum.times(100).toFixed()}%，不是 100%，没有计入`,
      '请按协议核对各方（含银行）的分担比例，使合计为 100%',
    );
  const own = OWN_ROLE[item.kind];
  const others = ORDER.flatMap((bearer) => {
    const share = sums.get(bearer);
    return share === undefined || share.isZero() ? [] : [{ bearer, share }];
  });
  // Who gives the support pays first; the others make up to it for their part.
  others.sort((a, b) => Number(ROLES[b.bearer] === own) - Number(ROLES[a.bearer] === own));
  return { others, bank: sums.get('bank') ?? new Decimal(0) };
};

const fenOf = (text: string | null): Fen | null => {
  const read = text === null ? null : parseFenText(text);
  return read?.ok === true && read.value >= 0n ? read.value : null;
};

const smallest = (...amounts: readonly (Fen | null)[]): Fen | null =>
  amounts.reduce<Fen | null>(
    (least, one) => (one === null ? least : least === null || one < least ? one : least),
    null,
  );

const placeOf = ({ id, title }: SupportItem, field: string, label: string) =>
  fieldOf('support', id, title, field, label);

interface Terms {
  readonly share: string | null;
  readonly trace: TraceNode;
}

/** Digits kept of a share of the exposure, rounded down so that support is never overstated. */
const SHARE_PLACES = 20;

/**
 * The share that a support bears. As entered; else, where only the division among the bearers was entered, it bears what it carries: its part of
 * the exposure.
 */
const shareOf = ({ item, use }: UsedSupport, eadFen: Fen): Terms => {
  const entered = fieldLeaf(placeOf(item, 'loss.share', '分担比例'), item.loss.share, 'ratio');
  if (item.loss.share !== null || item.split.length === 0 || item.loss.kind === 'compensates')
    return { share: item.loss.share, trace: entered };
  const ratio = Decimal.min(
    ONE,
    new Decimal(use.carriedFen.toString())
      .dividedBy(eadFen.toString())
      .toDecimalPlaces(SHARE_PLACES, Decimal.ROUND_DOWN),
  );
  const share = decimalText(ratio);
  return {
    share,
    trace: derive({
      id: `loss/layer/${item.id}/carried-share`,
      label: `${item.title} 承接部分占贷款的比例`,
      value: share,
      unit: 'ratio',
      formula: `承接 ${formatWan(use.carriedFen)} 万元 ÷ 风险暴露 ${formatWan(eadFen)} 万元`,
      rounding: `向下取整到 ${SHARE_PLACES} 位小数`,
      note: '没有录入按总损失的分担比例，只按承接的部分分担',
      children: [use.carried, entered],
    }),
  };
};

const less = ({ share, trace }: Terms, { bank }: Division, item: SupportItem): Terms => {
  if (share === null || bank.isZero()) return { share, trace };
  const kept = decimalText(new Decimal(share).times(ONE.minus(bank)));
  return {
    share: kept,
    trace: derive({
      id: `loss/layer/${item.id}/share`,
      label: `${item.title} 各方分担（不含银行自留）`,
      value: kept,
      unit: 'ratio',
      formula: `${share} × (1 − 银行自留 ${decimalText(bank)})`,
      children: [trace],
    }),
  };
};

const layersOf = (support: UsedSupport, eadFen: Fen): readonly LossLayer[] | Failure => {
  const { item, use } = support;
  const { loss, title, id } = item;
  const division = divisionOf(item);
  if ('code' in division) return division;
  const { others, bank } = division;
  // 信用: nobody but the bank bears it.
  if (item.kind === 'unsecured' || (item.split.length > 0 && others.length === 0)) return [];
  const compensates = loss.kind === 'compensates';
  if (loss.kind === 'compensates' && (loss.party ?? '') === '')
    return named(
      item,
      'E_PARTY_MISSING',
      '没有录入补偿的是谁，没有计入',
      '请选择它补偿哪一项增信，或补偿银行',
    );
  const bears: LossLayer['bears'] =
    loss.kind === 'compensates'
      ? { kind: loss.kind, party: loss.party ?? '' }
      : { kind: loss.kind, ...(loss.rank === null ? {} : { rank: loss.rank }) };
  if (bank.gt(0) && loss.kind === 'first-loss')
    return named(
      item,
      'E_SPLIT_FIRST_LOSS',
      '约定先承担损失，又约定银行自留一部分，两者如何衔接没有录入，没有计入',
      '先损一层请只录入银行以外各方的分担；银行自留的部分请从分担比例中减去',
    );
  const { share, trace } = less(shareOf(support, eadFen), division, item);
  const limit = smallest(fenOf(loss.capFen), compensates ? fenOf(item.capacityFen) : use.carriedFen);
  const capFen = limit === null ? null : multiplyFloor(limit, decimalText(ONE.minus(bank)));
  const path = placeOf(item, '', '').path.replace(/\.$/, '');
  const [first, ...rest] = others;
  const nameOf = (role: LossRole): string =>
    others.length === 0 ? title : `${title}（${LOSS_ROLES[role]}）`;
  const ownRole = first === undefined ? OWN_ROLE[item.kind] : ROLES[first.bearer];
  const payer: LossLayer = {
    id,
    name: nameOf(ownRole),
    role: ownRole,
    bears,
    share,
    ...(capFen === null ? {} : { capFen }),
    ...(loss.deductibleFen === null || compensates ? {} : { deductibleFen: fenOf(loss.deductibleFen) }),
    traces: {
      share: trace,
      ...(capFen === null
        ? {}
        : {
            capFen: derive({
              id: `loss/layer/${id}/cap`,
              label: `${title} 赔付上限`,
              value: fenText(capFen),
              unit: 'fen',
              formula: `${compensates ? 'min(约定上限，额度)' : 'min(约定上限，承接金额)'}${bank.isZero() ? '' : ` × (1 − 银行自留 ${decimalText(bank)})`}`,
              rounding: '向下取整到分',
              children: [
                fieldLeaf(placeOf(item, 'loss.capFen', '约定赔付上限'), loss.capFen, 'fen'),
                compensates
                  ? fieldLeaf(placeOf(item, 'capacityFen', '额度'), item.capacityFen, 'fen')
                  : use.carried,
              ],
            }),
          }),
    },
    path,
  };
  const without = ONE.minus(bank);
  return [
    payer,
    ...rest.map(({ bearer, share: part }): LossLayer => {
      const ratio = decimalText(part.dividedBy(without).toDecimalPlaces(SHARE_PLACES, Decimal.ROUND_DOWN));
      return {
        id: `${id}/${bearer}`,
        name: nameOf(ROLES[bearer]),
        role: ROLES[bearer],
        bears: { kind: 'compensates', party: id },
        share: ratio,
        traces: {
          share: derive({
            id: `loss/layer/${id}/${bearer}`,
            label: `${nameOf(ROLES[bearer])} 占各方分担的份额`,
            value: ratio,
            unit: 'ratio',
            formula: `${decimalText(part)} ÷ ${decimalText(without)}`,
            rounding: `向下取整到 ${SHARE_PLACES} 位小数`,
            children: [
              fieldLeaf(
                placeOf(item, `split[${JSON.stringify(bearer)}]`, `${LOSS_ROLES[ROLES[bearer]]}分担`),
                decimalText(part),
                'ratio',
              ),
            ],
          }),
        },
        path,
      };
    }),
  ];
};

/** A fund that makes good what another bears carries nothing of the need: it stands while that other does. */
const compensating = (all: readonly SupportItem[], used: readonly UsedSupport[]): readonly UsedSupport[] => {
  const inUse = new Set([BANK, ...used.map(({ item }) => item.id)]);
  const more: UsedSupport[] = [];
  for (let found = true; found;) {
    found = false;
    for (const item of all) {
      const { kind, party } = item.loss;
      if (item.use === 'never' || kind !== 'compensates' || inUse.has(item.id)) continue;
      if (party === null || !inUse.has(party)) continue;
      const nothing = fieldLeaf(placeOf(item, 'loss.party', '补偿对象'), party, 'text');
      more.push({
        item,
        use: { id: item.id, carriedFen: 0n, pledgedFen: 0n, carried: nothing, pledged: nothing },
      });
      inUse.add(item.id);
      found = true;
    }
  }
  return more;
};

/**
 * Who bears the loss: one layer for each support in use that pays first, and one for each other bearer of its division, which makes good its part of what
 * was paid. Support of which no arrangement was entered stays in the list as unknown. What cannot be meant is named and left out
 * (`E_SPLIT_SUM`, `E_SPLIT_FIRST_LOSS`, `E_PARTY_MISSING`); the rest is checked where it is reckoned.
 */
export const layersOfCase = (
  all: readonly SupportItem[],
  used: readonly UsedSupport[],
  eadFen: Fen,
): { readonly layers: readonly LossLayer[]; readonly failures: readonly Failure[] } => {
  const layers: LossLayer[] = [];
  const failures: Failure[] = [];
  for (const support of [...used, ...compensating(all, used)]) {
    const read = layersOf(support, eadFen);
    if ('code' in read) failures.push(read);
    else layers.push(...read);
  }
  return { layers, failures };
};
