import { describe, expect, it } from 'vitest';
import {
  type CompetingRight,
  type ContestedThing,
  rankRights,
} from '../../../../src/lib/collateral/life/priority';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { RULES } from '../../../fixtures/life-case';

const right = (id: string, change: Partial<CompetingRight> = {}): CompetingRight => ({
  id,
  holder: `权利人 ${id}`,
  kind: 'mortgage',
  registeredOn: null,
  deliveredOn: null,
  notifiedOn: null,
  ...change,
});

const ranked = (thing: ContestedThing, rights: readonly CompetingRight[]) => {
  const { ranks, steps, excluded } = mustBeOk(rankRights(thing, rights, RULES, 10));
  return {
    order: ranks.map(({ ids }) => ids.join('+')).join(' > '),
    rules: steps.map(({ code }) => code),
    excluded: excluded.map(({ id }) => id),
  };
};

const registered = (id: string, on: string, change: Partial<CompetingRight> = {}) =>
  right(id, { registeredOn: on, ...change });

describe('who is paid first', () => {
  it.each<[string, ContestedThing, readonly CompetingRight[], string, readonly string[]]>([
    [
      'registered by time (414)',
      'real-estate',
      [registered('b', '2026-02-01'), registered('a', '2026-03-01')],
      'b > a',
      ['registered-by-time'],
    ],
    [
      'registered before unregistered (414)',
      'movable',
      [right('a'), registered('b', '2026-03-01')],
      'b > a',
      ['registered-first'],
    ],
    ['unregistered pro rata (414)', 'movable', [right('a'), right('b')], 'a+b', ['unregistered-pro-rata']],
    [
      'registered the same day',
      'registered-right',
      [registered('a', '2026-03-01'), registered('b', '2026-03-01')],
      'a+b',
      ['same-time'],
    ],
    [
      'mortgage and pledge by registration and delivery (415)',
      'movable',
      [registered('m', '2026-03-02'), right('p', { kind: 'pledge', deliveredOn: '2026-03-01' })],
      'p > m',
      ['publicity-by-time'],
    ],
    [
      'retention before everything (456)',
      'movable',
      [registered('m', '2020-01-01'), right('r', { kind: 'retention' })],
      'r > m',
      ['retention'],
    ],
    [
      'purchase money on the tenth day (416)',
      'movable',
      [
        registered('m', '2020-01-01'),
        registered('p', '2026-03-11', { kind: 'purchase-money', deliveredOn: '2026-03-01' }),
      ],
      'p > m',
      ['purchase-money'],
    ],
    [
      'purchase money on the eleventh day',
      'movable',
      [
        registered('m', '2020-01-01'),
        registered('p', '2026-03-12', { kind: 'purchase-money', deliveredOn: '2026-03-01' }),
      ],
      'm > p',
      ['registered-by-time'],
    ],
    [
      'purchase money registered before delivery',
      'movable',
      [
        registered('m', '2020-01-01'),
        registered('p', '2026-02-01', { kind: 'purchase-money', deliveredOn: '2026-03-01' }),
      ],
      'p > m',
      ['purchase-money'],
    ],
    [
      'retention before purchase money (416)',
      'movable',
      [
        registered('p', '2026-03-02', { kind: 'purchase-money', deliveredOn: '2026-03-01' }),
        right('r', { kind: 'retention' }),
      ],
      'r > p',
      ['retention'],
    ],
    [
      'receivables: registered before notified (解释66)',
      'receivable',
      [
        right('n', { kind: 'receivable-transfer', notifiedOn: '2026-01-01' }),
        registered('a', '2026-03-01', { kind: 'pledge' }),
      ],
      'a > n',
      ['receivable-registered'],
    ],
    [
      'receivables: notified by time',
      'receivable',
      [
        right('n', { kind: 'receivable-transfer', notifiedOn: '2026-02-01' }),
        right('m', { kind: 'receivable-transfer', notifiedOn: '2026-01-01' }),
      ],
      'm > n',
      ['receivable-notified'],
    ],
    [
      'receivables: neither, pro rata',
      'receivable',
      [right('a', { kind: 'receivable-transfer' }), right('b', { kind: 'receivable-transfer' })],
      'a+b',
      ['receivable-pro-rata'],
    ],
    [
      'warehouse receipts by first publicity (解释59)',
      'warehouse-receipt',
      [
        right('a', { kind: 'pledge', deliveredOn: '2026-02-02' }),
        right('b', { kind: 'pledge', registeredOn: '2026-02-01', deliveredOn: '2026-02-03' }),
      ],
      'b > a',
      ['warehouse-by-time'],
    ],
  ])('%s', (_what, thing, rights, order, rules) => {
    expect(ranked(thing, rights)).toEqual({ order, rules, excluded: [] });
    expect(ranked(thing, rights.toReversed()).order).toBe(order);
  });

  it.each<[string, ContestedThing, CompetingRight]>([
    ['a mortgage on land without registration (402)', 'real-estate', right('x')],
    ['a patent pledge without registration (444)', 'registered-right', right('x', { kind: 'pledge' })],
    [
      'a pledge on goods that were never handed over (429)',
      'movable',
      right('x', { kind: 'pledge', registeredOn: '2026-01-01' }),
    ],
    [
      'a pledge on a receivable without registration (445)',
      'receivable',
      right('x', { kind: 'pledge', notifiedOn: '2026-01-01' }),
    ],
  ])('%s does not take part', (_what, thing, one) => {
    const mortgage = registered('m', '2026-03-01', {
      kind: thing === 'receivable' ? 'receivable-transfer' : 'mortgage',
    });
    const result = ranked(thing, [one, mortgage]);
    expect([result.order, result.excluded]).toEqual(['m', ['x']]);
  });

  it('five rights on one machine, with the rule of every step and its article', () => {
    const { ranks, steps } = mustBeOk(
      rankRights(
        'movable',
        [
          right('e-late'),
          registered('d', '2026-04-01'),
          right('c', { kind: 'pledge', deliveredOn: '2026-03-20' }),
          registered('b', '2026-03-05', { kind: 'purchase-money', deliveredOn: '2026-03-01' }),
          right('a', { kind: 'retention' }),
        ],
        RULES,
        10,
      ),
    );
    expect(ranks.map(({ rank, ids }) => `${rank} ${ids.join()}`)).toEqual([
      '1 a',
      '2 b',
      '3 c',
      '4 d',
      '5 e-late',
    ]);
    expect(steps.map(({ code, article }) => [code, article !== ''])).toEqual([
      ['retention', true],
      ['purchase-money', true],
      ['publicity-by-time', true],
      ['registered-first', true],
    ]);
  });

  it('a right that comes twice counts once and is named', () => {
    const { ranks, failures } = mustBeOk(
      rankRights('movable', [registered('a', '2026-01-01'), registered('a', '2026-01-01')], RULES, 10),
    );
    expect([ranks.length, failures.map(({ code }) => code)]).toEqual([1, ['E_ID_DUPLICATE']]);
  });
});
