import type { Method } from '../case/method';
import { PREFLIGHT_METHOD, preflightOutputs } from './collateral-preflight';
import {
  DATA_ASSET_GATES_METHOD,
  DATA_ASSET_GATES_METHOD_1,
  DATA_ASSET_GATES_METHOD_2,
} from './data-asset-gates';
import { ACCOUNTS_METHOD, accountOutputs } from './enterprise-file/accounts-method';
import { REFUSAL_METHOD, REFUSAL_METHOD_1, REFUSAL_METHOD_2 } from './refusal';
import { ROUTES_METHOD, ROUTES_METHOD_1, routesOutputs } from './routes/evaluate-routes';
import { REPAYMENT_METHOD, REPAYMENT_METHOD_1 } from './repayment';
import {
  gateOutputs1,
  gateOutputs2,
  refusalOutputs1,
  refusalOutputs2,
  repaymentOutputs1,
  routesOutputs1,
  threeViewsOutputs1,
  threeViewsOutputs2,
  threeViewsOutputs3,
} from './released-outputs';
import { gateOutputs, refusalOutputs, repaymentOutputs, threeViewsOutputs } from './screen-case';
import {
  THREE_VIEWS_METHOD,
  THREE_VIEWS_METHOD_1,
  THREE_VIEWS_METHOD_2,
  THREE_VIEWS_METHOD_3,
} from './three-views';

/** Released versions that a newer one has replaced: they run only where a package names them. */
export const EARLIER_SCREENING_METHODS: readonly Method[] = [
  {
    id: REFUSAL_METHOD_1,
    title: '专利权质押登记不予登记情形核查',
    needs: ['patent.calendar'],
    run: refusalOutputs1,
  },
  {
    id: REFUSAL_METHOD_2,
    title: '专利权质押登记不予登记情形核查',
    needs: ['patent.calendar'],
    run: refusalOutputs2,
  },
  {
    id: REPAYMENT_METHOD_1,
    title: '第一还款来源核查',
    needs: [],
    run: repaymentOutputs1,
  },
  {
    id: DATA_ASSET_GATES_METHOD_1,
    title: '数据资产出质合规核查',
    needs: [],
    run: gateOutputs1,
  },
  {
    id: DATA_ASSET_GATES_METHOD_2,
    title: '数据资产出质合规核查',
    needs: [],
    run: gateOutputs2,
  },
  {
    id: THREE_VIEWS_METHOD_1,
    title: '三看三评与第一还款来源核查',
    needs: ['patent.calendar'],
    run: threeViewsOutputs1,
  },
  {
    id: THREE_VIEWS_METHOD_2,
    title: '三看三评与第一还款来源核查',
    needs: ['patent.calendar'],
    run: threeViewsOutputs2,
  },
  {
    id: THREE_VIEWS_METHOD_3,
    title: '三看三评核查与结论',
    needs: ['patent.calendar', 'patent.reconciliation', 'screening.accounts'],
    run: threeViewsOutputs3,
  },
  {
    id: ROUTES_METHOD_1,
    title: '办理路径与无还本续贷核查',
    needs: ['screening.patent-pledge-refusal', 'screening.three-views'],
    run: routesOutputs1,
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
    id: ACCOUNTS_METHOD,
    title: '一企一档的比率、趋势与一致性核对',
    needs: [],
    run: accountOutputs,
  },
  {
    id: REPAYMENT_METHOD,
    title: '第一还款来源核查',
    needs: [],
    run: repaymentOutputs,
  },
  {
    id: THREE_VIEWS_METHOD,
    title: '三看三评核查与结论',
    needs: ['patent.calendar', 'patent.reconciliation', 'screening.accounts'],
    run: threeViewsOutputs,
  },
  {
    id: DATA_ASSET_GATES_METHOD,
    title: '数据资产出质合规核查',
    needs: [],
    run: gateOutputs,
  },
  {
    id: PREFLIGHT_METHOD,
    title: '其他押品与增信的登记与法律核查',
    needs: [],
    run: preflightOutputs,
  },
  {
    id: ROUTES_METHOD,
    title: '办理路径与无还本续贷核查',
    needs: ['screening.patent-pledge-refusal', 'screening.three-views'],
    run: routesOutputs,
  },
];
