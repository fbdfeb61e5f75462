import { describe, expect, it } from 'vitest';
import { runMethods } from '../../../src/lib/case/method';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import { screeningChecklist } from '../../../src/lib/screening/checklist';
import { CHECK_TESTS } from '../../../src/lib/screening/checks/check-catalogue';
import { SCREENING_METHODS } from '../../../src/lib/screening/methods';
import { screeningRule } from '../../../src/lib/screening/rule-model';
import * as v from 'valibot';
import { patent, priorOf, readyCase, rules, screen } from '../../fixtures/screening-case';

describe('问卷', () => {
  const checklist = screeningChecklist(rules());

  it('不予登记情形、三个维度、第一还款来源、数据资产合规', () => {
    expect(checklist.failures).toEqual([]);
    expect(checklist.groups.map((g) => [g.code, g.items.length])).toEqual([
      ['refusal', 12],
      ['patent', 14],
      ['team', 7],
      ['credit', 9],
      ['repayment', 1],
      ['data-asset', 25],
    ]);
  });

  it('哪些由人答复、哪些可声明、哪些由案卷判断', () => {
    const by = (asks: string) =>
      checklist.groups.flatMap((g) => g.items.filter((i) => i.asks === asks).map((i) => i.code));
    expect(by('declare')).toEqual(['8', '10', '11']);
    expect(by('computed')).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '9',
      'P1',
      'P2',
      'P3',
      'P4',
      'P5',
      'P6',
      'P7',
      'L05',
      'L17',
      'L18',
      'L21',
      'L23',
    ]);
    expect(by('answer')).toHaveLength(1 + 23 + 1 + 20);
  });

  it('评分项有 0–4 分的说明，每项有证据与出处', () => {
    for (const item of checklist.groups.flatMap((g) => g.items)) {
      expect(item.evidence.length).toBeGreaterThan(0);
      expect(item.citation.instrument).not.toBe('');
      if (item.scale === '0-4') expect(item.options.length).toBeGreaterThanOrEqual(3);
    }
    const research = checklist.groups[2]?.items.find((i) => i.code === 'T2');
    expect(research?.options.map((o) => o.points)).toEqual([1, 2, 3, 4]);
  });

  it('不在施行期：列出读不到的规则', () => {
    const early = screeningChecklist(rules(SCREENING_RULES, '2016-01-01'));
    expect(early.failures.length).toBeGreaterThan(0);
    expect(early.failures.every((f) => f.code === 'NO_RULE_IN_FORCE')).toBe(true);
  });
});

describe('规则数据', () => {
  const specs = SCREENING_RULES.flatMap((e) =>
    e.unit === 'rule'
      ? e.values.map((value) => ({ id: e.id, parsed: v.safeParse(screeningRule, value.value) }))
      : [],
  );

  it('每条规则形状正确，所用核查方法存在', () => {
    expect(specs).toHaveLength(12 + 30 + 1 + 25);
    for (const { id, parsed } of specs) {
      expect([id, parsed.success]).toEqual([id, true]);
      if (parsed.success) expect([id, CHECK_TESTS.has(parsed.output.test)]).toEqual([id, true]);
    }
  });

  it('没有多余的核查方法', () => {
    const used = new Set(specs.flatMap(({ parsed }) => (parsed.success ? [parsed.output.test] : [])));
    expect([...CHECK_TESTS.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  it('法定情形不允许机构参数替换', () => {
    const statutory = SCREENING_RULES.filter((e) => e.id.startsWith('cn.patent-pledge.refusal.'));
    expect(statutory).toHaveLength(12);
    expect(statutory.some((e) => e.overridable)).toBe(false);
  });

  it('权重与分档是假设，并写明理由', () => {
    for (const entry of SCREENING_RULES.filter((e) => e.id.startsWith('screening.three-views.')))
      for (const value of entry.values) {
        expect(value.confidence).toBe('assumption');
        expect(value.citation.reason).toBeTruthy();
      }
  });
});

describe('方法', () => {
  it('两个方法的产出合起来就是页面看到的', () => {
    const caseRecord = readyCase([patent(1, { pledgeLive: null }), patent(2)]);
    const calendar = {
      id: 'patent.calendar@1',
      title: '日历',
      needs: [],
      run: () => priorOf(caseRecord.sections.patents.records),
    };
    const outputs = runMethods([calendar, ...SCREENING_METHODS], caseRecord, rules());
    const page = screen(caseRecord);
    expect(outputs.findings).toEqual(page.findings);
    expect(outputs.figures.filter((f) => f.id.startsWith('screening/'))).toEqual(page.figures);
    expect(SCREENING_METHODS.map((m) => m.id)).toEqual([
      'screening.patent-pledge-refusal@1',
      'screening.three-views@2',
      'screening.data-asset-gates@1',
    ]);
  });

  it('产出的数字编号不重复，可转成 JSON', () => {
    const { figures, findings } = screen(readyCase());
    expect(new Set(figures.map((f) => f.id)).size).toBe(figures.length);
    expect(new Set(findings.map((f) => `${f.rule}@${f.subject.id}`)).size).toBe(findings.length);
    expect(JSON.parse(JSON.stringify({ figures, findings }))).toEqual({ figures, findings });
  });

  it('案卷存取一遍，结果不变', () => {
    const caseRecord = readyCase();
    const read = parseCaseJson(caseJson(caseRecord));
    expect(read.ok).toBe(true);
    if (read.ok) expect(screen(read.value)).toEqual(screen(caseRecord));
  });
});
