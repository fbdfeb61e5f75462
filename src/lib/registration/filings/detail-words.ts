import * as v from 'valibot';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

const groups = v.record(v.string(), v.array(v.string()));
const fields = v.object({
  fields: v.array(
    v.object({
      code: v.string(),
      label: v.string(),
      kind: v.string(),
      choices: v.optional(v.array(v.object({ code: v.string(), label: v.string() }))),
    }),
  ),
});

/** A fact of an asset as the catalogue of registries names it. */
export interface DetailWord {
  readonly label: string;
  readonly kind: string;
  /** Code of a choice → what is printed. */
  readonly choices: ReadonlyMap<string, string>;
}

/** The facts that the registry matrix asks for under a code (`TRADEMARK`, `GUARANTEE`), by field code. */
export const detailWords = (rules: RulesAt, registryCode: string): ReadonlyMap<string, DetailWord> => {
  const words = new Map<string, DetailWord>();
  const index = readTyped(rules, 'collateral.field-groups', groups);
  if (!index.ok || !Object.hasOwn(index.value.value, registryCode)) return words;
  for (const id of index.value.value[registryCode] ?? []) {
    const read = readTyped(rules, id, fields);
    if (!read.ok) continue;
    for (const { code, label, kind, choices } of read.value.value.fields)
      if (!words.has(code))
        words.set(code, {
          label,
          kind,
          choices: new Map((choices ?? []).map((choice) => [choice.code, choice.label])),
        });
  }
  return words;
};

const YES_NO: Readonly<Record<string, string>> = { true: '是', false: '否' };

/** A fact as forms print it: the words of a choice, 是 or 否, else what was entered. */
export const detailText = (word: DetailWord | undefined, entered: string): string => {
  if (word === undefined) return entered;
  if (word.kind === 'yes-no') return YES_NO[entered] ?? entered;
  return word.choices.get(entered) ?? entered;
};
