import { describe, expect, it } from 'vitest';
import { analyseLoss } from '../../src/lib/collateral/loss/analyse-loss';
import type { LossAsset, LossLayer } from '../../src/lib/collateral/loss/loss-input';
import { stressTable } from '../../src/lib/collateral/loss/stress-table';
import { mustBeOk } from '../../src/lib/kernel/result';
import {
  cashAsset,
  lossAsset,
  lossInput,
  lossLayer,
  rulesOn,
  rulesWith,
  stressInput,
  wan,
} from '../fixtures/loss-case';

const run = (over: Parameters<typeof lossInput>[0]) => mustBeOk(analyseLoss(lossInput(over), rulesOn()));
const codes = (over: Parameters<typeof lossInput>[0]) =>
  run(over).failures.map(({ code, path }) => [code, path]);

describe('an exposure that is none', () => {
  it.each([
    [null, 'E_MISSING'],
    [-1n, 'E_NEGATIVE'],
    [0n, 'E_RANGE'],
    [10n ** 19n, 'E_RANGE'],
  ])('%s is refused', (eadFen, code) => {
    expect(analyseLoss(lossInput({ eadFen }), rulesOn())).toMatchObject({
      ok: false,
      failure: { code, path: 'loss.eadFen' },
    });
  });
});

describe('assets that cannot be read are named, the rest stands', () => {
  const sound = cashAsset('sound', 60);
  it.each<[string, Partial<LossAsset>, string, string]>([
    ['no value', { valueFen: null }, 'E_MISSING', 'valueFen'],
    ['a negative value', { valueFen: -1n }, 'E_NEGATIVE', 'valueFen'],
    ['no share', { share: null }, 'E_MISSING', 'share'],
    ['a share above 1', { share: '1.01' }, 'E_RANGE', 'share'],
    ['a share in percent', { share: '50%' }, 'E_RANGE', 'share'],
    ['an exponent', { share: '1e-1' }, 'E_RANGE', 'share'],
    ['unknown prior claims', { priorClaimsFen: null }, 'E_MISSING', 'priorClaimsFen'],
    ['negative prior claims', { priorClaimsFen: -5n }, 'E_NEGATIVE', 'priorClaimsFen'],
    ['an unknown secured amount', { securedMaxFen: null }, 'E_MISSING', 'securedMaxFen'],
    ['a class of no rulebook', { classCode: 'LAND_ON_MARS' }, 'E_CLASS_UNKNOWN', 'classCode'],
    ['a class that is a property of objects', { classCode: '__proto__' }, 'E_CLASS_UNKNOWN', 'classCode'],
    ['an empty class', { classCode: '' }, 'E_CLASS_UNKNOWN', 'classCode'],
    ['a haircut above 1', { haircut: '1.5' }, 'E_RANGE', 'haircut'],
    ['a century of disposal', { years: '100' }, 'E_RANGE', 'years'],
    ['a cap above 1', { cap: '2' }, 'E_RANGE', 'cap'],
  ])('%s', (_, over, code, field) => {
    const found = run({ assets: [lossAsset('bad', 'RE_FACTORY', 100, over), sound] });
    expect(found.failures.map((f) => [f.code, f.path])).toEqual([[code, `assets.bad.${field}`]]);
    expect([found.complete, found.recoveries.map(({ id }) => id), found.lossFen]).toEqual([
      false,
      ['sound'],
      wan(240),
    ]);
    expect(found.traces.loss.label).toContain('上限');
    for (const { message, remedy } of found.failures)
      expect([message, remedy].every((text) => /\p{sc=Han}/u.test(text))).toBe(true);
  });

  it('the same asset twice counts once', () => {
    const found = run({ assets: [sound, { ...sound, path: 'assets[1]' }] });
    expect([found.lossFen, found.failures.map((f) => f.code)]).toEqual([wan(240), ['E_DUPLICATE_ID']]);
  });
});

