import type { EnteredFee } from '../../case/structure-ask';
import type { MethodInput } from '../../case/method';
import { type Fen, divideRounded } from '../../kernel/fen';
import { type Result, ok } from '../../kernel/result';
import { amountAtCap } from '../available-amount';
import { gatherCandidates } from '../candidates';
import { debtTermOf } from '../debt-term';
import { ipMultiplierOf } from '../ip-multiplier';
import { readPerfectionStates } from '../perfection';
import { ratioOf } from '../ratio';
import type { Years } from '../solve-structure';
import { fenOrNull, lifeAssets } from './life-assets';
import type { SpareSource } from './substitute';
import { valueChain } from './value-chain';

const share = (fen: Fen, ratio: string): Fen => {
  const { numerator, denominator } = ratioOf(ratio);
  return divideRounded(fen * numerator, denominator);
};

const perYear = (fen: Fen, { numerator, denominator }: Years): Fen =>
  divideRounded(fen * denominator, numerator);

const feePerYear = ({ basis, when, fixedFen, rate }: EnteredFee, amount: Fen, years: Years): Fen | null => {
  const fen = basis === 'amount' ? fenOrNull(fixedFen) : rate === null ? null : share(amount, rate);
  return fen === null ? null : when === 'once' ? perYear(fen, years) : fen;
};

const sum = (amounts: readonly (Fen | null)[]): Fen | null =>
  amounts.reduce<Fen | null>((all, fen) => (all === null || fen === null ? null : all + fen), 0n);

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);
const most = (a: Fen, b: Fen): Fen => (a > b ? a : b);

/**
 * What the case still has to put in for `without`: everything usable with what the structure does not take from it (`used`: id → 分),
 * an asset with at most what its latest value carries at the cap, what carrying the hole would cost per year, and days until it is in place. Fails where the registration states are not in the rules.
 */
export const spareSources = (
  { caseRecord, rules, prior }: MethodInput,
  used: ReadonlyMap<string, Fen>,
  without: string,
  holeFen: Fen,
): Result<readonly SpareSource[]> => {
  const states = readPerfectionStates(rules);
  if (!states.ok) return states;
  const { collateral, enterprise } = caseRecord.sections;
  const { years } = debtTermOf(enterprise.need);
  const multiplier = ipMultiplierOf(prior.figures);
  const { assets, support } = gatherCandidates(collateral, prior.offers, rules, states.value, multiplier);
  const items = new Map(collateral.items.map((item) => [item.id, item]));
  const held = lifeAssets({ caseRecord, rules, prior });
  if (!held.ok) return held;
  const latest = new Map(
    held.value.map((asset) => [asset.asset.id, valueChain(asset).points.at(-1)?.fen ?? null]),
  );
  const left = (id: string, capacity: Fen): Fen => most(capacity - (used.get(id) ?? 0n), 0n);
  const spareAssets = assets.map(({ asset, available }): SpareSource => {
    const item = asset.itemId === null ? undefined : items.get(asset.itemId);
    const last = latest.get(asset.id) ?? null;
    const atLast =
      last === null
        ? available.availableFen
        : least(available.availableFen, amountAtCap(last, asset.share, available.cap, asset.priorClaimsFen));
    const availableFen = left(asset.id, atLast);
    const carried = least(availableFen, holeFen);
    // What is in use already has paid its fees once.
    const once = used.has(asset.id) ? 0n : asset.oneOffCostFen;
    return {
      id: asset.id,
      title: asset.title,
      availableFen,
      yearlyCostFen: sum([
        once === null ? null : perYear(once, years),
        ...(item?.fees ?? []).map((fee) => feePerYear(fee, carried, years)),
      ]),
      days:
        used.has(asset.id) && states.value.recognised.includes(asset.perfection)
          ? 0
          : (item?.daysToPerfect ?? null),
    };
  });
  const spareSupport = support.map(({ item, capacityFen }): SpareSource => {
    const availableFen = left(item.id, capacityFen);
    const carried = least(availableFen, holeFen);
    return {
      id: item.id,
      title: item.title,
      availableFen,
      yearlyCostFen: sum([
        item.feeRate === null ? null : share(carried, item.feeRate),
        ...item.fees.map((fee) => feePerYear(fee, carried, years)),
      ]),
      days: item.daysToPerfect,
    };
  });
  return ok([...spareAssets, ...spareSupport].filter(({ id }) => id !== without));
};
