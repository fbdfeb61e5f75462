import { readDecimal } from '../../kernel/decimal-grammar';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import type { Judge, Sample, WeightsItem } from '../../rulebook/overlay-draft';
import { type AhpResult, ahpWeights, groupAhpWeights } from './ahp';
import { type EntropyResult, combineWeights, entropyWeights } from './entropy';
import { type JudgementAdvice, inconsistentJudgements } from './inconsistent-judgements';
import { readJudgements } from './judgement-matrix';
import type { WeightBasis } from './release-weights';
import { weightTexts } from './weight-texts';
import type { AhpRules } from './weights-rules';

/** What one judge's matrix, or the joint one, comes to. */
export interface JudgeReview {
  readonly name: string;
  readonly result: AhpResult | null;
  readonly failure: Failure | null;
  /** Worst first; empty when the matrix cannot be read. */
  readonly advice: readonly JudgementAdvice[];
}

export interface EntropyReview {
  readonly result: EntropyResult;
  /** Positions of keys that tell the objects nothing apart. */
  readonly uninformative: readonly number[];
  /** Objects left out for a missing value. */
  readonly leftOut: readonly string[];
}

/** What a weights item comes to. `basis` is `null` while it cannot be released. */
export interface WeightsReview {
  readonly judges: readonly JudgeReview[];
  /** Geometric mean of all judges; `null` with fewer than two, or when they cannot be joined. */
  readonly group: AhpResult | null;
  readonly entropy: EntropyReview | null;
  readonly basis: WeightBasis | null;
  /** Decimal text per key as it would be released. */
  readonly weights: readonly string[] | null;
  /** CR limit in force, decimal text. */
  readonly limit: string;
  /** Judgements that are spelled out. */
  readonly scale: AhpRules['scale']['value'];
  readonly failures: readonly Failure[];
  readonly warnings: readonly Failure[];
}

const reviewJudge = ({ name, matrix }: Judge, at: number, rules: AhpRules): JudgeReview => {
  const shown = name.trim() === '' ? `第 ${at + 1} 位评委` : name.trim();
  const result = ahpWeights(matrix, rules);
  if (!result.ok)
    return {
      name: shown,
      result: null,
      failure: { ...result.failure, path: `${shown} › ${result.failure.path}` },
      advice: [],
    };
  const max = Math.max(...rules.scale.value.map((step) => step.value));
  const values = readJudgements(matrix, rules.randomIndex.value.length, max);
  return {
    name: shown,
    result: result.value,
    failure: null,
    advice: values.ok ? inconsistentJudgements(values.value) : [],
  };
};

const inconsistent = ({ name, result, advice }: JudgeReview, titles: readonly string[]): Failure => {
  const worst = advice[0]?.factor;
  const pairs = advice
    .filter(({ factor }) => factor === worst)
    .map(
      ({ row, column, given, implied }) =>
        `“${titles[row] ?? row + 1}”比“${titles[column] ?? column + 1}”填的是 ${given}，其余判断推得约 ${implied}`,
    );
  const ratio = result === null ? '' : (Math.round(result.consistencyRatio * 1e4) / 1e4).toFixed(4);
  return {
    code: 'E_AHP_INCONSISTENT',
    message: `${name}的判断前后矛盾，CR = ${ratio}，不得发布。最不一致：${pairs.join('；')}`,
    path: name,
    remedy: '请与评委核对这几项两两比较，改正后 CR 须低于上限',
    rule: 'valuation.weights.consistency-limit',
  };
};

/** Reads the sample as numbers; rows with a gap are refused or, by decision, left out and named. */
const readSample = (
  { rows, dropIncomplete }: Sample,
  titles: readonly string[],
): Result<{ readonly rows: readonly (readonly number[])[]; readonly leftOut: readonly string[] }> => {
  const numbers: number[][] = [];
  const leftOut: string[] = [];
  for (const { label, values } of rows) {
    const line: number[] = [];
    for (const [j, title] of titles.entries()) {
      const path = `样本 › ${label} › ${title}`;
      const read = readDecimal(values[j] ?? '');
      if (!read.ok) return fail({ ...read.failure, path });
      if (read.value !== null) line.push(Number(read.value));
      else if (!dropIncomplete)
        return refuse(
          'E_ENTROPY_MISSING',
          `“${label}”没有${title}的数值`,
          path,
          '未测的值不能当作 0：请补测，或选择剔除有缺项的对象',
        );
    }
    if (line.length === titles.length) numbers.push(line);
    else leftOut.push(label);
  }
  return ok({ rows: numbers, leftOut });
};

const reviewEntropy = (sample: Sample | null, titles: readonly string[]): Result<EntropyReview> => {
  if (sample === null)
    return refuse('E_MISSING', '还没有熵权法的样本', '样本', '请放入数据文件，或取本机一个案卷的得分');
  const read = readSample(sample, titles);
  if (!read.ok) return read;
  const result = entropyWeights(read.value.rows);
  if (!result.ok) return fail({ ...result.failure, path: `样本 › ${result.failure.path}` });
  const uninformative = result.value.entropies.flatMap((e, i) => (e === 1 ? [i] : []));
  return ok({ result: result.value, uninformative, leftOut: read.value.leftOut });
};

const readEntered = (entered: readonly string[], titles: readonly string[]): Result<WeightBasis> => {
  const weights: number[] = [];
  for (const [i, title] of titles.entries()) {
    const read = readDecimal(entered[i] ?? '');
    if (!read.ok) return fail({ ...read.failure, path: `直接设定 › ${title}` });
    if (read.value === null)
      return refuse('E_MISSING', `没有填写“${title}”的权重`, `直接设定 › ${title}`, '请填写 0 到 1 的小数');
    weights.push(Number(read.value));
  }
  return ok({ kind: 'entered', weights });
};

