import { describe, expect, it } from 'vitest';
import type { PortfolioProposal } from '../../../src/lib/bridge/portfolio-contract';
import type { PatentsSection } from '../../../src/lib/case/patents-section';
import {
  adoptProposal,
  deviationsOf,
  needsReason,
  setPledged,
  setPledgedAgainst,
} from '../../../src/lib/state/portfolio-edits';
import { leaf } from '../../../src/lib/kernel/trace';
import { patentCase } from '../../fixtures/patent-case';

const stages = { a: 'pledge', b: 'core', c: 'pledge', d: 'list' } as const;
const proposal: PortfolioProposal = {
  patents: Object.entries(stages).map(([id, stage], i) => ({
    id,
    stage,
    rank: i + 1,
    low: 80 - i,
    reasons: [],
  })),
  counts: { list: 4, core: 3, pledge: 2 },
  trace: leaf({
    id: 't',
    label: '',
    value: '2',
    unit: 'count',
    confidence: 'assumption',
    source: { kind: 'field', path: '', label: '' },
  }),
};
const section = (changes: Partial<PatentsSection>): PatentsSection => patentCase(changes).sections.patents;
const said = (patent: string) => ({ patent, reason: '虚构的理由', by: '经办' });

describe('deviationsOf', () => {
  it('names what is pledged against the proposal and what was proposed and is not, with the reason if there is one', () => {
    expect(deviationsOf(section({ pledged: ['d', 'a'], selectionReasons: [said('d')] }), proposal)).toEqual([
      { patent: 'c', kind: 'left-out', reason: null },
      { patent: 'd', kind: 'put-in', reason: said('d') },
    ]);
    expect(deviationsOf(section({ pledged: ['c', 'a'] }), proposal)).toEqual([]);
  });
});

describe('adoptProposal', () => {
  it('pledges exactly the proposed ones; those pledged before keep their places', () => {
    const adopted = adoptProposal(section({ pledged: ['d', 'c'], selectionReasons: [said('d')] }), proposal);
    expect(adopted.pledged).toEqual(['c', 'a']);
    expect(adopted.selectionReasons).toEqual([]);
    expect(deviationsOf(adopted, proposal)).toEqual([]);
  });
});

describe('pledging one patent', () => {
  it.each([
    ['a', true, false],
    ['a', false, true],
    ['b', true, true],
    ['d', false, false],
  ])('%s to %s needs a reason: %s', (patent, pledge, needed) => {
    expect(needsReason(proposal, patent, pledge)).toBe(needed);
  });

  it('keeps the reason against the proposal, once per patent, and drops it when back in line', () => {
    const first = setPledgedAgainst(section({}), ['d'], true, { reason: ' 先说的 ', by: '甲' });
    expect(first.pledged).toEqual(['d']);
    expect(first.selectionReasons).toEqual([{ patent: 'd', reason: '先说的', by: '甲' }]);
    const again = setPledgedAgainst(first, ['d'], true, { reason: '后说的', by: '乙' });
    expect(again.pledged).toEqual(['d']);
    expect(again.selectionReasons).toEqual([{ patent: 'd', reason: '后说的', by: '乙' }]);
    const back = setPledged(again, ['d'], false);
    expect([back.pledged, back.selectionReasons]).toEqual([[], []]);
  });

  it('keeps one reason for several', () => {
    const both = setPledgedAgainst(section({ pledged: ['b'] }), ['b', 'd'], true, {
      reason: '整包',
      by: '甲',
    });
    expect(both.pledged).toEqual(['b', 'd']);
    expect(both.selectionReasons).toEqual([
      { patent: 'b', reason: '整包', by: '甲' },
      { patent: 'd', reason: '整包', by: '甲' },
    ]);
  });

  it('leaves the others alone', () => {
    const two = section({ pledged: ['a', 'd'], selectionReasons: [said('d')] });
    const out = setPledgedAgainst(two, ['a'], false, { reason: '不押', by: '甲' });
    expect(out.pledged).toEqual(['d']);
    expect(out.selectionReasons.map(({ patent }) => patent)).toEqual(['d', 'a']);
  });
});