describe('arrangements that cannot be', () => {
  const PRO = { kind: 'pro-rata' } as const;
  const to = (party: string) => ({ kind: 'compensates', party }) as const;
  const layers = (...all: readonly LossLayer[]) => codes({ layers: all });

  it('a circle of compensation is named and left out', () => {
    expect(layers(lossLayer('a', to('b'), '0.5'), lossLayer('b', to('a'), '0.5'))).toEqual([
      ['E_CIRCULAR', 'layers.a'],
      ['E_CIRCULAR', 'layers.b'],
    ]);
    expect(layers(lossLayer('a', to('a'), '0.5'))).toEqual([['E_CIRCULAR', 'layers.a']]);
  });

  it('who compensates nobody known is left out, and so is who compensates that one', () => {
    expect(layers(lossLayer('a', to('ghost'), '0.5'), lossLayer('b', to('a'), '0.5'))).toEqual([
      ['E_PARTY_UNKNOWN', 'layers.a'],
      ['E_PARTY_UNKNOWN', 'layers.b'],
    ]);
    expect(layers(lossLayer('a', PRO, null), lossLayer('b', to('a'), '0.5')).map(([code]) => code)).toEqual([
      'E_MISSING',
      'E_PARTY_UNKNOWN',
    ]);
  });

  it('shares of one loss above 1 are all left out, the bank then bears it', () => {
    const all = [lossLayer('a', PRO, '0.6'), lossLayer('b', PRO, '0.5')];
    expect(layers(...all)).toEqual([
      ['E_SHARES_ABOVE_ONE', 'layers.a'],
      ['E_SHARES_ABOVE_ONE', 'layers.b'],
    ]);
    const found = run({ layers: all });
    expect([found.bankFen, found.complete]).toEqual([wan(240), false]);
  });

  it.each<[string, LossLayer, string]>([
    ['the id of the bank', lossLayer('bank', PRO, '0.5'), 'E_RESERVED_ID'],
    ['no id', lossLayer('', PRO, '0.5'), 'E_RESERVED_ID'],
    ['a negative cap', lossLayer('a', PRO, '0.5', { capFen: -1n }), 'E_NEGATIVE'],
    ['an unknown cap', lossLayer('a', PRO, '0.5', { capFen: null }), 'E_MISSING'],
    ['an unknown deductible', lossLayer('a', PRO, '0.5', { deductibleFen: null }), 'E_MISSING'],
    ['half a rank', lossLayer('a', { kind: 'pro-rata', rank: 0.5 }, '0.5'), 'E_RANGE'],
    ['a share below 0', lossLayer('a', PRO, '-0.1'), 'E_RANGE'],
  ])('%s', (_, layer, code) => {
    expect(layers(layer).map(([first]) => first)).toEqual([code]);
  });

  it('ids that are properties of objects work as any other', () => {
    const found = run({
      layers: [lossLayer('__proto__', PRO, '0.5'), lossLayer('constructor', to('__proto__'), '0.5')],
    });
    expect(found.failures).toEqual([]);
    expect(found.bankFen).toBe(wan(120));
  });
});

describe('institution values of the wrong form', () => {
  it('are refused with the rule named', () => {
    const table = (rules: ReturnType<typeof rulesOn>) => stressTable(stressInput(), rules);
    expect(
      table(rulesWith('collateral.stress.scenarios', [{ id: 'x', title: 'x', column: 7 }])),
    ).toMatchObject({
      ok: false,
      failure: { code: 'E_RULE_SHAPE', rule: 'collateral.stress.scenarios' },
    });
    const loose = mustBeOk(table(rulesWith('collateral.loss.disposal', { discountRate: '2' })));
    expect(loose[0]?.loss.failures.map(({ code }) => code)).toEqual(['E_RULE_SHAPE']);
  });

  it('before the rules begin nothing is computed', () => {
    expect(stressTable(stressInput(), rulesOn('2019-01-01'))).toMatchObject({ ok: false });
  });
});
