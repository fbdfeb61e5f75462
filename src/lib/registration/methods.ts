import type { Method } from '../case/method';
import { completenessMethod } from './completeness';

/** Released methods of this folder, in the order they run. */
export const REGISTRATION_METHODS: readonly Method[] = [completenessMethod];
