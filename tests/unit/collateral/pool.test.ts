import { describe, expect, it } from 'vitest';
import { amounts, item, offer, structure, support, wan } from './build-case';

const need = wan(100_000);

describe('offers join the items', () => {
  it('counts one offer id once, the lower amount', () => {
    const result = structure({
      need,
      offers: [offer('pool', { enteredCreditFen: wan(500) }), offer('pool', { enteredCreditFen: wan(400) })],
    });
    expect(amounts(result)).toEqual({ pool: wan(400) });
  });

  it('does not count single patents beside the pool', () => {
    const single = offer('p-1', { subject: { kind: 'patent', id: 'p-1', title: '专利一' } });
    const result = structure({ need, offers: [single, offer('pool')] });
    expect(amounts(result)).toEqual({ pool: wan(1840) });
    expect(result.leftOut.map((l) => [l.id, l.code])).toEqual([['p-1', 'E_COUNTED_IN_POOL']]);
    expect(amounts(structure({ need, offers: [single] }))).toEqual({ 'p-1': wan(1840) });
  });

  it('takes an item of the same class as the card of the offer, once', () => {
    const card = item('card', {
      assetClass: 'PATENT_INV',
      valueFen: wan(5000),
      oneOffCostFen: '7',
      use: 'must',
    });
    const result = structure({ need, items: [card], offers: [offer('pool')] });
    // 5000 × 30 % = 1500 < 1840: the smaller one holds
    expect(amounts(result)).toEqual({ pool: wan(1500) });
    expect(result.costFen).toBe('7');
  });

  it('keeps the lower of two amounts of one kind', () => {
    const card = item('card', { assetClass: 'PATENT_UM', valueFen: null, enteredCreditFen: wan(900) });
    const result = structure({ need, items: [card], offers: [offer('pool')] });
    expect(amounts(result)).toEqual({ pool: wan(900) });
    expect(result.items[0]?.assetClass).toBe('PATENT_INV');
    expect(result.items[0]?.reason).toContain('授信额有两个数，按较低的 900.00 万元计');
    expect(result.items[0]?.reason).toContain('押品卡片写的类别是 PATENT_UM');
  });

  it('refuses an item that could be the card of more than one offer', () => {
    const card = item('card', { assetClass: 'PATENT_INV', valueFen: wan(5000) });
    const two = [
      offer('pool-a', { enteredCreditFen: wan(1) }),
      offer('pool-b', { enteredCreditFen: wan(2) }),
    ];
    const result = structure({ need, items: [card], offers: two });
    expect(amounts(result)).toEqual({ 'pool-a': wan(1), 'pool-b': wan(2) });
    expect(result.leftOut.map((l) => l.code)).toEqual(['E_COUNTED_BY_OFFER']);
    const named = structure({ need, items: [{ ...card, id: 'pool-b' }], offers: two });
    expect(amounts(named)).toEqual({ 'pool-a': wan(1), 'pool-b': wan(2) });
    expect(named.leftOut).toEqual([]);
  });

  it('counts an item of the class on its own when nothing is offered', () => {
    const result = structure({ need, items: [item('own', { assetClass: 'PATENT_INV' })] });
    expect(amounts(result)).toEqual({ own: wan(300) });
  });

  it('refuses both of two items with one id', () => {
    const result = structure({ need, items: [item('a'), item('a', { valueFen: wan(7) }), item('b')] });
    expect(amounts(result)).toEqual({ b: wan(600) });
    expect(result.leftOut.map((l) => l.code)).toEqual(['E_ID_DUPLICATE', 'E_ID_DUPLICATE']);
  });

  it('refuses an offer whose amount is no amount', () => {
    const result = structure({ need, offers: [offer('pool', { enteredCreditFen: '1e9' })] });
    expect(result.leftOut.map((l) => l.code)).toEqual(['E_FEN']);
  });

  it('keeps an asset and a support with one id apart', () => {
    const result = structure({ need, items: [item('x')], support: [support('x')] });
    expect(result.items.map((i) => [i.kind, i.id, i.amountFen])).toEqual([
      ['asset', 'x', wan(600)],
      ['support', 'x', wan(100)],
    ]);
  });
});

describe('registration decides what counts now', () => {
  const receipt = { registrationNumber: '虚构登记 1 号', date: '2026-11-01', documentHash: null };
  const recognised = (change: Parameters<typeof item>[1]) =>
    structure({ need, items: [item('x', change)] }).items[0];

  it.each([
    ['registered', receipt, wan(600)],
    ['changed', receipt, wan(600)],
    ['extended', receipt, wan(600)],
    ['registered', null, '0'],
    ['filed', receipt, '0'],
    ['objected', receipt, '0'],
    ['contract-signed', null, '0'],
  ] as const)('%s with %o recognises %s', (perfection, paper, amount) => {
    const found = recognised({ perfection, receipt: paper });
    expect(found?.recognisedFen).toBe(amount);
    expect(BigInt(found?.recognisedFen ?? 0) + BigInt(found?.plannedFen ?? 0)).toBe(BigInt(wan(600)));
  });

  it('never recognises data: there is no statutory register', () => {
    const data = recognised({ assetClass: 'DATA_IP', perfection: 'registered', receipt });
    expect(data?.recognisedFen).toBe('0');
    expect(data?.reason).toContain('解释63');
  });

  it('asks for proof of delivery where nothing is registered', () => {
    expect(recognised({ assetClass: 'MARGIN' })?.reason).toContain('交付或控制的凭证');
  });
});
