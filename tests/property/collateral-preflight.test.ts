import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CollateralItem } from '../../src/lib/case/collateral-section';
import type { Verdict } from '../../src/lib/case/exchange';
import { mustBeOk } from '../../src/lib/kernel/result';
import { fieldsOfRegistry, registryOfClass } from '../../src/lib/rulebook/collateral-fields';
import { rulesFromRecord } from '../../src/lib/rulebook/resolver';
import {
  CLASSES,
  caseWith,
  paperOf,
  papersOf,
  preflight,
  preflightOf,
  preflightRules,
  readyItem,
  withDetails,
} from '../fixtures/collateral-preflight';
import { plain } from '../fixtures/screening-case';

/** Arbitrary items (虚构): a ready one with some facts wrong, missing or unreadable, and only part of its papers. */

const fieldsOf = (assetClass: string) => {
  const at = preflightRules();
  const { registry } = mustBeOk(registryOfClass(at, assetClass));
  return mustBeOk(fieldsOfRegistry(at, registry)).groups.flatMap((g) => g.fields);
};

const valueFor = (field: ReturnType<typeof fieldsOf>[number]): fc.Arbitrary<string | null> => {
  if (field.kind === 'yes-no') return fc.constantFrom('true', 'false', null, 'vielleicht');
  if (field.kind === 'choice') return fc.constantFrom(...(field.choices ?? []).map((c) => c.code), null);
  if (field.kind === 'date') return fc.constantFrom('2026-11-10', '2027-11-30', '2020-01-01', 'x', null);
  if (field.kind === 'count') return fc.constantFrom('0', '3', '24', '-1', null);
  if (field.kind === 'money') return fc.constantFrom('0', '100', '60000000', null);
  return fc.constantFrom('虚构测试材料有限公司', '虚构别人', null);
};

const changed = (assetClass: string): fc.Arbitrary<CollateralItem> => {
  const fields = fieldsOf(assetClass);
  return fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: fields.length - 1 }), { maxLength: 4 }),
      fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    )
    .chain(([places, , kept]) =>
      fc.tuple(...places.map((i) => valueFor(fields[i] ?? fields[0] ?? raise()))).map((values) => {
        const details = Object.fromEntries(
          places.map((place, i) => [fields[place]?.code ?? '', values[i] ?? null] as const),
        );
        const evidence = papersOf(assetClass).filter((_, i) => kept[i % kept.length]);
        return { ...withDetails(readyItem(assetClass), details), evidence };
      }),
    );
};

const raise = (): never => {
  throw new Error('no field');
};

const item = fc.constantFrom(...CLASSES).chain(changed);

const verdicts = (one: CollateralItem): ReadonlyMap<string, Verdict> =>
  new Map(preflightOf([one]).findings.map((f) => [f.rule, f.verdict]));

it('taking a paper away turns no unknown and no fail into a pass', () => {
  fc.assert(
    fc.property(item, fc.nat(), (one, n) => {
      const before = verdicts(one);
      const after = verdicts({
        ...one,
        evidence: one.evidence.filter((_, i) => i !== n % (one.evidence.length + 1)),
      });
      for (const [rule, verdict] of after)
        if (verdict === 'pass') expect([rule, before.get(rule)]).toEqual([rule, 'pass']);
    }),
    { numRuns: 100 },
  );
}, 30_000);

it('adding a paper turns no pass into an unknown, and changes no fail', () => {
  fc.assert(
    fc.property(item, fc.nat(), (one, n) => {
      const all = papersOf(one.assetClass);
      const more = all[n % all.length] ?? paperOf('虚构材料');
      const before = verdicts(one);
      const after = verdicts({ ...one, evidence: [...one.evidence, more] });
      for (const [rule, verdict] of before) {
        if (verdict === 'pass') expect([rule, after.get(rule)]).toEqual([rule, 'pass']);
        if (verdict === 'fail') expect([rule, after.get(rule)]).toEqual([rule, 'fail']);
      }
    }),
    { numRuns: 100 },
  );
}, 30_000);

it('taking a fact away lets no rule pass that failed or was unknown, unless the fact was unfavourable', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CLASSES), fc.nat(), (assetClass, n) => {
      const ready = readyItem(assetClass);
      const codes = Object.keys(ready.details);
      const code = codes[n % codes.length] ?? '';
      const after = verdicts(withDetails(ready, { [code]: null }));
      expect([...after.values()].includes('fail')).toBe(false);
    }),
    { numRuns: 100 },
  );
}, 30_000);

it('a paper whose file is not in the case counts as none', () => {
  fc.assert(
    fc.property(item, (one) => {
      const lost = one.evidence.map((paper) => ({ ...paper, attachment: 'gone' }));
      expect([...verdicts({ ...one, evidence: lost })]).toEqual([...verdicts({ ...one, evidence: [] })]);
    }),
    { numRuns: 60 },
  );
}, 30_000);

it('the rules as a package keeps them give the same findings', () => {
  fc.assert(
    fc.property(item, (one) => {
      const at = preflightRules();
      const before = preflight(caseWith([one]), at);
      // A package writes keys in code-unit order.
      const sorted = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(sorted)
          : typeof value === 'object' && value !== null
            ? Object.fromEntries(
                Object.entries(value)
                  .sort(([a], [b]) => (a < b ? -1 : 1))
                  .map(([key, inner]) => [key, sorted(inner)]),
              )
            : value;
      const kept = at.readSet().map((rule) => ({ ...rule, value: sorted(rule.value) as typeof rule.value }));
      expect(preflight(caseWith([one]), rulesFromRecord(kept, plain('2026-11-20'), 'cn-330825'))).toEqual(
        before,
      );
    }),
    { numRuns: 40 },
  );
}, 30_000);
