import type { Method } from '../case/method';
import { PROFILE } from './profile-method';

/** Released methods of this domain, in the order in which they run. */
export const DATA_ASSET_METHODS: readonly Method[] = [PROFILE];
