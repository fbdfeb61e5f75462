import type { ForecastUncertainty, PatentsSection, RoyaltyForecast } from '../case/patents-section';
import type { OpenCase } from './open-case.svelte';

/** What a click or a field changes in a forecast. */

export const changeForecast = (open: OpenCase, id: string, part: Partial<RoyaltyForecast>): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    forecasts: s.forecasts.map((f) => (f.id === id ? { ...f, ...part } : f)),
  }));

/** Drops what people said of an entry that is gone: its weight. The other weights then no longer sum to 1. */
export const withoutWeight = (
  reconciliations: PatentsSection['reconciliations'],
  entry: string,
): PatentsSection['reconciliations'] =>
  reconciliations
    .map((choice) => ({ ...choice, weights: choice.weights.filter((weight) => weight.entry !== entry) }))
    .filter(({ weights, reason, by }) => weights.length > 0 || reason !== '' || by !== '');

export const removeForecast = (open: OpenCase, id: string): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    forecasts: s.forecasts.filter((f) => f.id !== id),
    reconciliations: withoutWeight(s.reconciliations, id),
  }));

/** Product names that differ only in width, spaces or case are one product, as they are for the engines. */
const productKey = (product: string): string => product.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
export const sameProduct = (a: string, b: string): boolean => productKey(a) === productKey(b);

/**
 * Renames the product of an entry wherever it stands, so that its methods stay side by side. Where two forecasts bear the
 * name, which of them the others belong to is not known: then only the entry itself is renamed.
 */
export const renameProduct = (open: OpenCase, entry: string, to: string): void =>
  open.changeSection('patents', (s) => {
    const from = [...s.forecasts, ...s.worksheets].find(({ id }) => id === entry)?.product;
    if (from === undefined) return s;
    const named = ({ product }: { readonly product: string }): boolean => sameProduct(product, from);
    const alone = s.forecasts.filter(named).length > 1;
    const renamed = <T extends { readonly id: string; readonly product: string }>(item: T): T =>
      item.id === entry || (!alone && named(item)) ? { ...item, product: to } : item;
    return {
      ...s,
      forecasts: s.forecasts.map(renamed),
      worksheets: s.worksheets.map(renamed),
      reconciliations: alone
        ? s.reconciliations
        : s.reconciliations.map((choice) => (named(choice) ? { ...choice, product: to } : choice)),
    };
  });

/** A list of ids with one put in or taken out. */
export const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];

/** Limits at the figures themselves: no spread is proposed, a person states it. */
export const startSimulation = (
  open: OpenCase,
  forecast: RoyaltyForecast,
  royaltyRate: string | null,
  discountRate: string | null,
): void =>
  changeForecast(open, forecast.id, {
    uncertainty: {
      salesLow: '1',
      salesHigh: '1',
      royaltyLow: royaltyRate ?? '0',
      royaltyHigh: royaltyRate ?? '0',
      discountLow: discountRate ?? '0',
      discountHigh: discountRate ?? '0',
      source: '',
      seed: forecast.id,
      draws: 100_000,
    },
  });

export const changeSpread = (
  open: OpenCase,
  forecast: RoyaltyForecast,
  part: Partial<ForecastUncertainty>,
): void => {
  if (forecast.uncertainty !== null)
    changeForecast(open, forecast.id, { uncertainty: { ...forecast.uncertainty, ...part } });
};

/** States the contribution of one patent; `null` takes it back. Order follows the bundle. */
export const setShare = (
  open: OpenCase,
  forecast: RoyaltyForecast,
  patent: string,
  share: string | null,
): void => {
  const known = forecast.shares.find((s) => s.patent === patent);
  const rest = forecast.shares.filter((s) => s.patent !== patent);
  const shares = share === null ? rest : [...rest, { patent, share, source: known?.source ?? '' }];
  const place = (id: string): number => forecast.patents.indexOf(id);
  changeForecast(open, forecast.id, { shares: shares.sort((a, b) => place(a.patent) - place(b.patent)) });
};

export const setShareSource = (
  open: OpenCase,
  forecast: RoyaltyForecast,
  patent: string,
  source: string,
): void =>
  changeForecast(open, forecast.id, {
    shares: forecast.shares.map((s) => (s.patent === patent ? { ...s, source } : s)),
  });
