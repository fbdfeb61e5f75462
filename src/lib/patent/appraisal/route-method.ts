import type { CaseRecord } from '../../case/case-record';
import type { Finding, Verdict } from '../../case/exchange';
import { type Method, NO_OUTPUTS } from '../../case/method';
import type { Failure, Result } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { RouteVerdict } from './appraisal-route';
import { type CaseRoute, caseRoute } from './case-route';

export const ROUTE_METHOD = 'patent.appraisal-route@1';
const RULE = 'patent.appraisal-route';
const TITLE = '估值方式（协商、内部评估、外部评估）';

/** One way is enough; while one may still turn out to be open, nothing has failed. */
const verdictOf = (routes: readonly RouteVerdict[]): Verdict => {
  if (routes.some(({ verdict }) => verdict === 'pass')) return 'pass';
  return routes.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'fail';
};

const said = (failures: readonly Failure[], part: 'message' | 'remedy'): string =>
  [...new Set(failures.map((failure) => failure[part]))].join('；');

const messageOf = ({ taken, routes }: CaseRoute, verdict: Verdict): string => {
  if (verdict === 'pass') return `可以采用${taken?.title ?? ''}`;
  if (taken === null) return said(routes.flatMap(({ findings }) => findings).slice(0, 1), 'message');
  return `${taken.title}：${said(taken.findings, 'message')}`;
};

const refusedTrace = ({ message, remedy }: Failure): TraceNode =>
  leaf({
    id: 'appraisal-route',
    label: '可采用的估值方式',
    value: null,
    unit: 'text',
    confidence: 'assumption',
    note: `${message}。${remedy}`,
    source: { kind: 'field', path: 'sections.patents.desk', label: '专利 › 盲评与复核 › 估值方式' },
  });

const finding = (caseRecord: CaseRecord, route: Result<CaseRoute>): Finding => {
  const trace = route.ok ? route.value.trace : refusedTrace(route.failure);
  const verdict = route.ok ? verdictOf(route.value.routes) : 'unknown';
  const open = route.ok
    ? (route.value.taken?.findings ?? route.value.routes[0]?.findings.slice(0, 1) ?? [])
    : [route.failure];
  return {
    rule: RULE,
    method: ROUTE_METHOD,
    subject: { kind: 'case', id: 'case', title: caseRecord.title },
    title: TITLE,
    verdict,
    severity: 'hold',
    veto: false,
    message: route.ok ? messageOf(route.value, verdict) : route.failure.message,
    remedy: verdict === 'pass' ? '' : said(open, 'remedy'),
    confidence: trace.confidence,
    trace: { ...trace, method: ROUTE_METHOD },
  };
};

/**
 * Whether the pledged patents are valued in a way that the loan amount and the institution's conditions allow. One finding
 * about the case; none when no patent is pledged. Unknown is never a pass.
 */
export const routeMethod: Method = {
  id: ROUTE_METHOD,
  title: '估值方式的办理条件',
  needs: [],
  run({ caseRecord, rules }) {
    if (caseRecord.sections.patents.pledged.length === 0) return NO_OUTPUTS;
    return { ...NO_OUTPUTS, findings: [finding(caseRecord, caseRoute(caseRecord, rules))] };
  },
};
