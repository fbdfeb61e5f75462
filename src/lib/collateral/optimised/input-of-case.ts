import * as v from 'valibot';
import type { CollateralItem, CollateralSection, SupportItem } from '../../case/collateral-section';
import type { EnteredFee } from '../../case/structure-ask';
import { type Fen, parseFenText } from '../../kernel/fen';
import { type Failure, type Result, ok } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import type { Candidates } from '../candidates';
import type { IpConcentration } from '../concentration';
import { type EligibleAsset, checkEligibility } from '../eligibility';
import { fieldLeaf, fieldOf } from '../entered-money';
import type { IpMultiplier } from '../ip-multiplier';
import type {
  AmountLimit,
  AssetSource,
  Blocked,
  CostPart,
  Payer,
  StructureInput,
  SupportLayer,
} from '../optimiser/structure-input';
import type { PerfectionStates } from '../perfection';
import type { ProposedAsset } from '../proposed-asset';
import { percentText } from '../ratio';
import type { Years } from '../solve-structure';
import type { UsableSupport } from '../support-source';
import { guarantorCapacityIds, guarantorRoom, limitsOfAsk, linesOf } from './ask-of-case';
import { readGuarantorLimits } from './guarantor-limits';
import { readReceivableTerms, receivableBlock, receivableGaps } from './receivable-terms';
import { boundTogether } from './together';

/** The one currency of needs; sources in another are refused by name. */
export const NEED_CURRENCY = 'CNY';

const codes = v.array(v.string());

/** Everything that a structure is asked from. */
export interface AskParts {
  readonly section: CollateralSection;
  readonly candidates: Candidates;
  readonly needFen: Fen;
  readonly years: Years;
  readonly concentration: IpConcentration;
  readonly rules: RulesAt;
  readonly states: PerfectionStates;
  readonly multiplier: IpMultiplier | null;
}

/** The ask in the optimiser's terms, and what of it could not be read. */
export interface ReadAsk {
  readonly input: StructureInput;
  /** Where each fee of a source was entered, in the order of its costs. */
  readonly feeTraces: ReadonlyMap<string, readonly TraceNode[]>;
  readonly failures: readonly Failure[];
}

const fenOf = (text: string | null): Fen | null => {
  const read = text === null ? null : parseFenText(text);
  return read?.ok === true ? read.value : null;
};

/** The fields in which the fees of an item or a support were entered. */
const enteredFees = (
  list: 'items' | 'support',
  { id, title, fees }: Pick<CollateralItem, 'id' | 'title' | 'fees'>,
): readonly TraceNode[] =>
  fees.map(({ label, basis, fixedFen, rate, source }, at) =>
    fieldLeaf(
      fieldOf(list, id, title, `fees[${at}]`, label),
      basis === 'amount' ? fixedFen : rate,
      basis === 'amount' ? 'fen' : 'ratio',
      source,
    ),
  );

const oneOffTrace = ({ id, itemId, title, oneOffCostFen }: ProposedAsset): TraceNode => {
  const value = oneOffCostFen === null ? null : oneOffCostFen.toString();
  return itemId === null
    ? leaf({
        id: `collateral/one-off/${id}`,
        label: `${title} › 一次性费用`,
        value,
        unit: 'fen',
        confidence: 'assumption',
        note: '未录入；可在押品组合中为它建卡片录入',
      })
    : fieldLeaf(fieldOf('items', itemId, title, 'oneOffCostFen', '一次性费用'), value, 'fen');
};

const payerOf = (payer: EnteredFee['payer']): Payer => (payer === 'enterprise' ? 'borrower' : payer);

const costOf = ({ label, payer, when, basis, fixedFen, rate }: EnteredFee): CostPart => ({
  label,
  payer: payerOf(payer),
  when,
  ...(basis === 'amount' ? { fixedFen: fenOf(fixedFen) } : { rate }),
});

