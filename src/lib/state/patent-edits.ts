import { newForecast } from '../case/new-case';
import type { OpenCase } from './open-case.svelte';

const freeId = (taken: readonly { readonly id: string }[]): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let n = 1;
  while (ids.has(`forecast-${n}`)) n += 1;
  return `forecast-${n}`;
};

/** An empty royalty forecast over the pledged patents; every number is still to be said. */
export const addForecast = (open: OpenCase): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    forecasts: [...s.forecasts, newForecast(freeId(s.forecasts), '产品', s.pledged)],
  }));
