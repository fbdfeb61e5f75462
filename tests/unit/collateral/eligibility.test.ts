import { describe, expect, it } from 'vitest';
import { item, structure, support, wan } from './build-case';

const codeOf = (change: Parameters<typeof item>[1]): string | undefined =>
  structure({ items: [item('x', change)], support: [support('g', { capacityFen: wan(1000) })] }).leftOut.find(
    (l) => l.id === 'x',
  )?.code;

describe('blocks, each by name', () => {
  it.each([
    ['E_NOT_VALUED', { valueFen: null }],
    ['E_NEGATIVE', { valueFen: '-1' }],
    ['E_FEN', { valueFen: '12.5' }],
    ['E_NEGATIVE', { enteredCreditFen: '-5' }],
    ['E_CAP_ABOVE_MAX', { capOverride: '0.71' }],
    ['E_NO_SHARE', { share: '0' }],
    ['E_NO_SHARE', { share: '0.00' }],
    ['E_PRIOR_CLAIMS', { priorClaimsFen: wan(600) }], // 1000 × 60 % − 600 = 0
    ['E_PRIOR_CLAIMS', { priorClaimsFen: wan(5000) }],
    ['E_NOTHING_AVAILABLE', { valueFen: '0' }],
    ['E_NOTHING_AVAILABLE', { capOverride: '0' }],
    ['E_CLASS_UNKNOWN', { assetClass: 'SPACESHIP' }],
    ['E_CLASS_UNKNOWN', { assetClass: '__proto__' }],
    ['E_REGISTRATION_ENDED', { perfection: 'cancelled' }],
    ['E_REGISTRATION_ENDED', { perfection: 'refused' }],
    ['NEVER_USE', { use: 'never' }],
    ['NEVER_USE', { use: 'never', valueFen: '-1' }],
  ] as const)('%s for %o', (code, change) => {
    expect(codeOf(change)).toBe(code);
  });

  it('lets the boundary through', () => {
    expect(codeOf({ capOverride: '0.7', use: 'must' })).toBeUndefined();
    expect(codeOf({ priorClaimsFen: (BigInt(wan(600)) - 1n).toString(), use: 'must' })).toBeUndefined();
    expect(codeOf({ perfection: 'objected', use: 'must' })).toBeUndefined();
  });

  it('keeps the rest when one item is bad', () => {
    const result = structure({
      need: wan(600),
      items: [item('bad', { valueFen: null, title: '设备' }), item('good')],
    });
    expect(result.status).toBe('optimal');
    expect(result.items.map((i) => i.id)).toEqual(['good']);
    expect(result.failures).toMatchObject([{ code: 'E_NOT_VALUED', path: '押品组合 › 设备' }]);
  });

  it('says of every failure where it is and what to do', () => {
    const result = structure({
      items: [
        item('a', { valueFen: null }),
        item('b', { assetClass: 'X' }),
        item('c', { capOverride: '0.9' }),
      ],
    });
    expect(result.failures.length).toBe(3);
    for (const f of result.failures) {
      expect(f.message).not.toBe('');
      expect(f.remedy).not.toBe('');
      expect(f.path).toContain('押品组合 › 押品');
    }
  });
});

describe('must and never', () => {
  it('uses what must be used although it costs more', () => {
    const dear = item('dear', { oneOffCostFen: '99999', use: 'must' });
    const result = structure({ need: wan(600), items: [item('cheap'), dear] });
    expect(result.items.map((i) => [i.id, i.amountFen])).toEqual([['dear', wan(600)]]);
    expect(result.costFen).toBe('99999');
    expect(result.items[0]?.reason).toContain('必须使用');
  });

  it('fills support that must be used before the assets', () => {
    const result = structure({
      need: wan(600),
      items: [item('a')],
      support: [support('g', { use: 'must' })],
    });
    expect(result.items.map((i) => [i.id, i.amountFen])).toEqual([
      ['a', wan(500)],
      ['g', wan(100)],
    ]);
  });

  it('keeps a must in the structure with 0 when other musts cover the need', () => {
    const result = structure({
      need: wan(600),
      items: [item('a', { use: 'must' })],
      support: [support('g', { use: 'must' })],
    });
    expect(result.items.map((i) => [i.id, i.amountFen])).toEqual([
      ['a', wan(600)],
      ['g', '0'],
    ]);
    expect(result.items[1]?.reason).toContain('采用 0');
  });

  it('is infeasible when what must be used cannot be, even though the need is covered', () => {
    const result = structure({
      need: wan(600),
      items: [item('a'), item('b', { valueFen: null, use: 'must', title: '设备' })],
    });
    expect(result.status).toBe('infeasible');
    expect(result.residualFen).toBe('0');
    expect(result.alternatives).toEqual([]);
    expect(result.failures.map((f) => f.code)).toEqual(['E_MUST_BLOCKED', 'E_NOT_VALUED']);
  });

  it('leaves out support that is never used, without capacity, or twice under one id', () => {
    const result = structure({
      support: [
        support('n', { use: 'never' }),
        support('z', { capacityFen: '0' }),
        support('u', { kind: 'unsecured', provider: '虚构银行', capacityFen: null }),
        support('t'),
        support('t', { feeRate: '0.01' }),
      ],
    });
    expect(result.leftOut.map((l) => [l.id, l.code])).toEqual([
      ['n', 'NEVER_USE'],
      ['t', 'E_ID_DUPLICATE'],
      ['t', 'E_ID_DUPLICATE'],
      ['u', 'E_CAPACITY_MISSING'],
      ['z', 'E_NO_CAPACITY'],
    ]);
    expect(result.leftOut.find((l) => l.id === 'u')?.remedy).toContain('虚构银行');
  });
});
