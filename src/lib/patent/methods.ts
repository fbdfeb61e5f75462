import type { Method } from '../case/method';
import { assumptionMethod } from './appraisal/assumption-method';
import { routeMethod } from './appraisal/route-method';
import { calendarMethod } from './calendar/calendar-method';
import { calendarMethod2 } from './calendar/calendar-method-2';
import { reconciliationMethod } from './value/reconciliation-method';
import { royaltyMethod } from './value/royalty-method';
import { royaltyMethod2 } from './value/royalty-method-2';
import { worksheetMethod } from './value/worksheet-method';
import { scoreMethod, scoreMethod1 } from './score/score-method';

/** Released versions that a newer one has replaced: they run only where a package names them. */
export const EARLIER_PATENT_METHODS: readonly Method[] = [calendarMethod, scoreMethod1, royaltyMethod];

/** Methods of the patent domain that run, in their order. */
export const PATENT_METHODS: readonly Method[] = [
  calendarMethod2,
  scoreMethod,
  royaltyMethod2,
  worksheetMethod,
  reconciliationMethod,
];

/** Checks of how the valuation came about, run after the assets: no value rests on them, and they read what no value reads. */
export const PATENT_CHECKS: readonly Method[] = [routeMethod, assumptionMethod];
