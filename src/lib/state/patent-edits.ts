import { newForecast } from '../case/new-case';
import type { OpenCase } from './open-case.svelte';
import { freeId } from './free-id';

/** An empty royalty forecast over the pledged patents; every number is still to be said. */
export const addForecast = (open: OpenCase): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    forecasts: [...s.forecasts, newForecast(freeId('forecast', s.forecasts), '产品', s.pledged)],
  }));
