import { QUALITY_METHOD, type QualityVersion } from '../quality/quality-version';
import type { PricingContext } from './sheet-model';

/** What tells the released versions of pricing apart. */
export interface ValueVersion {
  /** How an estimated share is taken off. */
  readonly reading: PricingContext['reading'];
  /** By which version data quality is measured. */
  readonly quality: QualityVersion;
}

export const FIRST: ValueVersion = { reading: 'point', quality: 'data-asset.quality@1' };
export const SECOND: ValueVersion = { reading: 'high', quality: 'data-asset.quality@1' };
export const LATEST: ValueVersion = { reading: 'high', quality: QUALITY_METHOD };
