import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { Outputs } from '../../../src/lib/case/method';
import type { ScreeningAnswer } from '../../../src/lib/case/screening-section';
import { leaf } from '../../../src/lib/kernel/trace';
import type { RuleEntry } from '../../../src/lib/rulebook/model';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import {
  ANSWERED,
  findingOf,
  fullAnswers,
  paper,
  patent,
  pointsAnswer,
  priorOf,
  readyCase,
  rules,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../../fixtures/screening-case';

const PATENTS = [patent(1), patent(2)];

const answering = (change: (answers: readonly ScreeningAnswer[]) => readonly ScreeningAnswer[]): CaseRecord =>
  withSections(readyCase(PATENTS), ({ screening }) => ({
    screening: { ...screening, answers: [...change(screening.answers)] },
  }));

const replacing = (code: string, ...own: readonly ScreeningAnswer[]): CaseRecord =>
  answering((answers) => [...answers.filter((a) => a.rule !== view(code)), ...own]);

const dimension = (caseRecord: CaseRecord, code: string) =>
  screen(caseRecord).threeViews.dimensions.find((d) => d.code === code);

describe('公布的清单', () => {
  const result = screen(readyCase(PATENTS));
  const items = result.threeViews.dimensions.flatMap((d) => d.items);

  it('30 项，权重 40、30、30，否决 11 项', () => {
    expect(items).toHaveLength(30);
    const weights = result.threeViews.dimensions.map((d) =>
      d.items.reduce((total, i) => total + Number(i.loaded.spec.weight), 0),
    );
    expect(weights).toEqual([40, 30, 30]);
    expect(items.filter((i) => i.finding.veto).map((i) => i.loaded.spec.code)).toEqual([
      ...['P1', 'P2', 'P3', 'P4', 'P5'],
      ...['C1', 'C2', 'C3', 'C4', 'C5', 'C6'],
    ]);
  });

  it('逐项权重与公布的一致', () => {
    const weights = new Map(items.map((i) => [i.loaded.spec.code, Number(i.loaded.spec.weight)]));
    for (const [code, weight] of ANSWERED) expect([code, weights.get(code)]).toEqual([code, weight]);
    expect([weights.get('P6'), weights.get('P7'), weights.get('P1')]).toEqual([4, 2, 0]);
  });

  it('维度名称与权重', () => {
    expect(result.threeViews.dimensions.map((d) => [d.code, d.title, d.weight])).toEqual([
      ['patent', '看专利 评技术价值', '0.4'],
      ['team', '看团队 评发展', '0.3'],
      ['credit', '看信用 评风险', '0.3'],
    ]);
  });
});

describe('得分', () => {
  it('全部 3 分', () => {
    // 看专利 (P6, P7: 6 × 4; the other 34 × 3) = 126 ÷ 160 = 78.75; 其余 75; total 31.5 + 22.5 + 22.5 = 76.5 → B
    const c = answering(() => fullAnswers(PATENTS, 3));
    const result = screen(c);
    expect(result.threeViews.dimensions.map((d) => d.score?.low)).toEqual(['78.75', '75', '75']);
    expect(result.threeViews.total).toEqual({ low: '76.5', high: '76.5', point: '76.5', coverage: '1' });
    expect(result.threeViews.grade?.grade).toBe('B');
  });

  it('P9（权重 6）未答复：看专利 81.87–96.88，覆盖率 0.85', () => {
    // P8 stands at 3 of 4: (160 − 5) ÷ 160 = 96.875 at most, 24 less without P9 = 81.875; measured 131 ÷ 136 = 96.32
    const score = dimension(replacing('P9'), 'patent')?.score;
    expect(score).toEqual({ low: '81.87', high: '96.88', point: '96.32', coverage: '0.85' });
  });

  it('答复没有证据：只封住高端', () => {
    // T1 weight 5 of 30: 3 points claimed without evidence → low 25/30, high (25 + 3.75)/30
    const c = replacing('T1', pointsAnswer(view('T1'), 3, []));
    const score = dimension(c, 'team')?.score;
    expect(score).toEqual({ low: '83.33', high: '95.84', point: '100', coverage: '0.8333' });
    expect(findingOf(screen(c), view('T1'), 'case').verdict).toBe('unknown');
  });

  it('没有的附件不算证据', () => {
    const gone = { ...paper, attachment: 'a-1' };
    const c = replacing('T1', pointsAnswer(view('T1'), 4, [gone]));
    expect(findingOf(screen(c), view('T1'), 'case').verdict).toBe('unknown');
    const file = {
      id: 'a-1',
      name: '虚构.pdf',
      bytes: 1,
      sha256: '0'.repeat(64),
      sm3: '0'.repeat(64),
      role: 'evidence',
    };
    expect(findingOf(screen({ ...c, attachments: [file] }), view('T1'), 'case').verdict).toBe('pass');
  });

  it('只答通过或不通过：给出该侧的得分区间', () => {
    expect(
      findingOf(screen(replacing('C1', verdictAnswer(view('C1'), 'pass'))), view('C1'), 'case').points,
    ).toEqual({ low: 2, high: 4 });
    expect(
      findingOf(screen(replacing('C1', verdictAnswer(view('C1'), 'fail'))), view('C1'), 'case').points,
    ).toEqual({ low: 0, high: 1 });
  });

  it('两个答复互相矛盾：指名、未知、暂缓，低端为 0', () => {
    const c = replacing('T1', pointsAnswer(view('T1'), 4), pointsAnswer(view('T1'), 0));
    const finding = findingOf(screen(c), view('T1'), 'case');
    expect([finding.verdict, finding.severity, finding.points]).toEqual([
      'unknown',
      'hold',
      { low: 0, high: 4 },
    ]);
    expect(finding.message).toContain('E_ANSWERS_DIFFER');
  });

  it.each([
    ['C1', 2, 'pass'],
    ['C1', 1, 'fail'],
    ['C6', 1, 'pass'],
    ['C6', 0, 'fail'],
    ['T3', 1, 'pass'],
    ['T3', 0, 'fail'],
  ] as const)('%s 得 %i 分 → %s', (code, points, verdict) => {
    expect(
      findingOf(screen(replacing(code, pointsAnswer(view(code), points))), view(code), 'case').verdict,
    ).toBe(verdict);
  });

  it('不利的答复不需要证据', () => {
    expect(
      findingOf(screen(replacing('C4', pointsAnswer(view('C4'), 0, []))), view('C4'), 'case').verdict,
    ).toBe('fail');
  });
});

describe('C9 由方案占比得出', () => {
  const share = (value: string | null, interval?: { low: string; high: string }): Outputs => {
    const prior = priorOf(PATENTS);
    const id = 'structure/ip-share';
    const figure = {
      id,
      subject: { kind: 'case', id: 'case', title: '虚构案卷' },
      label: '知识产权占比',
      value,
      unit: 'ratio',
      method: 'collateral.structure@1',
      confidence: 'assumption',
      trace: leaf({ id, label: '知识产权占比', value, unit: 'ratio', confidence: 'assumption' }),
      ...(interval === undefined ? {} : { interval }),
    } as const;
    return { ...prior, figures: [...prior.figures, figure] };
  };
  const points = (prior: Outputs) => findingOf(screen(replacing('C9'), prior), view('C9'), 'case').points;

  // <=30 % = 4, 30–45 % = 3, 45–60 % = 2, >60 % = 1; 1840 ÷ 4500 = 40.89 % → 3
  it.each([
    ['0', 4],
    ['0.3', 4],
    ['0.3000001', 3],
    ['0.408888888888888888', 3],
    ['0.45', 3],
    ['0.6', 2],
    ['0.61', 1],
    ['1', 1],
  ])('占比 %s 得 %i 分', (value, expected) => {
    expect(points(share(value))).toEqual({ low: expected, high: expected });
  });

  it('占比有区间：得分也是区间', () => {
    expect(points(share('0.4', { low: '0.2', high: '0.5' }))).toEqual({ low: 2, high: 4 });
  });

  it('没有占比：由人答复', () => {
    expect(points(share(null))).toEqual({ low: 0, high: 4 });
    expect(findingOf(screen(readyCase(PATENTS), share(null)), view('C9'), 'case').points).toEqual({
      low: 4,
      high: 4,
    });
  });

  it('占比不是数字：未知，带代码', () => {
    expect(findingOf(screen(replacing('C9'), share('约四成')), view('C9'), 'case').message).toContain(
      'E_FIELD_TYPE',
    );
  });
});

describe('参数有误', () => {
  const valued = (id: string, value: RuleEntry['values'][number]['value']): readonly RuleEntry[] =>
    SCREENING_RULES.map((e) => (e.id === id ? { ...e, values: e.values.map((v) => ({ ...v, value })) } : e));

  it('维度权重之和不为 1：不评分，暂缓', () => {
    const bad = valued('screening.three-views.dimensions', [{ code: 'patent', title: 'x', weight: '0.9' }]);
    const result = screen(readyCase(PATENTS), undefined, rules(bad));
    expect(result.threeViews.total).toBeNull();
    expect(result.decision.code).toBe('held');
    expect(result.figures.find((f) => f.id === 'screening/total')?.value).toBeNull();
  });

  it('清单里有一项读不到：各维度都不评分，不把它的权重让给别人', () => {
    const without = SCREENING_RULES.filter((e) => e.id !== view('T5'));
    const result = screen(readyCase(PATENTS), undefined, rules(without));
    expect(result.threeViews.dimensions.map((d) => d.score)).toEqual([null, null, null]);
    expect(result.threeViews.grade).toBeNull();
    expect(result.decision.code).toBe('held');
  });
});

describe('数字', () => {
  it('四个得分、等级、系数、结论都有依据和区间', () => {
    const { figures } = screen(replacing('P9'));
    expect(figures.map((f) => f.id)).toEqual([
      'screening/latest-debt-end',
      ...['screening/patent', 'screening/team', 'screening/credit', 'screening/total'],
      ...['screening/grade', 'screening/ip-cap-multiplier', 'screening/decision'],
      ...['repayment/cash-cover', 'repayment/working-capital-volume'],
      ...['repayment/new-limit', 'repayment/group-exposure'],
    ]);
    const total = figures.find((f) => f.id === 'screening/total');
    // 0.4 × 81.875 + 60 = 92.75; 0.4 × 96.875 + 60 = 98.75; measured 0.4 × 81.875 ÷ … over a coverage of 0.94
    expect(total).toMatchObject({
      value: '98.67',
      unit: 'score',
      interval: { low: '92.75', high: '98.75' },
      confidence: 'assumption',
    });
    expect(total?.trace.value).toBe(total?.value);
    expect(figures.find((f) => f.id === 'screening/grade')?.value).toBe('A');
    expect(figures.find((f) => f.id === 'screening/ip-cap-multiplier')?.value).toBe('1');
  });
});
