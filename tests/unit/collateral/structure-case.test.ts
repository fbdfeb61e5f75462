import { describe, expect, it } from 'vitest';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { structureCase } from '../../../src/lib/collateral/structure-case';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { amounts, inputOf, item, offer, structure, support, wan } from './build-case';
import { METHOD_REGISTRY } from '../../fixtures/methods';

describe('the cheapest structure', () => {
  it('prefers one asset with a small fee to the guarantee, and the guarantee to a dear asset', () => {
    // need 100: guarantee 100 × 0.5 % = 0.5 万元; asset 0.4 or 0.6 万元 once
    const at = (fee: number) =>
      amounts(
        structure({
          need: wan(100),
          items: [item('a', { oneOffCostFen: wan(fee) })],
          support: [support('g')],
        }),
      );
    expect(at(0.4)).toEqual({ a: wan(100) });
    expect(at(0.6)).toEqual({ g: wan(100) });
    expect(at(0.5)).toEqual({ a: wan(100) }); // equal cost, equal count: assets come first
  });

  it('spreads one-off costs over the debt: 1.4 万元 over three years is 0.4667 a year', () => {
    const setting = {
      need: wan(100),
      items: [item('a', { oneOffCostFen: wan(1.4) })],
      support: [support('g')],
    };
    expect(amounts(structure(setting))).toEqual({ g: wan(100) });
    const long = structure({ ...setting, debt: ['2026-11-20', '2029-11-20'] });
    expect(amounts(long)).toEqual({ a: wan(100) });
    expect(long.costFen).toBe('466667'); // 1 400 000 分 / 3
  });

  it('counts a one-off cost in full when start or end is missing or reversed', () => {
    const cost = (debt?: readonly [string, string]) =>
      structure({
        need: wan(1),
        items: [item('a', { oneOffCostFen: '300' })],
        ...(debt === undefined ? {} : { debt }),
      }).costFen;
    expect(cost()).toBe('300');
    expect(cost(['2029-11-20', '2026-11-20'])).toBe('300');
    expect(cost(['2026-11-20', '2027-11-20'])).toBe('300');
    expect(cost(['2026-11-20', '2028-11-20'])).toBe('150');
    // 2026-11-20 to 2027-05-20 is 181 of 365 days: 300 × 365 / 181 = 604.97
    expect(cost(['2026-11-20', '2027-05-20'])).toBe('605');
  });

  it('takes fewer items, then the first ids, when the cost is equal', () => {
    const same = ['d', 'c', 'b', 'a'].map((id) => item(id));
    expect(amounts(structure({ need: wan(1000), items: same }))).toEqual({ a: wan(600), b: wan(400) });
    const big = [...same, item('z', { valueFen: wan(5000) })];
    expect(amounts(structure({ need: wan(1000), items: big }))).toEqual({ z: wan(1000) });
  });

  it('uses support from the lowest fee upwards', () => {
    const result = structure({
      need: wan(150),
      support: [support('a', { feeRate: '0.01' }), support('b', { feeRate: '0.003' })],
    });
    expect(amounts(result)).toEqual({ a: wan(50), b: wan(100) });
    expect(result.costFen).toBe('800000'); // 50 × 1 % + 100 × 0.3 % = 0.8 万元
  });

  it('says why each source is left out', () => {
    const result = structure({
      need: wan(100),
      items: [item('a'), item('b', { oneOffCostFen: '5' }), item('c', { oneOffCostFen: null })],
      support: [support('g', { feeRate: null })],
    });
    expect(amounts(result)).toEqual({ a: wan(100) });
    expect(result.leftOut.map((l) => [l.id, l.code])).toEqual([
      ['b', 'NOT_NEEDED'],
      ['c', 'NOT_NEEDED'],
      ['g', 'NOT_NEEDED'],
    ]);
    expect(result.leftOut[1]?.reason).toContain('未知不作 0');
    expect(result.leftOut[2]?.remedy).toContain('年费率');
  });
});

describe('unknown cost is not zero', () => {
  it('comes last, makes the sum unknown and keeps a proved lower bound', () => {
    const result = structure({
      need: wan(650),
      items: [
        item('known', { oneOffCostFen: '1000' }),
        item('unknown', { oneOffCostFen: null, valueFen: wan(9000) }),
      ],
      support: [support('g', { capacityFen: wan(20) })],
    });
    // known + g reach 620 only, so the unknown one is needed; with it alone nothing else costs anything
    expect(amounts(result)).toEqual({ unknown: wan(650) });
    expect(result.costFen).toBeNull();
    expect(result.knownCostFen).toBe('0');
    expect(result.boundFen).toBe('0');
    expect(result.gap).toBeNull();
  });

  it('shows how far unknown costs could undercut a structure of known costs', () => {
    const result = structure({
      need: wan(100),
      items: [item('known', { oneOffCostFen: '1000' }), item('unknown', { oneOffCostFen: null })],
    });
    expect(amounts(result)).toEqual({ known: wan(100) });
    expect([result.costFen, result.boundFen, result.gap]).toEqual(['1000', '0', '1']);
  });

  it('lets support of unknown price carry only the rest', () => {
    const result = structure({
      need: wan(150),
      support: [support('a', { feeRate: null }), support('b', { feeRate: '0.9' })],
    });
    expect(amounts(result)).toEqual({ a: wan(50), b: wan(100) });
  });
});

