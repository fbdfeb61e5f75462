import type { Method } from '../case/method';
import { calendarMethod } from './calendar-method';
import { royaltyMethod } from './royalty-method';
import { scoreMethod } from './score-method';

/** Methods of the patent domain in the order in which they run. Released versions stay here. */
export const PATENT_METHODS: readonly Method[] = [calendarMethod, scoreMethod, royaltyMethod];
