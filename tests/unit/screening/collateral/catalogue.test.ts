import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { fieldsOfRegistry, registryOfClass } from '../../../../src/lib/rulebook/collateral-fields';
import { ASSET_CLASS_CODES } from '../../../../src/lib/rulebook/collateral-rules';
import { readTyped } from '../../../../src/lib/rulebook/read-rule';
import { screeningRule } from '../../../../src/lib/screening/rule-model';
import {
  CLASSES,
  ENTRIES,
  caseWith,
  preflight,
  preflightRules,
  readyItem,
  readySupport,
} from '../../../fixtures/collateral-preflight';

const at = preflightRules();
const specOf = (id: string) => mustBeOk(readTyped(at, id, screeningRule)).value;
const judged = [
  ...CLASSES.flatMap((c) => preflight(caseWith([readyItem(c)]))),
  ...(['guarantee', 'insurance'] as const).flatMap((k) => preflight(caseWith([], [readySupport(k)]))),
];

describe('栏目与核查对得上', () => {
  it.each(ASSET_CLASS_CODES)('%s 有登记机构，登记机构有栏目与核查', (assetClass) => {
    const { registry } = mustBeOk(registryOfClass(at, assetClass));
    const { groups } = mustBeOk(fieldsOfRegistry(at, registry));
    const codes = groups.flatMap((g) => g.fields.map((f) => f.code));
    expect(new Set(codes).size).toBe(codes.length);
    const [found] = preflight(caseWith([{ ...readyItem('MARGIN'), assetClass, details: {}, evidence: [] }]));
    expect(registry === 'PATENT' ? found === undefined : (found?.findings.length ?? 0) > 2).toBe(true);
  });

  it('规则所读的栏目都在其登记机构的栏目中，所要的材料都可以选', () => {
    for (const { registry, findings } of judged) {
      const { groups, papers } = mustBeOk(fieldsOfRegistry(at, registry ?? ''));
      const codes = new Set(groups.flatMap((g) => g.fields.map((f) => `item.details.${f.code}`)));
      for (const { rule } of findings) {
        const spec = specOf(rule);
        for (const { path } of Object.values(spec.fields))
          if (path.startsWith('item.details.')) expect([rule, codes.has(path)]).toEqual([rule, true]);
        // Of every list at least one paper can be chosen for this registry.
        for (const list of Object.values(spec.papers ?? {}))
          expect([rule, registry, list.some((name) => papers.includes(name))]).toEqual([
            rule,
            registry,
            true,
          ]);
      }
    }
  });

  it('栏目写明的核查确实读它', () => {
    for (const { registry, findings } of judged) {
      const { groups } = mustBeOk(fieldsOfRegistry(at, registry ?? ''));
      const byCode = new Map(findings.map((f) => [f.code, specOf(f.rule)]));
      for (const field of groups.flatMap((g) => g.fields))
        for (const code of field.checks) {
          const spec = byCode.get(code);
          if (spec !== undefined)
            expect([
              code,
              field.code,
              Object.values(spec.fields).some((f) => f.path === `item.details.${field.code}`),
            ]).toEqual([code, field.code, true]);
        }
    }
  });

  it('每个栏目有依据与可信度，每条规则有出处；自定的写明理由', () => {
    const rules = ENTRIES.filter(({ id }) => judged.some((j) => j.findings.some((f) => f.rule === id)));
    expect(rules.length).toBeGreaterThan(80);
    for (const { id, values } of rules)
      for (const { citation, confidence } of values)
        if (confidence !== 'verified')
          expect([id, citation.reason === undefined && citation.url === undefined]).toEqual([id, false]);
  });
});
