import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import {
  type Appraisal,
  type ExpertAnswer,
  type Settlement,
  settlement as settlementSchema,
} from '../../case/patents-section';
import { failureOfIssue } from '../../case/schema-failures';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readScheme } from '../scheme/scheme';
import { expertOptions, indicatorsOf } from '../scheme/scheme-parts';
import type { Indicator, Scheme } from '../scheme/scheme-schema';
import { type AgreementWords, type KappaFigure, kappaFigure, readAgreementWords } from './agreement-word';
import {
  type AppraisalAgreement,
  type AppraisalComparison,
  type AppraisalDifference,
  compareAppraisals,
} from './blind-appraisal';
import { checkSeal } from './seal-check';
import { settle, settledAnswers } from './settlement';

/** Agreement over all indicators or over one dimension. */
export interface AgreementLine {
  readonly title: string;
  readonly pairs: number;
  /** Share of pairs with the very same points, 0–1; `null` without pairs. */
  readonly same: number | null;
  readonly linear: KappaFigure;
  readonly quadratic: KappaFigure;
}

/** A difference with the words and the choices that a page needs to settle it. */
export interface ReviewedDifference extends AppraisalDifference {
  readonly patentTitle: string;
  readonly firstText: string | null;
  readonly secondText: string | null;
  readonly options: readonly { readonly key: string; readonly title: string; readonly score: number }[];
  readonly unit: string | null;
  readonly settlement: Settlement | null;
}

/** Two sealed appraisals, opened. */
export interface AppraisalReview {
  readonly names: readonly [string, string];
  readonly seals: readonly [string, string];
  /** The first line is of all indicators. */
  readonly agreement: readonly AgreementLine[];
  readonly agreed: number;
  readonly differences: readonly ReviewedDifference[];
  /** Answers that may go into the case: agreed and settled ones. */
  readonly adoptable: readonly ExpertAnswer[];
  readonly open: number;
  /** Answers that fit no indicator, and settlements of what was not said. */
  readonly failures: readonly Failure[];
}

const sealLeaf = ({ by, seal }: Appraisal, at: number): TraceNode =>
  leaf({
    id: `patents/appraisals/${at}`,
    label: `${by} 的盲评（已封存）`,
    value: seal,
    unit: 'text',
    confidence: 'secondary',
    source: { kind: 'field', path: `sections.patents.appraisals[${at}]`, label: `专利 › 盲评 › ${by}`, by },
  });

const line = (
  about: { readonly id: string; readonly title: string; readonly sources: readonly TraceNode[] },
  { linear, quadratic }: AppraisalAgreement,
  words: AgreementWords,
): AgreementLine => ({
  title: about.title,
  pairs: linear.pairs,
  same: linear.same,
  linear: kappaFigure('linear', linear, words, about),
  quadratic: kappaFigure('quadratic', quadratic, words, about),
});

const agreementLines = (
  { overall, dimensions }: AppraisalComparison,
  scheme: Scheme,
  words: AgreementWords,
  sources: readonly TraceNode[],
): readonly AgreementLine[] => [
  line({ id: 'overall', title: '全部指标', sources }, overall, words),
  ...dimensions.map(({ key, ...agreement }) => {
    const title = scheme.dimensions.find((d) => d.key === key)?.title ?? key;
    return line({ id: key, title, sources }, agreement, words);
  }),
];

/** An answer in the words of its indicator. */
const answerText = (scheme: Scheme, indicator: Indicator, given: ExpertAnswer | null): string | null => {
  if (given === null) return null;
  const { answer } = given;
  if (answer.kind === 'number') return `${answer.number} ${indicator.number?.unit ?? ''}`.trim();
  const option = expertOptions(scheme, indicator).find(({ key }) => key === answer.option);
  return option === undefined ? answer.option : `${option.title}（${option.score} 分）`;
};

/** A settlement counts only for the two answers that it was made of. */
const fits = (settlement: Settlement, { patent, indicator, first, second }: AppraisalDifference): boolean =>
  settlement.patent === patent &&
  settlement.indicator === indicator &&
  canonicalJson([settlement.first, settlement.second]) === canonicalJson([first, second]);

const reviewed = (
  difference: AppraisalDifference,
  scheme: Scheme,
  titles: ReadonlyMap<string, string>,
  settlements: readonly Settlement[],
): ReviewedDifference | null => {
  const indicator = indicatorsOf(scheme).find(({ code }) => code === difference.indicator);
  if (indicator === undefined) return null;
  return {
    ...difference,
    patentTitle: titles.get(difference.patent) ?? difference.patent,
    firstText: answerText(scheme, indicator, difference.first),
    secondText: answerText(scheme, indicator, difference.second),
    options: expertOptions(scheme, indicator).map(({ key, title, score }) => ({ key, title, score })),
    unit: indicator.number?.unit ?? null,
    settlement: settlements.find((s) => fits(s, difference)) ?? null,
  };
};

