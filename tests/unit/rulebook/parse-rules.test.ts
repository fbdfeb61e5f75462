import { describe, expect, test } from 'vitest';
import type { DatedValue, RuleEntry } from '../../../src/lib/rulebook/model';
import { parseResolvedRules, parseRuleEntries } from '../../../src/lib/rulebook/parse-rules';
import { checkRuleEntries } from '../../../src/lib/rulebook/rule-checks';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { dated, day, entry } from './sample-rules';

const outcome = (json: unknown): string => {
  const result = parseRuleEntries(json);
  return result.ok ? 'ok' : `${result.failure.code} ${result.failure.path}`;
};

const good = entry('a.cap', [dated('0.5', '2020-01-01')]);
const withValue = (more: Partial<DatedValue>): RuleEntry[] => [
  entry('a.cap', [dated('0.5', '2020-01-01', more)]),
];
const checks = (values: readonly DatedValue[], more: Partial<RuleEntry> = {}): string[] =>
  checkRuleEntries([entry('a.cap', values, more)]).map((failure) => failure.code);

describe('the shape of a rules file', () => {
  test('accepts every kind of JSON value', () => {
    for (const value of ['0.5', 5, true, null, [1, ['a']], { table: [{ from: 1, rate: '0.1' }] }])
      expect(parseRuleEntries([entry('a.cap', [dated(value, '2020-01-01')])])).toEqual({
        ok: true,
        value: [entry('a.cap', [dated(value, '2020-01-01')])],
      });
    expect(outcome([])).toBe('ok');
  });

  test.each<[string, unknown]>([
    ['no array', good],
    ['null', null],
    ['unknown field', [{ ...good, remark: '' }]],
    ['no unit', [{ ...good, unit: undefined }]],
    ['blank title', [{ ...good, title: '  ' }]],
    ['no values', [{ ...good, values: [] }]],
    ['upper-case id', [{ ...good, id: 'a.Cap' }]],
    ['id without dot', [{ ...good, id: 'cap' }]],
    ['id with empty part', [{ ...good, id: 'a..cap' }]],
    ['id ending in a hyphen', [{ ...good, id: 'a.cap-' }]],
    ['unknown region', withValue({ region: 'cn-3' })],
    ['date on no calendar', withValue({ effectiveFrom: '2023-02-30' })],
    ['unknown confidence', [{ ...good, values: [{ ...good.values[0], confidence: 'certain' }] }]],
    ['unknown kind', [{ ...good, values: [{ ...good.values[0], kind: 'rumour' }] }]],
    ['no instrument', withValue({ citation: { instrument: ' ' } })],
    ['no citation', [{ ...good, values: [{ ...good.values[0], citation: undefined }] }]],
    ['link that is none', withValue({ citation: { instrument: '虚构办法', url: 'javascript:alert(1)' } })],
    ['value that is not JSON', [{ ...good, values: [{ ...good.values[0], value: undefined }] }]],
    ['value NaN', withValue({ value: NaN })],
    [
      'gap without reason',
      [{ ...good, knownGaps: [{ region: 'cn', from: '2020-01-01', to: '2020-01-02', reason: '' }] }],
    ],
  ])('refuses: %s', (_, json) => {
    expect(outcome(json)).toMatch(/^E_RULE_SHAPE/);
  });

  test('the path names the entry and the place in it', () => {
    expect(outcome([good, ...withValue({ region: 'x' }).map((e) => ({ ...e, id: 'b.cap' }))])).toBe(
      'E_RULE_SHAPE b.cap › values.0.region',
    );
    expect(outcome([good, 7])).toBe('E_RULE_SHAPE 第 2 项');
  });
});

