import type { Figure } from '../case/exchange';
import { leaf } from '../kernel/trace';
import { ruleLeaf } from '../rulebook/read-rule';
import { POOL_SUBJECT, type ScreeningContext, caseSubject } from './context';
import type { Decision } from './decision';
import { figure, reference } from './figure-parts';
import { patentName } from './patent-subject';
import { REFUSAL_METHOD } from './refusal';
import type { ThreeViewsResult } from './three-views';

/** `screening/grade` (open = `null`) and `screening/ip-cap-multiplier`, taken at the low end of the total. */
export const gradeFigures = (
  result: ThreeViewsResult,
  total: Figure,
  context: ScreeningContext,
): readonly Figure[] => {
  const subject = caseSubject(context.caseRecord);
  const { grade, scoring } = result;
  const params = scoring === null ? [] : [ruleLeaf(scoring.bands.rule), ruleLeaf(scoring.floor.rule)];
  const range = `${total.interval?.low ?? '—'}–${total.interval?.high ?? '—'}`;
  const children = [reference(total.id, `${total.label}区间`, range, 'text', total.confidence), ...params];
  const titleOf = (code: string): string => result.dimensions.find((d) => d.code === code)?.title ?? code;
  const under =
    grade === null || grade.underFloor.length === 0
      ? ''
      : `；低端有维度低于底线：${grade.underFloor.map(titleOf).join('、')}`;
  const words = grade === null ? '未评分' : `低端 ${grade.low.grade}，高端 ${grade.high.grade}${under}`;
  const shared = { subject, method: result.method };
  return [
    figure(
      { id: 'screening/grade', label: '三看三评等级', value: grade?.grade ?? null, unit: 'text', ...shared },
      { formula: `${words}；两端同级才定级`, children },
    ),
    figure(
      {
        id: 'screening/ip-cap-multiplier',
        label: '知识产权上限系数',
        value: grade?.low.multiplier ?? null,
        unit: 'ratio',
        ...shared,
        ...(grade === null ? {} : { interval: { low: grade.low.multiplier, high: grade.high.multiplier } }),
      },
      { formula: `${words}；取低端等级的系数`, children },
    ),
  ];
};

/** `screening/decision`: `declined`, `held`, `conditional` or `passed`, with its reasons below it. */
export const decisionFigure = (decision: Decision, context: ScreeningContext, method: string): Figure =>
  figure(
    {
      id: 'screening/decision',
      subject: caseSubject(context.caseRecord),
      label: '核查结论',
      value: decision.code,
      unit: 'text',
      method,
    },
    {
      formula: decision.label,
      confidence: decision.confidence,
      children: decision.reasons.map(({ rule, code, title, message, leads, confidence }) =>
        leaf({
          id: `reason/${rule === '' ? 'grade' : rule}/${leads}`,
          label: `${code} ${title}`.trim(),
          value: message,
          unit: 'text',
          confidence,
          source: {
            kind: 'field',
            path: rule === '' ? 'figures[screening/grade]' : `findings[${rule}]`,
            label: title,
          },
        }),
      ),
    },
  );

/** `screening/latest-debt-end`: the last debt end at which ground 6 passes for every pledged patent. */
export const latestDebtEndFigure = (context: ScreeningContext, method = REFUSAL_METHOD): Figure => {
  const { earliest, unknown, latestDebtEnd } = context.term;
  const words =
    earliest === null
      ? '没有已知的届满日'
      : `最早届满的是${patentName(earliest.patent)}，届满日 ${earliest.expiry}`;
  return figure(
    {
      id: 'screening/latest-debt-end',
      subject: POOL_SUBJECT,
      label: '债务到期日最迟可为',
      value: latestDebtEnd,
      unit: 'date',
      method,
    },
    {
      formula: `${words}；届满日未知 ${unknown.length} 件`,
      children: context.patents.flatMap(({ subject }) => {
        const expiry = context.figures.get(`patent-expiry/${subject.id}`);
        return expiry === undefined
          ? []
          : [reference(expiry.id, expiry.label, expiry.value, expiry.unit, expiry.confidence)];
      }),
    },
  );
};
