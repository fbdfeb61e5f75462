import { describe, expect, it } from 'vitest';
import type { Disposal } from '../../../src/lib/case/collateral-life';
import { isPatentCard, realisedOutcomeOf } from '../../../src/lib/case/realised-outcome';
import { factory, lifeCase, wan } from '../../fixtures/life-case';

const sold: Disposal = {
  defaultedOn: '2026-06-01',
  claimFen: null,
  claimDeadline: null,
  claimedOn: null,
  route: 'auction',
  valueBeforeFen: wan(1000),
  proceedsFen: wan(640),
  costFen: null,
  receivedOn: '2026-11-01',
  note: '',
  evidence: [],
};

const card = (id: string, disposal: Disposal | null, assetClass = 'PATENT_MIXED') =>
  factory({ id, assetClass, title: `虚构专利 ${id}`, life: { ...factory().life, disposal } });
const OUTCOME = { fetchedFen: wan(500), on: '2026-10-01', source: '虚构成交确认书' };

describe('what the pledged patents fetched', () => {
  it('is read from the disposal of their card, with the value before', () => {
    expect(realisedOutcomeOf(lifeCase({ items: [card('a', sold)] }))).toEqual({
      fetchedFen: wan(640),
      on: '2026-11-01',
      source: '押品存续 › 处置记录（虚构专利 a）',
      from: 'disposal',
      valueBeforeFen: wan(1000),
      conflict: '',
    });
  });

  it('is what was entered with the patents where both are there, and the difference is named', () => {
    const both = realisedOutcomeOf(lifeCase({ items: [card('a', sold)], patents: { outcome: OUTCOME } }));
    expect(both).toMatchObject({ fetchedFen: wan(500), from: 'outcome' });
    expect(both?.conflict).toBe(
      '专利步骤录入变现 500.00 万元，处置记录为 640.00 万元；回测以专利步骤录入的为准',
    );
    const same = { ...OUTCOME, fetchedFen: wan(640) };
    expect(
      realisedOutcomeOf(lifeCase({ items: [card('a', sold)], patents: { outcome: same } }))?.conflict,
    ).toBe('');
  });

  it('is the sum of several cards, on the last day', () => {
    const items = [
      card('a', sold),
      card('b', { ...sold, proceedsFen: wan(60), valueBeforeFen: null, receivedOn: '2026-11-09' }),
    ];
    expect(realisedOutcomeOf(lifeCase({ items }))).toMatchObject({
      fetchedFen: wan(700),
      on: '2026-11-09',
      valueBeforeFen: null,
    });
  });

  it('is not known while a card in use has no disposal; a card that is not used does not count', () => {
    const open = card('b', null);
    expect(realisedOutcomeOf(lifeCase({ items: [card('a', sold), open] }))).toBeNull();
    const unused = { ...open, use: 'never' as const };
    expect(realisedOutcomeOf(lifeCase({ items: [card('a', sold), unused] }))?.fetchedFen).toBe(wan(640));
    const soldUnused = { ...card('b', sold), use: 'never' as const };
    expect(realisedOutcomeOf(lifeCase({ items: [card('a', sold), soldUnused] }))?.fetchedFen).toBe(wan(640));
    expect(realisedOutcomeOf(lifeCase({ items: [soldUnused] }))).toBeNull();
  });

  it('nothing fetched is 0, which is known', () => {
    expect(
      realisedOutcomeOf(lifeCase({ items: [card('a', { ...sold, proceedsFen: '0' })] }))?.fetchedFen,
    ).toBe('0');
  });

  it.each([
    ['no proceeds', card('a', { ...sold, proceedsFen: null })],
    ['no day', card('a', { ...sold, receivedOn: null })],
    ['no disposal', card('a', null)],
    ['a factory', card('a', sold, 'RE_FACTORY')],
  ])('is not known with %s', (_what, item) =>
    expect(realisedOutcomeOf(lifeCase({ items: [item] }))).toBeNull(),
  );

  it.each([
    ['PATENT_INV', true],
    ['PATENT_MIXED', true],
    ['PATENT', true],
    ['PATENTED', false],
    ['RE_FACTORY', false],
  ])('%s is a card of patents: %s', (assetClass, is) => expect(isPatentCard({ assetClass })).toBe(is));
});
