import { describe, expect, it } from 'vitest';
import type { ExpertAnswer, PatentRecord } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type TraceNode, walkTrace } from '../../../src/lib/kernel/trace';
import { explainPatentScore } from '../../../src/lib/patent/score/explain-score';
import { indicatorsOf, readScheme, readWeights } from '../../../src/lib/patent/scheme/scheme';
import { type ScoreTable, scorePatents } from '../../../src/lib/patent/score/score-patents';
import { scoreNumber } from '../../../src/lib/patent/scheme/scoring-rule';
import { blankPatent, numberAnswer, optionAnswer, patentCase, patentRules } from '../../fixtures/patent-case';

const caseOf = (scheme: string, record: PatentRecord, answers: readonly ExpertAnswer[]) =>
  patentCase({ scheme, records: [record], answers: [...answers] });
const scored = (scheme: string, record: PatentRecord, answers: readonly ExpertAnswer[]): ScoreTable =>
  mustBeOk(scorePatents(caseOf(scheme, record, answers), patentRules()));
const explained = (scheme: string, record: PatentRecord, answers: readonly ExpertAnswer[]): TraceNode =>
  mustBeOk(explainPatentScore(caseOf(scheme, record, answers), patentRules(), 'p-1'));
const children = (node: TraceNode): readonly TraceNode[] =>
  node.children.filter((n) => n.id.startsWith('patent-score/'));

const choices = (chosen: Readonly<Record<string, string>>): readonly ExpertAnswer[] =>
  Object.entries(chosen).map(([indicator, option]) => optionAnswer('p-1', indicator, option));

/** 稳定性 8; others 8, 10, 8, 6 (9 whole years), 4 (仅本国), 6 (无许可). */
const PVD_RECORD = blankPatent('p-1', {
  filingDate: '2016-06-01',
  status: 'in-force',
  familyJurisdictions: ['CN'],
  licenceCount: 0,
});
const PVD_LEGAL = { L2: 'very-hard', L3: 'none', L4: 'easy' };
const PVD_REST = {
  ...{ T1: 'advanced', T2: 'rising', T3: 'average', T4: 'single', T5: 'inferior', T6: 'industry' },
  ...{ E1: 'applied', E2: '100m-1bn', E3: 'small', E4: 'average', E5: 'encouraged' },
};
const PVD_ANSWERS = choices({ L1: 'fairly-stable', ...PVD_LEGAL, ...PVD_REST });

describe('PVD 2012', () => {
  const scheme = mustBeOk(readScheme(patentRules(), 'pvd-2012')).value;

  it('has 7 + 6 + 5 indicators without a second level, and one multiplier', () => {
    expect(scheme.dimensions.map((d) => d.groups.flatMap((g) => g.indicators).length)).toEqual([7, 6, 5]);
    expect(scheme.dimensions.map((d) => d.flat)).toEqual([true, true, true]);
    expect(
      indicatorsOf(scheme)
        .filter((i) => i.multiplier === true)
        .map((i) => i.title),
    ).toEqual(['稳定性']);
    expect(JSON.stringify(scheme)).not.toContain('符合');
    for (const { weights } of scheme.scenarios) expect(readWeights(patentRules(), weights).ok).toBe(true);
  });

  it('gives LVD 60.8, TVD 81.0, EVD 72.0, PVD 71.2667 for the reference vector', () => {
    // LVD 0.8 × (0.3×80 + 0.2×100 + 0.2×80 + 0.1×60 + 0.1×40 + 0.1×60) = 0.8 × 76
    const table = scored('pvd-2012', PVD_RECORD, PVD_ANSWERS);
    expect(table.legal[0]).toBeCloseTo(60.8, 10);
    expect(table.technical[0]).toBeCloseTo(81, 10);
    expect(table.economic[0]).toBeCloseTo(72, 10);
    expect(table.total[0]).toBeCloseTo(213.8 / 3, 10);
    expect(table.low[0]).toBe(table.total[0]);
    expect(table.coverage[0]).toBeCloseTo(1, 12);
  });

  it('counts whole remaining years, rounded down', () => {
    const bands = indicatorsOf(scheme).find((i) => i.code === 'L5')?.scoring;
    if (bands === undefined) throw new Error('no L5');
    expect([16, 15, 12, 11, 8, 7, 4, 3, 0].map((years) => scoreNumber(bands, years))).toEqual([
      100, 80, 80, 60, 60, 40, 40, 20, 20,
    ]);
  });

  it('withholds the point of the dimension without its multiplier, and keeps the whole interval', () => {
    const table = scored('pvd-2012', PVD_RECORD, choices({ ...PVD_LEGAL, ...PVD_REST }));
    expect(table.legal[0]).toBeNaN();
    // 稳定性 between 20 and 100: 0.2 × 76 and 1 × 76
    expect(table.legalLow[0]).toBeCloseTo(15.2, 10);
    expect(table.legalHigh[0]).toBeCloseTo(76, 10);
    expect(table.coverage[0]).toBeCloseTo(2 / 3, 12);
    // (81 + 72) / 2 = 76.5 is more than 稳定性 at its best could bring about.
    expect(table.total[0]).toBeCloseTo((76 + 81 + 72) / 3, 10);
  });

  it('scales the interval of what is unmeasured by the multiplier', () => {
    const table = scored('pvd-2012', blankPatent('p-1'), choices({ L1: 'fairly-stable' }));
    // worst 0.3×20 + 0.2×0 + 0.2×20 + 0.1×20 + 0.1×40 + 0.1×60 = 22; best 100
    expect(table.legalLow[0]).toBeCloseTo(0.8 * 22, 10);
    expect(table.legalHigh[0]).toBeCloseTo(80, 10);
    expect(table.legal[0]).toBeNaN();
  });

  it('explains a flat dimension down to its indicators, with the multiplier in the formula', () => {
    const root = explained('pvd-2012', PVD_RECORD, PVD_ANSWERS);
    const [legal] = children(root);
    if (legal === undefined) throw new Error('no dimension');
    expect(legal.id).toBe('patent-score/legal/p-1');
    expect(children(legal).map((n) => n.label)).toEqual([
      ...['稳定性', '不可规避性', '依赖性', '专利侵权可判定性', '有效期', '多国申请', '专利许可状态'],
    ]);
    expect(legal.formula).toBe('80.0% × (0.3×80.0 + 0.2×100.0 + 0.2×80.0 + 0.1×60.0 + 0.1×40.0 + 0.1×60.0)');
    expect(legal.note).not.toContain('封顶');
    expect(root.formula).toBe('(60.8 + 81.0 + 72.0) ÷ 3');
    for (const n of walkTrace(root)) if (n.children.length === 0) expect(n.source, n.id).toBeDefined();
    expect(Number(root.value)).toBe(scored('pvd-2012', PVD_RECORD, PVD_ANSWERS).total[0]);
    const open = children(explained('pvd-2012', PVD_RECORD, choices(PVD_LEGAL)))[0];
    expect(open?.value).toBeNull();
    expect(open?.formula).toBeUndefined();
    expect(open?.note).toContain('乘数“稳定性”未测');
  });

  it('has the gates of a loan', () => {
    const table = scored('pvd-2012', { ...PVD_RECORD, status: 'dead' }, PVD_ANSWERS);
    expect(table.total[0]).toBeNaN();
    expect(table.gates[0]?.map((gate) => gate.code)).toEqual(['right-dead']);
  });
});

