import { describe, expect, it } from 'vitest';
import { inconsistentJudgements } from '../../../src/lib/valuation/weights/inconsistent-judgements';

/** Ratios of 8 : 4 : 2 : 1, but the second over the fourth is written upside down. */
const SLIP = [
  [1, 2, 4, 8],
  [1 / 2, 1, 2, 1 / 4],
  [1 / 4, 1 / 2, 1, 2],
  [1 / 8, 4, 1 / 2, 1],
];

describe('inconsistent judgements', () => {
  // Detours of (2, 4): over 1 ½·8 = 4, over 3 2·2 = 4; the slip is 16 times off. The others are at most √16 = 4 off.
  it('puts the slip first, with what the others imply', () => {
    const [first, second] = inconsistentJudgements(SLIP);
    expect(first).toEqual({ row: 1, column: 3, given: '0.25', implied: '4', factor: '16' });
    expect(second?.factor).toBe('4');
  });

  it('is empty for a consistent matrix, and where nothing can contradict', () => {
    const consistent = [
      [1, 2, 4],
      [1 / 2, 1, 2],
      [1 / 4, 1 / 2, 1],
    ];
    expect(inconsistentJudgements(consistent)).toEqual([]);
    expect(
      inconsistentJudgements([
        [1, 9],
        [1 / 9, 1],
      ]),
    ).toEqual([]);
  });

  // 3·3 = 9 against 5: every pair is 1.8 times what the other two say.
  it('for three indicators blames all three alike', () => {
    const found = inconsistentJudgements([
      [1, 3, 5],
      [1 / 3, 1, 3],
      [1 / 5, 1 / 3, 1],
    ]);
    expect(found.map(({ row, column, factor }) => `${row}${column} ${factor}`)).toEqual([
      '01 1.8',
      '02 1.8',
      '12 1.8',
    ]);
  });
});
