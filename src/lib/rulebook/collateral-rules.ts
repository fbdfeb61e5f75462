import { mustBeOk } from '../kernel/result';
import classes from './data/collateral-classes.rules.json';
import cost from './data/collateral-cost.rules.json';
import fields from './data/collateral-fields.rules.json';
import life from './data/collateral-life.rules.json';
import loss from './data/collateral-loss.rules.json';
import lpr from './data/collateral-lpr.rules.json';
import products from './data/collateral-products.rules.json';
import registries from './data/collateral-registries.rules.json';
import settings from './data/collateral.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/**
 * Asset classes and their caps, registries and perfection, guarantee and support facts, LPR, fields that registries ask for, loss and
 * stress, cost, product catalogues, life of a security.
 */
export const COLLATERAL_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(classes)),
  ...mustBeOk(parseRuleEntries(registries)),
  ...mustBeOk(parseRuleEntries(settings)),
  ...mustBeOk(parseRuleEntries(lpr)),
  ...mustBeOk(parseRuleEntries(fields)),
  ...mustBeOk(parseRuleEntries(loss)),
  ...mustBeOk(parseRuleEntries(cost)),
  ...mustBeOk(parseRuleEntries(products)),
  ...mustBeOk(parseRuleEntries(life)),
];

const CLASS_PREFIX = 'collateral.class.';

/** Codes are upper case with underscores, rule ids lower case with hyphens: `RE_FACTORY` ↔ `re-factory`. */
const ruleIdPart = (code: string): string | null =>
  /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code) ? code.toLowerCase().replaceAll('_', '-') : null;

/** Rule id of an asset class; `null` when the text is no class code at all. */
export const classRuleId = (code: string): string | null => {
  const part = ruleIdPart(code);
  return part === null ? null : `${CLASS_PREFIX}${part}`;
};

/** Rule id of an entry of the registry matrix; `null` when the text is no code at all. */
export const registryRuleId = (code: string): string | null => {
  const part = ruleIdPart(code);
  return part === null ? null : `collateral.registry.${part}`;
};

/** Codes of the asset classes of the rulebook, in its order: what a form offers to choose from. */
export const ASSET_CLASS_CODES: readonly string[] = COLLATERAL_RULES.flatMap(({ id }) =>
  id.startsWith(CLASS_PREFIX) ? [id.slice(CLASS_PREFIX.length).toUpperCase().replaceAll('-', '_')] : [],
);
