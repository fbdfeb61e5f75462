import type { CaseRecord } from '../../case/case-record';
import type { Figure, Subject } from '../../case/exchange';
import { type Method, NO_OUTPUTS } from '../../case/method';
import type { PatentRecord } from '../../case/patents-section';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { patentSubject, patentsInUse } from '../pledged-patents';
import { fieldLeaf } from '../reading/record-source';
import { unknownFigure } from '../unknown-figure';
import { valuationDateLeaf } from './calendar-trace';
import { reducedFeeFen, reductionInYear } from './fee-reduction';
import { type FeeRules, readFeeRules } from './fee-rules';
import { reductionLeaf } from './fee-trace';
import { type LegalLife, legalEnd, legalLife } from './legal-life';
import { lifeExpiryDate, lifeExpiryTrace, lifeRemainingTrace } from './life-trace';
import type { RulesAt } from '../../rulebook/model';
import { nextFee } from './next-fee';

export const CALENDAR_METHOD_2 = 'patent.calendar@2';

interface Dated {
  readonly caseRecord: CaseRecord;
  readonly valuationDate: PlainDate;
  readonly rules: FeeRules;
}

const nextFeeTrace = (record: PatentRecord, life: LegalLife, dated: Dated): TraceNode => {
  const { caseRecord, valuationDate, rules } = dated;
  const section = caseRecord.sections.patents;
  const next = nextFee(record, life, valuationDate, rules);
  const compensated = next !== null && life.termYears !== null && next.year > life.termYears;
  const off = next === null || compensated ? null : reductionInYear(record.feeReduction, next.year);
  const payable = next === null || next.feeFen === null ? null : reducedFeeFen(next.feeFen, off);
  return derive({
    id: `patent-next-annuity/${record.id}`,
    label: `下一次年费期限 · ${record.title}`,
    value: next?.due ?? null,
    unit: 'date',
    ...(next === null
      ? {}
      : {
          formula: `第 ${next.year} 年年费：申请日 + ${next.year - 1} 年${
            off === null || payable === null ? '' : `，减缴 ${off} 后应缴 ${payable.toString()} 分`
          }`,
        }),
    note:
      record.feesPaidThrough === null
        ? '年费缴至未提供，按基准日之后的第一个缴费期限列示'
        : '按年费缴至推算第一个未缴的年度',
    children: [
      fieldLeaf(section, record, 'filingDate'),
      fieldLeaf(section, record, 'feesPaidThrough'),
      valuationDateLeaf(caseRecord),
      ...(off === null ? [] : [reductionLeaf(record)]),
      ruleLeaf(
        compensated ? rules.compensation.rule : rules.fees.rule,
        undefined,
        next?.feeFen?.toString() ?? null,
        'fen',
      ),
    ],
  });
};

const figure = (record: PatentRecord, label: string, trace: TraceNode): Figure => ({
  id: trace.id,
  subject: patentSubject(record),
  label,
  value: trace.value,
  unit: trace.unit,
  method: CALENDAR_METHOD_2,
  confidence: trace.confidence,
  trace: { ...trace, method: CALENDAR_METHOD_2 },
});

const figuresOf = (record: PatentRecord, dated: Dated): readonly Figure[] => {
  const { caseRecord, valuationDate, rules } = dated;
  const life = legalLife(record, valuationDate, rules);
  const subject = { caseRecord, record, life, rules };
  return [
    figure(record, '保护期最后一日', lifeExpiryTrace(subject)),
    figure(record, '法定剩余寿命', lifeRemainingTrace(subject)),
    figure(record, '下一次年费期限', nextFeeTrace(record, life, dated)),
  ];
};

/** `patent-expiry/<id>` as the method leaves it; its trace is made when somebody looks, so it stays in this thread. */
class ExpiryFigure implements Figure {
  readonly id: string;
  readonly label = '保护期最后一日';
  readonly value: string | null;
  readonly unit = 'date';
  readonly method = CALENDAR_METHOD_2;
  private made: Figure | null = null;

  constructor(
    private readonly record: PatentRecord,
    private readonly dated: Dated,
  ) {
    this.id = `patent-expiry/${record.id}`;
    this.value = lifeExpiryDate({ life: legalEnd(record, dated.valuationDate, dated.rules) });
  }

  get subject(): Subject {
    return patentSubject(this.record);
  }

  get confidence(): Figure['confidence'] {
    return this.whole.confidence;
  }
  get trace(): TraceNode {
    return this.whole.trace;
  }
  private get whole(): Figure {
    return (this.made ??= this.explain());
  }
  private explain(): Figure {
    const { caseRecord, valuationDate, rules } = this.dated;
    const life = legalLife(this.record, valuationDate, rules);
    return figure(this.record, this.label, lifeExpiryTrace({ caseRecord, record: this.record, life, rules }));
  }
}

/** The expiries of `patent.calendar@2` and nothing else of it, for whoever goes through thousands of cases. */
export const expiryFigures = (caseRecord: CaseRecord, rules: RulesAt): readonly Figure[] => {
  const valuationDate = parsePlainDate(caseRecord.valuationDate);
  const life = readFeeRules(rules);
  if (!valuationDate.ok || !life.ok) {
    const { figures } = calendarMethod2.run({ caseRecord, rules, prior: NO_OUTPUTS });
    return figures.filter(({ id }) => id.startsWith('patent-expiry/'));
  }
  const dated: Dated = { caseRecord, valuationDate: valuationDate.value, rules: life.value };
  return patentsInUse(caseRecord.sections.patents).map((record) => new ExpiryFigure(record, dated));
};

const UNKNOWN = [
  { id: 'patent-expiry', label: '保护期最后一日', unit: 'date' },
  { id: 'patent-remaining-years', label: '法定剩余寿命', unit: 'year' },
  { id: 'patent-next-annuity', label: '下一次年费期限', unit: 'date' },
] as const;

/** The rules cannot be read: every figure is unknown, and says why. */
const unknown = (caseRecord: CaseRecord, record: PatentRecord, failure: Failure): readonly Figure[] =>
  UNKNOWN.map(({ id, label, unit }) =>
    unknownFigure(caseRecord.sections.patents, record, {
      id: `${id}/${record.id}`,
      label,
      unit,
      method: CALENDAR_METHOD_2,
      failure,
    }),
  );

/**
 * Calendar of the patents in use with term compensation and fee reduction as entered: `patent-expiry/<id>` (last day of
 * protection, date), `patent-remaining-years/<id>` (year), `patent-next-annuity/<id>` (date). Unlike `@1`, days of
 * compensation lengthen the life, and compensation that cannot be leaves it unknown.
 */
export const calendarMethod2: Method = {
  id: CALENDAR_METHOD_2,
  title: '专利期限与年费日历',
  needs: [],
  run({ caseRecord, rules }) {
    const valuationDate = parsePlainDate(caseRecord.valuationDate);
    const fees = readFeeRules(rules);
    const records = patentsInUse(caseRecord.sections.patents);
    if (!valuationDate.ok || !fees.ok) {
      const failure = !valuationDate.ok ? valuationDate.failure : !fees.ok ? fees.failure : null;
      return {
        ...NO_OUTPUTS,
        figures: failure === null ? [] : records.flatMap((record) => unknown(caseRecord, record, failure)),
      };
    }
    const dated = { caseRecord, valuationDate: valuationDate.value, rules: fees.value };
    return { ...NO_OUTPUTS, figures: records.flatMap((record) => figuresOf(record, dated)) };
  },
};
