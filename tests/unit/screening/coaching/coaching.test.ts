import { describe, expect, test } from 'vitest';
import type { CoachingRun } from '../../../../src/lib/case/screening-section';
import { proposedGoals } from '../../../../src/lib/screening/coaching/goals';
import {
  compareRun,
  compareVerdicts,
  verdictLines,
} from '../../../../src/lib/screening/coaching/verdict-lines';
import type { Change } from '../../../../src/lib/screening/what-would-change/changes';
import { verdictOf } from '../../../fixtures/handling-case';
import { plain } from '../../../fixtures/screening-case';

describe('一次核查的判断', () => {
  test('专利合成一行，取最不利的一个', () => {
    const lines = verdictLines([
      verdictOf('r.1', 'pass', 'p-1'),
      verdictOf('r.1', 'unknown', 'p-2'),
      verdictOf('r.2', 'fail', 'p-1'),
      verdictOf('r.2', 'unknown', 'p-2'),
      verdictOf('r.3', 'pass'),
    ]);
    expect(lines.map((l) => [l.rule, l.subject, l.verdict])).toEqual([
      ['r.1', 'patent-pool', 'unknown'],
      ['r.2', 'patent-pool', 'fail'],
      ['r.3', 'case', 'pass'],
    ]);
  });
});

describe('二次申报与上次比较', () => {
  const run: CoachingRun = {
    id: 'run-1',
    on: '2026-08-01',
    by: '虚构经办',
    decision: '暂缓',
    method: 'screening.three-views@2',
    release: '虚构银行@1',
    verdicts: [
      { rule: 'r.better', subject: 'case', verdict: 'fail' },
      { rule: 'r.known', subject: 'case', verdict: 'unknown' },
      { rule: 'r.worse', subject: 'case', verdict: 'pass' },
      { rule: 'r.same', subject: 'case', verdict: 'unknown' },
      { rule: 'r.gone', subject: 'case', verdict: 'fail' },
    ],
  };
  const today = [
    verdictOf('r.better', 'unknown'),
    verdictOf('r.known', 'pass'),
    verdictOf('r.worse', 'unknown'),
    verdictOf('r.same', 'unknown'),
    verdictOf('r.new', 'fail'),
  ];

  test('好转、变差、不变、新增、不再有，变差的在前', () => {
    const { lines, counts } = compareRun(run, today);
    expect(lines.map((l) => [l.rule, l.before, l.after, l.change])).toEqual([
      ['r.worse', 'pass', 'unknown', 'worse'],
      ['r.better', 'fail', 'unknown', 'better'],
      ['r.known', 'unknown', 'pass', 'better'],
      ['r.new', null, 'fail', 'new'],
      ['r.gone', 'fail', null, 'gone'],
      ['r.same', 'unknown', 'unknown', 'unchanged'],
    ]);
    expect(counts).toEqual({ better: 2, worse: 1, unchanged: 1, new: 1, gone: 1 });
  });

  test('写明上次按哪个方法、哪一版参数判断', () => {
    expect(compareRun(run, today).run).toMatchObject({
      release: '虚构银行@1',
      method: 'screening.three-views@2',
    });
  });

  test('和自己比较没有变化', () => {
    const lines = verdictLines(today);
    expect(compareVerdicts(lines, lines).every((l) => l.change === 'unchanged')).toBe(true);
  });
});

describe('由不通过和未知生成目标', () => {
  const change = (changes: Partial<Change>): Change => ({
    rule: 'r.1',
    code: 'C4',
    title: '信用状况良好',
    verdict: 'fail',
    severity: 'block',
    veto: true,
    subjects: [{ kind: 'case', id: 'case', title: '案卷' }],
    message: '',
    evidence: [],
    ways: [
      {
        kind: 'drop',
        kindTitle: '移出',
        actions: ['移出'],
        where: '',
        days: { low: 0, high: 1 },
        drop: null,
      },
      {
        kind: 'procedure',
        kindTitle: '办理手续',
        actions: ['信用修复'],
        where: '',
        days: { low: 30, high: 40 },
        drop: null,
      },
    ],
    soonest: 1,
    ...changes,
  });

  test('取最快的真实办法，不把移出专利当目标；期限从基准日起算', () => {
    expect(proposedGoals([change({})], [], plain('2026-11-20'))).toEqual([
      {
        rule: 'r.1',
        subject: 'case',
        title: '信用状况良好',
        verdict: 'fail',
        action: '信用修复',
        due: '2026-12-30',
      },
    ]);
  });

  test('一条规则既有不通过又有未知的，只列一个目标，取不通过的', () => {
    const both = [change({ verdict: 'unknown' }), change({ verdict: 'fail' })];
    expect(proposedGoals(both, [], plain('2026-11-20')).map((g) => g.verdict)).toEqual(['fail']);
  });

  test('没有人说得准的没有期限；不能补正的不列', () => {
    const open = change({
      ways: [{ kind: 'procedure', kindTitle: '', actions: ['等待'], where: '', days: null, drop: null }],
    });
    const lost = change({
      ways: [{ kind: 'incurable', kindTitle: '', actions: ['不能'], where: '', days: null, drop: null }],
    });
    expect(proposedGoals([open], [], plain('2026-11-20')).map((g) => g.due)).toEqual([null]);
    expect(proposedGoals([lost], [], plain('2026-11-20'))).toEqual([]);
  });

  test('已有目标的不重复；已放弃的可以再列', () => {
    const goal = {
      id: 'g-1',
      rule: 'r.1',
      subject: 'case',
      action: '',
      owner: '',
      due: null,
      state: 'open' as const,
      note: '',
    };
    expect(proposedGoals([change({})], [goal], plain('2026-11-20'))).toEqual([]);
    expect(proposedGoals([change({})], [{ ...goal, state: 'dropped' }], plain('2026-11-20'))).toHaveLength(1);
  });
});
