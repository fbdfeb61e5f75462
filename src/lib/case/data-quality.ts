import * as v from 'valibot';

/** What a person said about the quality of one data asset, and what the rules counted. */
export const dataQuality = v.strictObject({});
export type DataQuality = v.InferOutput<typeof dataQuality>;

export const emptyDataQuality = (): DataQuality => ({});