describe('what the shape cannot say', () => {
  test('ids are unique', () => {
    expect(outcome([good, good])).toBe('E_RULE_TWICE a.cap');
  });

  test('judgements and assumptions say why', () => {
    const cited = { instrument: '虚构办法' };
    expect(checks([dated(1, '2020-01-01', { kind: 'judgement', citation: cited })])).toEqual([
      'E_RULE_REASON',
    ]);
    expect(checks([dated(1, '2020-01-01', { confidence: 'assumption', citation: cited })])).toEqual([
      'E_RULE_REASON',
    ]);
    expect(
      checks([dated(1, '2020-01-01', { kind: 'judgement', citation: { ...cited, reason: '审慎' } })]),
    ).toEqual([]);
    expect(checks([dated(1, '2020-01-01', { confidence: 'secondary', citation: cited })])).toEqual([]);
  });

  test('dates are in order, without overlap', () => {
    expect(checks([dated(1, '2021-01-01'), dated(2, '2020-01-01')])).toEqual(['E_RULE_ORDER']);
    expect(checks([dated(1, '2021-01-01'), dated(2, '2021-01-01')])).toEqual(['E_RULE_ORDER']);
    expect(checks([dated(1, '2021-01-01', { effectiveTo: '2020-12-31' })])).toEqual(['E_RULE_ORDER']);
    expect(checks([dated(1, '2020-01-01', { effectiveTo: '2021-01-01' }), dated(2, '2021-01-01')])).toEqual([
      'E_RULE_OVERLAP',
    ]);
    expect(checks([dated(1, '2020-01-01', { effectiveTo: '2020-12-31' }), dated(2, '2021-01-01')])).toEqual(
      [],
    );
    expect(checks([dated(1, '2020-01-01'), dated(2, '2021-01-01')])).toEqual([]);
    expect(checks([dated(1, '2021-01-01', { region: 'cn-33' }), dated(2, '2020-01-01')])).toEqual([]);
  });

  test('a gap needs a reason', () => {
    const gapped = [dated(1, '2020-01-01', { effectiveTo: '2020-12-30' }), dated(2, '2021-01-01')];
    const gap = { region: 'cn', from: '2020-12-31', to: '2020-12-31', reason: '当日无公告' };
    expect(checks(gapped)).toEqual(['E_RULE_GAP']);
    expect(checks(gapped, { knownGaps: [gap] })).toEqual([]);
    expect(checks(gapped, { knownGaps: [{ ...gap, region: 'cn-33' }] })).toEqual(['E_RULE_GAP']);
    expect(checks(gapped, { knownGaps: [{ ...gap, from: '2020-12-30' }] })).toEqual(['E_RULE_GAP']);
  });

  test('a lower region needs an entry that may be replaced', () => {
    const both = [dated(1, '2020-01-01'), dated(2, '2020-01-01', { region: 'cn-3308' })];
    expect(checks(both)).toEqual([]);
    expect(checks(both, { overridable: false })).toEqual(['E_RULE_NOT_OVERRIDABLE']);
    expect(
      checks([dated(1, '2020-01-01'), dated(2, '2020-01-01', { region: 'cn-33' })], { overridable: false }),
    ).toEqual(['E_RULE_NOT_OVERRIDABLE']);
    const beside = [dated(1, '2020-01-01', { region: 'cn-33' }), dated(2, '2020-01-01', { region: 'cn-11' })];
    expect(checks(beside, { overridable: false })).toEqual([]);
  });
});

describe('rules in a package', () => {
  const rules = rulesAt({ entries: [good], date: day('2026-01-01'), region: 'cn' });
  rules.read('a.cap');
  const record = rules.readSet();

  test('what a resolver leaves is accepted', () => {
    expect(parseResolvedRules(JSON.parse(JSON.stringify(record)))).toEqual({ ok: true, value: record });
  });

  test.each<[string, unknown, string]>([
    ['an id twice', [...record, ...record], 'E_RULE_TWICE'],
    ['an unknown field', record.map((rule) => ({ ...rule, x: 1 })), 'E_RULE_SHAPE'],
    ['no citation', record.map((rule) => ({ ...rule, citation: {} })), 'E_RULE_SHAPE'],
    ['no list', {}, 'E_RULE_SHAPE'],
  ])('refuses %s', (_, json, code) => {
    const result = parseResolvedRules(json);
    expect(result.ok ? 'ok' : result.failure.code).toBe(code);
  });
});
