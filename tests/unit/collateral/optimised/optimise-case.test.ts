import { describe, expect, it } from 'vitest';
import { emptyCollateral } from '../../../../src/lib/case/new-collateral';
import { PAPER, item, offer, support, wan } from '../build-case';
import { optimiseCase } from '../../../../src/lib/collateral/optimised/optimise-case';
import { SOLVER, askOfCase, outCodes, solved, usedWan } from './build-structure';

const { ask: ASK } = emptyCollateral();
const DEBT = ['2026-11-20', '2027-11-20'] as const;
/** A plant worth `worth` 万元: at 60 % it carries 0.6 × worth. */
const plant = (id: string, worth: number, fee: number, change = {}) =>
  item(id, { valueFen: wan(worth), oneOffCostFen: wan(fee), ...change });

describe('押品组合由求解器求得', () => {
  it('费用最低：600 由 a 承担，其余 400 由担保承担（0.5 + 400 × 0.5% = 2.5 万元）', () => {
    // a: 1000 × 0.6 = 600 at 0.5; b: 400 at 3; guarantee up to 500 at 0.5 % a year.
    const structure = solved({
      items: [plant('a', 1000, 0.5), plant('b', 666.67, 3)],
      support: [support('g', { capacityFen: wan(500) })],
      debt: DEBT,
    });
    expect(structure).toMatchObject({ status: 'optimal', residualFen: '0', costFen: wan(2.5), gap: '0' });
    expect(structure.boundFen).toBe(wan(2.5));
    expect(usedWan(structure)).toEqual(['a 600', 'g 400']);
    expect(outCodes(structure)).toEqual(['b NOT_NEEDED']);
    expect(structure.plan?.proof?.gap).toBeLessThanOrEqual(1e-6);
    expect(structure.plan?.byPayer).toEqual([{ payer: 'borrower', yearlyFen: wan(2.5) }]);
  });

  it('每项承担与出押都有数字和依据，缺口、成本、覆盖倍数可以复核', () => {
    const structure = solved({ items: [plant('a', 1000, 0.5), plant('b', 700, 1)], debt: DEBT });
    const value = (id: string) => structure.figures.find((f) => f.id === `structure/${id}`)?.value;
    // a 600 + b 420 → need 1000: both whole; 1700 of value stands behind 1000.
    expect([value('carried/a'), value('pledged/a')]).toEqual([wan(600), wan(600)]);
    expect([value('carried/b'), value('pledged/b')]).toEqual([wan(400), wan(420)]);
    expect(value('coverage')).toBe('1.7');
    expect(value('cost')).toBe(wan(1.5));
    expect(structure.figures.every(({ method }) => method === 'collateral.structure@4')).toBe(true);
  });

  it('必须用的用上，不用的不用', () => {
    const structure = solved({
      need: wan(600),
      items: [
        plant('a', 1000, 0.5, { use: 'never' }),
        plant('b', 1000, 1),
        plant('c', 100, 9, { use: 'must' }),
      ],
    });
    expect(usedWan(structure)).toEqual(['b 540', 'c 60']);
    expect(outCodes(structure)).toEqual(['a NEVER_USE']);
  });

  it('必须用而不能用：其余照样求解，结论是不可行，并说明哪一项', () => {
    const structure = solved({
      need: wan(600),
      items: [plant('a', 1000, 0.5), plant('c', 100, 1, { use: 'must', currency: 'USD' })],
    });
    expect(structure.status).toBe('infeasible');
    expect(structure.coveredFen).toBe(wan(600));
    expect(structure.failures.map(({ code }) => code)).toContain('E_MUST_BLOCKED');
    expect(outCodes(structure)).toEqual(['c E_CURRENCY']);
  });

  it('依法一并抵押的一起用或都不用，一方不能用就都不能用', () => {
    // land alone is cheapest, but takes its building with it: 2 + 2 against 3 of the other plant.
    const land = plant('land', 1000, 2, { assetClass: 'RE_LAND', pairedWith: ['house'] });
    const house = plant('house', 100, 2);
    const free = solved({ need: wan(600), items: [land, house, plant('other', 1000, 3)] });
    expect(usedWan(free)).toEqual(['other 600']);
    const broken = solved({
      need: wan(600),
      items: [land, { ...house, valueFen: null }, plant('other', 500, 3)],
    });
    expect(usedWan(broken)).toEqual(['other 300']);
    expect(outCodes(broken)).toEqual(['house E_NOT_VALUED', 'land E_GROUP_BROKEN']);
    expect(broken.leftOut.find(({ id }) => id === 'land')?.reason).toContain('押品 house');
  });

  it('约定同进同退、登记机构家数、押品价值覆盖倍数都遵守', () => {
    const items = [
      plant('a', 1000, 1),
      plant('b', 500, 1, { assetClass: 'EQUIP_GEN' }),
      plant('c', 500, 1, { assetClass: 'EQUIP_GEN' }),
    ];
    // a 600, b 200, c 200; b with c or not at all.
    const together = { ...ASK, together: [{ id: 'g', label: '同一车间', members: ['b', 'c'] }] };
    expect(usedWan(solved({ need: wan(700), items }, { ask: together }))).toHaveLength(3);
    const one = solved({ need: wan(700), items }, { ask: { ...ASK, registriesMost: 1 } });
    expect([one.status, one.coveredFen]).toEqual(['infeasible', wan(600)]);
    // 600 against 2 × 600 = 1200 of value: a alone has 1000, with equipment 1500.
    const covered = solved({ need: wan(600), items }, { ask: { ...ASK, coverageLeast: '2' } });
    expect(covered.status).toBe('optimal');
    expect(covered.items.map(({ id }) => id)).toContain('a');
    expect(covered.items).toHaveLength(2);
  });

  it('上下限：占需求的比例与金额；没有说明的不作为限制，点名', () => {
    const limit = (id: string, change: object) => ({
      id,
      label: `限制 ${id}`,
      scope: 'class' as const,
      of: 'EQUIP_GEN',
      ids: [],
      most: null,
      least: null,
      source: '',
      ...change,
    });
    const items = [plant('a', 1000, 9), plant('b', 2500, 1, { assetClass: 'EQUIP_GEN' })];
    const ask = {
      ...ASK,
      limits: [
        limit('most', { most: { share: '0.4', fen: null } }),
        limit('open', {}),
        limit('none', { of: '' }),
      ],
    };
    const structure = solved({ need: wan(1000), items }, { ask });
    // Equipment carries at most 400 of 1000, the plant 600.
    expect(usedWan(structure)).toEqual(['a 600', 'b 400']);
    expect(structure.failures.map(({ code }) => code)).toEqual(['E_LIMIT_OPEN', 'E_LIMIT_OPEN']);
    expect(structure.binding.find(({ id }) => id.startsWith('limit/'))).toMatchObject({ atLimit: true });
  });

  it('目标不同，组合不同：最低费用、最少项数、最快办妥', () => {
    const items = [
      plant('a', 500, 0.1, { daysToPerfect: 5 }),
      plant('b', 500, 0.1, { daysToPerfect: 5 }),
      plant('c', 1000, 9, { daysToPerfect: 30 }),
    ];
    const by = (goal: 'least-cost' | 'fewest' | 'soonest') =>
      usedWan(solved({ need: wan(600), items }, { ask: { ...ASK, goal } }));
    expect(by('least-cost')).toEqual(['a 300', 'b 300']);
    expect(by('fewest')).toEqual(['c 600']);
    expect(by('soonest')).toEqual(['a 300', 'b 300']);
  });

  it('费用按付费方：只算企业付的时，银行付评估费的一项更便宜', () => {
    const fee = {
      label: '评估费',
      payer: 'bank' as const,
      when: 'once' as const,
      basis: 'amount' as const,
      fixedFen: wan(5),
      rate: null,
      source: '',
    };
    const items = [plant('a', 1000, 1, { fees: [fee] }), plant('b', 1000, 2)];
    expect(usedWan(solved({ need: wan(600), items }))).toEqual(['b 600']);
    const own = solved({ need: wan(600), items, debt: DEBT }, { ask: { ...ASK, costOf: 'enterprise' } });
    expect(usedWan(own)).toEqual(['a 600']);
    expect(own.plan?.byPayer).toEqual([
      { payer: 'bank', yearlyFen: wan(5) },
      { payer: 'borrower', yearlyFen: wan(1) },
    ]);
  });

  it('录入合同或保单后，增信计入已认定；没有录入只计若生效', () => {
    const contract = {
      registrationNumber: '（2026）保字第1号',
      date: '2026-11-18',
      documentHash: PAPER.sha256,
    };
    const with_ = (change: object) =>
      solved({ need: wan(100), support: [support('g', { capacityFen: wan(100), ...change })] });
    expect(with_({}).recognisedFen).toBe('0');
    expect(with_({ contract }).recognisedFen).toBe(wan(100));
  });

  it('没有任何来源、也没有冲突：覆盖 0，缺口等于需求', () => {
    expect(solved({ need: wan(100) })).toMatchObject({
      status: 'infeasible',
      coveredFen: '0',
      residualFen: wan(100),
    });
    expect(solved({ need: null })).toMatchObject({ status: 'unsolved', coveredFen: null });
  });

  it('一百项也求得并证明', () => {
    const items = Array.from({ length: 100 }, (_, i) => plant(`a-${i}`, 100 + i, 0.1 + (i % 7) / 10));
    const structure = solved({ need: wan(3000), items });
    expect(structure.status).toBe('optimal');
    expect(Number(structure.gap)).toBeLessThanOrEqual(1e-6);
  });
});

