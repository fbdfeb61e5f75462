import type { PatentRecord } from '../../case/patents-section';
import type { Failure } from '../../kernel/result';
import { recordDate } from './calendar';
import { type FeeReduction, type ReductionKind, reductionFromGrant } from './fee-reduction';
import type { FeeReductionRule } from './fee-rules';

/** What the usual reductions would be for the patents of a case. */
export interface ReductionChoices {
  /** Share taken off by kind of applicant, under the rule of the valuation date. */
  readonly kinds: Readonly<Record<ReductionKind, string>>;
  /** Patent years covered, from the year of the grant on. */
  readonly years: number;
  readonly grants: readonly ({ readonly patent: string } & Readonly<Record<ReductionKind, FeeReduction>>)[];
  /** Patents whose years cannot be told, each with the reason. */
  readonly failures: readonly Failure[];
}

const unknownYears = (record: PatentRecord): Failure => ({
  code: 'E_MISSING',
  message: `“${record.title}”缺申请日或授权公告日，不能推算减缴年度`,
  path: `sections.patents.records[${record.id}].grantDate`,
  remedy: '请补录申请日和授权公告日',
  rule: 'patent.fee-reduction',
});

/** Reductions from the patent year of the grant on. Without filing or grant date the years are not known (`E_MISSING`). */
export const reductionChoices = (
  records: readonly PatentRecord[],
  rule: FeeReductionRule,
): ReductionChoices => {
  const failures: Failure[] = [];
  const grants = records.flatMap((record) => {
    const filed = recordDate(record.filingDate);
    const granted = recordDate(record.grantDate);
    if (filed === null || granted === null) {
      failures.push(unknownYears(record));
      return [];
    }
    return [
      {
        patent: record.id,
        single: reductionFromGrant('single', filed, granted, rule),
        joint: reductionFromGrant('joint', filed, granted, rule),
      },
    ];
  });
  return { kinds: { single: rule.single, joint: rule.joint }, years: rule.years, grants, failures };
};
