import * as v from 'valibot';
import { type Result, ok, refuse } from '../kernel/result';
import { classRuleId } from './collateral-rules';
import type { RulesAt } from './model';
import { readTyped } from './read-rule';

/** What the registries ask for, and what must be known of a thing before it is filed: one catalogue for checks and forms. */

const key = v.pipe(v.string(), v.minLength(1));
const fieldCode = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/));

const collateralField = v.strictObject({
  /** Key under `details` of the item. */
  code: fieldCode,
  label: key,
  /** Canonical text: `true`/`false`, a choice code, `YYYY-MM-DD`, whole number, 分, decimal, or text as it stands. */
  kind: v.picklist(['text', 'long-text', 'yes-no', 'choice', 'date', 'count', 'money', 'decimal']),
  choices: v.optional(v.array(v.strictObject({ code: key, label: key }))),
  unit: v.optional(key),
  hint: v.optional(key),
  /** Codes of the checks that read it. */
  checks: v.array(key),
  /** Papers of the registry that print it. */
  forms: v.array(key),
  /** Its code in the registry's own form, where one is known. */
  formCode: v.optional(key),
  /** Where the field comes from, and how well that is known. */
  basis: key,
  confidence: v.picklist(['verified', 'secondary', 'assumption']),
});
export type CollateralField = v.InferOutput<typeof collateralField>;

const fieldGroup = v.pipe(
  v.strictObject({
    title: key,
    fields: v.array(collateralField),
    /** Papers that prove them; evidence is recognised by these words at its beginning. */
    papers: v.array(key),
  }),
  v.check(
    ({ fields }) => fields.every((f) => (f.kind === 'choice') === (f.choices !== undefined)),
    '只有选择项列出可选值，且必须列出',
  ),
);

const groupMap = v.record(v.string(), v.array(key));
/** Only what is read here; the class has more. */
const classRegistry = v.object({ name: key, registry: key });

export const FIELD_GROUPS = 'collateral.field-groups';

/** The fields of one class of asset or kind of support. */
export interface CollateralFields {
  /** Code of the registry matrix. */
  readonly registry: string;
  readonly groups: readonly { readonly title: string; readonly fields: readonly CollateralField[] }[];
  readonly papers: readonly string[];
}

/** Fields of an entry of the registry matrix. Fails when the matrix does not know it or a group cannot be read. */
export const fieldsOfRegistry = (rules: RulesAt, registry: string): Result<CollateralFields> => {
  const map = readTyped(rules, FIELD_GROUPS, groupMap);
  if (!map.ok) return map;
  const ids = Object.hasOwn(map.value.value, registry) ? map.value.value[registry] : undefined;
  if (ids === undefined)
    return refuse(
      'E_REGISTRY_UNKNOWN',
      `登记栏目中没有“${registry}”`,
      registry,
      '请在参数库核对该押品类别的登记机构',
      FIELD_GROUPS,
    );
  const groups: v.InferOutput<typeof fieldGroup>[] = [];
  for (const id of ids) {
    const group = readTyped(rules, id, fieldGroup);
    if (!group.ok) return group;
    groups.push(group.value.value);
  }
  return ok({
    registry,
    groups: groups.map(({ title, fields }) => ({ title, fields })),
    papers: [...new Set(groups.flatMap((g) => g.papers))],
  });
};

/** Registry and name of an asset class. Fails on a class that the rulebook does not know. */
export const registryOfClass = (
  rules: RulesAt,
  assetClass: string,
): Result<{ readonly name: string; readonly registry: string }> => {
  const id = classRuleId(assetClass);
  if (id === null)
    return refuse('E_CLASS_UNKNOWN', `“${assetClass}”不是押品类别`, assetClass, '请在押品页重新选择类别');
  const found = readTyped(rules, id, classRegistry);
  return found.ok ? ok(found.value.value) : found;
};
