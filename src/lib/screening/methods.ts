import type { Method } from '../case/method';
import { REFUSAL_METHOD } from './refusal';
import { refusalOutputs, threeViewsOutputs } from './screen-case';
import { THREE_VIEWS_METHOD } from './three-views';

/** Released methods of this domain. A changed rule engine is a new version beside the old one. */
export const SCREENING_METHODS: readonly Method[] = [
  {
    id: REFUSAL_METHOD,
    title: '专利权质押登记不予登记情形核查',
    needs: ['patent.calendar'],
    run: refusalOutputs,
  },
  {
    id: THREE_VIEWS_METHOD,
    title: '三看三评与第一还款来源核查',
    needs: ['patent.calendar'],
    run: threeViewsOutputs,
  },
];
