import { describe, expect, it } from 'vitest';
import { runMethods } from '../../../src/lib/case/method';
import type { PatentRecord, PatentsSection } from '../../../src/lib/case/patents-section';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type TraceNode, walkTrace } from '../../../src/lib/kernel/trace';
import {
  explainCitationPercentile,
  patentStatistics,
} from '../../../src/lib/patent/cohort/patent-statistics';
import { explainPatentScore } from '../../../src/lib/patent/score/explain-score';
import { scoreMethod, scoreMethod1 } from '../../../src/lib/patent/score/score-method';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { blankPatent, numberAnswer, patentCase, patentRules } from '../../fixtures/patent-case';

const cited = (id: string, count: number | null, changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent(id, {
    ipcMain: 'G06Q10/06',
    filingDate: '2015-03-01',
    grantDate: '2017-05-01',
    status: 'in-force',
    forwardCitationCount: count,
    ...changes,
  });

/** Thirty inventions of one cohort, cited 0, 1, … 29 times. */
const THIRTY = Array.from({ length: 30 }, (_, i) => cited(`p-${i}`, i));
const OWN = cited('own', 29, { forwardCitationPercentile: '0.12' });

const leafOf = (
  section: Partial<PatentsSection>,
  patent: string,
  code = 'T1.4',
  replaced: Record<string, JsonValue> = {},
): TraceNode => {
  const trace = mustBeOk(explainPatentScore(patentCase(section), patentRules(replaced), patent));
  const found = [...walkTrace(trace)].find(({ id }) => id === `patent-score/${code}/${patent}`);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
};

const percentileNode = (node: TraceNode): TraceNode | undefined =>
  [...walkTrace(node)].find(({ id }) => id.startsWith('patent-citation-percentile/'));

describe('an indicator that reads the percentile', () => {
  // 20 fewer and itself: (2 × 20 + 1) ÷ 60 = 0.683333; T1.4 is 100 × percentile.
  it('takes it from the list, and says from which cohort, of how many and which place', () => {
    const leaf = leafOf({ records: THIRTY }, 'p-20');
    expect(leaf.value).toBe('68.3333');
    expect(leaf.note).toContain('按本清单推算');
    const node = percentileNode(leaf);
    expect([node?.value, node?.unit, node?.rounding]).toEqual(['0.683333', 'ratio', '四舍五入到 6 位小数']);
    expect(node?.formula).toContain('= 41 ÷ 60');
    // 9 are cited more often: place 10.
    expect(node?.note).toBe('本清单同组（G06Q × 2015 年申请 × 发明）有被引证次数的 30 件，本件第 10 位');
    const ids = node === undefined ? [] : [...walkTrace(node)].map(({ id }) => id);
    expect(ids).toContain('patents/p-20/forwardCitationCount');
    expect(ids).toContain('rule/patent.cohort.unusable-flags');
  });

  it('the bibliographic scheme reads the same percentile', () => {
    const section = { records: THIRTY, scheme: 'bibliographic', scenario: 'finance' };
    expect(percentileNode(leafOf(section, 'p-20', 'T1.1'))?.value).toBe('0.683333');
  });

  it('a percentile of the file wins and says so', () => {
    const leaf = leafOf({ records: [...THIRTY, OWN] }, 'own');
    expect(leaf.value).toBe('12');
    expect(leaf.note).toContain('采用记录所载百分位');
    expect(percentileNode(leaf)).toBeUndefined();
    expect(leafOf({ records: [...THIRTY, { ...OWN, forwardCitationPercentile: null }] }, 'own').value).toBe(
      // 29 fewer, two as many: (58 + 2) ÷ 62
      '96.7742',
    );
  });

  it('an expert still comes first', () => {
    const answers = [numberAnswer('p-20', 'T1.4', '0.5')];
    expect(leafOf({ records: THIRTY, answers }, 'p-20').value).toBe('50');
  });

  it('three patents give no number: unmeasured, with the reason, and no number in the reason', () => {
    const leaf = leafOf({ records: THIRTY.slice(0, 3) }, 'p-2');
    expect(leaf.value).toBeNull();
    expect(leaf.note).toContain('有被引证次数的 3 件');
    expect(leaf.note).toContain('同组专利过少');
    const node = percentileNode(leaf);
    expect([node?.value, node?.formula]).toEqual([null, undefined]);
  });

  it('which flags bar it is the institution’s to say', () => {
    const lax = { 'patent.cohort.unusable-flags': ['undefined'] };
    expect(leafOf({ records: THIRTY.slice(0, 3) }, 'p-2', 'T1.4', lax).value).toBe('83.3333');
    const strict = { 'patent.cohort.unusable-flags': ['undefined', 'smallCohort', 'truncated'] };
    const young = THIRTY.map((record) => ({ ...record, grantDate: '2024-01-01' }));
    expect(leafOf({ records: young }, 'p-20').note).toContain('尚不完整');
    expect(leafOf({ records: young }, 'p-20').value).toBe('68.3333');
    expect(leafOf({ records: young }, 'p-20', 'T1.4', strict).value).toBeNull();
  });

  it('no class, no year, no count, a design: no cohort', () => {
    for (const changes of [{ ipcMain: null }, { filingDate: null }, { forwardCitationCount: null }]) {
      const leaf = leafOf({ records: [...THIRTY, cited('x', 3, changes)] }, 'x');
      expect(leaf.value).toBeNull();
      expect(leaf.note).toContain('缺 IPC 小类、申请年或被引证次数');
    }
  });
});

describe('the released method beside the new one', () => {
  const section = { records: THIRTY, pledged: ['p-20'] };
  const caseRecord = patentCase(section);

  it('patent.score@1 knows nothing of the list and reads no rule of it', () => {
    const rules = patentRules();
    const { figures } = runMethods([scoreMethod1], caseRecord, rules);
    const technical = figures.find(({ id }) => id === 'patent-score/technical/p-20');
    expect([technical?.value, technical?.method]).toEqual([null, 'patent.score@1']);
    expect(rules.readSet().filter(({ id }) => id.startsWith('patent.cohort'))).toEqual([]);
  });

  it('patent.score@2 measures it, and recomputes from the rules that it read', () => {
    const rules = patentRules();
    const first = runMethods([scoreMethod], caseRecord, rules);
    const technical = first.figures.find(({ id }) => id === 'patent-score/technical/p-20');
    expect(technical?.value).not.toBeNull();
    expect(technical?.method).toBe('patent.score@2');
    const packaged = rulesFromRecord(rules.readSet(), rules.date, rules.region);
    expect(runMethods([scoreMethod], caseRecord, packaged)).toEqual(first);
  });
});

describe('what the list says of each patent', () => {
  const records = [...THIRTY, OWN, cited('alone', 4, { type: 'utility-model' }), cited('bare', null)];
  const caseRecord = patentCase({ records });
  const statistics = mustBeOk(patentStatistics(caseRecord, patentRules()));
  const at = (id: string) => {
    const row = statistics.patents.indexOf(id);
    return {
      percentile: statistics.percentile[row],
      from: statistics.from[row],
      cohort: statistics.cohort[row],
      size: statistics.size[row],
      rank: statistics.rank[row],
      flags: (statistics.flags[row] ?? []).map(({ code, bars }) => `${code}${bars ? ' bars' : ''}`),
    };
  };

  it('percentile, whose it is, cohort, size, place and flags', () => {
    // 31 measured inventions: p-0 to p-29 and own, which is cited 29 times as p-29 is.
    const cohort = 'G06Q × 2015 年申请 × 发明';
    expect(at('p-0')).toEqual({
      percentile: '0.016129', // 1 ÷ 62
      from: 'list',
      cohort,
      size: 31,
      rank: '31',
      flags: [],
    });
    expect(at('p-29')).toMatchObject({ percentile: '0.967742', rank: '1.5' }); // 60 ÷ 62
    expect(at('own')).toMatchObject({ percentile: '0.12', from: 'record', size: 31 });
  });

  it('no number from a cohort of one, none without a count', () => {
    expect(at('alone')).toEqual({
      percentile: null,
      from: null,
      cohort: 'G06Q × 2015 年申请 × 实用新型',
      size: 1,
      rank: '1',
      flags: ['smallCohort bars'],
    });
    expect(at('bare')).toMatchObject({ percentile: null, size: 0, rank: null, flags: ['undefined bars'] });
  });

  it('says of every patent that its citing documents are not named', () => {
    expect(statistics.citationDetail).toEqual(records.map(() => false));
    expect(statistics.citationDetailNote).toContain('没有引证明细');
  });

  it('is explained by the node that the score rests on', () => {
    const trace = mustBeOk(explainCitationPercentile(caseRecord, patentRules(), 'p-20'));
    expect(trace).toEqual(percentileNode(leafOf({ records }, 'p-20')));
    const unknown = explainCitationPercentile(caseRecord, patentRules(), 'nobody');
    expect(unknown.ok ? '' : unknown.failure.code).toBe('E_UNKNOWN_PATENT');
  });

  it('does not depend on the order of the records', () => {
    const back = mustBeOk(patentStatistics(patentCase({ records: [...records].reverse() }), patentRules()));
    expect([...back.percentile].reverse()).toEqual(statistics.percentile);
    expect([...back.rank].reverse()).toEqual(statistics.rank);
  });
});
