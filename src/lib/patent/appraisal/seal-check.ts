import type { Appraisal, ExpertAnswer } from '../../case/patents-section';
import type { CaseRecord } from '../../case/case-record';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { checkAnswer } from '../reading/expert-answers';
import { answerPoints } from '../reading/leaf-reading';
import { indicatorsOf } from '../scheme/scheme-parts';
import type { Scheme } from '../scheme/scheme-schema';
import { sealOf } from './blind-appraisal';

const place = (by: string, { patent, indicator }: ExpertAnswer): string => `${by} › ${patent} › ${indicator}`;

/** Every answer that cannot be sealed: of another person, about nothing in the case, twice, or outside the scheme. */
export const answerFaults = (
  { by, answers }: Pick<Appraisal, 'by' | 'answers'>,
  scheme: Scheme,
  patents: ReadonlySet<string>,
): readonly Failure[] => {
  const indicators = new Map(indicatorsOf(scheme).map((i) => [i.code, i]));
  const seen = new Set<string>();
  return answers.flatMap((given): readonly Failure[] => {
    const path = place(by, given);
    const fault = (code: string, message: string, remedy: string): readonly Failure[] => [
      { code, message, path, remedy },
    ];
    const key = JSON.stringify([given.patent, given.indicator]);
    const twice = seen.has(key);
    seen.add(key);
    if (given.by !== by) return fault('E_ANSWER_BY', `这条评价署名“${given.by}”`, `请由 ${by} 本人重新评价`);
    if (!patents.has(given.patent)) return fault('E_ANSWER_UNKNOWN', '案卷中没有这件专利', '请删去这条评价');
    const indicator = indicators.get(given.indicator);
    if (indicator === undefined)
      return fault('E_ANSWER_UNKNOWN', `方案没有指标“${given.indicator}”`, '请按案卷的评分方案评价');
    if (twice) return fault('E_ANSWER_TWICE', `“${indicator.title}”有不止一条评价`, '请只保留一条');
    const answer = checkAnswer(given, indicator, scheme);
    if (!answer.ok) return [{ ...answer.failure, path }];
    return Number.isNaN(answerPoints(scheme, indicator, answer.value))
      ? fault('E_ANSWER_RANGE', `“${indicator.title}”没有与此答案对应的档次`, '请核对答案')
      : [];
  });
};

/** Seals an appraisal: SHA-256 over name and answers. `E_APPRAISAL_EMPTY`, or the first fault of `answerFaults`. */
export const sealAppraisal = async (
  appraisal: Pick<Appraisal, 'by' | 'answers'>,
  scheme: Scheme,
  { sections: { patents } }: CaseRecord,
): Promise<Result<string>> => {
  if (appraisal.by.trim() === '') return refuse('E_APPRAISAL_BY', '没有写明评价人', '评价人', '请填写评价人');
  if (appraisal.answers.length === 0)
    return refuse('E_APPRAISAL_EMPTY', '还没有一条评价，不能封存', appraisal.by, '请先评价');
  const [fault] = answerFaults(appraisal, scheme, new Set(patents.records.map(({ id }) => id)));
  return fault === undefined ? ok(await sealOf(appraisal)) : fail(fault);
};

const short = (seal: string): string => `${seal.slice(0, 12)}…`;

/** Whether a sealed appraisal still is what was sealed. `E_NOT_SEALED`, `E_SEAL_BROKEN`. */
export const checkSeal = async (appraisal: Appraisal): Promise<Result<string>> => {
  const { by, seal } = appraisal;
  if (seal === null)
    return refuse('E_NOT_SEALED', `${by} 的盲评还没有封存`, by, '两人都封存之后才能互看和比较');
  const again = await sealOf(appraisal);
  return again === seal
    ? ok(seal)
    : refuse(
        'E_SEAL_BROKEN',
        `${by} 的盲评在封存之后被改动：封条 ${short(seal)}，按现有内容重算为 ${short(again)}`,
        by,
        `请由 ${by} 交回原来封存的盲评文件，或作废后重新盲评`,
      );
};

/** Answers in which two sheets of one person differ, in words: `p-1 › T1.1：A → B`. */
export const sheetDifferences = (
  before: readonly ExpertAnswer[],
  after: readonly ExpertAnswer[],
): readonly string[] => {
  const keyOf = ({ patent, indicator }: ExpertAnswer): string => `${patent} › ${indicator}`;
  const said = (answer: ExpertAnswer | undefined): string =>
    answer === undefined
      ? '没有'
      : answer.answer.kind === 'option'
        ? answer.answer.option
        : answer.answer.number;
  const [old, now] = [new Map(before.map((a) => [keyOf(a), a])), new Map(after.map((a) => [keyOf(a), a]))];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)];
    if (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b)) return [];
    const same = said(a) === said(b);
    return [`${key}：${same ? `${said(a)}（理由、依据或署名不同）` : `${said(a)} → ${said(b)}`}`];
  });
};
