import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { emptyScreening } from '../../../src/lib/case/new-case';
import type { ScreeningAnswer } from '../../../src/lib/case/screening-section';
import { decide } from '../../../src/lib/screening/decision';
import {
  GROUND,
  REPAYMENT,
  fullAnswers,
  patent,
  pointsAnswer,
  readyCase,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../../fixtures/screening-case';

const PATENTS = [patent(1), patent(2)];

const answered = (answers: readonly ScreeningAnswer[]): CaseRecord =>
  withSections(readyCase(PATENTS), ({ screening }) => ({
    screening: { ...screening, answers: [...answers] },
  }));

const full = (points: 0 | 1 | 2 | 3 | 4 = 4) => fullAnswers(PATENTS, points);
const without = (rule: string, answers = full()) => answers.filter((a) => a.rule !== rule);
const decision = (c: CaseRecord) => screen(c).decision;

describe('结论', () => {
  it('全部通过、等级 A：通过，没有理由', () => {
    expect(decision(readyCase(PATENTS))).toMatchObject({ code: 'passed', reasons: [] });
  });

  it('登记阻断项不通过：不予通过', () => {
    const result = decision(readyCase([patent(1), patent(2, { pledgeLive: true })]));
    expect(result.code).toBe('declined');
    expect(result.reasons[0]).toMatchObject({ rule: `${GROUND}9`, kind: 'failed', leads: 'declined' });
    expect(result.reasons[0]?.subjects.map((s) => s.id)).toEqual(['p-2']);
  });

  it('五项标准之一不通过：不予通过', () => {
    expect(decision(answered([...without(view('C4')), pointsAnswer(view('C4'), 0)])).code).toBe('declined');
  });

  it.each([8, 10, 11])('第 %i 项待声明：暂缓而不是否决', (ground) => {
    const changes = {
      8: { owners: ['虚构测试材料有限公司', '虚构甲'] },
      10: { sameDayApplication: true },
      11: { invalidationPending: true },
    };
    const own = changes[ground === 8 ? 8 : ground === 10 ? 10 : 11];
    const result = decision(readyCase([patent(1, own), patent(2)]));
    expect(result.code).toBe('held');
    expect(result.reasons[0]).toMatchObject({ rule: `${GROUND}${ground}`, kind: 'curable' });
  });

  it('否决项未知：暂缓', () => {
    expect(decision(answered(without(view('C2')))).code).toBe('held');
  });

  it('只有清单数据、没有登记簿副本：暂缓', () => {
    const result = decision(readyCase([patent(1, { registerCopyDate: null })]));
    expect(result.code).toBe('held');
    expect(result.reasons.every((r) => r.kind === 'unknown')).toBe(true);
  });

  it('第一还款来源未审查或不足：押品再好也暂缓', () => {
    const unsaid = withSections(readyCase(PATENTS), ({ screening }) => ({
      screening: { ...screening, repayment: emptyScreening().repayment },
    }));
    expect(decision(unsaid)).toMatchObject({ code: 'held' });
    expect(decision(unsaid).reasons.every((r) => r.leads === 'held')).toBe(true);
    // A person may say no, but not yes in place of the numbers.
    expect(decision(answered([...without(REPAYMENT), verdictAnswer(REPAYMENT, 'fail')])).code).toBe('held');
    expect(decision(answered(without(REPAYMENT))).code).toBe('passed');
  });

  it('第 12 项未确认：有条件通过', () => {
    const result = decision(answered(without(`${GROUND}12`)));
    expect(result.code).toBe('conditional');
    expect(result.reasons.map((r) => r.rule)).toEqual([`${GROUND}12`]);
  });

  it('第 12 项被否定：不予通过', () => {
    const c = answered([
      ...without(`${GROUND}12`),
      verdictAnswer(`${GROUND}12`, 'fail', 'p-1'),
      verdictAnswer(`${GROUND}12`, 'pass', 'p-2'),
    ]);
    expect(decision(c).code).toBe('declined');
  });

  it('一个评分项未答复但等级不变：有条件通过', () => {
    expect(decision(answered(without(view('T7')))).code).toBe('conditional');
  });

  it('B 与 A 之间：有条件通过，写明按低端', () => {
    // C9, T7, T3 and P12 open: credit 28/30, team 23/30, patent 34/40 → 34 + 23 + 28 = 85 → A; P9 open too: 28/40 → 79
    const open = [view('C9'), view('T7'), view('T3'), view('P12'), view('P9')];
    const result = decision(answered(full().filter((a) => !open.includes(a.rule))));
    expect(result.code).toBe('conditional');
    expect(result.reasons.at(-1)?.message).toContain('低端 B');
  });

  it('等级区间足以左右结论：暂缓', () => {
    const scored = full().filter(
      (a) => !a.rule.startsWith('cn.three-views.t') && !a.rule.startsWith('cn.three-views.p'),
    );
    const result = decision(answered(scored));
    expect(result.code).toBe('held');
    expect(result.reasons.some((r) => r.kind === 'grade' && r.leads === 'held')).toBe(true);
  });

  it('等级 C：有条件通过，须增加担保或保险', () => {
    // all 2 points: patent (6×4 + 34×2)/160 = 57.5 (under the floor), team 50, credit 50 → 53 → D
    expect(screen(answered(full(2))).threeViews.grade?.grade).toBe('D');
    // team 2, the rest 3: 31.5 + 15 + 22.5 = 69 → C, team 50 under the floor → D
    const three = full(3).map((a) =>
      a.rule.startsWith('cn.three-views.t') ? { ...a, answer: { kind: 'points', points: 2 } as const } : a,
    );
    expect(screen(answered(three)).threeViews.grade).toMatchObject({ grade: 'D', underFloor: ['team'] });
    // T1, T2, T4 at 2 (15 of 30), the rest of team at 3: (15×2 + 15×3)/120 = 62.5; total 31.5 + 18.75 + 22.5 = 72.75 → B
    // and C7, C8, C9 at 0: (21×3)/120 = 52.5, under the floor: 31.5 + 18.75 + 15.75 = 66 → C, dropped to D
    const mixed = full(3).map((a) =>
      ['t1', 't2', 't4'].some((t) => a.rule === `cn.three-views.${t}`)
        ? { ...a, answer: { kind: 'points', points: 2 } as const }
        : a,
    );
    expect(screen(answered(mixed)).threeViews).toMatchObject({
      grade: { grade: 'B' },
      total: { low: '72.75' },
    });
    // P8, P9, P10 (17 of 40) at 2 as well: patent (24 + 17×2 + 17×3)/160 = 68.125; total 27.25 + 18.75 + 22.5 = 68.5 → C
    const lower = mixed.map((a) =>
      ['p8', 'p9', 'p10'].some((p) => a.rule === `cn.three-views.${p}`)
        ? { ...a, answer: { kind: 'points', points: 2 } as const }
        : a,
    );
    const result = screen(answered(lower));
    expect(result.threeViews).toMatchObject({ grade: { grade: 'C' }, total: { low: '68.5' } });
    expect(result.decision.code).toBe('conditional');
    expect(result.decision.reasons.at(-1)?.message).toContain('增加担保或保险');
  });

  it('空案卷：暂缓，有话可说', () => {
    const result = screen(withSections(readyCase([]), () => ({ screening: emptyScreening() })));
    expect(result.decision.code).toBe('held');
    expect(result.missing.length).toBeGreaterThan(0);
  });

  it('什么都没有核查：暂缓，不是通过', () => {
    const { threeViews } = screen(readyCase(PATENTS));
    expect(decide([], threeViews.grade, 'verified').code).toBe('held');
  });

  it('理由从重到轻', () => {
    const c = withSections(
      readyCase([patent(1, { pledgeLive: true, registerCopyDate: null })]),
      ({ screening }) => ({
        screening: { ...screening, answers: screening.answers.filter((a) => a.rule !== view('T7')) },
      }),
    );
    expect([...new Set(decision(c).reasons.map((r) => r.leads))]).toEqual([
      'declined',
      'held',
      'conditional',
    ]);
  });
});

describe('补救清单', () => {
  it('十九件专利缺登记簿副本：只列一条，写明涉及的项目与专利', () => {
    const many = Array.from({ length: 19 }, (_, i) => patent(i + 1, { registerCopyDate: null }));
    const { missing } = screen(readyCase(many));
    expect(missing).toHaveLength(1);
    expect(missing[0]?.remedy).toMatch(/^取得30日内专利登记簿副本/);
    expect(missing[0]?.rules.map((r) => r.code)).toEqual(['1', '2', '3', '4', '5', '9']);
    expect(missing[0]?.subjects).toHaveLength(19);
    expect(missing[0]?.findings).toBe(19 * 6);
  });

  it('否决与阻断在前，备注在后', () => {
    const c = withSections(
      answered(full().filter((a) => ![view('T7'), view('C1')].includes(a.rule))),
      ({ screening }) => ({
        screening: {
          ...screening,
          repayment: { ...screening.repayment, bankDebt: { fen: null, source: '', evidence: [] } },
        },
      }),
    );
    const severities = screen(c).missing.map((m) => m.severity);
    expect([...new Set(severities)]).toEqual(['block', 'hold', 'note']);
  });

  it('不通过的另列', () => {
    const result = screen(readyCase([patent(1, { pledgeLive: true })]));
    expect(result.missing).toEqual([]);
    expect(result.toCure.map((m) => m.rules.map((r) => r.code))).toEqual([['9']]);
  });
});
