import { describe, expect, it } from 'vitest';
import { amounts, item, offer, structure, support, wan } from './build-case';

/**
 * Published facts of the Quzhou case (4500 万元 asked, factory at most 2600, patents 1840, 19 patents). The values of
 * factory and patents were not published, so both stand as entered credit.
 */
const factory = item('factory', {
  title: '工业厂房及土地',
  valueFen: null,
  enteredCreditFen: wan(2600),
  enteredCreditSource: '公开报道：最多 2600 万元',
});
const lanyu = { need: wan(4500), items: [factory], offers: [offer('patent-pool')] };

describe('factory, patents and an open residual', () => {
  const result = structure(lanyu);

  it('covers 4440 and leaves 60 open', () => {
    expect(result.status).toBe('infeasible');
    expect(result.coveredFen).toBe('4440000000');
    expect(result.residualFen).toBe('60000000');
    expect(amounts(result)).toEqual({ factory: wan(2600), 'patent-pool': wan(1840) });
  });

  it('states the share of intellectual property with ten decimals and as 40.89%', () => {
    expect(result.ipShare).toBe('0.4088888889'); // 1840 / 4500 = 0.40888…
    expect(result.ipShareLabel).toBe('40.89%');
  });

  it('shows the value needed at the cap, rounded up to 分', () => {
    const needed = Object.fromEntries(result.items.map((i) => [i.id, i.valueNeededFen]));
    // 1840 / 0.30 = 6133.3333… 万元 = 6 133 333 333.33 分; 2600 / 0.60 = 4333.3333… 万元
    expect(needed).toEqual({ factory: '4333333334', 'patent-pool': '6133333334' });
    expect(result.items[1]?.reason).toContain('按 30% 上限需要价值 6,133.33 万元');
    expect(result.items[0]?.reason).toContain('按 60% 上限需要价值 4,333.33 万元');
  });

  it('recognises nothing before a receipt', () => {
    expect(result.recognisedFen).toBe('0');
    expect(result.items.map((i) => i.plannedFen)).toEqual([wan(2600), wan(1840)]);
    expect(result.items[1]?.reason).toContain('国家知识产权局（专利）');
  });

  it('does not pretend to know a cost nobody entered', () => {
    expect(result.costFen).toBeNull();
    expect(result.gap).toBeNull();
    expect(result.failures.map((f) => [f.code, f.path])).toEqual([
      ['W_COST_UNKNOWN', '押品组合 › 专利组合 19 件'],
    ]);
    expect(result.failures[0]?.remedy).toContain('新增一项同类押品');
  });

  it('offers the smallest changes, each solved again', () => {
    expect(result.alternatives.map((a) => [a.id, a.fromFen, a.toFen, a.needFen, a.coveredFen])).toEqual([
      ['add-support', null, wan(60), wan(4500), wan(4500)],
      ['raise-credit/factory', wan(2600), wan(2660), wan(4500), wan(4500)],
      ['raise-credit/patent-pool', wan(1840), wan(1900), wan(4500), wan(4500)],
      ['ask-less', wan(4500), wan(4440), wan(4440), wan(4440)],
    ]);
    // 2660 / 0.6 = 4433.33
    expect(result.alternatives[1]?.text).toContain('按 60% 上限需要价值 4,433.33 万元');
  });

  it('leaves the contract ratio unknown, because the values are', () => {
    expect(result.contractRatio).toBeNull();
  });

  it('gives every limit a text and marks those it stands at', () => {
    expect(result.binding.map((b) => [b.id, b.atLimit])).toEqual([
      ['need', false],
      ['credit/factory', true],
      ['credit/patent-pool', true],
      ['ip-share', false],
      ['ip-share-attention', false],
    ]);
    expect(result.binding[0]?.text).toBe('需求 4,500.00 万元，尚缺 60.00 万元');
  });
});

describe('the same with a guarantee', () => {
  it('is covered by a guarantee of 60 or more', () => {
    const exact = structure({ ...lanyu, support: [support('policy', { capacityFen: wan(60) })] });
    expect(exact.status).toBe('optimal');
    expect(exact.residualFen).toBe('0');
    expect(exact.alternatives).toEqual([]);
    const ample = structure({ ...lanyu, support: [support('policy', { capacityFen: wan(500) })] });
    // the patents' cost is unknown, so they carry last resort only: 2600 + 500 < 4500, they are still needed
    expect(ample.status).toBe('optimal');
    expect(ample.coveredFen).toBe(wan(4500));
  });

  it('is one 分 short with one 分 less', () => {
    const short = structure({ ...lanyu, support: [support('policy', { capacityFen: '59999999' })] });
    expect(short.status).toBe('infeasible');
    expect(short.residualFen).toBe('1');
    expect(short.alternatives[0]).toMatchObject({
      id: 'raise-support/policy',
      fromFen: '59999999',
      toFen: wan(60),
      coveredFen: wan(4500),
    });
  });

  it('prices the guarantee once costs are entered on a card for the patents', () => {
    const card = item('patents-card', {
      assetClass: 'PATENT_INV',
      title: '专利质押',
      valueFen: null,
      oneOffCostFen: '0',
      perfection: 'registered',
      receipt: { registrationNumber: 'Y2026000000001', date: '2026-11-18', documentHash: null },
    });
    const priced = structure({
      ...lanyu,
      items: [factory, card],
      support: [support('policy', { capacityFen: wan(500) })],
    });
    expect(amounts(priced)).toEqual({ factory: wan(2600), 'patent-pool': wan(1840), policy: wan(60) });
    expect(priced.costFen).toBe('300000'); // 60 万元 × 0.5 % = 0.3 万元
    expect(priced.boundFen).toBe('300000');
    expect(priced.gap).toBe('0');
    expect(priced.recognisedFen).toBe(wan(1840));
  });
});

describe('guarantee only', () => {
  // 新昌 case: 300 万元, no collateral; 0.3 % = 0.9 万元 a year, 0.5 % = 1.5 万元
  it.each([
    ['0.003', '900000'],
    ['0.005', '1500000'],
  ])('costs the fee at %s', (feeRate, costFen) => {
    const result = structure({
      need: wan(300),
      support: [support('policy', { capacityFen: wan(300), feeRate })],
    });
    expect(result.status).toBe('optimal');
    expect(result.costFen).toBe(costFen);
    expect(result.ipShare).toBe('0');
    expect(result.contractRatio).toBeNull();
  });
});

describe('needs published with other cases', () => {
  it('needs 1933.33 of patent value for 580 at 30 %', () => {
    const result = structure({
      need: wan(580),
      offers: [offer('patent-pool', { enteredCreditFen: wan(580) })],
    });
    expect(result.items[0]?.valueNeededFen).toBe('1933333334');
    expect(result.status).toBe('optimal');
  });
});