describe('说出来的与算出来的一致', () => {
  const fee = (payer: 'bank' | 'enterprise', fixedFen: string | null, source = '虚构报价') => ({
    label: '评估费',
    payer,
    when: 'once' as const,
    basis: 'amount' as const,
    fixedFen,
    rate: null,
    source,
  });
  const costOf = (structure: ReturnType<typeof solved>) =>
    structure.figures.find(({ id }) => id === 'structure/cost');
  const fees = (structure: ReturnType<typeof solved>) =>
    costOf(structure)?.trace.children.filter(({ id }) => id.startsWith('collateral/fee/')) ?? [];

  it('成本的依据走到录入的字段；没有写明来源的费率使成本成为假设', () => {
    const items = [plant('a', 1000, 1, { fees: [fee('bank', wan(2))] })];
    const structure = solved({ need: wan(600), items, debt: DEBT });
    expect(costOf(structure)).toMatchObject({ value: wan(3), confidence: 'verified' });
    expect(fees(structure).map(({ value, children }) => [value, children[0]?.source?.kind])).toEqual([
      [wan(1), 'field'],
      [wan(2), 'field'],
    ]);
    const unsourced = solved({
      need: wan(600),
      items: [plant('a', 1000, 1, { fees: [fee('bank', wan(2), '')] })],
      debt: DEBT,
    });
    expect(costOf(unsourced)?.confidence).toBe('assumption');
  });

  it('只计企业承担的：标题写明，依据里只有企业付的', () => {
    const items = [plant('a', 1000, 1, { fees: [fee('bank', null)] })];
    const structure = solved(
      { need: wan(600), items, debt: DEBT },
      { ask: { ...ASK, costOf: 'enterprise' } },
    );
    expect(costOf(structure)).toMatchObject({ value: wan(1) });
    expect(costOf(structure)?.label).toContain('企业承担');
    expect(fees(structure)).toHaveLength(1);
  });

  it('项数最少时不说费用的下界：两项更便宜的组合存在', () => {
    const items = [plant('a', 500, 1), plant('b', 500, 1), plant('c', 1000, 9)];
    const fewest = solved({ need: wan(600), items }, { ask: { ...ASK, goal: 'fewest' } });
    expect([fewest.costFen, fewest.boundFen]).toEqual([wan(9), null]);
    expect(solved({ need: wan(600), items }).boundFen).toBe(wan(2));
  });

  it('一分钱也覆盖不了：每个来源仍有原因，没有一项消失', () => {
    const least = {
      id: 'least',
      label: '设备下限',
      scope: 'class' as const,
      of: 'EQUIP_GEN',
      ids: [],
      most: null,
      least: { share: '0.1', fen: null },
      source: '',
    };
    const structure = solved(
      { need: wan(600), items: [plant('a', 1000, 1), plant('bad', 1000, 1, { currency: 'USD' })] },
      { ask: { ...ASK, limits: [least] } },
    );
    expect([structure.status, structure.coveredFen]).toEqual(['infeasible', '0']);
    expect(outCodes(structure)).toEqual(['a NOT_NEEDED', 'bad E_CURRENCY']);
  });

  it('比例和金额都填的限制、所选几项都不能用的限制：点名，不悄悄丢掉一半', () => {
    const limit = {
      id: 'l',
      label: '上限',
      scope: 'intellectual-property' as const,
      of: '',
      ids: [],
      most: { share: '0.5', fen: wan(300) },
      least: null,
      source: '',
    };
    const codes = (one: object) =>
      solved(
        { need: wan(600), items: [plant('a', 1000, 1)] },
        { ask: { ...ASK, limits: [{ ...limit, ...one }] } },
      ).failures.map(({ code }) => code);
    expect(codes({})).toEqual(['E_LIMIT_OPEN']);
    expect(codes({ scope: 'sources', ids: ['gone'], most: { share: '0.5', fen: null } })).toEqual([
      'E_LIMIT_OPEN',
    ]);
    expect(codes({ most: { share: '0.5', fen: null } })).toEqual([]);
  });

  it('限制选的是质押专利的卡片：管住的是专利组合', () => {
    const limit = {
      id: 'l',
      label: '合计上限',
      scope: 'sources' as const,
      of: '',
      ids: ['card'],
      most: { share: null, fen: wan(300) },
      least: null,
      source: '',
    };
    const structure = solved(
      {
        need: wan(1000),
        offers: [offer('offer/patent-pool')],
        items: [item('card', { assetClass: 'PATENT_INV', valueFen: null }), plant('a', 2000, 1)],
      },
      { ask: { ...ASK, limits: [limit] } },
    );
    const pool = structure.items.find(({ id }) => id === 'offer/patent-pool');
    expect(Number(pool?.amountFen ?? 0)).toBeLessThanOrEqual(Number(wan(300)));
    expect(structure.binding.find(({ id }) => id === 'limit/l')).toBeDefined();
  });
});

