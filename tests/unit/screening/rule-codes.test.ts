import { expect, it } from 'vitest';
import { screeningRule } from '../../../src/lib/screening/rule-model';
import { readTyped } from '../../../src/lib/rulebook/read-rule';
import { rules } from '../../fixtures/screening-case';
import { screeningRuleIds } from '../../fixtures/screening-rule-ids';

/** Families whose codes are those of the paper they come from, or that never stand beside others. */
const OWN_NUMBERS = /^cn\.patent-pledge\.refusal\./;

it('每条规则的编号只用一次：核查表上两个 C1 分不清', () => {
  const codes = new Map<string, string[]>();
  for (const id of screeningRuleIds(rules())) {
    if (OWN_NUMBERS.test(id)) continue;
    const read = readTyped(rules(), id, screeningRule);
    if (!read.ok) continue;
    const { code } = read.value.value;
    codes.set(code, [...(codes.get(code) ?? []), id]);
  }
  expect([...codes].filter(([, ids]) => new Set(ids).size > 1)).toEqual([]);
});