interface AssetTerms {
  readonly item: CollateralItem | undefined;
  readonly divisibleClasses: readonly string[];
  readonly idOf: ReadonlyMap<string, string>;
}

/** Receivables whose debtor nobody entered are taken as owed by one: a limit per debtor must not be passed by saying less. */
const debtorOf = (item: CollateralItem | undefined): string | null => {
  const debtor = item?.details['debtor']?.trim() ?? '';
  if (debtor !== '') return debtor;
  return item?.assetClass.startsWith('AR_') === true ? '付款人未录入' : null;
};

const assetSource = (
  { asset, assetClass, available }: EligibleAsset,
  { item, divisibleClasses, idOf }: AssetTerms,
  blocked: Blocked | null,
): AssetSource => ({
  kind: 'asset',
  id: asset.id,
  title: asset.title,
  use: asset.use,
  currency: item?.currency ?? NEED_CURRENCY,
  costs: [
    { label: '一次性费用', payer: 'borrower', when: 'once', fixedFen: asset.oneOffCostFen },
    ...(item?.fees ?? []).map(costOf),
  ],
  days: item?.daysToPerfect ?? null,
  requiresAnyOf: [],
  blocked,
  classCode: assetClass.code,
  intellectualProperty: assetClass.intellectualProperty,
  lendable: { leadFen: available.availableFen, lowFen: null, highFen: null },
  valueFen: asset.value?.fen ?? null,
  cap: available.cap,
  capMost: null,
  priorClaimsFen: asset.priorClaimsFen,
  ranksAfter: (item?.ranksAfter ?? []).map((id) => idOf.get(id) ?? id),
  registry: assetClass.registry.registries[0]?.id ?? assetClass.registryCode,
  debtorId: debtorOf(item),
  divisible: item?.divisible ?? divisibleClasses.includes(assetClass.code),
  leastFen: 0n,
});

/** What is left of a layer that stands with `weight` of what it carries: what the guarantor bears counts for its limits. */
const borneBy = ({ split }: SupportItem, bearer: string): string =>
  split.length === 0 ? '1' : (split.find((share) => share.bearer === bearer)?.share ?? '0');

const layerOf = (
  { item, capacityFen }: UsableSupport,
  guarantorCapacities: readonly string[],
): SupportLayer => ({
  kind: item.kind,
  id: item.id,
  title: item.title,
  use: item.use,
  currency: item.currency,
  costs: [{ label: '年费', payer: 'borrower', when: 'yearly', rate: item.feeRate }, ...item.fees.map(costOf)],
  days: item.daysToPerfect,
  requiresAnyOf: [],
  blocked: null,
  mostFen: capacityFen,
  leastFen: 0n,
  split: item.split,
  draws: [
    ...item.draws.map(({ capacity, weight }) => ({ capacityId: `line/${capacity}`, weight })),
    ...guarantorCapacities.map((capacityId) => ({ capacityId, weight: borneBy(item, 'guarantor') })),
  ],
});

/**
 * Assets that a step would make usable: a prior lien released, a new registration applied for. The optimiser offers the
 * step as a way out where the need is not covered otherwise.
 */
const curable = (
  { leftOut }: Candidates,
  proposed: readonly ProposedAsset[],
  { rules, states, multiplier }: AskParts,
): readonly (readonly [EligibleAsset, Blocked])[] =>
  leftOut.flatMap(({ id, code, reason, remedy }): readonly (readonly [EligibleAsset, Blocked])[] => {
    const cure =
      code === 'E_PRIOR_CLAIMS' ? 'release-lien' : code === 'E_REGISTRATION_ENDED' ? 'register' : null;
    const asset = proposed.find((p) => p.id === id);
    if (cure === null || asset === undefined) return [];
    const cured: ProposedAsset =
      cure === 'release-lien' ? { ...asset, priorClaimsFen: 0n } : { ...asset, perfection: 'draft' };
    const eligible = checkEligibility(cured, rules, states, multiplier);
    return eligible.ok ? [[eligible.value, { code, message: reason, remedy, cure }]] : [];
  });

