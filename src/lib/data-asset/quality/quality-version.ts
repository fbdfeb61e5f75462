/** Released versions of the quality of data; the first one took no notice of records that a rule could not judge. */
export type QualityVersion = 'data-asset.quality@1' | 'data-asset.quality@2';

export const QUALITY_METHOD: QualityVersion = 'data-asset.quality@2';