describe('share of intellectual property', () => {
  const limit = (share: string) => [
    {
      id: 'collateral.concentration.ip-share',
      effectiveFrom: '2026-01-01',
      value: { limit: share, attention: '0.3' },
      reason: '本行限额',
    },
  ];
  const patents = offer('pool', { enteredCreditFen: wan(900) });

  it('is only pointed out by default', () => {
    const result = structure({
      need: wan(1000),
      offers: [patents],
      items: [item('z', { valueFen: wan(200) })],
    });
    expect(result.status).toBe('optimal');
    expect(result.ipShareLabel).toBe('88.00%'); // other assets are filled first: 120 + 880
    expect(result.binding.at(-1)).toMatchObject({ id: 'ip-share-attention', atLimit: true });
  });

  it('is a limit once an institution sets one', () => {
    const result = structure({ need: wan(1000), offers: [patents], overlay: limit('0.5') });
    expect(result.coveredFen).toBe(wan(500));
    expect(result.binding.find((b) => b.id === 'ip-share')?.atLimit).toBe(true);
    // raising the patents does not help; asking less does not either, because the limit moves with the need
    expect(result.alternatives.map((a) => a.id)).toEqual(['add-support']);
  });

  it('finds the largest need that the limit still allows', () => {
    const result = structure({
      need: wan(1000),
      offers: [patents],
      items: [item('f', { valueFen: wan(500) })],
      overlay: limit('0.5'),
    });
    expect(result.coveredFen).toBe(wan(800)); // 300 + 50 % of 1000
    // n = 300 + n/2 → 600
    expect(result.alternatives.find((a) => a.kind === 'ask-less')?.toFen).toBe(wan(600));
    expect(result.alternatives.map((a) => a.id)).toEqual(['add-support', 'raise-value/f', 'ask-less']);
  });

  it('names the limit as the reason for leaving patents out', () => {
    const result = structure({
      need: wan(1000),
      items: [
        item('p', { assetClass: 'PATENT_INV', valueFen: wan(3000) }),
        item('t', { assetClass: 'TRADEMARK', valueFen: wan(3000), oneOffCostFen: '9' }),
      ],
      overlay: limit('0.5'),
    });
    expect(amounts(result)).toEqual({ p: wan(500) });
    expect(result.leftOut.map((l) => l.reason)).toEqual(['知识产权占比已到上限，不能再加']);
  });
});

describe('smallest changes', () => {
  it('computes values at the cap, for valued, unvalued and partly owned assets', () => {
    const result = structure({
      need: wan(660),
      items: [
        item('f'), // 600
        item('e', { assetClass: 'EQUIP_GEN', valueFen: null, title: '生产线设备' }),
        item('half', { assetClass: 'EQUIP_GEN', valueFen: null, share: '0.5', priorClaimsFen: wan(10) }),
      ],
    });
    expect(result.alternatives.map((a) => [a.id, a.fromFen, a.toFen])).toEqual([
      ['add-support', null, wan(60)],
      ['raise-value/f', wan(1000), wan(1100)], // 660 / 0.6
      ['enter-value/e', null, wan(150)], // 60 / 0.4
      ['enter-value/half', null, wan(350)], // (60 + 10) / (0.5 × 0.4)
      ['ask-less', wan(660), wan(600)],
    ]);
  });

  it('states the change of cost when both costs are known', () => {
    const result = structure({ need: wan(160), support: [support('g')] });
    // 100 × 0.5 % = 0.5 now; 160 × 0.5 % = 0.8 after
    expect(result.alternatives.map((a) => [a.id, a.costFen, a.costChangeFen])).toEqual([
      ['raise-support/g', '800000', '300000'],
      ['ask-less', '500000', '0'],
    ]);
  });

  it('states it too when only the same unknown costs stand on both sides', () => {
    const result = structure({
      need: wan(760),
      items: [item('f', { oneOffCostFen: null })],
      support: [support('g')],
    });
    expect(result.alternatives.map((a) => [a.id, a.costFen, a.costChangeFen])).toEqual([
      ['raise-support/g', null, '300000'], // 60 more at 0.5 %
      ['raise-value/f', null, '0'],
      ['ask-less', null, '0'],
    ]);
  });

  it('asks for value too where the agreed amount would outgrow it', () => {
    const result = structure({
      need: wan(700),
      items: [item('f', { enteredCreditFen: wan(500), title: '厂房' })], // 1000 × 60 % = 600 ≥ 500
    });
    expect(result.alternatives[1]?.id).toBe('raise-credit/f');
    expect(result.alternatives[1]?.text).toBe(
      '把“厂房”的授信额由 500.00 万元提高到 700.00 万元，并使价值由 1,000.00 万元达到 1,166.67 万元',
    );
  });

  it('offers only support when nothing at all can carry', () => {
    const result = structure({ need: wan(10) });
    expect(result.coveredFen).toBe('0');
    expect(result.alternatives.map((a) => a.id)).toEqual(['add-support']);
  });
});

