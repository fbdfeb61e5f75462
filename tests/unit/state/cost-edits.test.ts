import { describe, expect, it } from 'vitest';
import { rateFromSpread, readBp, readMonths, readWholeBp } from '../../../src/lib/state/cost-edits';

const value = <T>(read: { readonly ok: boolean; readonly value?: T }) => (read.ok ? read.value : 'refused');

describe('the rate as points over the LPR', () => {
  it('adds exactly, down too', () => {
    expect(value(rateFromSpread('0.031', '45'))).toBe('0.0355');
    expect(value(rateFromSpread('0.0345', '-20'))).toBe('0.0325');
    expect(value(rateFromSpread('0.03', '0.5'))).toBe('0.03005');
    expect(value(rateFromSpread('0.0310', '-310'))).toBe('0');
    expect(value(rateFromSpread('1', '0'))).toBe('1');
  });

  it('refuses what is no rate', () => {
    expect(value(rateFromSpread('0.031', '-311'))).toBe('refused');
    expect(value(rateFromSpread('0.031', '9691'))).toBe('refused');
    expect(value(rateFromSpread('0.031', 'viel'))).toBe('refused');
    expect(value(rateFromSpread('0.031', '1.1234567'))).toBe('refused');
  });
});

describe('what a person types', () => {
  it('reads points, whole points and months with their words', () => {
    expect([value(readBp('45 bp')), value(readBp('-20')), value(readBp(''))]).toEqual(['45', '-20', null]);
    expect(value(readBp('10001'))).toBe('refused');
    expect([value(readWholeBp('150bp')), value(readWholeBp('')), value(readWholeBp('10001'))]).toEqual([
      150,
      null,
      'refused',
    ]);
    expect([value(readMonths('12 个月')), value(readMonths('0')), value(readMonths('601'))]).toEqual([
      12,
      'refused',
      'refused',
    ]);
  });
});
