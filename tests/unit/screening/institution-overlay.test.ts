import { describe, expect, it } from 'vitest';
import type { RuleOverlay } from '../../../src/lib/rulebook/model';
import { COLLATERAL_RULES } from '../../../src/lib/rulebook/collateral-rules';
import { ENTERPRISE_FILE_RULES } from '../../../src/lib/rulebook/enterprise-file-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import { compareScreenings } from '../../../src/lib/screening/compare-screenings';
import { walkTrace } from '../../../src/lib/kernel/trace';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { fact, wanFen, withFacts } from '../../fixtures/ready-file';
import {
  VALUATION_DATE,
  findingOf,
  plain,
  readyCase,
  screen,
  view,
  withSections,
} from '../../fixtures/screening-case';

const builtIn = (id: string): JsonValue => {
  const value = SCREENING_RULES.find((e) => e.id === id)?.values[0]?.value;
  if (value === undefined) throw new Error(`no rule ${id}`);
  return value;
};

const objectOf = (value: JsonValue): Readonly<Record<string, JsonValue>> => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('object expected');
  return value as Readonly<Record<string, JsonValue>>;
};

const under = (...entries: readonly (readonly [id: string, value: JsonValue])[]) => {
  const overlay: RuleOverlay = {
    schema: 'zhiya.overlay/1',
    institution: '虚构银行',
    version: '2026.2',
    releasedOn: '2026-06-01',
    author: '虚构风险部',
    reason: '虚构的年度调整',
    entries: entries.map(([id, value]) => ({ id, effectiveFrom: '2026-06-01', value, reason: '虚构理由' })),
  };
  return rulesAt({
    entries: [...SCREENING_RULES, ...ENTERPRISE_FILE_RULES, ...COLLATERAL_RULES],
    date: plain(VALUATION_DATE),
    region: 'cn-330825',
    overlay,
  });
};

/** 研发费用 4 % of the revenue; nobody answered T2. */
const record = withSections(readyCase(), ({ enterpriseFile, screening }) => ({
  enterpriseFile: withFacts(enterpriseFile, fact('researchExpense', wanFen(400), '2025')),
  screening: { ...screening, answers: screening.answers.filter((a) => a.rule !== view('T2')) },
}));
const T2 = 'screening.three-views.computation.t2';

describe('机构参数', () => {
  it('分档改了，同一案卷按机构的分档计，依据写明机构与版本', () => {
    const stricter = {
      ...objectOf(builtIn(T2)),
      steps: [
        { min: '0.05', points: 4 },
        { min: null, points: 0 },
      ],
    };
    const at = under([T2, stricter]);
    expect(findingOf(screen(record), view('T2'), 'case').points).toEqual({ low: 2, high: 2 });
    const finding = findingOf(screen(record, undefined, at), view('T2'), 'case');
    expect([finding.verdict, finding.points]).toEqual(['fail', { low: 0, high: 0 }]);
    const overlays = [...walkTrace(finding.trace)].flatMap(({ source }) =>
      source?.kind === 'parameter' && source.overlay !== undefined ? [source.overlay] : [],
    );
    expect(overlays).toEqual(['虚构银行@2026.2']);
  });

  it('项目、权重、否决、现金流门槛改了，与内置参数并排比较', () => {
    const t2 = { ...objectOf(builtIn(view('T2'))), weight: '20', veto: true };
    const set = objectOf(builtIn('screening.set.three-views'));
    const rules = Array.isArray(set['rules']) ? set['rules'].filter((r) => r !== view('T7')) : [];
    const at = under(
      [view('T2'), t2],
      ['screening.set.three-views', { ...set, rules }],
      ['screening.repayment.cash-cover-min', '2'],
    );
    const [before, after] = [screen(record), screen(record, undefined, at)];
    expect(after.findings.some((f) => f.rule === view('T7'))).toBe(false);
    expect(findingOf(after, view('T2'), 'case').veto).toBe(true);
    expect(Number(after.threeViews.total?.low)).toBeLessThan(Number(before.threeViews.total?.low));
    expect(findingOf(after, 'cn.repayment.cash-cover', 'case').verdict).toBe('fail');
    const compared = compareScreenings(before, after);
    expect([compared.before.decision.code, compared.after.decision.code]).toEqual(['passed', 'held']);
    expect(compared.lines.some((l) => l.rule === 'cn.repayment.cash-cover')).toBe(true);
  });

  it('写坏的分档：未知，不退回内置值', () => {
    const at = under([T2, { ...objectOf(builtIn(T2)), steps: 'x' }]);
    const result = screen(record, undefined, at);
    expect(findingOf(result, view('T2'), 'case').message).toContain('E_RULE_SHAPE');
    expect(result.decision.code).toBe('held');
  });

  it('第一还款来源的规则本身不允许替换', () => {
    const at = under(['cn.repayment.cash-cover', null]);
    expect(screen(record, undefined, at).decision.code).toBe('held');
  });
});