describe('nothing to compute', () => {
  it.each([[null], ['0']])('is unsolved for a need of %s', (need) => {
    const result = structure({ need, items: [item('a'), item('b', { valueFen: null })] });
    expect(result.status).toBe('unsolved');
    expect(result.failures.map((f) => f.code)).toEqual(['E_NEED_MISSING', 'E_NOT_VALUED']);
    expect(result.figures.every((f) => f.value === null)).toBe(true);
  });

  it('solves 20 sources and refuses 21', () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => item(`a${i}`, { oneOffCostFen: String(i) }));
    expect(structure({ need: wan(1000), items: many(20) }).status).toBe('optimal');
    const refused = structure({
      need: wan(1000),
      items: many(18),
      support: ['x', 'y', 'z'].map((x) => support(x)),
    });
    expect(refused.status).toBe('unsolved');
    expect(refused.needFen).toBe(wan(1000));
    expect(refused.failures[0]).toMatchObject({ code: 'E_TOO_MANY' });
    const never = many(20).map((i) => ({ ...i, use: 'never' as const }));
    expect(structure({ need: wan(100), items: never, support: [support('x')] }).status).toBe('optimal');
  });

  it('offers no 21st source among the changes', () => {
    const many = Array.from({ length: 20 }, (_, i) => item(`a${i}`));
    const result = structure({ need: wan(99_999), items: many });
    expect(result.alternatives.some((a) => a.kind === 'add-support')).toBe(false);
    expect(result.alternatives.length).toBe(21);
  });

  it('says so when the rules do not reach back to the valuation date', () => {
    const result = structure({ items: [item('a')], date: '2020-06-01' });
    expect(result.status).toBe('unsolved');
    expect(result.failures[0]?.code).toBe('NO_RULE_IN_FORCE');
  });
});

describe('figures', () => {
  const setting = { need: wan(2500), items: [item('f')], offers: [offer('pool')], support: [support('g')] };
  const method = METHOD_REGISTRY.get('collateral.structure@2');

  it('come from the method, in a fixed order, under its own name', () => {
    const outputs = method?.run(inputOf(setting));
    expect(method?.id).toBe('collateral.structure@2');
    expect(method?.needs).toEqual([
      'patent.relief-from-royalty',
      'patent.reconciliation',
      'screening.three-views',
    ]);
    expect(outputs?.figures.map((f) => f.id)).toEqual(
      ['need', 'covered', 'recognised', 'residual', 'ip-share', 'contract-ratio', 'cost'].map(
        (n) => `structure/${n}`,
      ),
    );
    expect(outputs?.figures.every((f) => f.method === 'collateral.structure@2')).toBe(true);
  });

  it('carry traces whose leaves are fields, parameters or what was offered', () => {
    for (const figure of structure(setting).figures) {
      expect(figure.trace.value).toBe(figure.value);
      expect(figure.confidence).toBe(figure.trace.confidence);
      for (const node of walkTrace(figure.trace))
        if (node.children.length === 0)
          expect(node.source !== undefined || /^(offer|collateral\/one-off)\//.test(node.id), node.id).toBe(
            true,
          );
    }
  });

  it('add up', () => {
    const result = structure(setting);
    const value = (name: string) =>
      BigInt(result.figures.find((f) => f.id === `structure/${name}`)?.value ?? -1);
    expect(value('covered')).toBe(result.items.reduce((sum, i) => sum + BigInt(i.amountFen), 0n));
    expect(value('need') - value('covered')).toBe(value('residual'));
  });

  it('are weakened to assumption by a judgement they read', () => {
    const ip = structure(setting).figures.find((f) => f.id === 'structure/ip-share');
    expect(ip?.confidence).toBe('assumption');
  });

  it('come out the same from the rules that a package carries', () => {
    const input = inputOf({ ...setting, items: [...setting.items, item('odd', { assetClass: 'NONE' })] });
    const first = structureCase(input);
    const carried = rulesFromRecord(input.rules.readSet(), input.rules.date, input.rules.region);
    expect(structureCase({ ...input, rules: carried })).toEqual(first);
  });

  it('do not call an unknown or unspread cost verified', () => {
    const cost = (debt?: readonly [string, string]) =>
      structure({
        need: wan(50),
        support: [support('g')],
        ...(debt === undefined ? {} : { debt }),
      }).figures.at(-1);
    expect(cost()?.confidence).toBe('assumption');
    expect(cost()?.trace.note).toContain('全额计入一年');
    expect(cost(['2026-11-20', '2027-11-20'])?.confidence).toBe('verified');
    expect(structure(setting).figures.at(-1)).toMatchObject({ value: null, confidence: 'assumption' });
  });

  it('give the contract ratio when every asset in use has a value', () => {
    expect(structure({ need: wan(300), items: [item('f')] }).contractRatio).toBe('0.3');
  });
});
