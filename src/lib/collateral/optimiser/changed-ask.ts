import type { Fen } from '../../kernel/fen';
import { shareCeil } from './exact-ratio';
import type { AssetSource, Capacity, SourceInput, StructureInput, SupportLayer } from './structure-input';

/** The same ask with one thing changed; nothing here solves. */

export const withAsset = (
  input: StructureInput,
  id: string,
  change: Partial<AssetSource>,
): StructureInput => ({
  ...input,
  assets: input.assets.map((asset) => (asset.id === id ? { ...asset, ...change } : asset)),
});

const withLayer = (input: StructureInput, id: string, change: Partial<SupportLayer>): StructureInput => ({
  ...input,
  layers: input.layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
});

export const withUse = (input: StructureInput, id: string, use: SourceInput['use']): StructureInput =>
  withLayer(withAsset(input, id, { use }), id, { use });

export const withoutBlock = (input: StructureInput, id: string): StructureInput =>
  withLayer(withAsset(input, id, { blocked: null }), id, { blocked: null });

/** Limits of the law on a guarantor: no agreement raises them. */
const STATUTORY: readonly Capacity['kind'][] = ['single-client', 'leverage'];

/** A layer that carries more, with the lines and funds it draws on raised as much as it needs for that. */
export const withMoreOf = (input: StructureInput, layer: SupportLayer, moreFen: Fen): StructureInput => ({
  ...withLayer(input, layer.id, { mostFen: (layer.mostFen ?? 0n) + moreFen }),
  capacities: input.capacities.map((capacity) => {
    const weight = layer.draws.find(({ capacityId }) => capacityId === capacity.id)?.weight;
    return weight === undefined || STATUTORY.includes(capacity.kind)
      ? capacity
      : { ...capacity, remainingFen: capacity.remainingFen + shareCeil(moreFen, weight) };
  }),
});

/** Id that sorts after every id of the input and is none of them. */
export const freshId = (input: StructureInput): string =>
  [...input.assets, ...input.layers].reduce((last, { id }) => (id >= last ? `${id}~` : last), '~');

/** An extra piece of a layer without limits of its own, to find out how much more of it is missing. */
export const withExtraLayer = (
  input: StructureInput,
  like: SupportLayer | null,
  id: string,
): StructureInput => {
  const extra: SupportLayer = {
    kind: like?.kind ?? 'guarantee',
    id,
    title: like?.title ?? '新增增信',
    use: 'may',
    currency: input.currency,
    mostFen: input.needFen,
    leastFen: 0n,
    split: like?.split ?? [],
    draws: [],
    costs: like?.costs ?? [{ label: '担保费', payer: 'borrower', when: 'yearly', rate: null }],
    days: like?.days ?? null,
    requiresAnyOf: [],
    blocked: null,
  };
  return { ...input, layers: [...input.layers, extra] };
};

/** A new asset of the class of another: `leadFen` after the cap, its value by that cap where it is known. */
export const newAssetLike = (
  input: StructureInput,
  like: AssetSource,
  id: string,
  leadFen: Fen,
  valueFen: Fen | null,
): AssetSource => ({
  ...like,
  id,
  title: `新增 ${like.classCode}`,
  use: 'may',
  currency: input.currency,
  costs: [{ label: '费用', payer: 'borrower', when: 'once', fixedFen: null }],
  lendable: { leadFen, lowFen: null, highFen: null },
  valueFen,
  priorClaimsFen: 0n,
  ranksAfter: [],
  debtorId: null,
  divisible: true,
  leastFen: 0n,
  requiresAnyOf: [],
  blocked: null,
});
