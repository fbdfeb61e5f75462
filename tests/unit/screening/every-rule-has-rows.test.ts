import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { readTyped } from '../../../src/lib/rulebook/read-rule';
import { screeningRule } from '../../../src/lib/screening/rule-model';
import { CLASSES, preflightOf, readyItem, readySupport } from '../../fixtures/collateral-preflight';
import { gate, readyAsset, readyDataCase } from '../../fixtures/data-asset-gates';
import { REPAYMENT, rules, screen } from '../../fixtures/screening-case';
import { screeningRuleIds } from '../../fixtures/screening-rule-ids';

/** Every rule in force has, in the tables of the tests beside this one, a row that passes, one that fails, one that is unknown. */

type Verdict = 'pass' | 'fail' | 'unknown';
const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'unknown'];
const isVerdict = (text: string): text is Verdict => VERDICTS.some((v) => v === text);

const CONSISTENCY = 'cn.consistency.';
const RULES = [
  ...screeningRuleIds(rules()),
  ...ALL_RULES.map(({ id }) => id).filter((id) => id.startsWith(CONSISTENCY)),
];

/** Code in its family → id, for tables that name a rule by what is printed. */
const byCode = (family: RegExp): ReadonlyMap<string, string> =>
  new Map(
    RULES.filter((id) => family.test(id)).flatMap((id) => {
      const read = readTyped(rules(), id, screeningRule);
      return read.ok ? [[read.value.value.code, id] as const] : [];
    }),
  );
const VIEWS = byCode(/^cn\.three-views\./);
const THINGS = byCode(
  /^cn\.(collateral|mortgage|real-estate|movables|vehicle|movable-pledge|pledge|equity|security|bill|deposit|margin|receivables|trademark|copyright|data-ip|guarantee|policy)\./,
);

/** Which literal of a row or block names its rule. */
interface Table {
  readonly file: string;
  readonly unit: 'row' | 'block';
  readonly rule: (literal: string) => string | null;
}

const suffix =
  (prefix: string) =>
  (literal: string): string | null => {
    const id = literal.startsWith(prefix) ? literal : `${prefix}${literal}`;
    return RULES.includes(id) ? id : null;
  };

/** Tables of the gates name them by number. */
const gateOf = (literal: string): string | null =>
  /^([1-9]|1\d|2[0-5])$/.test(literal) ? gate(Number(literal)) : null;

const TABLES: readonly Table[] = [
  { file: 'refusal-grounds', unit: 'row', rule: suffix('cn.patent-pledge.refusal.') },
  { file: 'data-asset-gates', unit: 'row', rule: gateOf },
  { file: 'collateral/rules', unit: 'row', rule: (code) => THINGS.get(code) ?? null },
  { file: 'repayment', unit: 'row', rule: suffix('cn.repayment.') },
  { file: 'computed-items', unit: 'row', rule: (code) => VIEWS.get(code) ?? null },
  {
    file: 'asked-items',
    unit: 'row',
    rule: (code) => VIEWS.get(code) ?? (code === REPAYMENT ? REPAYMENT : null),
  },
  { file: 'routes/route-conditions', unit: 'block', rule: suffix('cn.route.') },
  { file: 'renewal/renewal', unit: 'block', rule: suffix('cn.renewal.') },
  { file: 'enterprise-file/figures', unit: 'block', rule: suffix(CONSISTENCY) },
];

const literalsBelow = (node: ts.Node): readonly string[] => {
  const found: string[] = [];
  const visit = (n: ts.Node): void => {
    if (ts.isStringLiteralLike(n) || ts.isNumericLiteral(n)) found.push(n.text);
    n.forEachChild(visit);
  };
  visit(node);
  return found;
};

/** Rows: arrays that are elements of an array. Blocks: the statements of the file that call `describe`, `it` or `test`. */
const unitsOf = (source: ts.SourceFile, unit: Table['unit']): readonly ts.Node[] => {
  if (unit === 'block')
    return source.statements.filter((s) => /^(describe|it|test)\b/.test(s.getText(source)));
  const rows: ts.Node[] = [];
  const visit = (n: ts.Node): void => {
    if (ts.isArrayLiteralExpression(n) && ts.isArrayLiteralExpression(n.parent)) rows.push(n);
    n.forEachChild(visit);
  };
  source.forEachChild(visit);
  return rows;
};

const direct = (row: ts.Node): readonly ts.Node[] => (ts.isArrayLiteralExpression(row) ? row.elements : []);
const textOf = (node: ts.Node): readonly string[] =>
  ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) ? [node.text] : [];
const codeIn = (node: ts.Node): readonly string[] =>
  ts.isObjectLiteralExpression(node)
    ? node.properties.flatMap((p) =>
        ts.isPropertyAssignment(p) && p.name.getText() === 'code' ? textOf(p.initializer) : [],
      )
    : [];

/** What names the rule of a row stands in the row itself or is its `code`; its verdict stands in the row or heads a list in it. */
const readRow = (
  row: ts.Node,
): { readonly names: readonly string[]; readonly verdicts: readonly Verdict[] } => ({
  names: direct(row).flatMap((node) => [...textOf(node), ...codeIn(node)]),
  verdicts: direct(row)
    .flatMap((node) => [...textOf(node), ...direct(node).slice(0, 1).flatMap(textOf)])
    .filter(isVerdict),
});
const readBlock = (block: ts.Node): ReturnType<typeof readRow> => {
  const literals = literalsBelow(block);
  return { names: literals, verdicts: literals.filter(isVerdict) };
};

