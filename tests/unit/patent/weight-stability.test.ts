import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { scorePatents } from '../../../src/lib/patent/score/score-patents';
import { patentWeightStability } from '../../../src/lib/patent/score/weight-stability';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

const record = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force', claimCount: 7 });
const file = patentCase({ records: [record] });

describe('weight stability of a patent', () => {
  it('starts from the interval and the grade of the table', () => {
    const stability = mustBeOk(patentWeightStability(file, patentRules(), 'p-1'));
    const table = mustBeOk(scorePatents(file, patentRules()));
    expect(stability?.grade).toBe(table.grade[0]);
    expect(stability?.low).toBeCloseTo(table.low[0] ?? NaN, 9);
    expect(stability?.high).toBeCloseTo(table.high[0] ?? NaN, 9);
    expect(stability?.single.map((s) => s.key)).toEqual(['legal', 'technical', 'economic']);
    expect(stability?.pledge).toBe(false);
  });

  it('follows the threshold of the rulebook', () => {
    const stability = mustBeOk(
      patentWeightStability(file, patentRules({ 'patent.pledge-score-floor': '10' }), 'p-1'),
    );
    expect(stability?.pledge).toBe(true);
  });

  it('says nothing about a rejected patent and refuses an unknown one', () => {
    const dead = patentCase({ records: [{ ...record, status: 'dead' }] });
    expect(mustBeOk(patentWeightStability(dead, patentRules(), 'p-1'))).toBeNull();
    const unknown = patentWeightStability(file, patentRules(), 'p-9');
    expect(unknown.ok ? 'ok' : unknown.failure.code).toBe('E_UNKNOWN_PATENT');
  });
});
