import type { CaseRecord } from '../case/case-record';
import { canonicalJson } from '../kernel/canonical-json';
import type { Result } from '../kernel/result';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { JSON_PATH } from './json-parts';
import { type ReviewFinding, undecided } from './verify-report';

/** What a verifier holds against the rule values and the list of methods that a package brings along. */
export interface OwnLaw {
  /** The verifier's own rules for the date, the region and the recorded overlay of a case. */
  readonly rulesOf: (caseRecord: CaseRecord) => Result<RulesAt>;
  /** Names, without version, of the methods that a package is made with. */
  readonly methods: readonly string[];
}

const nameOf = (id: string): string => id.slice(0, id.lastIndexOf('@'));

/** Rules as a package carries them, and the ids that were asked for and are not among them. */
export const watchedRules = (
  rules: RulesAt,
): { readonly rules: RulesAt; readonly missing: ReadonlySet<string> } => {
  const missing = new Set<string>();
  const read: RulesAt['read'] = (id) => {
    const found = rules.read(id);
    if (!found.ok) missing.add(id);
    return found;
  };
  return { rules: { ...rules, read }, missing };
};

const open = (message: string): ReviewFinding => undecided('E_RULE_VALUE', JSON_PATH.rules, message);

const sameValue = (a: ResolvedRule, b: ResolvedRule): boolean =>
  canonicalJson(a.value) === canonicalJson(b.value) &&
  a.unit === b.unit &&
  a.confidence === b.confidence &&
  a.overlay === b.overlay;

const shown = ({ value }: ResolvedRule): string => {
  const text = canonicalJson(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

const ruleFinding = (rule: ResolvedRule, own: RulesAt): readonly ReviewFinding[] => {
  const named = `规则“${rule.title}”（${rule.id}）`;
  const mine = own.read(rule.id);
  if (!mine.ok) return [open(`${named}：本程序没有可与之比较的值，包内的值未核对`)];
  if (sameValue(rule, mine.value)) return [];
  const values =
    canonicalJson(rule.value) === canonicalJson(mine.value.value)
      ? '值相同，单位、可信程度或机构参数的标注不同'
      : `包内 ${shown(rule)}，本程序 ${shown(mine.value)}`;
  return [open(`${named}与本程序在该日期、地区的不同：${values}；可能是另一版规则，也可能被改过`)];
};

/**
 * Packaged rule values that are not the verifier's own, and methods that were left out of the list. A package of another version may
 * honestly differ in both, and nothing here knows which values that version had: a difference is open, never wrong.
 *
 * @param missing ids that the re-run asked for and the package does not carry
 */
export const lawFindings = (
  law: OwnLaw,
  caseRecord: CaseRecord,
  packaged: readonly ResolvedRule[],
  missing: ReadonlySet<string>,
  methods: readonly string[],
): readonly ReviewFinding[] => {
  const listed = new Set(methods.map(nameOf));
  const left = law.methods
    .filter((name) => !listed.has(name))
    .map((name) =>
      undecided(
        'E_METHOD',
        'package.json › methods',
        `方法列表里没有“${name}”，其结果不在重算之内；可能是较早的版本没有这项，也可能被去掉了`,
      ),
    );
  const own = law.rulesOf(caseRecord);
  if (!own.ok) return [...left, open(`本程序的规则无从比较：${own.failure.message}`)];
  const absent = [...missing]
    .sort()
    .flatMap((id) =>
      own.value.read(id).ok
        ? [open(`重算读取的规则“${id}”不在包内，而本程序有这一项；可能是较早的版本没有，也可能被删去了`)]
        : [],
    );
  return [...left, ...packaged.flatMap((rule) => ruleFinding(rule, own.value)), ...absent];
};
