import { Decimal } from '../kernel/decimal';
import { type Failure, type Result, fail, ok, refuse } from '../kernel/result';
import { type TypedRule, readTyped } from '../rulebook/read-rule';
import type { RulesAt } from '../rulebook/model';
import { INPUT_KEYS } from './input-keys';
import {
  DIMENSION_KEYS,
  type DimensionWeights,
  type Indicator,
  type Scheme,
  dimensionWeights,
  schemeSchema,
} from './scheme-schema';
import { type ScoreOption, isOrdered, movesAsDeclared, numberScores } from './scoring-rule';

const ID_PART = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const REMEDY = '请在参数库中修正评分方案的这一项，或恢复内置方案';

const problem = (message: string, path: string): Failure => ({
  code: 'E_SCHEME',
  message,
  path,
  remedy: REMEDY,
});

export const indicatorsOf = (scheme: Scheme): readonly Indicator[] =>
  scheme.dimensions.flatMap((d) => d.groups.flatMap((g) => g.indicators));

/** Named scale of the scheme; names of the prototype are no scales. */
const scaleOf = (scheme: Scheme, name: string): readonly ScoreOption[] | null =>
  Object.hasOwn(scheme.optionScales, name) ? (scheme.optionScales[name] ?? null) : null;

/** Options that answer an indicator outright; empty when it is measured by a number. */
export const answerOptions = (scheme: Scheme, { scoring }: Indicator): readonly ScoreOption[] => {
  if (scoring.kind === 'options') return scoring.options;
  if (scoring.kind === 'scale') return scaleOf(scheme, scoring.scale) ?? [];
  return [];
};

/** All options a person may choose for an indicator: its own, or the scale that overwrites a proxy. */
export const expertOptions = (scheme: Scheme, indicator: Indicator): readonly ScoreOption[] => [
  ...answerOptions(scheme, indicator),
  ...(indicator.expertScale === undefined ? [] : (scaleOf(scheme, indicator.expertScale) ?? [])),
];

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

const checkIndicator = (scheme: Scheme, indicator: Indicator): Failure | null => {
  const { code, scoring, number, input, worst, best } = indicator;
  const options = expertOptions(scheme, indicator);
  const numeric = scoring.kind !== 'options' && scoring.kind !== 'scale';
  if (numeric !== (number !== undefined)) return problem('数值型指标须说明数值范围，选项型指标不得有', code);
  if (!numeric && options.length === 0) return problem('没有可选项，或量表不存在', code);
  if (indicator.expertScale !== undefined && scaleOf(scheme, indicator.expertScale) === null)
    return problem(`人工评价量表“${indicator.expertScale}”不存在`, code);
  if (!unique(options.map((o) => o.key))) return problem('选项标识重复', code);
  if (input !== null && !INPUT_KEYS.has(input)) return problem(`不认识的输入项“${input}”`, code);
  if (!isOrdered(scoring)) return problem('评分档次的次序不对', code);
  if (number !== undefined && !movesAsDeclared(scoring, number.better))
    return problem('评分档次的走向与声明的方向相反', code);
  const scores = [...numberScores(scoring), ...options.map((o) => o.score)];
  return Math.min(...scores) < worst || Math.max(...scores) > best || worst > best
    ? problem('最低分、最高分没有包住全部可得分', code)
    : null;
};

const checkWeights = (siblings: readonly { weight?: string }[], path: string): Failure | null => {
  const given = siblings.flatMap((s) => (s.weight === undefined ? [] : [new Decimal(s.weight)]));
  if (given.length === 0) return null;
  if (given.length !== siblings.length) return problem('同级权重须全部填写或全部不填', path);
  const sum = given.reduce((a, b) => a.plus(b), new Decimal(0));
  return given.some((w) => w.lte(0)) || !sum.eq(1) ? problem('同级权重须为正且合计为 1', path) : null;
};

/** What the shape of a scheme cannot say. First problem, `E_SCHEME`, path = indicator or group code; else `null`. */
export const checkScheme = (scheme: Scheme): Failure | null => {
  if (scheme.dimensions.map((d) => d.key).join() !== DIMENSION_KEYS.join())
    return problem('一级指标应依次为法律、技术、经济', 'dimensions');
  const codes = scheme.dimensions.flatMap((d) => [
    d.code,
    ...d.groups.flatMap((g) => [g.code, ...g.indicators.map((i) => i.code)]),
  ]);
  if (!unique(codes)) return problem('指标代码重复', 'dimensions');
  if (!unique(scheme.scenarios.map((s) => s.code))) return problem('场景代码重复', 'scenarios');
  for (const dimension of scheme.dimensions) {
    const groups = checkWeights(dimension.groups, dimension.code);
    if (groups !== null) return groups;
    for (const group of dimension.groups) {
      const found = checkWeights(group.indicators, group.code);
      if (found !== null) return found;
      for (const indicator of group.indicators) {
        const fault = checkIndicator(scheme, indicator);
        if (fault !== null) return fault;
      }
    }
  }
  return null;
};

/** Reads `patent.scheme.<schemeId>`. Fails as `readTyped` does, or with `E_SCHEME`. */
export const readScheme = (rules: RulesAt, schemeId: string): Result<TypedRule<Scheme>> => {
  const id = `patent.scheme.${schemeId}`;
  if (!ID_PART.test(schemeId))
    return refuse(
      'E_SCHEME',
      schemeId === '' ? '尚未选择评分方案' : `没有名为“${schemeId}”的评分方案`,
      'sections.patents.scheme',
      '请在专利页选择评分方案',
    );
  const read = readTyped(rules, id, schemeSchema);
  if (!read.ok) return read;
  const fault = checkScheme(read.value.value);
  return fault === null ? read : fail({ ...fault, path: `${id} › ${fault.path}`, rule: id });
};

/** Reads first-level weights. Fails as `readTyped` does, or with `E_WEIGHTS` when one is negative or the sum is not 1. */
export const readWeights = (rules: RulesAt, id: string): Result<TypedRule<DimensionWeights>> => {
  const read = readTyped(rules, id, dimensionWeights);
  if (!read.ok) return read;
  const weights = DIMENSION_KEYS.map((key) => new Decimal(read.value.value[key]));
  const sum = weights.reduce((a, b) => a.plus(b), new Decimal(0));
  return weights.some((w) => w.lt(0)) || !sum.eq(1)
    ? refuse('E_WEIGHTS', '一级权重须不小于 0 且合计为 1', id, '请在参数库中核对法律、技术、经济三项权重', id)
    : ok(read.value);
};
