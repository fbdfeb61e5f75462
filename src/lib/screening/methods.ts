import type { Method } from '../case/method';
import { DATA_ASSET_GATES_METHOD } from './data-asset-gates';
import { REFUSAL_METHOD } from './refusal';
import { gateOutputs, refusalOutputs, threeViewsOutputs, threeViewsOutputs1 } from './screen-case';
import { THREE_VIEWS_METHOD, THREE_VIEWS_METHOD_1 } from './three-views';

/** Released versions that a newer one has replaced: they run only where a package names them. */
export const EARLIER_SCREENING_METHODS: readonly Method[] = [
  {
    id: THREE_VIEWS_METHOD_1,
    title: '三看三评与第一还款来源核查',
    needs: ['patent.calendar'],
    run: threeViewsOutputs1,
  },
];

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
  {
    id: DATA_ASSET_GATES_METHOD,
    title: '数据资产出质合规核查',
    needs: [],
    run: gateOutputs,
  },
];