describe('担保公司的限额', () => {
  const company = {
    id: 'co',
    name: '虚构担保公司',
    netAssetsFen: wan(10_000),
    liabilityFen: wan(50_000),
    clientFen: wan(200),
    relatedFen: wan(200),
    smallAndAgriculture: false,
    asOf: '2026-09-30',
    source: '虚构',
  };
  const line = {
    id: 'line',
    title: '批量额度',
    kind: 'batch-line' as const,
    remainingFen: wan(300),
    source: '',
  };
  const backed = (capacity: number, change = {}) =>
    support('g', { capacityFen: wan(capacity), guarantor: 'co', ...change });

  it('单户 10%：净资产 1 亿、已用 200 万，还能承担 800 万；多 1 分就不收', () => {
    const at = solved({ need: wan(800), support: [backed(800)] }, { guarantors: [company] });
    expect([at.status, ...usedWan(at)]).toEqual(['optimal', 'g 800']);
    const above = solved({ need: wan(800), support: [backed(801)] }, { guarantors: [company] });
    expect(outCodes(above)).toEqual(['g E_ABOVE_CAPACITY']);
    expect(above.leftOut[0]?.reason).toContain('虚构担保公司 单户限额');
  });

  it('放大倍数 10 倍用尽就不能再担；主要服务小微和农业的按 15 倍', () => {
    const full = { ...company, liabilityFen: wan(99_900) };
    expect(outCodes(solved({ support: [backed(200)] }, { guarantors: [full] }))).toEqual([
      'g E_ABOVE_CAPACITY',
    ]);
    const small = { ...full, smallAndAgriculture: true };
    expect(solved({ need: wan(200), support: [backed(200)] }, { guarantors: [small] }).status).toBe(
      'optimal',
    );
  });

  it('两项担保占同一家公司的限额：合计不超过', () => {
    const structure = solved(
      { need: wan(1000), support: [backed(600), { ...backed(600), id: 'h', title: '担保 h' }] },
      { guarantors: [company] },
    );
    expect([structure.status, structure.coveredFen]).toEqual(['infeasible', wan(800)]);
  });

  it('担保公司只担 80%：占用限额按所担部分', () => {
    const split = [
      { bearer: 'guarantor' as const, share: '0.8' },
      { bearer: 'bank' as const, share: '0.2' },
    ];
    const structure = solved(
      { need: wan(1000), support: [backed(1000, { split })] },
      { guarantors: [company] },
    );
    expect(structure.status).toBe('optimal');
    expect(structure.plan?.bearers).toEqual([
      { bearer: 'bank', fen: wan(200) },
      { bearer: 'guarantor', fen: wan(800) },
    ]);
  });

  it('没有录入的余额点名，不当作 0 也不当作用尽', () => {
    const open = { ...company, clientFen: null, netAssetsFen: company.netAssetsFen };
    const structure = solved({ need: wan(900), support: [backed(900)] }, { guarantors: [open] });
    expect(structure.failures.map(({ code }) => code)).toEqual(['W_GUARANTOR_UNKNOWN']);
    const none = solved(
      { need: wan(900), support: [backed(900)] },
      { guarantors: [{ ...company, netAssetsFen: null }] },
    );
    expect(none.failures[0]?.message).toContain('净资产');
  });

  it('批量额度：剩余 300；占用比例减半就能担 600；没有录入剩余的不能用', () => {
    const draws = (weight: string) => ({ guarantor: null, draws: [{ capacity: 'line', weight }] });
    const pool = { capacities: [line] };
    expect(solved({ need: wan(300), support: [backed(300, draws('1'))] }, pool).status).toBe('optimal');
    expect(outCodes(solved({ support: [backed(301, draws('1'))] }, pool))).toEqual(['g E_ABOVE_CAPACITY']);
    expect(solved({ need: wan(600), support: [backed(600, draws('0.5'))] }, pool).status).toBe('optimal');
    const open = { capacities: [{ ...line, remainingFen: null }] };
    expect(outCodes(solved({ support: [backed(300, draws('1'))] }, open))).toEqual(['g E_CAPACITY']);
  });
});

