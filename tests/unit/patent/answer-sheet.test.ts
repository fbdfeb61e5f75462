import { describe, expect, it } from 'vitest';
import type { ExpertAnswer } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { answerSheet } from '../../../src/lib/patent/reading/answer-sheet';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

const PATENT = blankPatent('p-1');

const answer = (by: string, option: string): ExpertAnswer => ({
  patent: PATENT.id,
  indicator: 'T1.1',
  answer: { kind: 'option', option },
  reason: '',
  by,
  evidence: [],
});

const lines = (answers: ExpertAnswer[]) => {
  const sheet = mustBeOk(answerSheet(patentCase({ records: [PATENT], answers }), patentRules(), PATENT.id));
  return { sheet, all: sheet.dimensions.flatMap((d) => d.groups.flatMap((g) => g.lines)) };
};

describe('the sheet of one patent', () => {
  it('lists the 27 indicators of the framework in 3 dimensions and 14 groups', () => {
    const { sheet, all } = lines([]);
    expect([sheet.dimensions.length, sheet.dimensions.flatMap((d) => d.groups).length, all.length]).toEqual([
      3, 14, 27,
    ]);
    expect(sheet.total).toBe(27);
    expect(sheet.measured).toBe(all.filter((line) => line.score !== null).length);
  });

  it('gives every indicator options or a number, never neither', () => {
    for (const line of lines([]).all)
      expect(line.options.length > 0 || line.number !== null, line.code).toBe(true);
  });

  it('shows an answer and the points it leads to', () => {
    const line = lines([answer('甲', 'A')]).all.find(({ code }) => code === 'T1.1');
    expect(line).toMatchObject({ score: 100, from: 'expert', given: [{ by: '甲' }] });
  });

  it('leaves an indicator unmeasured while two people disagree, and shows both', () => {
    const line = lines([answer('甲', 'A'), answer('乙', 'C')]).all.find(({ code }) => code === 'T1.1');
    expect(line?.score).toBeNull();
    expect(line?.given.map(({ by }) => by)).toEqual(['甲', '乙']);
  });

  it('refuses a patent that is not in the case', () => {
    const result = answerSheet(patentCase({ records: [PATENT] }), patentRules(), 'p-none');
    expect(result.ok ? '' : result.failure.code).toBe('E_PATENT');
  });
});
