import * as v from 'valibot';

/** What a person entered to price one data asset. */
export const dataPricing = v.strictObject({});
export type DataPricing = v.InferOutput<typeof dataPricing>;

export const emptyDataPricing = (): DataPricing => ({});
