import type { CaseRecord } from '../../case/case-record';
import type { RegistrationSection } from '../../case/registration-section';
import { type Fen, parseFenText } from '../../kernel/fen';
import { parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import { type TraceNode, type Unit, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type AppraisalVerdict, type RouteName, type RouteVerdict, appraisalRoute } from './appraisal-route';
import type { OutsideReport, OwnConfirmation } from './outside-report';

/** The ways of valuing open to a case, and the one it takes. */
export interface CaseRoute extends AppraisalVerdict {
  /** The lightest way that may be used; else the lightest that the amount allows; `null` = amount not known. */
  readonly taken: RouteVerdict | null;
}

type Appraisal = RegistrationSection['appraisal'];

const amount = (text: string | null): Result<Fen | null> => (text === null ? ok(null) : parseFenText(text));

const confirmationOf = ({ confirmation }: Appraisal): Result<OwnConfirmation | null> => {
  if (confirmation === null) return ok(null);
  const on = parsePlainDate(confirmation.on, '外部报告 › 本行确认日');
  if (!on.ok) return on;
  const valueFen = amount(confirmation.valueFen);
  return valueFen.ok ? ok({ by: confirmation.by, on: on.value, valueFen: valueFen.value }) : valueFen;
};

/** The outside report as the registration section has it; `null` unless somebody said that there is one. */
const reportOf = (appraisal: Appraisal): Result<OutsideReport | null> => {
  if (appraisal.appraised !== true) return ok(null);
  const baseDate = appraisal.baseDate === null ? ok(null) : parsePlainDate(appraisal.baseDate);
  if (!baseDate.ok) return baseDate;
  const validUntil = appraisal.validUntil === null ? ok(null) : parsePlainDate(appraisal.validUntil);
  if (!validUntil.ok) return validUntil;
  const valueFen = amount(appraisal.valueFen);
  if (!valueFen.ok) return valueFen;
  const confirmation = confirmationOf(appraisal);
  if (!confirmation.ok) return confirmation;
  return ok({
    agency: appraisal.agency,
    baseDate: baseDate.value,
    validUntil: validUntil.value,
    valueFen: valueFen.value,
    confirmation: confirmation.value,
  });
};

const entered = (path: string, label: string, value: string | null, unit: Unit): TraceNode =>
  leaf({
    id: path,
    label,
    value,
    unit,
    confidence: 'secondary',
    source: { kind: 'field', path: `sections.${path}`, label },
  });

const reportLeaves = (appraisal: Appraisal): readonly TraceNode[] => {
  if (appraisal.appraised !== true) return [];
  const at = 'registration.appraisal';
  return [
    entered(`${at}.agency`, '外部报告 › 评估机构', appraisal.agency, 'text'),
    entered(`${at}.baseDate`, '外部报告 › 评估基准日', appraisal.baseDate, 'date'),
    entered(`${at}.validUntil`, '外部报告 › 有效期止', appraisal.validUntil, 'date'),
    entered(`${at}.valueFen`, '外部报告 › 评估价值', appraisal.valueFen, 'fen'),
    entered(
      `${at}.confirmation`,
      `外部报告 › 本行确认（${appraisal.confirmation?.by ?? '未填'}）`,
      appraisal.confirmation?.valueFen ?? null,
      'fen',
    ),
  ];
};

const enteredLeaves = ({
  sections: { enterprise, patents, registration },
}: CaseRecord): readonly TraceNode[] => [
  entered('enterprise.need.amountFen', '贷款金额', enterprise.need.amountFen, 'fen'),
  entered('patents.desk.dueDiligenceGrade', '尽调清单等级', patents.desk.dueDiligenceGrade, 'text'),
  entered(
    'patents.desk.panelSize',
    '评估组人数',
    patents.desk.panelSize === null ? null : String(patents.desk.panelSize),
    'count',
  ),
  entered(
    'registration.appraisal.appraised',
    '是否有外部评估报告',
    registration.appraisal.appraised === null ? null : registration.appraisal.appraised ? '有' : '无',
    'text',
  ),
  ...reportLeaves(registration.appraisal),
];

const SAID = { pass: '可以采用', fail: '不得采用', unknown: '未知' } as const;

const routeNode = ({ route, title, verdict, findings }: RouteVerdict): TraceNode =>
  derive({
    id: `appraisal-route/${route}`,
    label: title,
    value: SAID[verdict],
    unit: 'text',
    ...(findings.length === 0 ? {} : { note: findings.map(({ message }) => message).join('；') }),
    children: [],
  });

const takenOf = (routes: readonly RouteVerdict[], lightest: RouteName | null): RouteVerdict | null =>
  routes.find(({ verdict }) => verdict === 'pass') ?? routes.find(({ route }) => route === lightest) ?? null;

/**
 * The route of valuing of a case on its valuation date: amount from the need, grade and panel from the patents section,
 * report from the registration section. Fails as `appraisalRoute` does or when a stored date or amount cannot be read.
 */
export const caseRoute = (caseRecord: CaseRecord, rules: RulesAt): Result<CaseRoute> => {
  const { enterprise, patents, registration } = caseRecord.sections;
  const amountFen = amount(enterprise.need.amountFen);
  if (!amountFen.ok) return amountFen;
  const report = reportOf(registration.appraisal);
  if (!report.ok) return report;
  const verdict = appraisalRoute(
    {
      amountFen: amountFen.value,
      on: rules.date,
      dueDiligenceGrade: patents.desk.dueDiligenceGrade,
      reviewers: patents.desk.panelSize,
      report: report.value,
    },
    rules,
  );
  if (!verdict.ok) return verdict;
  const { lightest, routes, trace } = verdict.value;
  const children = [...routes.map(routeNode), ...enteredLeaves(caseRecord), ...trace.children];
  return ok({
    lightest,
    routes,
    taken: takenOf(routes, lightest),
    trace: derive({ ...trace, children }),
  });
};
