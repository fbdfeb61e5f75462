import * as v from 'valibot';
import { failureOfIssue, jsonPath } from '../../case/schema-failures';
import { date } from '../../case/schema-parts';
import { type Failure, type Result, fail, ok } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import type { RuleOverlay } from '../../rulebook/model';
import { jsonValue } from '../../rulebook/rule-schema';
import { SCHEME_ID } from './scheme';
import { type Keys, type SchemeFault, schemeFaults } from './scheme-checks';
import { schemeFileFaults } from './scheme-file-checks';
import {
  DIMENSION_KEYS,
  type DimensionWeights,
  type Scheme,
  dimensionWeights,
  schemeSchema,
} from './scheme-schema';
import { isPositiveWeight, sumToOne, weightNumber } from './weight-text';

/** One entry of an institution's overlay. */
export type OverlayEntry = RuleOverlay['entries'][number];

/** An institution's own scheme, ready to be released in an overlay. */
export interface SchemeFile {
  /** `patent.scheme.<id>`: the place kept for institutions, or the built-in scheme that it replaces. */
  readonly id: string;
  readonly scheme: Scheme;
  /** The scheme as an overlay entry. */
  readonly entry: OverlayEntry;
  /** First-level weights of its scenarios, one entry per rule id. */
  readonly weights: readonly OverlayEntry[];
}

const MAX_LENGTH = 1024 * 1024;
const REMEDY = '请按路径改正评分方案文件的这一处，再重新导入';

const fileSchema = v.strictObject({
  schema: v.literal('zhiya.scheme/1'),
  id: v.pipe(v.string(), v.maxLength(60), v.regex(SCHEME_ID, '方案标识只能用小写字母、数字和连字符')),
  effectiveFrom: date,
  effectiveTo: v.exactOptional(date),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1, '须写明采用本方案的理由'), v.maxLength(2000)),
  scheme: jsonValue,
  weights: v.record(v.string(), dimensionWeights),
});
type FileBody = v.InferOutput<typeof fileSchema>;

/** What the case's own wording of schema refusals does not cover. */
const OWN_WORDS: Readonly<Record<string, (issue: v.BaseIssue<unknown>) => string>> = {
  max_value: (issue) => `${issue.received} 大于允许的最大值 ${String(issue.requirement)}`,
  min_length: () => '不能为空，至少要有一项',
  variant: (issue) => `${issue.received} 不在允许的取值 ${issue.expected ?? ''} 之内`,
};

const shapeFailure = (issue: v.BaseIssue<unknown>, at: string): Failure => {
  const said = failureOfIssue(issue);
  const written = /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : OWN_WORDS[issue.type]?.(issue);
  return { ...said, message: written ?? said.message, path: at + said.path.slice(1), remedy: REMEDY };
};

const shapeFailures = (issues: readonly v.BaseIssue<unknown>[], at: string): readonly Failure[] =>
  issues.map((issue) => shapeFailure(issue, at));

const faultAt = (keys: Keys, message: string): Failure => ({
  code: 'E_SCHEME_FILE',
  message,
  path: jsonPath(keys),
  remedy: REMEDY,
});

const faultFailure = ({ keys, message }: SchemeFault): Failure => faultAt(['scheme', ...keys], message);

const weightFault = (weights: DimensionWeights): string | null => {
  const texts = DIMENSION_KEYS.map((key) => weights[key]);
  if (texts.some((text) => weightNumber(text) < 0)) return '一级权重不得为负';
  if (!texts.some(isPositiveWeight)) return '一级权重不得全为 0';
  return sumToOne(texts) ? null : '一级权重合计不等于 1';
};

const sameWeights = (a: DimensionWeights, b: DimensionWeights): boolean =>
  DIMENSION_KEYS.every((key) => a[key] === b[key]);

/** Every scenario has its weights in the file, none stands there without a scenario, and shared ids agree. */
function* weightFailures({ weights }: FileBody, scheme: Scheme): Generator<Failure> {
  const byRule = new Map<string, DimensionWeights>();
  for (const { code, weights: rule } of scheme.scenarios) {
    const own = Object.hasOwn(weights, code) ? weights[code] : undefined;
    if (own === undefined) {
      yield faultAt(['weights'], `场景“${code}”没有一级权重`);
      continue;
    }
    const fault = weightFault(own);
    if (fault !== null) yield faultAt(['weights', code], fault);
    const known = byRule.get(rule);
    if (known !== undefined && !sameWeights(known, own))
      yield faultAt(['weights', code], `与使用同一权重参数“${rule}”的其他场景不一致`);
    byRule.set(rule, own);
  }
  const codes = new Set(scheme.scenarios.map((s) => s.code));
  for (const code of Object.keys(weights))
    if (!codes.has(code)) yield faultAt(['weights', code], `方案没有场景“${code}”`);
}

const entriesOf = (body: FileBody, scheme: Scheme): SchemeFile => {
  const period = {
    effectiveFrom: body.effectiveFrom,
    ...(body.effectiveTo === undefined ? {} : { effectiveTo: body.effectiveTo }),
  };
  const weights = new Map(scheme.scenarios.map((s) => [s.weights, body.weights[s.code] ?? null]));
  return {
    id: body.id,
    scheme,
    entry: { id: `patent.scheme.${body.id}`, ...period, value: body.scheme, reason: body.reason },
    weights: [...weights].map(([id, value]) => ({ id, ...period, value, reason: body.reason })),
  };
};

/** A scheme file as read: the scheme, or everything that stands against it, each with its JSON path. */
export const inspectSchemeFile = (
  text: string,
): { file: SchemeFile | null; failures: readonly Failure[] } => {
  const json = parseStrictJson(text, { maxLength: MAX_LENGTH });
  if (!json.ok) return { file: null, failures: [json.failure] };
  const body = v.safeParse(fileSchema, json.value);
  if (!body.success) return { file: null, failures: shapeFailures(body.issues, '$') };
  const scheme = v.safeParse(schemeSchema, body.output.scheme);
  if (!scheme.success) return { file: null, failures: shapeFailures(scheme.issues, '$.scheme') };
  const { effectiveFrom, effectiveTo, id } = body.output;
  const failures = [
    ...(effectiveTo !== undefined && effectiveTo < effectiveFrom
      ? [faultAt(['effectiveTo'], '失效日期早于生效日期')]
      : []),
    ...[...schemeFaults(scheme.output), ...schemeFileFaults(scheme.output, id)].map(faultFailure),
    ...weightFailures(body.output, scheme.output),
  ];
  return { file: failures.length === 0 ? entriesOf(body.output, scheme.output) : null, failures };
};

/**
 * Reads an institution's scheme file (`zhiya.scheme/1`: id, effectiveFrom, reason, scheme, weights per scenario) into
 * overlay entries. Fails with the first fault, its message counting the others: strict-JSON codes, `E_FIELD_…`, `E_TYPE`,
 * `E_VALUE` for the shape, `E_SCHEME_FILE` for what a shape cannot say (sums of weights, unique codes, order and gaps of
 * bands, points within the scale, leaves under every parent). Whether the rule ids exist is asked of `checkOverlay`.
 */
export const parseSchemeFile = (text: string): Result<SchemeFile> => {
  const { file, failures } = inspectSchemeFile(text);
  if (file !== null) return ok(file);
  const [first] = failures;
  if (first === undefined) throw new Error('a refused scheme file has a failure');
  return fail(
    failures.length === 1
      ? first
      : { ...first, message: `${first.message}（共 ${failures.length} 处问题，此为第一处）` },
  );
};
