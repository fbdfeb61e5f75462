import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { readTyped, ruleLeaf } from '../../../src/lib/rulebook/read-rule';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { dated, day, entry, overlayOf } from './sample-rules';

const entries = [
  entry('a.cap', [dated('0.5', '2020-01-01', { confidence: 'secondary' })]),
  entry('a.table', [dated({ rows: [{ rate: '0.1' }, { rate: 2 }] }, '2020-01-01')], { unit: '元/年' }),
  entry('a.days', [dated(7, '2020-01-01')], { unit: 'day' }),
];
const rules = rulesAt({ entries, date: day('2026-01-01'), region: 'cn' });

describe('typed reading', () => {
  test('gives the value in its type together with the rule', () => {
    const cap = readTyped(rules, 'a.cap', v.pipe(v.string(), v.regex(/^0\.\d+$/)));
    expect(cap.ok && cap.value.value).toBe('0.5');
    expect(cap.ok && cap.value.rule.confidence).toBe('secondary');
  });

  test('a value of another form is refused with its place', () => {
    const table = readTyped(
      rules,
      'a.table',
      v.strictObject({ rows: v.array(v.strictObject({ rate: v.string() })) }),
    );
    expect(table).toMatchObject({
      ok: false,
      failure: { code: 'E_RULE_SHAPE', path: 'a.table › rows.1.rate', rule: 'a.table' },
    });
    const whole = readTyped(rules, 'a.cap', v.number());
    expect(whole).toMatchObject({ ok: false, failure: { code: 'E_RULE_SHAPE', path: 'a.cap' } });
  });

  test('an unknown id stays unknown, and a typed reading is recorded', () => {
    const fresh = rulesAt({ entries, date: day('2026-01-01'), region: 'cn' });
    expect(readTyped(fresh, 'no.such', v.string())).toMatchObject({
      ok: false,
      failure: { code: 'E_RULE_UNKNOWN' },
    });
    readTyped(fresh, 'a.cap', v.string());
    expect(fresh.readSet()).toHaveLength(1);
  });
});

describe('parameter leaves', () => {
  const leafOf = (id: string, ...rest: [string?, (string | null)?]) => {
    const rule = rules.read(id);
    if (!rule.ok) throw new Error(id);
    return ruleLeaf(rule.value, ...rest);
  };

  test('carries citation, date, region and confidence', () => {
    expect(leafOf('a.cap')).toEqual({
      id: 'rule/a.cap',
      label: '参数 a.cap',
      value: '0.5',
      unit: 'ratio',
      confidence: 'secondary',
      source: {
        kind: 'parameter',
        id: 'a.cap',
        effectiveFrom: '2020-01-01',
        region: 'cn',
        citation: { instrument: '虚构办法', article: '第一条' },
      },
      children: [],
    });
  });

  test('shows numbers as text, tables as canonical JSON, one number of a table when told', () => {
    expect(leafOf('a.days')).toMatchObject({ value: '7', unit: 'day' });
    expect(leafOf('a.table')).toMatchObject({ value: '{"rows":[{"rate":"0.1"},{"rate":2}]}', unit: 'none' });
    expect(leafOf('a.table', '第一档', '0.1')).toMatchObject({ label: '第一档', value: '0.1' });
    expect(leafOf('a.table', undefined, null)).toMatchObject({ label: '参数 a.table', value: null });
  });

  test('names the overlay', () => {
    const overlay = overlayOf([{ id: 'a.cap', effectiveFrom: '2026-01-01', value: '0.3', reason: '审慎' }]);
    const rule = rulesAt({ entries, date: day('2026-01-01'), region: 'cn', overlay }).read('a.cap');
    expect(rule.ok && ruleLeaf(rule.value).source).toMatchObject({ overlay: '虚构农村商业银行@2026.2' });
  });
});
