import type { ExpertAnswer, PatentsSection } from '../../case/patents-section';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import type { Answer } from './indicator-inputs';
import { expertOptions, indicatorsOf } from '../scheme/scheme';
import type { Indicator, Scheme } from '../scheme/scheme-schema';

/** A usable answer, or `faulty`: then the indicator stays unmeasured until the answer is corrected. */
export type ExpertEntry = { readonly answer: Answer; readonly given: ExpertAnswer } | 'faulty';

export interface ExpertAnswers {
  /** Answers of one patent by indicator code. */
  of(patent: string): ReadonlyMap<string, ExpertEntry>;
  readonly failures: readonly Failure[];
}

const NONE: ReadonlyMap<string, ExpertEntry> = new Map();

const pathOf = (answer: ExpertAnswer): string =>
  `sections.patents.answers › ${answer.patent} › ${answer.indicator}`;

const checkNumber = (text: string, indicator: Indicator, path: string): Result<Answer> => {
  const input = indicator.number;
  if (input === undefined)
    return refuse(
      'E_ANSWER_KIND',
      `“${indicator.title}”应选择一个选项，不接受数值`,
      path,
      '请在专家评价表中选择一个选项',
    );
  const value = Number(text);
  const { min, max, integer, unit } = input;
  if (value < min || (max !== null && value > max) || (integer && !Number.isInteger(value)))
    return refuse(
      'E_ANSWER_RANGE',
      `“${indicator.title}”的答案 ${text} 不在允许范围内`,
      path,
      `请填写 ${min} ${max === null ? '以上' : `至 ${max} `}的${integer ? '整数' : '数'}（单位：${unit}）`,
    );
  return ok({ kind: 'number', number: value });
};

/** Whether an answer fits its indicator. Fails with `E_ANSWER_KIND`, `E_ANSWER_RANGE` or `E_ANSWER_OPTION`. */
export const checkAnswer = (given: ExpertAnswer, indicator: Indicator, scheme: Scheme): Result<Answer> => {
  const path = pathOf(given);
  const { answer } = given;
  if (answer.kind === 'number') return checkNumber(answer.number, indicator, path);
  const options = expertOptions(scheme, indicator);
  return options.some((o) => o.key === answer.option)
    ? ok({ kind: 'option', option: answer.option })
    : refuse(
        'E_ANSWER_OPTION',
        `“${indicator.title}”没有选项“${answer.option}”`,
        path,
        options.length === 0 ? '请改填数值' : `请从以下选项中选择：${options.map((o) => o.title).join('、')}`,
      );
};

const sameAnswer = (a: Answer, b: Answer): boolean =>
  a.kind === 'option'
    ? b.kind === 'option' && a.option === b.option
    : b.kind === 'number' && a.number === b.number;

/** Order of statements that say the same: by person, then reason, so that the order in the file does not matter. */
const statementKey = (given: ExpertAnswer): string =>
  JSON.stringify([given.by, given.reason, given.evidence]);

const merge = (
  known: ExpertEntry | undefined,
  next: { answer: Answer; given: ExpertAnswer },
): ExpertEntry => {
  if (known === undefined) return next;
  if (known === 'faulty' || !sameAnswer(known.answer, next.answer)) return 'faulty';
  return statementKey(known.given) <= statementKey(next.given) ? known : next;
};

/**
 * Checks every expert answer against the scheme. Two different answers to one indicator of one patent cancel each other
 * (`E_ANSWER_CONFLICT`); an answer to an unknown patent or indicator is listed (`E_ANSWER_UNKNOWN`) and has no effect.
 */
export const expertAnswers = (section: PatentsSection, scheme: Scheme): ExpertAnswers => {
  const indicators = new Map(indicatorsOf(scheme).map((i) => [i.code, i]));
  const patents = new Set(section.records.map((r) => r.id));
  const byPatent = new Map<string, Map<string, ExpertEntry>>();
  const failures: Failure[] = [];
  const list = (result: Result<unknown>): void => {
    if (!result.ok) failures.push(result.failure);
  };
  for (const given of section.answers) {
    const indicator = indicators.get(given.indicator);
    if (indicator === undefined || !patents.has(given.patent)) {
      list(
        refuse(
          'E_ANSWER_UNKNOWN',
          `评价对象“${given.patent} › ${given.indicator}”不存在`,
          pathOf(given),
          '请删除这条评价，或核对专利与指标代码',
        ),
      );
      continue;
    }
    const checked = checkAnswer(given, indicator, scheme);
    list(checked);
    const answers = byPatent.get(given.patent) ?? new Map<string, ExpertEntry>();
    const known = answers.get(given.indicator);
    const entry = checked.ok ? merge(known, { answer: checked.value, given }) : 'faulty';
    if (entry === 'faulty' && checked.ok && known !== 'faulty')
      list(
        refuse(
          'E_ANSWER_CONFLICT',
          `“${indicator.title}”有两条不同的评价`,
          pathOf(given),
          '请由评价人协商后只保留一条',
        ),
      );
    answers.set(given.indicator, entry);
    byPatent.set(given.patent, answers);
  }
  return { of: (patent) => byPatent.get(patent) ?? NONE, failures };
};