const stale = (settlement: Settlement): Failure => ({
  code: 'E_SETTLEMENT_STALE',
  message: '这条定稿所据的两份答案与现在封存的不同，不采用',
  path: `定稿 › ${settlement.patent} › ${settlement.indicator}`,
  remedy: '请按现在的两份盲评重新定稿',
});

const bothSealed = async (
  appraisals: readonly Appraisal[],
): Promise<Result<readonly [Appraisal, Appraisal]>> => {
  const [first, second] = appraisals;
  if (first === undefined || second === undefined)
    return refuse('E_APPRAISAL_MISSING', '还没有两份盲评', '盲评', '请由两位评价人各自评价并封存');
  for (const appraisal of [first, second]) {
    const seal = await checkSeal(appraisal);
    if (!seal.ok) return seal;
  }
  return ok([first, second]);
};

/**
 * Opens the two blind appraisals of a case: agreement, every difference with its settlement, what may be adopted. Fails while
 * one is missing or open (`E_APPRAISAL_MISSING`, `E_NOT_SEALED`), when a seal is broken (`E_SEAL_BROKEN`), when both are of one
 * person (`E_SAME_APPRAISER`) or the scheme cannot be read.
 */
export const reviewAppraisals = async (
  caseRecord: CaseRecord,
  rules: RulesAt,
): Promise<Result<AppraisalReview>> => {
  const { patents } = caseRecord.sections;
  const sealed = await bothSealed(patents.appraisals);
  if (!sealed.ok) return sealed;
  const [first, second] = sealed.value;
  const scheme = readScheme(rules, patents.scheme);
  if (!scheme.ok) return scheme;
  const words = readAgreementWords(rules);
  if (!words.ok) return words;
  const compared = compareAppraisals(scheme.value.value, first, second);
  if (!compared.ok) return compared;
  const comparison = compared.value;
  const titles = new Map(patents.records.map(({ id, title }) => [id, title]));
  const differences = comparison.differences.flatMap((difference) => {
    const shown = reviewed(difference, scheme.value.value, titles, patents.settlements);
    return shown === null ? [] : [shown];
  });
  const valid = differences.flatMap(({ settlement }) => (settlement === null ? [] : [settlement]));
  const { answers, open } = settledAnswers(comparison.agreed, comparison.differences, valid);
  return ok({
    names: [first.by, second.by],
    seals: [first.seal ?? '', second.seal ?? ''],
    agreement: agreementLines(comparison, scheme.value.value, words.value, [
      sealLeaf(first, 0),
      sealLeaf(second, 1),
    ]),
    agreed: comparison.agreed.length,
    differences,
    adoptable: answers,
    open: open.length,
    failures: [...comparison.failures, ...patents.settlements.filter((s) => !valid.includes(s)).map(stale)],
  });
};

/** Settles one difference of the two sealed appraisals. Fails as `reviewAppraisals` and `settle` do, or with `E_NO_DIFFERENCE`, `E_SETTLEMENT_SHAPE`. */
export const settleDifference = async (
  caseRecord: CaseRecord,
  rules: RulesAt,
  at: { readonly patent: string; readonly indicator: string },
  decision: Pick<Settlement, 'settled' | 'reason' | 'by' | 'evidence'>,
): Promise<Result<Settlement>> => {
  const review = await reviewAppraisals(caseRecord, rules);
  if (!review.ok) return review;
  const scheme = readScheme(rules, caseRecord.sections.patents.scheme);
  if (!scheme.ok) return scheme;
  const found = review.value.differences.find(
    ({ patent, indicator }) => patent === at.patent && indicator === at.indicator,
  );
  if (found === undefined)
    return refuse(
      'E_NO_DIFFERENCE',
      '两份盲评在这一项上没有分歧',
      `${at.patent} › ${at.indicator}`,
      '请重新选择',
    );
  const { patent, indicator, title, first, second, gap } = found;
  const settled = settle(scheme.value.value, { patent, indicator, title, first, second, gap }, decision);
  if (!settled.ok) return settled;
  const stored = v.safeParse(settlementSchema, settled.value);
  return stored.success
    ? ok(stored.output)
    : refuse(
        'E_SETTLEMENT_SHAPE',
        `定稿不能保存：${failureOfIssue(stored.issues[0]).message}`,
        `${patent} › ${indicator}`,
        '请按普通数字填写，并写短理由',
      );
};
