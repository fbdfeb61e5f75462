import type { Method } from '../case/method';
import { completenessMethod } from './completeness';
import { filingCompleteness, filingCompleteness2 } from './filings/completeness';

/** Released methods of this folder, in the order they run. */
export const REGISTRATION_METHODS: readonly Method[] = [filingCompleteness];

/** Released methods that no longer run, kept so that packages made with them still recompute. */
export const EARLIER_REGISTRATION_METHODS: readonly Method[] = [completenessMethod, filingCompleteness2];
