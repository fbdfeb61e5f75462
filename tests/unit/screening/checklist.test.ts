import { describe, expect, it } from 'vitest';
import { runMethods } from '../../../src/lib/case/method';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import { screeningChecklist } from '../../../src/lib/screening/checklist';
import { CHECK_TESTS } from '../../../src/lib/screening/checks/check-catalogue';
import { fileCatalogue } from '../../../src/lib/screening/enterprise-file/catalogue';
import { EARLIER_SCREENING_METHODS, SCREENING_METHODS } from '../../../src/lib/screening/methods';
import { itemComputation, screeningRule } from '../../../src/lib/screening/rule-model';
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
      ['repayment', 7],
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
    expect(by('answer')).toHaveLength(1 + 23 + 7 + 20);
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

  const computations = SCREENING_RULES.flatMap((e) =>
    e.unit === 'computation'
      ? e.values.map((value) => ({ id: e.id, parsed: v.safeParse(itemComputation, value.value) }))
      : [],
  );

  it('每种由数据计算的方法形状正确，核查方法存在，所读的字段、数字、事项都在', () => {
    expect(computations).toHaveLength(25 + 7);
    const file = fileCatalogue(rules());
    if (!file.ok) throw new Error(file.failure.message);
    for (const { id, parsed } of computations) {
      expect([id, parsed.success]).toEqual([id, true]);
      if (!parsed.success) continue;
      const { test, fields, words } = parsed.output;
      expect([id, CHECK_TESTS.has(test)]).toEqual([id, true]);
      for (const { path } of Object.values(fields))
        if (path.startsWith('file.'))
          expect([id, path, file.value.fields.has(path.slice('file.'.length))]).toEqual([id, path, true]);
      for (const name of ['stop', 'serious', 'slight'])
        for (const kind of words[name] ?? [])
          expect([kind, file.value.eventKinds.has(kind)]).toEqual([kind, true]);
    }
  });

  it('县市公开总量只作背景，没有规则读它', () => {
    const text = (entry: (typeof SCREENING_RULES)[number]): string => JSON.stringify(entry.values);
    for (const entry of SCREENING_RULES)
      if (entry.id !== 'screening.context.totals') {
        expect([entry.id, text(entry).includes('screening.context.totals')]).toEqual([entry.id, false]);
        expect([entry.id, /14\.61|1\.49亿|9\.81/.test(text(entry))]).toEqual([entry.id, false]);
      }
  });

  it('每条规则形状正确，所用核查方法存在', () => {
    const inSet = (set: string) =>
      specs.filter(({ parsed }) => parsed.success && parsed.output.set === set).length;
    // 第一还款来源: the one question of the earlier versions and the six rules that it now sums up.
    expect([inSet('patent-pledge-refusal'), inSet('three-views'), inSet('repayment')]).toEqual([
      12,
      30,
      1 + 6,
    ]);
    expect(inSet('data-asset-gates')).toBe(25);
    for (const { id, parsed } of specs) {
      expect([id, parsed.success]).toEqual([id, true]);
      if (parsed.success) expect([id, CHECK_TESTS.has(parsed.output.test)]).toEqual([id, true]);
    }
  });

  it('没有多余的核查方法', () => {
    const used = new Set(specs.flatMap(({ parsed }) => (parsed.success ? [parsed.output.test] : [])));
    for (const { parsed } of computations) if (parsed.success) used.add(parsed.output.test);
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
  it('各方法的产出合起来就是页面看到的', () => {
    const caseRecord = readyCase([patent(1, { pledgeLive: null }), patent(2)]);
    const calendar = {
      id: 'patent.calendar@1',
      title: '日历',
      needs: [],
      run: () => priorOf(caseRecord.sections.patents.records),
    };
    const outputs = runMethods([calendar, ...SCREENING_METHODS], caseRecord, rules());
    const page = screen(caseRecord);
    const made = new Map(outputs.findings.map((f) => [`${f.rule}@${f.subject.id}`, f]));
    for (const finding of page.findings)
      expect(made.get(`${finding.rule}@${finding.subject.id}`)).toEqual(finding);
    const figures = new Map(outputs.figures.map((f) => [f.id, f]));
    for (const figure of page.figures) expect(figures.get(figure.id)).toEqual(figure);
    expect(SCREENING_METHODS.map((m) => m.id).slice(0, 5)).toEqual([
      'screening.patent-pledge-refusal@3',
      'screening.accounts@1',
      'screening.repayment@2',
      'screening.three-views@4',
      'screening.data-asset-gates@3',
    ]);
    expect(EARLIER_SCREENING_METHODS.map((m) => m.id)).toEqual([
      'screening.patent-pledge-refusal@1',
      'screening.patent-pledge-refusal@2',
      'screening.repayment@1',
      'screening.data-asset-gates@1',
      'screening.data-asset-gates@2',
      'screening.three-views@1',
      'screening.three-views@2',
      'screening.three-views@3',
      'screening.routes@1',
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
