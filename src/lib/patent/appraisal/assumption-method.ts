import { parseAssumptionLog } from '../../case/assumption-log';
import { type AssumptionSummary, summariseAssumptions } from '../../case/assumption-summary';
import type { CaseRecord } from '../../case/case-record';
import type { Finding } from '../../case/exchange';
import { type Method, NO_OUTPUTS } from '../../case/method';
import { leaf } from '../../kernel/trace';

export const ASSUMPTION_METHOD = 'patent.assumption-log@1';

type Judged = Pick<Finding, 'verdict' | 'message' | 'remedy'>;

const judged = ({ lines, reachedNeed, withoutReason }: AssumptionSummary): Judged => {
  const open = [
    ...(reachedNeed.length === 0 ? [] : ['请复核使估值达到需求的修改']),
    ...(withoutReason.length === 0 ? [] : ['请补写修改的理由']),
  ];
  return {
    verdict: open.length === 0 ? 'pass' : 'unknown',
    message: lines.join('；'),
    remedy: open.join('；'),
  };
};

const judge = ({ sections: { patents } }: CaseRecord): Judged => {
  const log = parseAssumptionLog(patents.assumptionLog);
  return log.ok
    ? judged(summariseAssumptions(log.value))
    : { verdict: 'fail', message: log.failure.message, remedy: log.failure.remedy };
};

const finding = (caseRecord: CaseRecord): Finding => {
  const { needFen, entries } = caseRecord.sections.patents.assumptionLog;
  const said = judge(caseRecord);
  const trace = leaf({
    id: 'assumption-log',
    label: '录入融资需求之后修改的假设',
    value: `${entries.length} 次`,
    unit: 'text',
    confidence: 'secondary',
    source: {
      kind: 'field',
      path: 'sections.patents.assumptionLog',
      label: '专利 › 盲评与复核 › 假设修改记录',
    },
    note: `开始记录时的融资需求：${needFen ?? '未知'} 分`,
  });
  return {
    ...said,
    rule: 'patent.assumption-log',
    method: ASSUMPTION_METHOD,
    subject: { kind: 'case', id: 'case', title: caseRecord.title },
    title: '录入融资需求之后对假设的修改',
    severity: 'hold',
    veto: false,
    confidence: trace.confidence,
    trace: { ...trace, method: ASSUMPTION_METHOD },
  };
};

/**
 * What the 复核人 must look at: assumptions changed after the need was entered. Unknown while a change has no reason or took
 * the value to the need; fails when the log was tampered with. No finding before the first change.
 */
export const assumptionMethod: Method = {
  id: ASSUMPTION_METHOD,
  title: '录入融资需求之后的假设修改',
  needs: [],
  run: ({ caseRecord }) =>
    caseRecord.sections.patents.assumptionLog.entries.length === 0
      ? NO_OUTPUTS
      : { ...NO_OUTPUTS, findings: [finding(caseRecord)] },
};
