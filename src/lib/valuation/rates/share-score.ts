import * as v from 'valibot';
import { ratioText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { fieldPath, type Place } from '../entered';
import type { MethodContext } from '../method-value';
import { type Term, ratioStep, scoreStep, shown } from '../term';
import { weightsSumToOne } from '../weight-sum';

const item = v.strictObject({ id: v.string(), title: v.string(), weight: ratioText });

/** `valuation.share-rate-factors`: the 综合评价法 table. */
const shareRateFactors = v.strictObject({
  allowedScores: v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(100))), v.minLength(1)),
  groups: v.pipe(
    v.array(
      v.strictObject({
        id: v.string(),
        title: v.string(),
        weight: ratioText,
        items: v.pipe(
          v.array(item),
          v.check((rows) => weightsSumToOne(rows), '一组内各项权重之和应为 1'),
        ),
      }),
    ),
    v.check((rows) => weightsSumToOne(rows), '各组权重之和应为 1'),
  ),
});
type Factors = v.InferOutput<typeof shareRateFactors>;

export const readShareFactors = (rules: RulesAt): Result<TypedRule<Factors>> =>
  readTyped(rules, 'valuation.share-rate-factors', shareRateFactors);

type Group = Factors['groups'][number];
type Item = Group['items'][number];

/** An appraiser's score of one factor, 0–100 in the steps of the table; `null` = not yet scored. */
export interface FactorScore {
  /** Id of the factor, e.g. `technical.maturity`. */
  readonly factor: string;
  readonly score: number | null;
  readonly source?: TraceNode;
}

const checkScores = (
  place: Place,
  factors: Factors,
  scores: readonly FactorScore[],
  rule: string,
): Failure | null => {
  const known = new Set(factors.groups.flatMap((group) => group.items.map(({ id }) => id)));
  const seen = new Set<string>();
  for (const { factor, score } of scores) {
    const path = fieldPath(place, `scores[${factor}]`);
    if (!known.has(factor))
      return {
        code: 'E_FACTOR_UNKNOWN',
        message: `评分表中没有因素“${factor}”`,
        path,
        remedy: '请按评分表逐项评分',
        rule,
      };
    if (seen.has(factor))
      return {
        code: 'E_FACTOR_TWICE',
        message: `因素“${factor}”评了两次`,
        path,
        remedy: '请只保留一个分值',
        rule,
      };
    if (score !== null && !factors.allowedScores.includes(score))
      return {
        code: 'E_SCORE_STEP',
        message: `分值 ${score} 不在评分表的档次内`,
        path,
        remedy: `请选用 ${factors.allowedScores.join('、')} 之一`,
        rule,
      };
    seen.add(factor);
  }
  return null;
};

const scoreOf = (place: Place, { id, title }: Item, scores: readonly FactorScore[]): Result<Term> => {
  const given = scores.find(({ factor }) => factor === id);
  const path = fieldPath(place, `scores[${id}]`);
  if (given === undefined || given.score === null)
    return refuse('E_MISSING', `因素“${title}”还没有评分`, path, '请评分并写明理由；未评的因素不按 0 分处理');
  const node =
    given.source ??
    leaf({
      id: `${place.id}/scores/${id}`,
      label: title,
      value: String(given.score),
      unit: 'score',
      confidence: 'assumption',
      source: { kind: 'field', path, label: `分成率评分 › ${title}` },
      note: '未写来源',
    });
  return ok({ value: new Decimal(given.score), node });
};

const groupScore = (place: Place, group: Group, scores: readonly FactorScore[]): Result<Term> => {
  const terms: { readonly term: Term; readonly weight: Decimal }[] = [];
  for (const one of group.items) {
    const term = scoreOf(place, one, scores);
    if (!term.ok) return term;
    terms.push({ term: term.value, weight: new Decimal(one.weight) });
  }
  return ok(
    scoreStep({
      id: `${place.id}/group/${group.id}`,
      label: group.title,
      value: terms.reduce((sum, { term, weight }) => term.value.times(weight).plus(sum), new Decimal(0)),
      formula: terms.map(({ term, weight }) => `${shown(term)} × ${weight.toFixed()}`).join(' + '),
      children: terms.map(({ term }) => term.node),
    }),
  );
};

/**
 * kScore of the 综合评价法: Σ group weight · factor weight · score / 100, from `valuation.share-rate-factors`; 0–1.
 * Every factor must be scored once, in a step of the table: `E_MISSING`, `E_FACTOR_UNKNOWN`, `E_FACTOR_TWICE`,
 * `E_SCORE_STEP`.
 */
export const shareScore = (scores: readonly FactorScore[], context: MethodContext): Result<Term> => {
  const table = readShareFactors(context.rules);
  if (!table.ok) return table;
  const { value: factors, rule } = table.value;
  const problem = checkScores(context, factors, scores, rule.id);
  if (problem !== null) return fail(problem);
  const groups: { readonly term: Term; readonly weight: Decimal }[] = [];
  for (const group of factors.groups) {
    const term = groupScore(context, group, scores);
    if (!term.ok) return term;
    groups.push({ term: term.value, weight: new Decimal(group.weight) });
  }
  const sum = groups.reduce((all, { term, weight }) => term.value.times(weight).plus(all), new Decimal(0));
  return ok(
    ratioStep({
      id: `${context.id}/share-score`,
      label: '分成率调整系数',
      value: sum.dividedBy(100),
      formula: `(${groups.map(({ term, weight }) => `${shown(term)} × ${weight.toFixed()}`).join(' + ')}) ÷ 100`,
      children: [...groups.map(({ term }) => term.node), ruleLeaf(rule)],
    }),
  );
};