const ratiosOf = (basis: WeightBasis): Result<readonly number[]> => {
  switch (basis.kind) {
    case 'ahp':
      return ok(basis.ahp.weights);
    case 'entropy':
      return ok(basis.entropy.weights);
    case 'combined':
      return combineWeights(basis.ahp.weights, basis.entropy.weights);
    case 'entered':
      return ok(basis.weights);
  }
};

const uninformativeWarning = (
  { uninformative, result }: EntropyReview,
  titles: readonly string[],
): readonly Failure[] =>
  uninformative.length === 0
    ? []
    : [
        {
          code: 'W_ENTROPY_UNINFORMATIVE',
          message: result.uninformative
            ? '样本中各项指标都没有差异，熵权法只能取等权'
            : `样本中${uninformative.map((i) => `“${titles[i] ?? ''}”`).join('、')}没有差异，熵权为 0`,
          path: '样本',
          remedy: '请换用更有代表性的样本，或改用层次分析法、两者合成',
        },
      ];

const NONE = { judges: [], group: null, entropy: null, basis: null, weights: null } as const;

/** Judges one by one, then together: each must be consistent, and so must their joint matrix. */
const reviewAhp = (
  item: WeightsItem,
  titles: readonly string[],
  rules: AhpRules,
): Pick<WeightsReview, 'judges' | 'group' | 'failures'> & { readonly ahp: AhpResult | null } => {
  const judges = item.judges.map((judge, i) => reviewJudge(judge, i, rules));
  const failures: Failure[] = judges.flatMap((judge) => {
    if (judge.failure !== null) return [judge.failure];
    return judge.result?.consistent === false ? [inconsistent(judge, titles)] : [];
  });
  const joint = groupAhpWeights(
    item.judges.map(({ matrix }) => matrix),
    rules,
  );
  if (!joint.ok && failures.length === 0) failures.push(joint.failure);
  const ahp = joint.ok ? joint.value : null;
  if (ahp !== null && ahp.order !== titles.length)
    failures.push({
      code: 'E_AHP_SHAPE',
      message: `判断矩阵为 ${ahp.order} 阶，应比较 ${titles.length} 项指标`,
      path: '判断矩阵',
      remedy: '请重新建立判断矩阵',
    });
  return { judges, group: judges.length > 1 ? ahp : null, ahp, failures };
};

/** What the item amounts to for the keys named `titles`, with everything that stands against its release. */
export const reviewWeights = (
  item: WeightsItem,
  titles: readonly string[],
  rules: AhpRules,
): WeightsReview => {
  const parameters = { limit: rules.consistencyLimit.value, scale: rules.scale.value };
  if (item.basis === 'entered') {
    const entered = readEntered(item.entered, titles);
    return finish(
      { ...NONE, ...parameters, warnings: [] },
      entered.ok ? entered.value : null,
      entered.ok ? [] : [entered.failure],
    );
  }
  const ahp = item.basis === 'entropy' ? null : reviewAhp(item, titles, rules);
  const entropy = item.basis === 'ahp' ? null : reviewEntropy(item.sample, titles);
  const failures = [...(ahp?.failures ?? []), ...(entropy === null || entropy.ok ? [] : [entropy.failure])];
  const measured = entropy?.ok === true ? entropy.value : null;
  const shown = {
    judges: ahp?.judges ?? [],
    group: ahp?.group ?? null,
    entropy: measured,
    ...parameters,
    warnings: measured === null ? [] : uninformativeWarning(measured, titles),
  };
  return finish(shown, basisOf(ahp?.ahp ?? null, measured?.result ?? null), failures);
};

const basisOf = (ahp: AhpResult | null, entropy: EntropyResult | null): WeightBasis | null => {
  if (ahp !== null && entropy !== null) return { kind: 'combined', ahp, entropy };
  if (ahp !== null) return { kind: 'ahp', ahp };
  return entropy === null ? null : { kind: 'entropy', entropy };
};

const finish = (
  shown: Omit<WeightsReview, 'basis' | 'weights' | 'failures'>,
  basis: WeightBasis | null,
  failures: readonly Failure[],
): WeightsReview => {
  if (basis === null) return { ...shown, basis: null, weights: null, failures };
  const ratios = ratiosOf(basis);
  const texts = ratios.ok ? weightTexts(ratios.value) : ratios;
  return {
    ...shown,
    basis: failures.length === 0 && texts.ok ? basis : null,
    weights: texts.ok ? texts.value : null,
    failures: texts.ok ? failures : [...failures, texts.failure],
  };
};

/** What stands in the entry's reason beside how the weights were found: who judged, and over which sample. */
export const weightsReason = (item: WeightsItem, review: WeightsReview): string => {
  const judged = item.basis === 'ahp' || item.basis === 'combined';
  const measured = item.basis === 'entropy' || item.basis === 'combined';
  const left = review.entropy?.leftOut.length ?? 0;
  return [
    item.reason.trim(),
    judged ? `评委：${review.judges.map(({ name }) => name).join('、')}` : '',
    measured && item.sample !== null
      ? `样本：${item.sample.source}${left === 0 ? '' : `，剔除有缺项的 ${left} 个对象`}`
      : '',
  ]
    .filter((part) => part !== '')
    .join('；');
};
