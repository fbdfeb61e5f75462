import { expect, test } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { screeningChecklist } from '../../../src/lib/screening/checklist';
import { plainWords } from '../../../src/lib/screening/plain-words';
import { rules } from '../../fixtures/screening-case';
import { screeningRuleIds } from '../../fixtures/screening-rule-ids';

const words = () => mustBeOk(plainWords(rules()));

test('每条问法对应一条存在的规则，不重复，写明准备什么', () => {
  const ids = new Set(ALL_RULES.map((r) => r.id));
  const asked = words().map((w) => w.rule);
  expect(asked.filter((rule) => !ids.has(rule))).toEqual([]);
  expect(new Set(asked).size).toBe(asked.length);
  for (const { rule, question, ready } of words()) {
    expect(question.endsWith('？'), rule).toBe(true);
    expect(ready.trim(), rule).not.toBe('');
  }
});

test('每条核查规则、办理路径的每个条件都有通俗问法，押品的核查也在内', () => {
  const asked = new Set(words().map((w) => w.rule));
  const listed = screeningChecklist(rules()).groups.flatMap((g) => g.items.map((i) => i.rule));
  const ids = [...new Set([...listed, ...screeningRuleIds(rules())])];
  expect(ids.filter((id) => id.startsWith('cn.real-estate.')).length).toBeGreaterThan(5);
  const consistency = ALL_RULES.map((r) => r.id).filter((id) => id.startsWith('cn.consistency.'));
  expect(consistency.length).toBeGreaterThan(5);
  expect([...ids, ...consistency].filter((id) => !asked.has(id))).toEqual([]);
});