describe('应收账款', () => {
  const ar = (id: string, worth: number, details: Readonly<Record<string, string>>) =>
    item(id, { assetClass: 'AR_CONF', valueFen: wan(worth), details });

  it('稀释率先扣：1000 × (1 − 3.5%) × 70% = 675.5 万元', () => {
    const structure = solved({ need: wan(675.5), items: [ar('r', 1000, { dilution: '3.5' })] });
    expect([structure.status, structure.items[0]?.availableFen]).toEqual(['optimal', wan(675.5)]);
    const bad = solved({ items: [ar('r', 1000, { dilution: '101' })] });
    expect(outCodes(bad)).toEqual(['r E_DILUTION']);
  });

  it('基准日当天到期的还计入，前一天到期的不计；账龄 365 天计入，366 天不计', () => {
    const one = (details: Readonly<Record<string, string>>) =>
      outCodes(solved({ need: wan(100), items: [ar('r', 1000, details)] }));
    expect(one({ due_on: '2026-11-20' })).toEqual([]);
    expect(one({ due_on: '2026-11-19' })).toEqual(['r E_OVERDUE']);
    expect(one({ invoiced_on: '2025-11-20' })).toEqual([]);
    expect(one({ invoiced_on: '2025-11-19' })).toEqual(['r E_AGED']);
  });

  it('每一个付款人不超过需求的三成：同一付款人的两笔合并计', () => {
    const limit = {
      id: 'debtor',
      label: '单一付款人',
      scope: 'each-debtor' as const,
      of: '',
      ids: [],
      most: { share: '0.3', fen: null },
      least: null,
      source: '虚构',
    };
    const items = [
      ar('r1', 1000, { debtor: '虚构甲' }),
      ar('r2', 1000, { debtor: '虚构甲' }),
      ar('r3', 1000, { debtor: '虚构乙' }),
    ];
    const structure = solved({ need: wan(1000), items }, { ask: { ...ASK, limits: [limit] } });
    expect([structure.status, structure.coveredFen]).toEqual(['infeasible', wan(600)]);
    // Saying nothing of the debtor does not pass the limit: unknown debtors count as one.
    const silent = [ar('r1', 1000, {}), ar('r2', 1000, {})];
    expect(solved({ need: wan(1000), items: silent }, { ask: { ...ASK, limits: [limit] } }).coveredFen).toBe(
      wan(300),
    );
  });

  it('日期读不出的不计入；没有日期或开票日在将来的点名，未核对不等于合格', () => {
    expect(outCodes(solved({ need: wan(100), items: [ar('r', 1000, { due_on: '2024/03/01' })] }))).toEqual([
      'r E_DATE',
    ]);
    const named = (details: Readonly<Record<string, string>>) =>
      solved({ need: wan(100), items: [ar('r', 1000, details)] }).failures.map(({ message }) => message);
    expect(named({})).toHaveLength(2);
    expect(named({ due_on: '2027-01-01', invoiced_on: '2026-12-01' })[0]).toContain('晚于评估基准日');
    expect(named({ due_on: '2027-01-01', invoiced_on: '2026-10-01' })).toEqual([]);
  });
});

