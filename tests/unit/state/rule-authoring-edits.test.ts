import { describe, expect, it } from 'vitest';
import {
  JUDGEMENTS,
  newJudge,
  valueAsTyped,
  valueFromTyped,
  withJudgement,
} from '../../../src/lib/state/draft-edits';
import { missingOfOutcome, outcomeDraft, setOutcome } from '../../../src/lib/state/outcome-edits';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

describe('a judgement matrix', () => {
  it('writes the reciprocal at the mirror place, whichever way it is chosen', () => {
    const three = withJudgement(newJudge('甲', 3), 0, 1, '3');
    expect(three.matrix).toEqual([
      ['1', '3', '1'],
      ['1/3', '1', '1'],
      ['1', '1', '1'],
    ]);
    expect(withJudgement(three, 0, 1, '1/7').matrix[1]?.[0]).toBe('7');
    expect(withJudgement(three, 0, 1, '1').matrix[1]?.[0]).toBe('1');
    expect(JUDGEMENTS).toEqual([
      ...['9', '8', '7', '6', '5', '4', '3', '2', '1'],
      ...['1/2', '1/3', '1/4', '1/5', '1/6', '1/7', '1/8', '1/9'],
    ]);
  });
});

describe('a value as typed', () => {
  it('shows a text without its marks and puts them back; anything else is JSON', () => {
    expect(valueAsTyped('"0.6"')).toBe('0.6');
    expect(valueFromTyped('0.7', '"0.6"')).toBe('"0.7"');
    expect(valueAsTyped('{"a":1}')).toBe('{"a":1}');
    expect(valueFromTyped('{"a":', '{"a":1}')).toBe('{"a":');
    expect(valueFromTyped('12', '10')).toBe('12');
  });
});

describe('what a case fetched', () => {
  it('counts once amount, day and source are there, and leaves the case when one is taken away', () => {
    const open = openCase(smallCase());
    const half = { ...outcomeDraft(null), fetchedFen: '0', on: '2026-11-20' };
    expect(missingOfOutcome(half)).toEqual(['依据']);
    setOutcome(open, half);
    expect(open.record.sections.patents.outcome).toBeNull();
    setOutcome(open, { ...half, source: '虚构回单' });
    expect(open.record.sections.patents.outcome).toEqual({
      fetchedFen: '0',
      on: '2026-11-20',
      source: '虚构回单',
    });
    setOutcome(open, { ...half, source: '' });
    expect(open.record.sections.patents.outcome).toBeNull();
  });
});
