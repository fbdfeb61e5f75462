import * as v from 'valibot';

/** Rights, certificates, registration and booking of one data asset. */
export const dataRights = v.strictObject({});
export type DataRights = v.InferOutput<typeof dataRights>;

export const emptyDataRights = (): DataRights => ({});
