import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../src/lib/kernel/plain-date';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { parseRuleEntries } from '../../../src/lib/rulebook/parse-rules';
import { regionChain } from '../../../src/lib/rulebook/regions';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { checkRuleEntries } from '../../../src/lib/rulebook/rule-checks';
import { day } from './sample-rules';

const DATA = 'src/lib/rulebook/data';
const files = readdirSync(DATA).filter((name) => name.endsWith('.rules.json'));

describe('every rules file', () => {
  test.each(files)('%s is well formed and all of it is in the rulebook', (name) => {
    const json: unknown = JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8'));
    const entries = parseRuleEntries(json);
    expect(entries.ok ? [] : entries.failure).toEqual([]);
    const known = new Set(ALL_RULES.map((rule) => rule.id));
    expect(entries.ok ? entries.value.map((rule) => rule.id).filter((id) => !known.has(id)) : []).toEqual([]);
  });
});

describe('the rulebook as a whole', () => {
  test('has no doubled id across domains, no disorder, no unexplained gap, no missing reason', () => {
    expect(checkRuleEntries(ALL_RULES)).toEqual([]);
    expect(ALL_RULES.length).toBeGreaterThan(0);
  });

  test('every value is cited, and every text is filled', () => {
    for (const rule of ALL_RULES)
      for (const value of rule.values) {
        expect(value.citation.instrument.trim(), rule.id).not.toBe('');
        expect(regionChain(value.region).at(-1), rule.id).toBe('cn');
        if (value.kind === 'judgement' || value.confidence === 'assumption')
          expect(value.citation.reason?.trim() ?? '', rule.id).not.toBe('');
      }
  });

  test('the resolver keeps to the days of every single value', () => {
    for (const rule of ALL_RULES)
      for (const value of rule.values) {
        const at = (date: ReturnType<typeof day>) =>
          rulesAt({ entries: [rule], date, region: value.region }).read(rule.id);
        const first = at(day(value.effectiveFrom));
        const before = at(addDays(day(value.effectiveFrom), -1));
        expect(first.ok ? first.value.value : null, rule.id).toEqual(value.value);
        expect(before.ok && before.value.effectiveFrom === value.effectiveFrom, rule.id).toBe(false);
        if (value.effectiveTo === undefined) continue;
        const last = at(day(value.effectiveTo));
        const after = at(addDays(day(value.effectiveTo), 1));
        expect(last.ok ? last.value.value : null, rule.id).toEqual(value.value);
        expect(after.ok && after.value.effectiveFrom === value.effectiveFrom, rule.id).toBe(false);
      }
  });
});
