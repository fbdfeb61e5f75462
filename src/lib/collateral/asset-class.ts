import * as v from 'valibot';
import { ratioText } from '../case/schema-parts';
import { type Result, ok, refuse } from '../kernel/result';
import { type TraceNode, derive } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { ASSET_CLASS_CODES, classRuleId, registryRuleId } from '../rulebook/collateral-rules';
import { type TypedRule, readTyped, ruleLeaf } from '../rulebook/read-rule';
import { compareRatioTexts } from './ratio';

const named = {
  name: v.string(),
  topClass: v.string(),
  intellectualProperty: v.boolean(),
  registry: v.string(),
};
const plainClass = v.pipe(
  v.object({ ...named, defaultCap: ratioText, hardMax: ratioText, revaluationMonths: v.number() }),
  v.check((c) => compareRatioTexts(c.defaultCap, c.hardMax) <= 0, '默认抵质押率高于本类上限'),
);
const derivedClass = v.object({ ...named, mostPrudentOf: v.pipe(v.array(v.string()), v.minLength(1)) });

const registry = v.object({
  name: v.string(),
  registries: v.array(v.object({ id: v.string(), name: v.string() })),
  perfectedWhen: v.string(),
  effect: v.picklist(['constitutive', 'opposability', 'delivery', 'control', 'contractual', 'personal']),
  law: v.string(),
});
export type Registry = v.InferOutput<typeof registry>;

/** One asset class as the engine reads it. Caps are ratio text; traces show where they come from. */
export interface AssetClass {
  readonly code: string;
  readonly name: string;
  readonly intellectualProperty: boolean;
  readonly defaultCap: string;
  readonly hardMax: string;
  /** 0 = marked to market daily. */
  readonly revaluationMonths: number;
  readonly defaultCapTrace: TraceNode;
  readonly hardMaxTrace: TraceNode;
  /** Rule id of the registry, shared by classes that one registry registers. */
  readonly registryCode: string;
  readonly registry: Registry;
}

type Caps = Pick<
  AssetClass,
  'defaultCap' | 'hardMax' | 'revaluationMonths' | 'defaultCapTrace' | 'hardMaxTrace'
>;

const refuseUnknown = (code: string): Result<never> =>
  refuse(
    'E_CLASS_UNKNOWN',
    `押品类别“${code}”在评估基准日没有可用的参数`,
    `押品类别 ${code}`,
    '请改选参数库中的押品类别；若由机构参数替换过，请核对其格式和生效日期',
    classRuleId(code) ?? 'collateral.class',
  );

const readBy = <const S extends v.GenericSchema>(
  rules: RulesAt,
  id: string | null,
  schema: S,
): Result<TypedRule<v.InferOutput<S>>> => (id === null ? refuseUnknown('') : readTyped(rules, id, schema));

const plainCaps = (rules: RulesAt, code: string): Result<Caps> => {
  const read = readBy(rules, classRuleId(code), plainClass);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  return ok({
    defaultCap: value.defaultCap,
    hardMax: value.hardMax,
    revaluationMonths: value.revaluationMonths,
    defaultCapTrace: ruleLeaf(rule, `${value.name} 抵质押率上限（默认）`, value.defaultCap, 'ratio'),
    hardMaxTrace: ruleLeaf(rule, `${value.name} 抵质押率最高可设`, value.hardMax, 'ratio'),
  });
};

const lowest = (texts: readonly string[]): string =>
  texts.reduce((least, text) => (compareRatioTexts(text, least) < 0 ? text : least));

const mostPrudent = (rules: RulesAt, code: string, name: string, codes: readonly string[]): Result<Caps> => {
  const caps: Caps[] = [];
  for (const one of codes) {
    const read = plainCaps(rules, one);
    if (!read.ok) return read;
    caps.push(read.value);
  }
  const trace = (id: string, label: string, value: string, children: readonly TraceNode[]): TraceNode =>
    derive({
      id: `collateral/${id}/${code}`,
      label,
      value,
      unit: 'ratio',
      formula: '取各类中最低者',
      children,
    });
  const defaultCap = lowest(caps.map((c) => c.defaultCap));
  const hardMax = lowest(caps.map((c) => c.hardMax));
  return ok({
    defaultCap,
    hardMax,
    revaluationMonths: Math.min(...caps.map((c) => c.revaluationMonths)),
    defaultCapTrace: trace(
      'cap',
      `${name} 抵质押率上限（默认）`,
      defaultCap,
      caps.map((c) => c.defaultCapTrace),
    ),
    hardMaxTrace: trace(
      'cap-max',
      `${name} 抵质押率最高可设`,
      hardMax,
      caps.map((c) => c.hardMaxTrace),
    ),
  });
};

/**
 * Reads one asset class with its caps and registry. `PATENT_MIXED` and the like take the lowest caps of the classes
 * they name. Fails with `E_CLASS_UNKNOWN` (unknown, not in force, or an overlay of the wrong shape).
 * Source: 押品管理指引（银监发〔2017〕16号）: caps per class are the bank's own.
 */
export const readAssetClass = (rules: RulesAt, code: string): Result<AssetClass> => {
  const id = classRuleId(code);
  const derived = readBy(rules, id, derivedClass);
  const described = derived.ok ? derived : readBy(rules, id, plainClass);
  if (!described.ok) return refuseUnknown(code);
  const { name, intellectualProperty, registry: registryCode } = described.value.value;
  const caps = derived.ok
    ? mostPrudent(rules, code, name, derived.value.value.mostPrudentOf)
    : plainCaps(rules, code);
  const place = readBy(rules, registryRuleId(registryCode), registry);
  if (!caps.ok || !place.ok) return refuseUnknown(code);
  return ok({ code, name, intellectualProperty, registryCode, registry: place.value.value, ...caps.value });
};

const aliases = v.record(v.string(), v.string());

/** The rulebook's code for a class, whichever of the known spellings was used. */
export const canonicalClassCode = (rules: RulesAt, code: string): string => {
  const read = readTyped(rules, 'collateral.class-aliases', aliases);
  return (read.ok && Object.hasOwn(read.value.value, code) ? read.value.value[code] : undefined) ?? code;
};

/** The classes that can be read on the date of the rules, by code and name, for a choice list. */
export const assetClassChoices = (
  rules: RulesAt,
): readonly { readonly code: string; readonly name: string }[] =>
  ASSET_CLASS_CODES.flatMap((code) => {
    const read = readAssetClass(rules, code);
    return read.ok ? [{ code, name: read.value.name }] : [];
  });
