import { type Fen, fenText, fenToDecimalText, multiplyFloor } from '../../kernel/fen';
import { type TraceNode, derive } from '../../kernel/trace';
import { BANK, LOSS_ROLES } from './loss-input';
import type { SoundLayer } from './sound-layers';

/** What one party bears in the end. */
export interface PartyShare {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** What it has to pay first, before anybody compensates it; for the bank what the layers leave. */
  readonly grossFen: Fen;
  /** What others compensate. */
  readonly compensatedFen: Fen;
  /** Gross − compensated. All nets add up to the loss. */
  readonly netFen: Fen;
  readonly trace: TraceNode;
}

export interface Waterfall {
  /** Layers by id, the bank last. */
  readonly parties: readonly PartyShare[];
  readonly bankFen: Fen;
}

const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);
const above = (a: Fen, b: Fen): Fen => (a > b ? a - b : 0n);
const atMost = (fen: Fen, cap: Fen | null): Fen => (cap === null ? fen : smaller(fen, cap));

interface Paid {
  readonly grossFen: Fen;
  readonly formula: string;
  readonly over?: string;
}

const yuan = (fen: Fen): string => `${fenToDecimalText(fen, 2)} 元`;
const limits = ({ deductibleFen, capFen }: SoundLayer): string =>
  `${deductibleFen === 0n ? '' : `，先扣免赔额 ${yuan(deductibleFen)}`}${capFen === null ? '' : `，不超过 ${yuan(capFen)}`}`;

/** Layers on the loss itself, rank by rank: first loss one after another by id, then all shares on what these leave. */
const payLosses = (
  layers: readonly SoundLayer[],
  lossFen: Fen,
  eadFen: Fen,
): { readonly paid: ReadonlyMap<string, Paid>; readonly left: Fen } => {
  const paid = new Map<string, Paid>();
  let left = lossFen;
  const ranks = [...new Set(layers.map(({ rank }) => rank))].sort((a, b) => a - b);
  for (const rank of ranks) {
    const here = layers.filter((layer) => layer.rank === rank);
    for (const layer of here.filter(({ kind }) => kind === 'first-loss')) {
      const limit = multiplyFloor(eadFen, layer.share);
      const due = smaller(above(left, layer.deductibleFen), limit);
      const grossFen = atMost(due, layer.capFen);
      paid.set(layer.id, {
        grossFen,
        formula: `先损：min(余下损失 ${yuan(left)}，${layer.share}×风险暴露 = ${yuan(limit)})${limits(layer)}`,
      });
      left -= grossFen;
    }
    const base = left;
    for (const layer of here.filter(({ kind }) => kind === 'pro-rata')) {
      const due = multiplyFloor(above(base, layer.deductibleFen), layer.share);
      const grossFen = smaller(atMost(due, layer.capFen), left);
      paid.set(layer.id, { grossFen, formula: `按比例：${layer.share} × ${yuan(base)}${limits(layer)}` });
      left -= grossFen;
    }
  }
  return { paid, left };
};

/** Gross of every layer, those that compensate after those they compensate. The layers are free of circles. */
const grossAmounts = (
  layers: readonly SoundLayer[],
  lossFen: Fen,
  eadFen: Fen,
): { readonly gross: ReadonlyMap<string, Paid>; readonly bankFen: Fen } => {
  const { paid, left } = payLosses(
    layers.filter(({ kind }) => kind !== 'compensates'),
    lossFen,
    eadFen,
  );
  const gross = new Map(paid);
  const open = layers.filter(({ kind }) => kind === 'compensates');
  const byLayer = new Map(open.map((layer) => [layer.id, layer]));
  const amount = (id: string): Fen => {
    if (id === BANK) return left;
    const known = gross.get(id);
    if (known !== undefined) return known.grossFen;
    const layer = byLayer.get(id);
    if (layer?.party === undefined) return 0n;
    const base = amount(layer.party);
    const grossFen = atMost(multiplyFloor(base, layer.share), layer.capFen);
    gross.set(id, { grossFen, formula: `补偿：${layer.share} × ${yuan(base)}${limits(layer)}` });
    return grossFen;
  };
  for (const { id } of open) amount(id);
  return { gross, bankFen: left };
};

/**
 * Splits a loss among bank and layers in whole 分. Every payment is rounded down, so what is left over by rounding stays with the
 * party that is paid, in the end with the bank; the nets add up to the loss exactly.
 * `loss` is the trace of `lossFen`; `layers` have been checked by `soundLayers`.
 */
export const splitLoss = (
  layers: readonly SoundLayer[],
  lossFen: Fen,
  eadFen: Fen,
  loss: TraceNode,
): Waterfall => {
  const { gross, bankFen } = grossAmounts(layers, lossFen, eadFen);
  const compensated = new Map<string, Fen>();
  for (const layer of layers)
    if (layer.party !== undefined)
      compensated.set(
        layer.party,
        (compensated.get(layer.party) ?? 0n) + (gross.get(layer.id)?.grossFen ?? 0n),
      );
  const party = (
    id: string,
    name: string,
    role: string,
    paid: Paid,
    children: readonly TraceNode[],
  ): PartyShare => {
    const back = compensated.get(id) ?? 0n;
    const netFen = paid.grossFen - back;
    return {
      id,
      name,
      role,
      grossFen: paid.grossFen,
      compensatedFen: back,
      netFen,
      trace: derive({
        id: `loss/share/${id}`,
        label: `${name} 最终承担`,
        value: fenText(netFen),
        unit: 'fen',
        formula: `${paid.formula} = ${yuan(paid.grossFen)}${back === 0n ? '' : `；获补偿 ${yuan(back)}`}`,
        rounding: '各方赔付向下取整到分，尾差留在被赔付方，最终为银行',
        children: [loss, ...children],
      }),
    };
  };
  const parties = layers.map((layer) =>
    party(
      layer.id,
      layer.name,
      LOSS_ROLES[layer.role],
      gross.get(layer.id) ?? { grossFen: 0n, formula: '' },
      layer.leaves,
    ),
  );
  const bank = party(
    BANK,
    '银行',
    '银行',
    { grossFen: bankFen, formula: '损失减各方赔付' },
    parties.map(({ trace }) => trace),
  );
  return { parties: [...parties, bank], bankFen: bank.netFen };
};
