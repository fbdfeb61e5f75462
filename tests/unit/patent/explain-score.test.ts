import { describe, expect, it } from 'vitest';
import type { PatentsSection } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type TraceNode, walkTrace } from '../../../src/lib/kernel/trace';
import { explainPatentScore } from '../../../src/lib/patent/score/explain-score';
import { scorePatents } from '../../../src/lib/patent/score/score-patents';
import { blankPatent, forecastOf, optionAnswer, patentCase, patentRules } from '../../fixtures/patent-case';

const BATCH = {
  id: 'b-1',
  fileName: '清单.xlsx',
  sha256: 'ab'.repeat(32),
  sheet: '专利',
  encoding: null,
  preset: 'incopat',
  columns: {
    applicationNumber: '申请号',
    legalStatus: '当前法律状态',
    filingDate: '申请日',
    claimCount: '权利要求数量',
  },
};

const SECTION: Partial<PatentsSection> = {
  imports: [BATCH],
  records: [
    blankPatent('p-1', {
      origin: { batch: 'b-1', row: 3 },
      status: 'in-force',
      statusText: '授权',
      filingDate: '2019-03-01',
      claimCount: 7,
      edits: { claimCount: '对照授权文本更正' },
      familyJurisdictions: ['CN', 'US'],
    }),
  ],
  answers: [optionAnswer('p-1', 'T1.1', 'B')],
  forecasts: [forecastOf('f-1', { economicLifeYears: '6' })],
};

const explain = (section: Partial<PatentsSection> = SECTION): TraceNode =>
  mustBeOk(explainPatentScore(patentCase(section), patentRules(), 'p-1'));

const node = (root: TraceNode, id: string): TraceNode => {
  for (const found of walkTrace(root)) if (found.id === id) return found;
  throw new Error(`no node ${id}`);
};

const isScore = (n: TraceNode): boolean => n.id.startsWith('patent-score/');

describe('the tree of a score', () => {
  const root = explain();

  it('goes from the total over 3 dimensions and 14 groups to 27 indicators', () => {
    const dimensions = root.children.filter(isScore);
    const groups = dimensions.flatMap((d) => d.children.filter(isScore));
    const leaves = groups.flatMap((g) => g.children.filter(isScore));
    expect([dimensions.length, groups.length, leaves.length]).toEqual([3, 14, 27]);
    expect(dimensions.map((d) => d.label)).toEqual(['法律价值', '技术价值', '经济价值']);
  });

  it('has the very numbers of the table', () => {
    const table = mustBeOk(scorePatents(patentCase(SECTION), patentRules()));
    expect(Number(root.value)).toBe(table.total[0]);
    expect(Number(node(root, 'patent-score/legal/p-1').value)).toBe(table.legal[0]);
    expect(Number(node(root, 'patent-score/technical/p-1').value)).toBe(table.technical[0]);
    expect(Number(node(root, 'patent-score/economic/p-1').value)).toBe(table.economic[0]);
  });

  it('ends in cells, fields and cited parameters, nowhere else', () => {
    for (const n of walkTrace(root)) if (n.children.length === 0) expect(n.source, n.id).toBeDefined();
  });

  it('names file, record and column of a cell', () => {
    const status = node(node(root, 'patent-score/L1.1/p-1'), 'patents/p-1/status');
    expect(status.value).toBe('授权');
    expect(status.source).toEqual({
      kind: 'cell',
      file: 'ab'.repeat(32),
      fileName: '清单.xlsx',
      sheet: '专利',
      row: 3,
      column: '当前法律状态',
    });
    expect(status.confidence).toBe('verified');
  });

  it('an edited cell is a field with its reason', () => {
    const claims = node(root, 'patents/p-1/claimCount');
    expect(claims.source?.kind).toBe('field');
    expect(claims.note).toBe('人工更正：对照授权文本更正');
  });

  it('an expert’s answer is a field with name and reason; without evidence an assumption', () => {
    const answer = node(root, 'answers/p-1/T1.1');
    expect(answer.value).toBe('较高/较强');
    expect(answer.source).toMatchObject({ kind: 'field', by: '虚构专家' });
    expect(answer.confidence).toBe('assumption');
    expect(answer.note).toBe('理由：虚构的评价理由；无证据');
  });

  it('two equal answers are explained the same in either order', () => {
    const first = optionAnswer('p-1', 'T1.1', 'B');
    const second = { ...first, by: '另一位虚构专家' };
    const there = explain({ ...SECTION, answers: [first, second] });
    expect(explain({ ...SECTION, answers: [second, first] })).toEqual(there);
  });

  it('an unmeasured indicator is null with its range', () => {
    const dependence = node(root, 'patent-score/L4.1/p-1');
    expect(dependence.value).toBeNull();
    expect(dependence.note).toBe('未测，区间 20.0–100.0；需专家评价');
    expect(node(root, 'patent-score/T2/p-1').value).toBeNull();
  });

  it('bands and weights are cited parameters', () => {
    const family = node(root, 'patent-score/L1.3/p-1');
    expect(family.formula).toBe('2 个法域 → 60.0');
    const bands = family.children.find((c) => c.source?.kind === 'parameter');
    expect(bands?.value).toBe('≥6 → 100；≥4 → 90；≥3 → 75；≥2 → 60；≥1 → 40；≥0 → 0');
    const weights = root.children.find((c) => c.id === 'rule/patent.weights.gbt-42748-framework.finance');
    expect(weights?.value).toBe('0.35 / 0.25 / 0.4');
    expect(root.confidence).toBe('assumption');
  });

  it('the remaining life shows filing date, term and entered life', () => {
    const life = node(root, 'patent-score/E1.1/p-1');
    expect(life.value).toBe('60');
    expect(life.children.map((c) => c.id)).toEqual([
      'patents/p-1/filingDate',
      'patents/p-1/type',
      'patents/p-1/status',
      'rule/patent.term',
      'forecasts/f-1/economicLifeYears',
      'rule/patent.scheme.gbt-42748-framework',
    ]);
  });

  it('prints formula, interval and coverage', () => {
    expect(node(root, 'patent-score/L2/p-1').formula).toBe('65.0');
    expect(root.formula).toMatch(/^0\.35×[\d.]+ \+ 0\.25×[\d.]+ \+ 0\.4×[\d.]+$/);
    expect(root.note).toMatch(/^已测得分，区间 [\d.]+–[\d.]+，覆盖率 \d+%$/);
  });
});

describe('patents without a score', () => {
  it('a rejected one keeps its tree but has no total', () => {
    const root = explain({ records: [blankPatent('p-1', { status: 'dead' })] });
    expect(root.value).toBeNull();
    expect(root.note).toBe('前置门槛已触发：专利权已失效，不给综合分');
    expect(node(root, 'patent-score/L1.1/p-1').value).toBe('0');
  });

  it('a design shows the rule that keeps it out', () => {
    const root = explain({ records: [blankPatent('p-1', { type: 'design' })] });
    expect(root.value).toBeNull();
    expect(root.children.map((c) => c.id)).toEqual(['patents/p-1/type', 'rule/patent.types-in-scope']);
  });

  it('an unknown id is a failure', () => {
    const result = explainPatentScore(patentCase(SECTION), patentRules(), 'p-7');
    expect(result.ok ? 'ok' : result.failure.code).toBe('E_UNKNOWN_PATENT');
  });
});
