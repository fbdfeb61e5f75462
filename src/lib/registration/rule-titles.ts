import * as v from 'valibot';
import { classRuleId } from '../rulebook/collateral-rules';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { NOT_GIVEN } from './display';

/** Titles of what the case names by code. They are read through the rulebook, so that the package carries them. */

const NOT_FOUND = '参数库中没有所选的一项';

const schemeNames = v.object({
  title: v.string(),
  scenarios: v.array(v.object({ code: v.string(), title: v.string() })),
});
const className = v.object({ name: v.string() });
const classAliases = v.record(v.string(), v.string());

/** Titles of a scoring scheme and of one of its scenarios. */
export const schemeTitles = (
  rules: RulesAt,
  scheme: string,
  scenario: string,
): { readonly scheme: string; readonly scenario: string } => {
  if (scheme === '') return { scheme: NOT_GIVEN, scenario: NOT_GIVEN };
  const read = readTyped(rules, `patent.scheme.${scheme}`, schemeNames);
  if (!read.ok) return { scheme: NOT_FOUND, scenario: NOT_FOUND };
  const { title, scenarios } = read.value.value;
  const chosen = scenarios.find(({ code }) => code === scenario)?.title;
  return { scheme: title, scenario: chosen ?? (scenario === '' ? NOT_GIVEN : NOT_FOUND) };
};

/** Name of an asset class, whichever of the known spellings of its code was used. */
export const assetClassTitle = (rules: RulesAt, code: string): string => {
  const aliases = readTyped(rules, 'collateral.class-aliases', classAliases);
  const known =
    aliases.ok && Object.hasOwn(aliases.value.value, code) ? aliases.value.value[code] : undefined;
  const id = classRuleId(known ?? code);
  const read = id === null ? null : readTyped(rules, id, className);
  return read?.ok === true ? read.value.value.name : '押品类别不在参数库中';
};

/** `浙江省衢州市（行政区划代码 330800）`; a place that is not listed bears the name of the one above it. */
export const regionTitle = (rules: RulesAt): string => {
  const read = readTyped(rules, 'registration.region-name', v.string());
  const code = rules.region.slice('cn-'.length);
  const name = read.ok ? read.value.value : '';
  if (code === '') return name === '' ? '全国' : name;
  return name === '' ? `行政区划代码 ${code}` : `${name}（行政区划代码 ${code}）`;
};

/** Title of a parameter as the rulebook has it; `otherwise` where the rulebook does not hold it. */
export const ruleTitle = (rules: RulesAt, id: string, otherwise: string): string => {
  const read = rules.read(id);
  return read.ok ? read.value.title : otherwise;
};
