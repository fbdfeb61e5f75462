import * as v from 'valibot';
import type { ItemReview, SchemePreview } from '../../src/lib/bridge/authoring-contract';
import type { Failure } from '../../src/lib/kernel/result';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { parseStrictJson } from '../../src/lib/kernel/strict-json';
import { type SchemeFile, inspectSchemeFile } from '../../src/lib/patent/scheme/scheme-file';
import { DIMENSION_KEYS, dimensionWeights } from '../../src/lib/patent/scheme/scheme-schema';
import type { RuleEntry, RuleOverlay } from '../../src/lib/rulebook/model';
import type { DraftItem, SchemeItem, ValueItem, WeightsItem } from '../../src/lib/rulebook/overlay-draft';
import { reviewLicence } from '../../src/lib/valuation/rates/draft-licence';
import { LICENCE_RULE } from '../../src/lib/valuation/rates/licence-row';
import { reviewWeights, weightsReason } from '../../src/lib/valuation/weights/draft-weights';
import type { ReleaseItem } from '../../src/lib/valuation/weights/release-weights';
import type { AhpRules } from '../../src/lib/valuation/weights/weights-rules';
import { valueFaults } from './value-checks';
import { PATENT_WEIGHTS, weightTarget } from './weight-target';

/** What reviewing an item needs beside the item. */
export interface ReviewContext {
  readonly rulebook: readonly RuleEntry[];
  readonly ahp: AhpRules;
  readonly previous: RuleOverlay | null;
}

/** An item as a person sees it and as it would be released; no release items while anything stands against it. */
export interface ReviewedItem {
  readonly review: ItemReview;
  readonly release: readonly ReleaseItem[];
}

const EMPTY = {
  rules: [],
  weights: null,
  keys: [],
  scheme: null,
  licence: null,
  failures: [],
  warnings: [],
} as const;

const targetFaults = (item: WeightsItem | ValueItem, entry: RuleEntry | undefined): readonly Failure[] => {
  const at = entry?.title ?? '参数';
  const faults: Failure[] = [];
  if (entry === undefined)
    faults.push({
      code: 'E_RULE_UNKNOWN',
      message: item.rule === '' ? '还没有选择要替换的参数' : `参数库中没有“${item.rule}”`,
      path: at,
      remedy: '请从可替换的参数中选择',
    });
  else if (!entry.overridable)
    faults.push({
      code: 'E_RULE_NOT_OVERRIDABLE',
      message: `“${entry.title}”不允许由机构参数替换`,
      path: at,
      remedy: '请删去这一项',
      rule: entry.id,
    });
  for (const [day, what, needed] of [
    [item.effectiveFrom, '生效日期', true],
    [item.effectiveTo, '失效日期', false],
  ] as const) {
    if (day === '' && !needed) continue;
    const read = parsePlainDate(day, `${at} › ${what}`);
    if (!read.ok) faults.push(read.failure);
  }
  if (item.effectiveTo !== '' && item.effectiveTo < item.effectiveFrom)
    faults.push({
      code: 'E_RULE_ORDER',
      message: '失效日期早于生效日期',
      path: at,
      remedy: '请核对两个日期；长期有效的，失效日期留空',
    });
  if (item.reason.trim() === '')
    faults.push({
      code: 'E_RELEASE_REASON',
      message: '没有写明理由',
      path: at,
      remedy: '请写明这一项取值的理由；理由会显示在每个用到它的结果里',
    });
  return faults;
};

const releaseOf = (
  { rule, effectiveFrom, effectiveTo }: WeightsItem | ValueItem,
  reason: string,
  content: ReleaseItem['content'],
): ReleaseItem => ({
  id: rule,
  effectiveFrom,
  ...(effectiveTo === '' ? {} : { effectiveTo }),
  reason,
  content,
});