describe('坏的输入：点名拒绝，其余照算', () => {
  const good = plant('good', 1000, 1);

  it.each([
    ['币种不同', plant('bad', 1000, 1, { currency: 'USD' }), 'E_CURRENCY'],
    ['没有价值', plant('bad', 1000, 1, { valueFen: null }), 'E_NOT_VALUED'],
    ['负的价值', plant('bad', 1000, 1, { valueFen: '-1' }), 'E_NEGATIVE'],
    ['抵质押率高于本类最高', plant('bad', 1000, 1, { capOverride: '0.9' }), 'E_CAP_ABOVE_MAX'],
    ['没有份额', plant('bad', 1000, 1, { share: '0' }), 'E_NO_SHARE'],
    ['在先债权占尽', plant('bad', 1000, 1, { priorClaimsFen: wan(600) }), 'E_PRIOR_CLAIMS'],
    ['类别不在参数库', plant('bad', 1000, 1, { assetClass: 'NO_SUCH' }), 'E_CLASS_UNKNOWN'],
  ])('%s', (_, bad, code) => {
    const structure = solved({ need: wan(600), items: [good, bad] });
    expect([structure.status, ...usedWan(structure)]).toEqual(['optimal', 'good 600']);
    expect(outCodes(structure)).toEqual([`bad ${code}`]);
  });

  it('顺位互相排在对方之后：圈里的都不收', () => {
    const circle = [plant('x', 1000, 1, { ranksAfter: ['y'] }), plant('y', 1000, 1, { ranksAfter: ['x'] })];
    const structure = solved({ need: wan(600), items: [good, ...circle] });
    expect(usedWan(structure)).toEqual(['good 600']);
    expect(outCodes(structure)).toEqual(['x E_LIEN_CIRCLE', 'y E_LIEN_CIRCLE']);
  });

  it('分担比例不等于 100% 的担保不收', () => {
    const split = [{ bearer: 'guarantor' as const, share: '0.8' }];
    const structure = solved({ need: wan(600), items: [good], support: [support('g', { split })] });
    expect(outCodes(structure)).toEqual(['g E_SPLIT']);
    expect(structure.status).toBe('optimal');
  });

  it('参数没有生效：说明是哪一项，不猜', () => {
    const input = askOfCase({ items: [good] });
    const rules = {
      ...input.rules,
      read: (id: string) =>
        id === 'collateral.divisible-classes'
          ? ({ ok: false, failure: { code: 'E_NOT_IN_FORCE', message: id, path: '', remedy: '' } } as const)
          : input.rules.read(id),
    };
    const structure = optimiseCase({ ...input, rules }, SOLVER);
    expect(structure).toMatchObject({ status: 'unsolved', coveredFen: null });
    expect(structure.failures[0]?.code).toBe('E_NOT_IN_FORCE');
  });
});
