import type { CaseRecord } from '../../case/case-record';
import type { ExpertAnswer } from '../../case/patents-section';
import { type Result, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readPatent } from './patent-reading';
import type { LeafReading } from './leaf-reading';
import { expertOptions } from '../scheme/scheme';
import type { Scheme } from '../scheme/scheme-schema';
import { scoringContext } from '../score/scoring-context';

/** One line of the expert's sheet: what was measured, and what a person may say instead. */
export interface AnswerLine {
  readonly code: string;
  readonly title: string;
  /** Points 0–100; `null` = unmeasured. */
  readonly score: number | null;
  readonly from: 'record' | 'expert' | null;
  readonly note: string | null;
  readonly options: readonly { readonly key: string; readonly title: string; readonly score: number }[];
  /** Range and unit when a number may be given; `null` otherwise. */
  readonly number: {
    readonly min: number;
    readonly max: number | null;
    readonly integer: boolean;
    readonly unit: string;
  } | null;
  /** Answers given so far, in the order of the case; more than one when people disagree. */
  readonly given: readonly ExpertAnswer[];
}

export interface AnswerSheet {
  readonly patent: string;
  readonly title: string;
  readonly dimensions: readonly {
    readonly title: string;
    readonly groups: readonly { readonly title: string; readonly lines: readonly AnswerLine[] }[];
  }[];
  readonly measured: number;
  readonly total: number;
}

const lineOf = (scheme: Scheme, leaf: LeafReading, given: readonly ExpertAnswer[]): AnswerLine => {
  const { indicator, score, from, note } = leaf;
  const { number } = indicator;
  return {
    code: indicator.code,
    title: indicator.title,
    score: Number.isNaN(score) ? null : score,
    from,
    note,
    options: expertOptions(scheme, indicator).map(({ key, title, score: points }) => ({
      key,
      title,
      score: points,
    })),
    number:
      number === undefined
        ? null
        : { min: number.min, max: number.max, integer: number.integer, unit: number.unit },
    given: given.filter((answer) => answer.indicator === indicator.code),
  };
};

/**
 * The sheet on which an appraiser judges one patent: every indicator of the scheme with what the record says of it.
 * Fails as `scoringContext` does, or with `E_PATENT` when the case has no such patent.
 */
export const answerSheet = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  patentId: string,
): Result<AnswerSheet> => {
  const context = scoringContext(caseRecord, rules);
  if (!context.ok) return context;
  const { section, scheme } = context.value;
  const record = section.records.find(({ id }) => id === patentId);
  if (record === undefined)
    return refuse(
      'E_PATENT',
      '案卷中没有这件专利',
      `sections.patents.records › ${patentId}`,
      '请重新选择专利',
    );
  const byCode = new Map(readPatent(context.value, record).leaves.map((leaf) => [leaf.indicator.code, leaf]));
  const given = section.answers.filter((answer) => answer.patent === patentId);
  return ok({
    patent: record.id,
    title: record.title,
    dimensions: scheme.value.dimensions.map((dimension) => ({
      title: dimension.title,
      groups: dimension.groups.map((group) => ({
        title: group.title,
        lines: group.indicators.flatMap(({ code }) => {
          const leaf = byCode.get(code);
          return leaf === undefined ? [] : [lineOf(scheme.value, leaf, given)];
        }),
      })),
    })),
    measured: [...byCode.values()].filter(({ score }) => !Number.isNaN(score)).length,
    total: byCode.size,
  });
};
