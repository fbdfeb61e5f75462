import { describe, expect, it } from 'vitest';
import { structureCase } from '../../src/lib/collateral/structure-case';
import { inputOf, item, offer, structure, support } from '../unit/collateral/build-case';

describe('hostile amounts, names and sizes', () => {
  it('refuses amounts that are not whole 分, and keeps the rest', () => {
    const bad = ['', ' 1', '01', '1.0', '1e3', '0x10', '１００', 'NaN', '-0', `1${'0'.repeat(30)}`];
    const result = structure({
      need: '600',
      items: [...bad.map((valueFen, i) => item(`bad${i}`, { valueFen })), item('good', { valueFen: '1000' })],
    });
    expect(result.status).toBe('optimal');
    expect(result.items.map((i) => i.id)).toEqual(['good']);
    expect(result.leftOut.length).toBe(bad.length);
    expect(new Set(result.leftOut.map((l) => l.code))).toEqual(new Set(['E_FEN', 'E_RANGE']));
  });

  it('computes at the edge of the accepted range without losing a 分', () => {
    const most = (10n ** 18n).toString();
    const result = structure({
      need: most,
      items: [item('a', { valueFen: most, assetClass: 'MARGIN', priorClaimsFen: '1' })],
      support: [support('g', { capacityFen: most, feeRate: '0.000000000000000000000000000001' })],
    });
    expect(result.items.map((i) => i.amountFen)).toEqual(['999999999999999999', '1']);
    expect(result.costFen).toBe('0');
  });

  it('takes names of classes and ids as text, never as properties', () => {
    for (const assetClass of [
      '__proto__',
      'constructor',
      'toString',
      '',
      '../x',
      'RE_FACTORY ',
      're_factory',
    ])
      expect(structure({ items: [item('a', { assetClass })] }).leftOut[0]?.code).toBe('E_CLASS_UNKNOWN');
    const odd = structure({ need: '1', offers: [offer('constructor'), offer('__proto__')] });
    expect(odd.status).toBe('optimal');
  });

  it('does not fall over a thousand sources', () => {
    const items = Array.from({ length: 1000 }, (_, i) => item(`a${i}`));
    expect(structure({ items }).failures[0]?.code).toBe('E_TOO_MANY');
  });

  it('ends for twenty sources that no bound can tell apart', () => {
    const items = Array.from({ length: 20 }, (_, i) =>
      item(`a${i}`, { assetClass: 'MARGIN', valueFen: '1000', oneOffCostFen: '1000' }),
    );
    const result = structure({ need: '10001', items });
    expect(result.costFen).toBe('11000');
    expect(result.items.map((i) => i.id)).toEqual(
      items
        .map((i) => i.id)
        .sort()
        .slice(0, 11),
    );
  });

  it('leaves its input as it was', () => {
    const input = inputOf({
      items: [item('b'), item('a')],
      support: [support('g')],
      offers: [offer('pool')],
    });
    const before = JSON.stringify([input.caseRecord, input.prior]);
    structureCase(input);
    expect(JSON.stringify([input.caseRecord, input.prior])).toBe(before);
  });
});
