import * as v from 'valibot';

/** Shapes of the rulebook entries that screening reads. A value that does not fit makes its rule `unknown`. */

const key = v.pipe(v.string(), v.minLength(1));
const severity = v.picklist(['block', 'hold', 'note']);
/** Decimal text ≥ 0 with at most six decimals. */
const weight = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/));
/** Score 0–100 with at most two decimals. */
const score = v.pipe(v.string(), v.regex(/^(100|[1-9]?\d)(\.\d{1,2})?$/));
const points = v.picklist([0, 1, 2, 3, 4]);

const template = v.strictObject({
  /** Placeholders in braces, filled from the facts of the check. */
  message: v.string(),
  /** What would make it a pass; empty for templates of passes. */
  remedy: v.string(),
  /** Replaces the severity of the rule when this reason decides. */
  severity: v.optional(severity),
});
export type Template = v.InferOutput<typeof template>;
const templates = v.record(v.string(), template);
export type Templates = v.InferOutput<typeof templates>;

const option = v.strictObject({ points, label: v.string() });
export type ScaleOption = v.InferOutput<typeof option>;

const fieldRef = v.strictObject({ path: key, label: key });
export type FieldRef = v.InferOutput<typeof fieldRef>;

/** One check rule as data. What it tests is a small named function in code (`test`). */
export const screeningRule = v.strictObject({
  set: key,
  /** Number in its set as printed: `4`, `P9`, `R1`. */
  code: key,
  name: key,
  subject: v.picklist(['patent', 'case', 'data-asset', 'asset', 'support']),
  severity,
  veto: v.boolean(),
  /** A fail can be cured by a paper or a supplement: it holds the case instead of declining it. */
  curable: v.boolean(),
  test: key,
  /** Name used by the test → case field it reads. */
  fields: v.record(v.string(), fieldRef),
  /** Name used by the test → rulebook entry it reads. */
  parameters: v.optional(v.record(v.string(), key), {}),
  evidence: v.array(v.string()),
  messages: templates,
  /** A pass counts only when the fields were checked against a recent 专利登记簿副本. */
  registerCopy: v.optional(v.boolean(), false),
  /** `screening.declarations` are heard. */
  declarable: v.optional(v.boolean(), false),
  /** `screening.answers` are heard. */
  answerable: v.optional(v.boolean(), false),
  /** Overrides the set: whether a favourable answer counts only with evidence. */
  evidenceRequired: v.optional(v.boolean()),
  /** Rules whose findings this item sums up. */
  derivedFrom: v.optional(v.array(key), []),
  /** Points for a circumstance that a declaration cures: open, declared, absent. */
  standingPoints: v.optional(v.strictObject({ undeclared: points, declared: points, clear: points })),
  /** Figure of an earlier method that this item is computed from. */
  figure: v.optional(key),
  /** Upper bounds (included, ratio text; `null` = no bound) in rising order and their points. */
  steps: v.optional(v.array(v.strictObject({ max: v.nullable(weight), points }))),
  dimension: v.optional(key),
  look: v.optional(key),
  lookTitle: v.optional(key),
  weight: v.optional(weight, '0'),
  scale: v.optional(v.picklist(['pass/fail', '0-4']), 'pass/fail'),
  /** Fewer points than this are a fail. */
  failBelow: v.optional(points, 1),
  options: v.optional(v.array(option)),
  origin: v.optional(v.string(), ''),
  originConfidence: v.optional(v.picklist(['verified', 'secondary', 'assumption'])),
  /** Name of a list → papers of which one proves a favourable result. */
  papers: v.optional(v.record(v.string(), v.pipe(v.array(key), v.minLength(1)))),
  /** Choice code → what it comes to. */
  choices: v.optional(v.record(v.string(), v.picklist(['pass', 'fail', 'unknown']))),
  /** Groups of fields of which one must be complete. */
  alternatives: v.optional(v.array(v.pipe(v.array(key), v.minLength(1)))),
});
export type ScreeningRule = v.InferOutput<typeof screeningRule>;
/** What a rule is about. */
export type RuleSubject = ScreeningRule['subject'];

/** A bound and the points it gives. `min` is included, `max` is included; `null` is the rest. */
const pointStep = v.union([
  v.strictObject({ min: v.nullable(weight), points }),
  v.strictObject({ max: v.nullable(weight), points }),
]);

/** A number that a rule compares with, decimal text. */
export const decimalNumber = v.pipe(v.string(), v.regex(/^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$/));

/**
 * How one item is computed from data. It lies beside the item, so that answers, weights and an institution's own values
 * of the item stay what they are; a released method that does not compute it never sees it.
 */
export const itemComputation = v.strictObject({
  test: key,
  fields: v.optional(v.record(v.string(), fieldRef), {}),
  parameters: v.optional(v.record(v.string(), key), {}),
  /** First step that holds gives the points. */
  steps: v.optional(v.array(pointStep), []),
  /** Numbers and words that the test reads by name. */
  numbers: v.optional(v.record(v.string(), decimalNumber), {}),
  points: v.optional(v.record(v.string(), points), {}),
  words: v.optional(v.record(v.string(), v.array(key)), {}),
  figures: v.optional(v.record(v.string(), key), {}),
  /** Kinds of events of the enterprise file. */
  events: v.optional(v.array(key), []),
  derivedFrom: v.optional(v.array(key), []),
  messages: v.optional(templates, {}),
});
export type ItemComputation = v.InferOutput<typeof itemComputation>;
export type PointStep = v.InferOutput<typeof pointStep>;

/** Which item is computed by which entry, and the words they share. */
export const computationList = v.strictObject({
  items: v.record(v.string(), key),
  messages: templates,
});

export const ruleSet = v.strictObject({
  title: key,
  rules: v.pipe(v.array(key), v.minLength(1)),
  evidenceRequired: v.boolean(),
  options: v.optional(v.array(option), []),
  messages: templates,
});
export type RuleSet = v.InferOutput<typeof ruleSet>;

/** Weights of the dimensions add up to one. */
export const dimensions = v.pipe(
  v.array(v.strictObject({ code: key, title: key, weight })),
  v.minLength(1),
  v.check(
    (all) => all.reduce((sum, d) => sum + Math.round(Number(d.weight) * 1e6), 0) === 1_000_000,
    '维度权重之和应为 1',
  ),
);
export type Dimension = v.InferOutput<typeof dimensions>[number];

/** Bands from the best grade down; the last one starts at 0. */
export const bands = v.pipe(
  v.array(
    v.strictObject({
      min: score,
      grade: key,
      /** Multiplier on the cap of intellectual property, 0–1. */
      multiplier: v.pipe(v.string(), v.regex(/^(0(\.\d{1,6})?|1)$/)),
      action: key,
      effect: v.picklist(['standard', 'condition']),
    }),
  ),
  v.minLength(1),
  v.check((all) => Number(all[all.length - 1]?.min) === 0, '最低一级应从 0 分开始'),
  v.check(
    (all) => all.every((b, i) => i === 0 || Number(b.min) < Number(all[i - 1]?.min)),
    '等级应从高到低排列',
  ),
);
export type Band = v.InferOutput<typeof bands>[number];

export const dimensionFloor = v.strictObject({
  score,
  drop: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)),
});
export type DimensionFloor = v.InferOutput<typeof dimensionFloor>;

export const contractItems = v.pipe(
  v.array(v.strictObject({ code: key, label: key, fields: v.pipe(v.array(fieldRef), v.minLength(1)) })),
  v.minLength(1),
);
export type ContractItem = v.InferOutput<typeof contractItems>[number];

export const dayCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650));