const ipLimit = ({ limit }: IpConcentration): readonly AmountLimit[] =>
  percentText(limit) === '100%'
    ? []
    : [
        {
          id: 'ip-share',
          label: '知识产权占比（参数库）',
          scope: { kind: 'intellectual-property' },
          most: { share: limit },
          least: null,
        },
      ];

/**
 * The case as one ask to the optimiser: what may be used with what it can carry after cap, grade and prior claims, what things go
 * together by law or by wish, which limits bind. Fails where a parameter is not in force; everything else that cannot be read is
 * named in `failures` and the rest stands.
 */
export const structureInputOf = (parts: AskParts): Result<ReadAsk> => {
  const { section, candidates, needFen, years, concentration, rules } = parts;
  const { ask } = section;
  const divisible = readTyped(rules, 'collateral.divisible-classes', codes);
  if (!divisible.ok) return divisible;
  const guarantorLimits = readGuarantorLimits(rules);
  if (!guarantorLimits.ok) return guarantorLimits;
  const receivables = readReceivableTerms(rules);
  if (!receivables.ok) return receivables;
  const items = new Map(section.items.map((item) => [item.id, item]));
  const cured = curable(candidates, candidates.proposed, parts);
  const assets = [
    ...candidates.assets.map((asset) => [asset, null] as const),
    ...cured.map(([asset, blocked]) => [asset, blocked] as const),
  ];
  const idOf = new Map(
    candidates.proposed.flatMap(({ id, itemId }) => (itemId === null ? [] : [[itemId, id] as const])),
  );
  const guarantors = guarantorRoom(section.guarantors, guarantorLimits.value);
  const usable = new Set([
    ...assets.map(([{ asset }]) => asset.id),
    ...candidates.support.map(({ item }) => item.id),
  ]);
  const limits = limitsOfAsk(
    ask.limits.map((limit) => ({ ...limit, ids: [...new Set(limit.ids.map((id) => idOf.get(id) ?? id))] })),
    usable,
  );
  const feeTraces = new Map([
    ...assets.map(([{ asset }]) => {
      const item = asset.itemId === null ? undefined : items.get(asset.itemId);
      return [
        asset.id,
        [oneOffTrace(asset), ...(item === undefined ? [] : enteredFees('items', item))],
      ] as const;
    }),
    ...candidates.support.map(
      ({ item, feeTrace }) => [item.id, [feeTrace, ...enteredFees('support', item)]] as const,
    ),
  ]);
  return ok({
    input: {
      needFen,
      currency: NEED_CURRENCY,
      goal: ask.goal,
      costOf: ask.costOf === 'enterprise' ? 'borrower' : 'everyone',
      years,
      assets: assets.map(([asset, blocked]) => {
        const item = asset.asset.itemId === null ? undefined : items.get(asset.asset.itemId);
        const terms = { item, divisibleClasses: divisible.value.value, idOf };
        return assetSource(asset, terms, blocked ?? receivableBlock(item, receivables.value, rules));
      }),
      layers: candidates.support.map((support) =>
        layerOf(support, guarantorCapacityIds(support.item, guarantors.capacities)),
      ),
      capacities: [...linesOf(section.capacities), ...guarantors.capacities],
      together: boundTogether(section, idOf, new Set(assets.map(([{ asset }]) => asset.id))),
      amountLimits: [...ipLimit(concentration), ...limits.limits],
      registriesMost: ask.registriesMost,
      coverageLeast: ask.coverageLeast,
      daysMost: ask.daysMost,
    },
    feeTraces,
    failures: [
      ...limits.failures,
      ...guarantors.failures,
      ...assets.flatMap(([{ asset }]) =>
        receivableGaps(asset.itemId === null ? undefined : items.get(asset.itemId), rules),
      ),
    ],
  });
};
