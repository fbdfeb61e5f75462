import type { DataAsset, DataAssetsSection } from '../case/data-assets-section';
import type { DataQuality, QualityAnswer } from '../case/data-quality';
import type { DataRule, RuleCondition } from '../case/data-rules';
import type { OpenCase } from './open-case.svelte';

/** What a click changes about the quality of a data asset. */

const inAsset = (
  section: DataAssetsSection,
  asset: string,
  edit: (asset: DataAsset) => DataAsset,
): DataAssetsSection => ({
  ...section,
  assets: section.assets.map((one) => (one.id === asset ? edit(one) : one)),
});

export const changeQuality = (
  open: OpenCase,
  asset: string,
  edit: (quality: DataQuality) => DataQuality,
): void => {
  open.changeSection('dataAssets', (section) =>
    inAsset(section, asset, (one) => ({ ...one, quality: edit(one.quality) })),
  );
};

/** A person says whether a dependency that the profile found should hold. */
export const confirmDependency = (
  open: OpenCase,
  asset: string,
  at: number,
  confirmed: boolean | null,
): void => {
  open.changeSection('dataAssets', (section) =>
    inAsset(section, asset, (one) =>
      one.table === null
        ? one
        : {
            ...one,
            table: {
              ...one.table,
              dependencies: one.table.dependencies.map((d, i) => (i === at ? { ...d, confirmed } : d)),
            },
          },
    ),
  );
};

const said = (indicator: string) => ({ indicator, reason: '', by: '', on: null, evidence: [] });

export const newAnswer = (kind: QualityAnswer['kind'], indicator: string): QualityAnswer =>
  kind === 'stated'
    ? { kind, ...said(indicator), value: null }
    : { kind, ...said(indicator), checked: null, satisfied: null, population: null };

/** Another way of answering keeps who, why and on what. */
export const answerAs = (kind: QualityAnswer['kind'], before: QualityAnswer): QualityAnswer => {
  if (before.kind === kind) return before;
  const { reason, by, on, evidence } = before;
  return { ...newAnswer(kind, before.indicator), reason, by, on, evidence };
};

/** Sets the one answer about an indicator; `null` takes it back. */
export const withAnswer = (
  quality: DataQuality,
  indicator: string,
  answer: QualityAnswer | null,
): DataQuality => {
  const known = quality.answers.some((one) => one.indicator === indicator);
  if (answer === null)
    return { ...quality, answers: quality.answers.filter((one) => one.indicator !== indicator) };
  return {
    ...quality,
    answers: known
      ? quality.answers.map((one) => (one.indicator === indicator ? answer : one))
      : [...quality.answers, answer],
  };
};

export const withRule = (quality: DataQuality, rule: DataRule): DataQuality => ({
  ...quality,
  rules: quality.rules.some(({ id }) => id === rule.id)
    ? quality.rules.map((one) => (one.id === rule.id ? rule : one))
    : [...quality.rules, rule],
});

/** What it counted goes with the rule. */
export const withoutRule = (quality: DataQuality, id: string): DataQuality => ({
  ...quality,
  rules: quality.rules.filter((rule) => rule.id !== id),
  run:
    quality.run === null
      ? null
      : { ...quality.run, counts: quality.run.counts.filter(({ rule }) => rule !== id) },
});

export type ConditionKind = RuleCondition['kind'];

/** Kinds of conditions with the indicator that each is usually counted for. */
export const CONDITION_KINDS: readonly {
  readonly value: ConditionKind;
  readonly label: string;
  readonly indicator: string;
}[] = [
  { value: 'required', label: '必填', indicator: '0202' },
  { value: 'unique', label: '唯一（主键）', indicator: '0304' },
  { value: 'type', label: '类型', indicator: '0302' },
  { value: 'range', label: '范围', indicator: '0302' },
  { value: 'length', label: '长度', indicator: '0302' },
  { value: 'pattern', label: '写法', indicator: '0101' },
  { value: 'domain', label: '代码表', indicator: '0105' },
  { value: 'compare', label: '两列比较', indicator: '0402' },
  { value: 'sum', label: '合计等于各项之和', indicator: '0402' },
  { value: 'implies', label: '如果……那么……', indicator: '0104' },
  { value: 'order', label: '时间先后', indicator: '0503' },
  { value: 'reference', label: '关联另一张表', indicator: '0402' },
  { value: 'fresh', label: '时限', indicator: '0502' },
];

const isKind = (text: string): text is ConditionKind => CONDITION_KINDS.some(({ value }) => value === text);

export const kindOf = (text: string): ConditionKind | null => (isKind(text) ? text : null);

const emptyTest = { column: '', operator: '=', value: '' } as const;

/** A condition with everything still open. */
export const emptyCondition = (kind: ConditionKind): RuleCondition => {
  switch (kind) {
    case 'required':
    case 'unique':
      return { kind, columns: [] };
    case 'type':
      return { kind, column: '', type: 'integer' };
    case 'range':
    case 'length':
      return { kind, column: '', min: null, max: null };
    case 'pattern':
      return { kind, column: '', pattern: '' };
    case 'domain':
      return { kind, column: '', values: [] };
    case 'compare':
      return { kind, left: '', operator: '<=', right: '' };
    case 'sum':
      return { kind, total: '', parts: [], tolerance: '0' };
    case 'implies':
      return { kind, when: emptyTest, then: { ...emptyTest, operator: 'filled' } };
    case 'order':
      return { kind, entity: [], time: '' };
    case 'reference':
      return { kind, columns: [], asset: '', otherColumns: [] };
    case 'fresh':
      return { kind, column: '', days: 7, against: null };
  }
};

/** A new rule of a kind; its number is not used by another rule of the asset. */
export const newRule = (quality: DataQuality, kind: ConditionKind): DataRule => {
  const used = new Set(quality.rules.map(({ id }) => id));
  let number = 1;
  while (used.has(`rule-${number}`)) number += 1;
  const known = CONDITION_KINDS.find(({ value }) => value === kind);
  return {
    id: `rule-${number}`,
    title: `${known?.label ?? '规则'} ${number}`,
    indicator: known?.indicator ?? '0104',
    condition: emptyCondition(kind),
  };
};
