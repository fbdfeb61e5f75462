import * as v from 'valibot';
import { type Result, ok } from '../kernel/result';
import { classRuleId, registryRuleId } from '../rulebook/collateral-rules';
import type { Confidence } from '../kernel/confidence';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { canonicalClassCode, readAssetClass } from './asset-class';
import { readLossClass } from './loss/loss-rules';

const quoted = v.object({ evidence: v.array(v.object({ value: v.string(), instrument: v.string() })) });
const matrix = v.object({ documents: v.array(v.string()), priority: v.string() });

/** Everything the rulebook says of a class of collateral, in words and ratio text. */
export interface ClassFacts {
  readonly code: string;
  readonly name: string;
  readonly registries: readonly string[];
  readonly perfectedWhen: string;
  readonly law: string;
  readonly priority: string;
  readonly documents: readonly string[];
  readonly defaultCap: string;
  readonly hardMax: string;
  /** 0 = marked to market daily. */
  readonly revaluationMonths: number;
  /** What public sources give for the cap. */
  readonly capSources: readonly { readonly value: string; readonly instrument: string }[];
  readonly haircut: string;
  readonly costRate: string;
  /** Years until the money of a disposal is there. */
  readonly disposalYears: string;
  readonly confidence: Confidence;
}

/** The facts of one class on the valuation date. Fails with `E_CLASS_UNKNOWN` or as `readTyped` does. */
export const classFacts = (rules: RulesAt, given: string): Result<ClassFacts> => {
  const code = canonicalClassCode(rules, given);
  const assetClass = readAssetClass(rules, code);
  if (!assetClass.ok) return assetClass;
  const loss = readLossClass(rules, code);
  if (!loss.ok) return loss;
  const { registry, registryCode, name, defaultCap, hardMax, revaluationMonths } = assetClass.value;
  const rule = readTyped(rules, classRuleId(code) ?? code, quoted);
  const legal = readTyped(rules, registryRuleId(registryCode) ?? registryCode, matrix);
  if (!legal.ok) return legal;
  return ok({
    code,
    name,
    registries: registry.registries.map((place) => place.name),
    perfectedWhen: registry.perfectedWhen,
    law: registry.law,
    priority: legal.value.value.priority,
    documents: legal.value.value.documents,
    defaultCap,
    hardMax,
    revaluationMonths,
    capSources: rule.ok ? rule.value.value.evidence : [],
    haircut: loss.value.haircut,
    costRate: loss.value.costRate,
    disposalYears: loss.value.years,
    confidence: loss.value.confidence,
  });
};
