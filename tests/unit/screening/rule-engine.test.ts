import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { walkTrace } from '../../../src/lib/kernel/trace';
import type { RuleEntry } from '../../../src/lib/rulebook/model';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import {
  GROUND,
  VALUATION_DATE,
  findingOf,
  patent,
  plain,
  readyCase,
  rules,
  screen,
  view,
  withSections,
} from '../../fixtures/screening-case';

type Value = Readonly<Record<string, JsonValue>>;
const isRecord = (value: JsonValue): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rulebook with the value of one entry changed. */
const changed = (id: string, change: (value: Value) => JsonValue): readonly RuleEntry[] =>
  SCREENING_RULES.map((entry) =>
    entry.id === id
      ? {
          ...entry,
          values: entry.values.map((v) => ({ ...v, value: isRecord(v.value) ? change(v.value) : v.value })),
        }
      : entry,
  );

const COPY = { path: 'patent.registerCopyDate', label: '登记簿副本日期' };
const ground5 = `${GROUND}5`;
/** Ground 5 reading another field; the register copy date stays as it is. */
const reading = (path: string): readonly RuleEntry[] =>
  changed(ground5, (v) => ({ ...v, fields: { copyDate: COPY, flag: { path, label: '虚构字段' } } }));

const verdictWith = (entries: readonly RuleEntry[], id = ground5, subject = 'p-1') =>
  findingOf(screen(readyCase(), undefined, rules(entries)), id, subject);

describe('坏规则只会是未知', () => {
  it('规则读取不存在的专利字段', () => {
    const finding = verdictWith(reading('patent.noSuchField'));
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('E_FIELD_UNKNOWN');
    expect(finding.message).toContain('patent.noSuchField');
    expect(finding.trace.note).toBe('E_FIELD_UNKNOWN');
    expect(finding.remedy).not.toBe('');
  });

  it('规则读取不存在的案卷字段', () => {
    const entries = changed(`${GROUND}6`, (v) => ({
      ...v,
      fields: { debtEnd: { path: 'enterprise.need.dueDate', label: '虚构字段' } },
    }));
    expect(verdictWith(entries, `${GROUND}6`).message).toContain('E_FIELD_UNKNOWN');
  });

  it.each(['patent.constructor', 'patent.__proto__', 'patent.toString', 'constructor.name', 'x'])(
    '原型上的名字不是字段：%s',
    (path) => {
      const finding = verdictWith(reading(path));
      expect(finding.verdict).toBe('unknown');
      expect(finding.message).toContain('E_FIELD_UNKNOWN');
    },
  );

  it('规则没有写明测试所需的字段', () => {
    expect(verdictWith(changed(ground5, (v) => ({ ...v, fields: {} }))).message).toContain('E_FIELD_UNKNOWN');
  });

  it('字段类型不合', () => {
    expect(verdictWith(reading('patent.title')).message).toContain('E_FIELD_TYPE');
  });

  it('没有这个名字的核查方法', () => {
    const finding = verdictWith(changed(ground5, (v) => ({ ...v, test: 'always-pass' })));
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('E_TEST_MISSING');
  });

  it('规则形状不对：整条规则未知并暂缓', () => {
    const finding = verdictWith(
      changed(ground5, (v) => ({ ...v, severity: 'fatal' })),
      ground5,
      'case',
    );
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('E_RULE_SHAPE');
  });

  it('规则不在参数库中、规则集读不到、施行前的日期', () => {
    const without = SCREENING_RULES.filter((e) => e.id !== ground5);
    expect(verdictWith(without, ground5, 'case').message).toContain('E_RULE_UNKNOWN');
    const none = screen(readyCase(), undefined, rules([]));
    expect(none.decision.code).toBe('held');
    expect(none.findings.length).toBeGreaterThan(0);
    const own = none.findings.filter((f) => !f.method.startsWith('screening.accounts@'));
    expect(own.every((f) => f.verdict === 'unknown')).toBe(true);
    const early = screen(readyCase(), undefined, rules(SCREENING_RULES, '2018-01-01'));
    expect(early.refusal.findings.map((f) => f.message).join()).toContain('NO_RULE_IN_FORCE');
    expect(early.decision.code).toBe('held');
  });

  it('期限参数读不到：依赖它的项目未知', () => {
    const entries = SCREENING_RULES.filter((e) => e.id !== 'screening.register-copy.max-age-days');
    expect(verdictWith(entries).verdict).toBe('unknown');
    expect(verdictWith(entries).message).toContain('E_RULE_UNKNOWN');
  });

  it('合同事项参数读不到或引用了不存在的字段：第 7 项未知', () => {
    const id = 'screening.refusal.contract-items';
    expect(
      verdictWith(
        SCREENING_RULES.filter((e) => e.id !== id),
        `${GROUND}7`,
        'case',
      ).verdict,
    ).toBe('unknown');
    const bad: readonly RuleEntry[] = SCREENING_RULES.map((entry) =>
      entry.id === id
        ? {
            ...entry,
            values: entry.values.map((v) => ({
              ...v,
              value: [{ code: 'm1', label: 'x', fields: [{ path: 'enterprise.nobody', label: 'x' }] }],
            })),
          }
        : entry,
    );
    expect(verdictWith(bad, `${GROUND}7`, 'case').message).toContain('E_FIELD_UNKNOWN');
  });

  it('没有模板也有话说', () => {
    const entries = changed(ground5, (v) => ({ ...v, messages: {} }));
    expect(verdictWith(entries).message).toContain('通过');
  });
});