const reviewWeightsItem = (
  item: WeightsItem,
  entry: RuleEntry | undefined,
  context: ReviewContext,
): ReviewedItem => {
  const target = weightTarget(item.rule, context.rulebook);
  const { keys, titles } = target ?? PATENT_WEIGHTS;
  const weights = reviewWeights(item, titles, context.ahp);
  const wrongRule: readonly Failure[] =
    entry === undefined || target !== null
      ? []
      : [
          {
            code: 'E_WEIGHTS_RULE',
            message: `“${entry.title}”不是一组权重`,
            path: entry.title,
            remedy: '请选择一组权重，或改为“按值编辑”',
            rule: entry.id,
          },
        ];
  const failures = [...targetFaults(item, entry), ...wrongRule, ...weights.failures];
  return {
    review: {
      ...EMPTY,
      key: item.key,
      kind: item.kind,
      title: entry?.title ?? '一级权重',
      rules: [item.rule],
      weights,
      keys: titles,
      failures,
      warnings: weights.warnings,
    },
    release:
      failures.length > 0 || weights.basis === null
        ? []
        : [
            releaseOf(item, weightsReason(item, weights), {
              kind: 'weights',
              keys,
              basis: weights.basis,
            }),
          ],
  };
};

const reviewValueItem = (
  item: ValueItem,
  entry: RuleEntry | undefined,
  { rulebook }: ReviewContext,
): ReviewedItem => {
  const target = targetFaults(item, entry);
  const json = parseStrictJson(item.text, { maxLength: 1_000_000 });
  const at = entry?.title ?? '参数';
  const own: readonly Failure[] = !json.ok
    ? [
        {
          ...json.failure,
          path: `${at} › 值 › ${json.failure.path}`,
          remedy: '请写成 JSON：文字加双引号，数字、true、false、null 不加',
        },
      ]
    : entry === undefined || target.length > 0
      ? []
      : valueFaults(entry, json.value, item.effectiveFrom, rulebook);
  const failures = [...target, ...own];
  return {
    review: {
      ...EMPTY,
      key: item.key,
      kind: item.kind,
      title: entry?.title ?? '按值编辑',
      rules: [item.rule],
      failures,
    },
    release:
      failures.length > 0 || !json.ok
        ? []
        : [releaseOf(item, item.reason.trim(), { kind: 'value', value: json.value })],
  };
};

const previewOf = ({ id, scheme, entry, weights }: SchemeFile): SchemePreview => ({
  id,
  title: scheme.title,
  statement: scheme.statement,
  effectiveFrom: entry.effectiveFrom,
  dimensions: scheme.dimensions.map(({ title, groups }) => ({
    title,
    groups: groups.map((group) => ({
      title: group.title,
      indicators: group.indicators.map((indicator) => `${indicator.code} ${indicator.title}`),
    })),
  })),
  scenarios: scheme.scenarios.map((scenario) => {
    const value = weights.find((one) => one.id === scenario.weights)?.value;
    const read = v.safeParse(dimensionWeights, value);
    return {
      title: scenario.title,
      weights: DIMENSION_KEYS.map((key) => (read.success ? read.output[key] : '')),
    };
  }),
});

const reviewSchemeItem = (item: SchemeItem): ReviewedItem => {
  const { file, failures: found } = inspectSchemeFile(item.text);
  const failures = found.map((failure) => ({ ...failure, path: `${item.fileName} › ${failure.path}` }));
  const entries = file === null ? [] : [file.entry, ...file.weights];
  return {
    review: {
      ...EMPTY,
      key: item.key,
      kind: item.kind,
      title: file === null ? `评分方案文件 ${item.fileName}` : `评分方案：${file.scheme.title}`,
      rules: entries.map(({ id }) => id),
      scheme: file === null ? null : previewOf(file),
      failures,
    },
    release: entries.map(({ value, ...period }) => ({ ...period, content: { kind: 'value', value } })),
  };
};

export const reviewItem = (item: DraftItem, context: ReviewContext): ReviewedItem => {
  if (item.kind === 'scheme') return reviewSchemeItem(item);
  if (item.kind === 'licence') {
    const licence = reviewLicence(item, context.previous);
    return {
      review: {
        ...EMPTY,
        key: item.key,
        kind: item.kind,
        title: `官方许可统计 ${item.fileName}`,
        rules: [LICENCE_RULE],
        licence,
        failures: licence.failures,
        warnings: licence.warnings,
      },
      release: licence.entries.map(({ value, ...period }) => ({
        ...period,
        content: { kind: 'value', value },
      })),
    };
  }
  const entry = context.rulebook.find(({ id }) => id === item.rule);
  return item.kind === 'weights'
    ? reviewWeightsItem(item, entry, context)
    : reviewValueItem(item, entry, context);
};
