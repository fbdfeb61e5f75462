import type { Method } from '../case/method';
import { PROFILE_FIGURES } from './profile-figures';
import { PROFILE } from './profile-method';
import { QUALITY, QUALITY_1 } from './quality/quality-method';
import { RIGHTS } from './rights/rights-method';
import { RIGHTS_1 } from './rights/rights-method-1';
import { dataPledgeMethod, dataPledgeMethod1, dataPledgeMethod2 } from './value/pledge-method';
import { dataValueMethod, dataValueMethod1, dataValueMethod2 } from './value/value-method';

/** Released methods of this domain, in the order in which they run. */
export const DATA_ASSET_METHODS: readonly Method[] = [
  PROFILE_FIGURES,
  QUALITY,
  dataValueMethod,
  dataPledgeMethod,
  RIGHTS,
];

/** Earlier versions, for packages that were made with them. */
export const EARLIER_DATA_ASSET_METHODS: readonly Method[] = [
  PROFILE,
  QUALITY_1,
  dataValueMethod1,
  dataValueMethod2,
  dataPledgeMethod1,
  dataPledgeMethod2,
  RIGHTS_1,
];