const covered = new Map<string, Set<Verdict>>();
const see = (id: string, ...verdicts: readonly Verdict[]): void => {
  const seen = covered.get(id) ?? new Set();
  verdicts.forEach((v) => seen.add(v));
  covered.set(id, seen);
};

/** Verdicts of the rows that name a day. */
const dated = new Map<string, Set<Verdict>>();
const DAY = /\d{4}-\d{2}-\d{2}/;

for (const { file, unit, rule } of TABLES) {
  const path = new URL(`./${file}.test.ts`, import.meta.url);
  const source = ts.createSourceFile(file, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  for (const node of unitsOf(source, unit)) {
    const { names, verdicts } = unit === 'row' ? readRow(node) : readBlock(node);
    const named = literalsBelow(node).some((text) => DAY.test(text));
    for (const id of names.map(rule)) {
      if (id === null) continue;
      see(id, ...verdicts);
      if (named) dated.set(id, new Set([...(dated.get(id) ?? []), ...verdicts]));
    }
  }
}

/** Two rows that every thing has: everything there, and nothing there. */
const bare = { details: {}, evidence: [] };
const whole = [
  ...CLASSES.map((c) => preflightOf([readyItem(c)])),
  ...(['guarantee', 'insurance'] as const).map((k) => preflightOf([], [readySupport(k)], 'support-1')),
];
const empty = [
  ...CLASSES.map((c) => preflightOf([readyItem(c, bare)])),
  ...(['guarantee', 'insurance'] as const).map((k) =>
    preflightOf([], [{ ...readySupport(k), ...bare }], 'support-1'),
  ),
];
const stranger = preflightOf([{ ...readyItem('RE_FACTORY'), assetClass: 'NO_SUCH_CLASS' }]);
[...whole, ...empty, stranger].forEach(({ findings }) => findings.forEach((f) => see(f.rule, f.verdict)));
screen(readyDataCase([readyAsset()])).gates.findings.forEach((f) => see(f.rule, f.verdict));

it('reads every rule of the rulebook', () => {
  expect(RULES.length).toBeGreaterThan(190);
  expect(new Set(RULES).size).toBe(RULES.length);
});

/** Tests that know no fail: what is not stated, not searched or not explained is not known. */
const NEVER_FAIL: ReadonlySet<string> = new Set([
  'item-class-known',
  'item-stated',
  'item-search-fresh',
  'item-flag-explained',
  'route-security',
  'repayment-bank-debt',
  'repayment-group',
]);
/** The effect of a registration of data is never certain and never refuses. */
const NEVER_FAILING_RULES: ReadonlySet<string> = new Set(['cn.data-gate.l21']);
/** Asked only of a class that the rulebook does not have. */
const NEVER_PASSING_RULES: ReadonlySet<string> = new Set(['cn.collateral.class-known']);

const cannotFail = (id: string): boolean => {
  const read = readTyped(rules(), id, screeningRule);
  if (NEVER_FAILING_RULES.has(id)) return true;
  if (!read.ok) return false;
  const { test, choices } = read.value.value;
  const refuses = Object.values(choices ?? {}).includes('fail');
  return NEVER_FAIL.has(test) || (test === 'item-choice' && !refuses);
};
const canCome = (id: string, verdict: Verdict): boolean =>
  !(verdict === 'fail' && cannotFail(id)) && !(verdict === 'pass' && NEVER_PASSING_RULES.has(id));

it('every rule has a row that passes, one that fails and one that is unknown', () => {
  const open = RULES.flatMap((id) => {
    const lacking = VERDICTS.filter((v) => canCome(id, v) && covered.get(id)?.has(v) !== true);
    return lacking.length === 0 ? [] : [`${id}: ${lacking.join(', ')}`];
  });
  expect(open).toEqual([]);
});

it('what is said never to fail or to pass has no such row', () => {
  const untrue = RULES.flatMap((id) =>
    VERDICTS.filter((v) => !canCome(id, v) && covered.get(id)?.has(v) === true).map((v) => `${id}: ${v}`),
  );
  expect(untrue).toEqual([]);
});

/** Ends of a period, due days, days of a search: what a rule compares with another day. */
const DAY_FIELD = /([a-z]On|_on|Date|End|Until|Through|expiry|_end|_due|due_on|valid_until|ends_on)$/;

/** A day has to be written, or the rows count months. */
const NO_EDGE: ReadonlySet<string> = new Set(['item-stated', 'item-registration-term', 'contract-items']);
/** Its edge has a table of its own for all grounds together. */
const REGISTER_COPY = 'patent.registerCopyDate';

it('every rule that reads a day has rows on both sides of the edge', () => {
  const open = RULES.flatMap((id) => {
    const read = readTyped(rules(), id, screeningRule);
    if (!read.ok || NO_EDGE.has(read.value.value.test)) return [];
    const days = Object.values(read.value.value.fields).filter(
      ({ path }) => DAY_FIELD.test(path) && path !== REGISTER_COPY,
    );
    return days.length > 0 && (dated.get(id)?.size ?? 0) < 2
      ? [`${id}: ${days.map((d) => d.path).join(', ')}`]
      : [];
  });
  expect(open).toEqual([]);
});
