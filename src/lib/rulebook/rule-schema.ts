import * as v from 'valibot';
import type { JsonValue } from '../kernel/json';
import { parsePlainDate } from '../kernel/plain-date';
import type { DatedValue, ResolvedRule, RuleEntry, RuleOverlay } from './model';
import { isRegion } from './regions';

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty('不能为空'), v.maxLength(20_000));

/** `cn.patent.pledge.loan-to-value-cap`: lower-case letters, digits, `-` and `_`, parted by dots. */
export const ruleId = v.pipe(
  v.string(),
  v.maxLength(120),
  v.regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/,
    '参数标识应为以点分隔的小写字母、数字和连字符',
  ),
);

const date = v.pipe(
  v.string(),
  v.check((s) => parsePlainDate(s).ok, '日期应为日历上存在的 YYYY-MM-DD'),
);

const region = v.pipe(v.string(), v.check(isRegion, '地区应为 cn 或 cn-行政区划代码'));

/** Names that `v.record` leaves out. */
const LEFT_OUT: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** JSON data with nothing against it, which is what nearly all is. `false` says nothing: the schema below words it. */
const isPlainJson = (value: unknown): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isPlainJson);
  return Object.entries(value).every(([name, part]) => !LEFT_OUT.has(name) && isPlainJson(part));
};

const asItIs = v.custom<JsonValue>(() => true);

const wholeJson: v.GenericSchema<JsonValue> = v.union([
  v.string(),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
  v.null(),
  v.array(v.lazy(() => wholeJson)),
  v.record(
    v.string(),
    v.lazy(() => wholeJson),
  ),
]);

/** Any JSON data. */
export const jsonValue: v.GenericSchema<JsonValue> = v.lazy((value) =>
  isPlainJson(value) ? asItIs : wholeJson,
);

const kind = v.picklist(['statute', 'standard', 'guidance', 'market-observation', 'judgement']);
const confidence = v.picklist(['verified', 'secondary', 'assumption']);

const citation = v.strictObject({
  instrument: filled,
  number: v.exactOptional(filled),
  issuer: v.exactOptional(filled),
  article: v.exactOptional(filled),
  quote: v.exactOptional(filled),
  url: v.exactOptional(
    v.pipe(v.string(), v.regex(/^https?:\/\/[^\s]+$/, '链接应以 http:// 或 https:// 开头')),
  ),
  reason: v.exactOptional(filled),
});

const period = { effectiveFrom: date, effectiveTo: v.exactOptional(date) };

const datedValue = v.strictObject({
  region,
  ...period,
  value: jsonValue,
  kind,
  citation,
  confidence,
}) satisfies v.GenericSchema<DatedValue>;

const knownGap = v.strictObject({ region, from: date, to: date, reason: filled });

/** One entry of a `*.rules.json`. */
export const ruleEntry = v.strictObject({
  id: ruleId,
  title: filled,
  unit: filled,
  overridable: v.boolean(),
  note: v.exactOptional(filled),
  values: v.pipe(v.array(datedValue), v.minLength(1, '至少要有一个值')),
  knownGaps: v.exactOptional(v.array(knownGap)),
}) satisfies v.GenericSchema<RuleEntry>;

/** A rule as it stands in a package. */
export const resolvedRule = v.strictObject({
  id: ruleId,
  title: filled,
  unit: filled,
  value: jsonValue,
  region,
  ...period,
  kind,
  citation,
  confidence,
  overlay: v.exactOptional(filled),
}) satisfies v.GenericSchema<ResolvedRule>;

/** An institution's overlay file. */
export const ruleOverlay = v.strictObject({
  schema: v.literal('zhiya.overlay/1'),
  institution: v.pipe(filled, v.maxLength(200)),
  version: v.pipe(
    v.string(),
    v.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/, '版本号只能用字母、数字、点和连字符'),
  ),
  releasedOn: date,
  author: filled,
  reason: filled,
  entries: v.pipe(
    v.array(v.strictObject({ id: ruleId, ...period, value: jsonValue, reason: filled })),
    v.minLength(1, '至少要有一项'),
    v.maxLength(5000),
  ),
}) satisfies v.GenericSchema<RuleOverlay>;