describe('判断的依据树', () => {
  it('每个判断都有依据，叶子都有出处', () => {
    const result = screen(readyCase([patent(1, { registerCopyDate: null }), patent(2, { status: 'dead' })]));
    for (const finding of result.findings) {
      expect(finding.trace.value).toBe(finding.verdict);
      for (const node of walkTrace(finding.trace))
        if (node.children.length === 0 && !node.id.startsWith('patent-expiry/'))
          expect(node.source).toBeDefined();
    }
  });

  it('导入的字段指到单元格，人工更正的指到字段', () => {
    const batch = {
      id: 'b-1',
      fileName: '虚构清单.xlsx',
      sha256: '0'.repeat(64),
      sheet: '结果',
      encoding: null,
      preset: null,
      columns: { procedureSuspended: '保全', pledgeLive: '质押' },
    };
    const own = patent(1, { origin: { batch: 'b-1', row: 4 }, edits: { pledgeLive: '登记簿更正' } });
    const c = withSections(readyCase([own]), ({ patents }) => ({
      patents: { ...patents, imports: [batch] },
    }));
    const result = screen(c);
    const leafOf = (ground: number) =>
      [...walkTrace(findingOf(result, `${GROUND}${ground}`, 'p-1').trace)].find((n) =>
        n.id.startsWith('field/sections.patents'),
      );
    expect(leafOf(5)?.source).toEqual({
      kind: 'cell',
      file: '0'.repeat(64),
      fileName: '虚构清单.xlsx',
      sheet: '结果',
      row: 4,
      column: '保全',
    });
    expect(leafOf(9)?.source?.kind).toBe('field');
    expect(leafOf(9)?.note).toContain('登记簿更正');
  });

  it('答复的依据写明谁答的、附了什么', () => {
    const node = findingOf(screen(readyCase()), view('T1'), 'case').trace;
    const leaves = [...walkTrace(node)].flatMap((n) => (n.source?.kind === 'field' ? [n.source] : []));
    expect(leaves.some((s) => s.by === '虚构经办')).toBe(true);
    expect([...walkTrace(node)].some((n) => n.label === '虚构材料')).toBe(true);
  });

  it('可信度取所读规则与参数中最弱的', () => {
    const result = screen(readyCase());
    expect(findingOf(result, `${GROUND}8`, 'p-1').confidence).toBe('verified');
    expect(findingOf(result, `${GROUND}7`, 'case').confidence).toBe('secondary');
    expect(findingOf(result, `${GROUND}2`, 'p-1').confidence).toBe('assumption');
  });
});

describe('重算', () => {
  it('只带所读规则即可重算出同样的结果', () => {
    const at = rules();
    const first = screen(readyCase(), undefined, at);
    const again = screen(
      readyCase(),
      undefined,
      rulesFromRecord(at.readSet(), plain(VALUATION_DATE), 'cn-330825'),
    );
    expect(again.findings).toEqual(first.findings);
    expect(again.figures).toEqual(first.figures);
  });
});
