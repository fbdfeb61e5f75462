import type { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  allOf,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../../valuation/entered';
import { type MethodContext, type MethodValue, methodValue } from '../../valuation/method-value';
import { type Term, shown } from '../../valuation/term';
import { WHOLE } from './data-domains';
import { type DeyangRule, readDeyangModel } from './pricing-rules';

/** 德阳市数据知识产权协商估值. */
export interface DeyangInput {
  /** a: audited direct input, 分, > 0. */
  readonly directCost: EnteredFen;
  /** d and e: necessary labour and equipment cost, 分, ≥ 0; only their sum counts. */
  readonly labourCost: EnteredFen;
  readonly equipmentCost: EnteredFen;
  /** b 加工难度系数, inside the band that flows and conditions give. */
  readonly difficulty: Entered;
  /** Whole numbers ≥ 0: processing flows, and conditions to be met. */
  readonly flows: Entered;
  readonly conditions: Entered;
  /** c 应用场景价值系数, up to the most of the stated level. */
  readonly sceneValue: Entered;
  /** Id of a scene level of `data-pricing.deyang-model`, e.g. `good`. */
  readonly sceneLevel: string;
}

type Band = DeyangRule['value']['difficulty'][number];

/** The first band whose thresholds are passed; the last one has none. */
export const difficultyBand = (flows: Decimal, conditions: Decimal, { value }: DeyangRule): Band | null =>
  value.difficulty.find(
    ({ flowsAbove, conditionsAbove }) =>
      (flowsAbove === null && conditionsAbove === null) ||
      (flowsAbove !== null && flows.gt(flowsAbove)) ||
      (conditionsAbove !== null && conditions.gt(conditionsAbove)),
  ) ?? null;

const checkDifficulty = (place: Place, b: Term, band: Band | null, rule: DeyangRule): Result<undefined> => {
  const path = fieldPath(place, 'difficulty');
  if (band === null)
    return refuse('E_RULE_SHAPE', '没有适用的加工难度级别', path, '请核对参数库中的级别', rule.rule.id);
  return b.value.lt(band.min) || b.value.gt(band.max)
    ? refuse(
        'E_DIFFICULTY_RANGE',
        `加工难度系数 b ${shown(b)} 不在“${band.title}”级的 ${band.min}–${band.max} 之间`,
        path,
        '请按流程数与条件数核对难度级别',
        rule.rule.id,
      )
    : ok(undefined);
};

const checkScene = (place: Place, c: Term, level: string, rule: DeyangRule): Result<undefined> => {
  const scene = rule.value.scene.find((one) => one.level === level);
  const path = fieldPath(place, 'sceneValue');
  if (scene === undefined)
    return refuse(
      'E_OPTION_UNKNOWN',
      `没有场景级别“${level}”`,
      fieldPath(place, 'sceneLevel'),
      `请选用 ${rule.value.scene.map(({ title }) => title).join('、')} 之一`,
      rule.rule.id,
    );
  return c.value.gt(scene.max)
    ? refuse(
        'E_SCENE_RANGE',
        `应用场景价值系数 c ${shown(c)} 超过“${scene.title}”级的 ${scene.max}`,
        path,
        '请核对场景级别与系数',
        rule.rule.id,
      )
    : ok(undefined);
};

const conflictWarnings = (place: Place, b: Term, c: Term, rule: DeyangRule): readonly Failure[] => {
  const { difficulty, scene } = rule.value.conflict;
  const out = (value: Decimal, range: { min: string; max: string }): boolean =>
    value.lt(range.min) || value.gt(range.max);
  return out(b.value, difficulty) || out(c.value, scene)
    ? [
        {
          code: 'W_RANGE_CONFLICT',
          message: `同一来源另有一组系数范围（b ${difficulty.min}–${difficulty.max}，c ${scene.min}–${scene.max}），本次取值在其之外`,
          path: fieldPath(place, 'difficulty'),
          remedy: '两组范围互相矛盾，使用前请向德阳市市场监管局核实',
          rule: rule.rule.id,
        },
      ]
    : [];
};

const NEGOTIATED: Failure = {
  code: 'W_NEGOTIATED',
  message: '德阳模型给出的是协商参考价，不是法定评估结论',
  path: '',
  remedy: '用于质押时请与收益法比较，并注明为协商参考',
};

/**
 * A = a + (d + e)·b + a·c, in 分. Always warns `W_NEGOTIATED`; `W_RANGE_CONFLICT` outside the other published ranges. Fails with
 * `E_DIFFICULTY_RANGE`, `E_SCENE_RANGE`, `E_OPTION_UNKNOWN`, `E_MISSING`, `E_NUMBER`, `E_RANGE`.
 * Source: 德阳市数据知识产权协商估值指南（试行） 德市监函〔2025〕42号, as a public repository implements it; the guide was not read.
 */
export const deyangValue = (input: DeyangInput, context: MethodContext): Result<MethodValue> => {
  const money = (field: 'labourCost' | 'equipmentCost', label: string): Result<Term> =>
    readEnteredFen(context, { field, label, domain: NOT_NEGATIVE }, input[field]);
  const number = (field: 'difficulty' | 'sceneValue', label: string): Result<Term> =>
    readEntered(context, { field, label, domain: NOT_NEGATIVE, unit: 'none' }, input[field]);
  const whole = (field: 'flows' | 'conditions', label: string): Result<Term> =>
    readEntered(context, { field, label, domain: WHOLE, unit: 'count' }, input[field]);
  const read = allOf({
    a: readEnteredFen(
      context,
      { field: 'directCost', label: '直接投入成本 a', domain: POSITIVE },
      input.directCost,
    ),
    d: money('labourCost', '必要人工成本 d'),
    e: money('equipmentCost', '必要设备成本 e'),
    b: number('difficulty', '加工难度系数 b'),
    c: number('sceneValue', '应用场景价值系数 c'),
    flows: whole('flows', '加工流程数'),
    conditions: whole('conditions', '加工条件数'),
    rule: readDeyangModel(context.rules),
  });
  if (!read.ok) return read;
  const { a, b, c, d, e, flows, conditions, rule } = read.value;
  const difficulty = checkDifficulty(context, b, difficultyBand(flows.value, conditions.value, rule), rule);
  if (!difficulty.ok) return difficulty;
  const scene = checkScene(context, c, input.sceneLevel, rule);
  if (!scene.ok) return scene;
  return ok(
    methodValue(context, {
      approach: 'cost',
      method: 'deyang-negotiated',
      label: '德阳协商估值',
      total: a.value.plus(d.value.plus(e.value).times(b.value)).plus(a.value.times(c.value)),
      formula: `A = a + (d + e) × b + a × c = ${shown(a)} + (${shown(d)} + ${shown(e)}) × ${shown(b)} + ${shown(a)} × ${shown(c)} 元`,
      children: [a, d, e, b, c, flows, conditions].map(({ node }) => node).concat(ruleLeaf(rule.rule)),
      warnings: [...conflictWarnings(context, b, c, rule), { ...NEGOTIATED, path: context.path }],
    }),
  );
};
