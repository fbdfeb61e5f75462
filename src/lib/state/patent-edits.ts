import type { OpenCase } from './open-case.svelte';

/** An empty royalty forecast over the pledged patents; every number is still to be said. */
export const addForecast = (open: OpenCase): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    forecasts: [
      ...s.forecasts,
      {
        id: `forecast-${s.forecasts.length + 1}-${s.records.length}`,
        product: '产品',
        patents: s.pledged,
        salesFen: ['0'],
        salesSource: '',
        royaltyRate: null,
        royaltySource: '',
        discountRate: null,
        discountBasis: 'post-tax',
        discountSource: '',
        taxRate: null,
        timing: 'end-year',
        economicLifeYears: null,
        economicLifeSource: '',
      },
    ],
  }));