describe('the bibliographic-only scheme', () => {
  const record = blankPatent('p-1', {
    filingDate: '2016-06-01',
    status: 'in-force',
    familyJurisdictions: ['cn', 'US', 'EP'],
    claimCount: 8,
    pageCount: 12,
    forwardCitationCount: 6,
    forwardCitationPercentile: '0.7',
  });
  const answers = [
    ...choices({ 'T3.1': 'product' }),
    numberAnswer('p-1', 'L1.2', '0.6'),
    numberAnswer('p-1', 'L2.2', '0.6'),
    numberAnswer('p-1', 'T2.1', '0.5'),
    numberAnswer('p-1', 'E2.1', '5'),
  ];
  const table = scored('bibliographic', record, answers);

  it('sums the eight published weights exactly', () => {
    // 稳定性 10×(0.4×2.5 + 0.4×6 + 0.2×8) = 50; 不可规避 10×½×(6.6667 + 4) = 53.3333; 多国 5+4 → 90;
    // 寿命 0.5×(2036 − 2026) → 50; 市场占有率 5% → 40; 独立性 50; 先进性 70; 成熟度 产品级 80
    const total =
      0.2343 * 70 +
      0.1367 * 50 +
      0.0954 * 80 +
      0.1367 * (160 / 3) +
      0.1562 * 50 +
      0.0694 * 90 +
      0.1041 * 50 +
      0.0672 * 40;
    expect(table.total[0]).toBeCloseTo(total, 10);
    expect(table.coverage[0]).toBeCloseTo(1, 12);
    expect(table.statement).toContain('实验性模板');
  });

  it('clamps every item, and leaves a missing page count unmeasured', () => {
    const rich = scored('bibliographic', { ...record, claimCount: 90, forwardCitationCount: 900 }, answers);
    expect(rich.high[0]).toBeLessThanOrEqual(100);
    expect(rich.legal[0]).toBeLessThanOrEqual(100);
    const thin = scored('bibliographic', { ...record, pageCount: 0 }, answers);
    expect(thin.coverage[0]).toBeCloseTo(1 - 0.1562 * 0.4 - 0.1367 * 0.5, 12);
  });

  it('reads market-share bands with open lower ends', () => {
    const scheme = mustBeOk(readScheme(patentRules(), 'bibliographic')).value;
    const rule = indicatorsOf(scheme).find((i) => i.code === 'E2.1')?.scoring;
    if (rule === undefined) throw new Error('no E2.1');
    expect([0, 0.1, 3, 3.1, 7, 11, 40, 40.1].map((share) => scoreNumber(rule, share))).toEqual([
      0, 20, 20, 40, 40, 60, 80, 100,
    ]);
  });
});

describe('the place for an institution’s own scheme', () => {
  it('is empty until one is imported', () => {
    const read = readScheme(patentRules(), 'institution');
    expect(read.ok ? 'ok' : read.failure.code).toBe('NO_RULE_IN_FORCE');
  });
});
