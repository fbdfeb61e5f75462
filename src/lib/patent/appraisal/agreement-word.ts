import * as v from 'valibot';
import { decimalText } from '../../case/schema-parts';
import type { TraceNode } from '../../kernel/trace';
import { derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';
import type { Result } from '../../kernel/result';
import type { Agreement, KappaWeighting } from '../../valuation/weights/weighted-kappa';

const wordTable = v.pipe(
  v.array(v.strictObject({ from: decimalText, word: v.pipe(v.string(), v.minLength(1), v.maxLength(20)) })),
  v.minLength(1),
  v.check(
    (rows) => rows.every(({ from }, i) => i === 0 || Number(from) < Number(rows[i - 1]?.from)),
    '界限须由高到低',
  ),
);
export type AgreementWords = TypedRule<v.InferOutput<typeof wordTable>>;

/** Weighted κ with its word and its reason. `null` = not defined: no pairs, or one and the same value throughout. */
export interface KappaFigure {
  /** κ ≤ 1 with four decimals. */
  readonly kappa: string | null;
  readonly word: string;
  readonly trace: TraceNode;
}

export const readAgreementWords = (rules: RulesAt): Result<AgreementWords> =>
  readTyped(rules, 'patent.kappa-words', wordTable);

const wordOf = ({ value }: AgreementWords, kappa: number): string => {
  const rounded = Math.round(kappa * 100) / 100;
  return (value.find(({ from }) => rounded >= Number(from)) ?? value.at(-1))?.word ?? '';
};

const NAME: Readonly<Record<KappaWeighting, string>> = { linear: '线性', quadratic: '二次' };
const WEIGHT: Readonly<Record<KappaWeighting, string>> = { linear: '|甲 − 乙|', quadratic: '(甲 − 乙)²' };

/** A κ as people read it. `about` names what was compared; `sources` are the two sealed sheets. */
export const kappaFigure = (
  weighting: KappaWeighting,
  { pairs, kappa, same }: Agreement,
  words: AgreementWords,
  about: { readonly id: string; readonly title: string; readonly sources: readonly TraceNode[] },
): KappaFigure => {
  const text = kappa === null ? null : kappa.toFixed(4);
  const word = kappa === null ? '不能计算' : wordOf(words, kappa);
  const alike = same === null ? '' : `；完全相同 ${(same * 100).toFixed(0)} %`;
  return {
    kappa: text,
    word,
    trace: derive({
      id: `appraisal-kappa/${weighting}/${about.id}`,
      label: `${NAME[weighting]}加权 κ · ${about.title}`,
      value: text,
      unit: 'none',
      formula: `1 − Σ观测差异 ÷ Σ随机差异，差异 = ${WEIGHT[weighting]}，按得分计，${pairs} 对${alike}`,
      rounding: '四舍五入到四位小数',
      note: kappa === null ? (pairs === 0 ? '没有两人都评过的指标' : '两人始终给同一得分，κ 没有定义') : word,
      children: [...about.sources, ruleLeaf(words.rule, undefined, word, 'text')],
    }),
  };
};
