import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { scorePatents } from '../../../src/lib/patent/score/score-patents';
import { type PatentStability, stabilityReport } from '../../../src/lib/patent/score/stability-report';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

const record = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force', claimCount: 7 });
const dead = blankPatent('p-2', { status: 'dead' });
const file = patentCase({ records: [record, dead] });

const report = (rules = patentRules()): readonly PatentStability[] =>
  mustBeOk(stabilityReport(file, rules, ['p-2', 'p-1']));
const own = (rules = patentRules()): NonNullable<PatentStability['stability']> => {
  const found = report(rules)[1]?.stability;
  if (found === undefined || found === null) throw new Error('no stability');
  return found;
};

describe('the stability report', () => {
  it('keeps the order asked, says nothing of a rejected patent, refuses an unknown one', () => {
    expect(report().map(({ patent, stability }) => [patent, stability === null])).toEqual([
      ['p-2', true],
      ['p-1', false],
    ]);
    const unknown = stabilityReport(file, patentRules(), ['p-9']);
    expect(unknown.ok ? 'ok' : unknown.failure.code).toBe('E_UNKNOWN_PATENT');
  });

  it('starts from the table, the weights in force and the floor', () => {
    const table = mustBeOk(scorePatents(file, patentRules()));
    const { grade, low, high, dimensions, floor } = own();
    expect([grade, low, high]).toEqual([table.grade[0], table.low[0], table.high[0]]);
    expect(dimensions.reduce((sum, d) => sum + d.weight, 0)).toBeCloseTo(1, 12);
    expect(floor).toBe(Number(mustBeOk(patentRules().read('patent.pledge-score-floor')).value));
  });

  it('a weight moved to where it says flips what it says', () => {
    // A floor just below the low end, so that some weight can fall and some can rise to it.
    const floor = (own().low - 1).toFixed(2);
    const { dimensions, pledge } = own(patentRules({ 'patent.pledge-score-floor': floor }));
    const grades = mustBeOk(patentRules().read('patent.grades')).value as { min: number }[];
    const limits = [...grades.map(({ min }) => min), Number(floor)];
    expect(pledge).toBe(true);
    const moves = dimensions.flatMap(({ weight, down, up }, at) =>
      [down, up].flatMap((move) => (move === null ? [] : [{ at, weight, move }])),
    );
    expect(new Set(moves.map(({ move, weight }) => move.weight < weight)).size).toBe(2);
    for (const { at, weight, move } of moves) {
      const rest = (1 - move.weight) / (1 - weight);
      const end = move.text.includes('高端') ? 'high' : 'low';
      const score = dimensions.reduce(
        (sum, d, i) => sum + (i === at ? move.weight : d.weight * rest) * d[end],
        0,
      );
      expect(Math.min(...limits.map((limit) => Math.abs(limit - score)))).toBeLessThan(1e-6);
    }
  });

  it('says it in words and points to weights, grades and floor', () => {
    const { lines, trace, gradePoints } = own();
    expect(lines[0]).toMatch(gradePoints === null ? /怎样分配都不变/ : /权重挪动 [\d.]+ 个百分点即变/);
    expect(trace.value).toBe(lines.join('；'));
    expect(trace.children.filter(({ source }) => source?.kind === 'parameter')).toHaveLength(3);
  });

  it('follows the floor of the rulebook', () => {
    expect(own(patentRules({ 'patent.pledge-score-floor': '0' })).pledge).toBe(true);
    expect(own(patentRules({ 'patent.pledge-score-floor': '0' })).pledgePoints).toBeNull();
  });
});
