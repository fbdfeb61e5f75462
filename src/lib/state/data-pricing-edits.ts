import type { DataAsset } from '../case/data-assets-section';
import {
  type DataEffect,
  type DataPricing,
  type DataWorksheet,
  type DataWorksheetKind,
  type SourcesSplit,
  type StatedRange,
  newDataWorksheet,
} from '../case/data-pricing';
import type { OpenCase } from './open-case.svelte';
import { freeId } from './free-id';
import { sheetWithoutSource } from './sheet-edits';
import { withWeight } from './weighing';

/** What the page changes in the price of one data asset. */

const changeAsset = (open: OpenCase, asset: string, edit: (asset: DataAsset) => DataAsset): void =>
  open.changeSection('dataAssets', (s) => ({
    ...s,
    assets: s.assets.map((one) => (one.id === asset ? edit(one) : one)),
  }));

export const changePricing = (
  open: OpenCase,
  asset: string,
  edit: (pricing: DataPricing) => DataPricing,
): void => changeAsset(open, asset, (one) => ({ ...one, pricing: edit(one.pricing) }));

export const changeDataSheet = (
  open: OpenCase,
  asset: string,
  id: string,
  edit: (worksheet: DataWorksheet) => DataWorksheet,
): void =>
  changePricing(open, asset, (p) => ({
    ...p,
    worksheets: p.worksheets.map((one) => (one.id === id ? edit(one) : one)),
  }));

/** An empty worksheet; answers its id. */
export const addDataSheet = (
  open: OpenCase,
  asset: DataAsset,
  kind: DataWorksheetKind,
  title: string,
): string => {
  const id = freeId(kind, asset.pricing.worksheets);
  changePricing(open, asset.id, (p) => ({
    ...p,
    worksheets: [...p.worksheets, newDataWorksheet(id, kind, title)],
  }));
  return id;
};

/** Removes a worksheet; what took a number from it is empty again, and its weight goes with it. */
export const removeDataSheet = (open: OpenCase, asset: string, id: string): void =>
  changePricing(open, asset, (p) => ({
    ...p,
    worksheets: p.worksheets.filter((one) => one.id !== id).map((one) => sheetWithoutSource(one, id)),
    reconciliation: {
      ...p.reconciliation,
      main: p.reconciliation.main === id ? null : p.reconciliation.main,
      weights: p.reconciliation.weights.filter(({ entry }) => entry !== id),
    },
  }));

const changeReconciliation = (
  open: OpenCase,
  asset: string,
  edit: (reconciliation: DataPricing['reconciliation']) => DataPricing['reconciliation'],
): void => changePricing(open, asset, (p) => ({ ...p, reconciliation: edit(p.reconciliation) }));

export const setDataWeight = (
  open: OpenCase,
  asset: string,
  entry: string,
  weight: string | null,
  reason: string,
): void =>
  changeReconciliation(open, asset, (r) => ({
    ...r,
    weights: withWeight(r.weights, entry, weight === null ? null : { entry, weight, reason }),
  }));

export const setDataConclusion = (
  open: OpenCase,
  asset: string,
  part: Partial<Pick<DataPricing['reconciliation'], 'main' | 'reason' | 'by'>>,
): void => changeReconciliation(open, asset, (r) => ({ ...r, ...part }));

export const dropDataChoice = (open: OpenCase, asset: string): void =>
  changeReconciliation(open, asset, ({ main }) => ({ main, weights: [], reason: '', by: '' }));

export const setEffect = (
  open: OpenCase,
  asset: string,
  key: keyof DataPricing['effects'],
  part: Partial<DataEffect>,
): void =>
  changePricing(open, asset, (p) => ({
    ...p,
    effects: { ...p.effects, [key]: { ...p.effects[key], ...part } },
  }));

export const setHalfLife = (open: OpenCase, asset: string, part: Partial<DataPricing['halfLife']>): void =>
  changePricing(open, asset, (p) => ({ ...p, halfLife: { ...p.halfLife, ...part } }));

export const setPledgeTerms = (open: OpenCase, asset: string, part: Partial<DataPricing['pledge']>): void =>
  changePricing(open, asset, (p) => ({ ...p, pledge: { ...p.pledge, ...part } }));

type RangeEnds = { readonly [K in keyof StatedRange]: StatedRange[K] | null };

/** Sets one end of a range; a range is kept as soon as both ends are said, the other end starting where the input stands. */
export const withRange = (
  worksheet: DataWorksheet,
  lever: string,
  base: string,
  part: Partial<RangeEnds>,
): DataWorksheet => {
  const before = Object.hasOwn(worksheet.ranges, lever) ? worksheet.ranges[lever] : undefined;
  const next = {
    low: before?.low ?? base,
    high: before?.high ?? base,
    source: before?.source ?? '',
    ...part,
  };
  const rest = Object.fromEntries(Object.entries(worksheet.ranges).filter(([key]) => key !== lever));
  if (next.low === null || next.high === null) return { ...worksheet, ranges: rest };
  const said = { low: next.low, high: next.high, source: next.source ?? '' };
  return { ...worksheet, ranges: { ...worksheet.ranges, [lever]: said } };
};

export const setSplit = (open: OpenCase, asset: string, split: SourcesSplit | null): void =>
  changePricing(open, asset, (p) => ({ ...p, split }));

/** Every combination of some sources as the case keys it, small ones first, nobody left out. */
export const combinationsOf = (
  players: SourcesSplit['players'],
): readonly { readonly key: string; readonly title: string }[] => {
  const all: { key: string; title: string; size: number }[] = [];
  const sorted = [...players].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (let mask = 0; mask < 1 << sorted.length; mask++) {
    const members = sorted.filter((_, bit) => ((mask >> bit) & 1) === 1);
    all.push({
      key: members.map(({ id }) => id).join('+'),
      title: members.length === 0 ? '没有任何来源' : members.map(({ title }) => title).join(' + '),
      size: members.length,
    });
  }
  return all.sort((a, b) => a.size - b.size || (a.key < b.key ? -1 : 1));
};

/** The split with one source more or fewer: utilities of combinations that are no more are dropped. */
export const withPlayers = (split: SourcesSplit, players: SourcesSplit['players']): SourcesSplit => {
  const known = new Set(combinationsOf(players).map(({ key }) => key));
  return {
    ...split,
    players,
    utilities: Object.fromEntries(Object.entries(split.utilities).filter(([key]) => known.has(key))),
  };
};

export const newSplit = (): SourcesSplit => ({
  players: [
    { id: 's1', title: '来源 1' },
    { id: 's2', title: '来源 2' },
  ],
  utilities: {},
  measure: '',
  source: '',
});
