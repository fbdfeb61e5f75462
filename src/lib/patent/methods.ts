import type { Method } from '../case/method';
import { calendarMethod } from './calendar/calendar-method';
import { royaltyMethod } from './value/royalty-method';
import { scoreMethod } from './score/score-method';

/** Methods of the patent domain in the order in which they run. Released versions stay here. */
export const PATENT_METHODS: readonly Method[] = [calendarMethod, scoreMethod, royaltyMethod];
