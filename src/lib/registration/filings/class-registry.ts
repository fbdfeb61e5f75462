import * as v from 'valibot';
import { classRuleId } from '../../rulebook/collateral-rules';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

const classRegistry = v.object({ registry: v.string() });
const aliases = v.record(v.string(), v.string());

/** Code of the registry matrix that a class is registered under; `null` when the rulebook does not know the class. */
export const registryOf = (rules: RulesAt, code: string): string | null => {
  const known = readTyped(rules, 'collateral.class-aliases', aliases);
  const own = known.ok && Object.hasOwn(known.value.value, code) ? known.value.value[code] : undefined;
  const id = classRuleId(own ?? code);
  const read = id === null ? null : readTyped(rules, id, classRegistry);
  return read?.ok === true ? read.value.value.registry : null;
};
