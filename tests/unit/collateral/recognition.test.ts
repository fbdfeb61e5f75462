import { describe, expect, it } from 'vitest';
import type { PerfectionState, SecurityStep } from '../../../src/lib/case/collateral-life';
import type { CollateralItem, SupportItem } from '../../../src/lib/case/collateral-section';
import type { MethodInput } from '../../../src/lib/case/method';
import { optimiseCase } from '../../../src/lib/collateral/optimised/optimise-case';
import type { Structure } from '../../../src/lib/collateral/structure-model';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { SOLVER, askOfCase } from './optimised/build-structure';
import { PAPER, item, offer, support, wan } from './build-case';

const HASH = PAPER.sha256;
const NEED = wan(100_000);
/** The valuation date is 2026-11-20. */
const receipt = { registrationNumber: '虚构登记 1', date: '2026-11-15', documentHash: HASH };
const registered = (id: string, change: Partial<CollateralItem> = {}): CollateralItem =>
  item(id, { perfection: 'registered', receipt, ...change });
const step = (to: PerfectionState, on: string): SecurityStep => ({
  to,
  on,
  by: '虚构经办',
  documentHash: null,
  note: '',
});
const life = (...steps: readonly SecurityStep[]): CollateralItem['life'] => ({
  ...item('x').life,
  steps: [...steps],
});
const watching = (on: string, doneOn: string | null = null): CollateralItem['life'] => ({
  ...item('x').life,
  watched: [{ id: 'w', kind: 'registration-end', title: '登记期限', on, doneOn }],
});

const run = (setting: Parameters<typeof askOfCase>[0], edit = (input: MethodInput) => input): Structure =>
  optimiseCase(edit(askOfCase({ need: NEED, ...setting })), SOLVER);
const only = (one: CollateralItem): readonly [string, string] => {
  const structure = run({ items: [one] });
  const used = structure.items[0];
  // What a page says of the source and what the structure counts are one decision.
  expect(structure.recognition.map(({ recognised }) => recognised)).toEqual([used?.recognisedFen !== '0']);
  return [used?.recognisedFen ?? '', used?.reason ?? ''];
};

describe('只有登记号、日期、文件齐全且当日有效的登记才计入已认定', () => {
  // 1000 × 60 % = 600; equipment 1000 × 40 % = 400; margin 1000 × 100 % = 1000.
  it.each<[string, Partial<CollateralItem>, number]>([
    ['齐全', {}, 600],
    ['登记日就是基准日', { receipt: { ...receipt, date: '2026-11-20' } }, 600],
    ['变更登记后', { perfection: 'changed' }, 600],
    ['保证金已控制、附凭证', { assetClass: 'MARGIN' }, 1000],
    ['设备，期限还没有到', { assetClass: 'EQUIP_GEN', details: { term_months: '1' } }, 400],
    [
      '设备，期限的最后一天是基准日',
      {
        assetClass: 'EQUIP_GEN',
        details: { term_months: '1' },
        receipt: { ...receipt, date: '2026-10-20' },
      },
      400,
    ],
    ['设备，录入的届满日是基准日', { assetClass: 'EQUIP_GEN', life: watching('2026-11-20') }, 400],
  ])('%s：计入', (_what, change, amount) => {
    expect(only(registered('x', change))).toEqual([
      wan(amount),
      expect.stringContaining('附虚构登记证明.pdf'),
    ]);
  });

  it.each<[string, Partial<CollateralItem>, string]>([
    ['没有录入', { receipt: null }, '尚未录入登记证明'],
    ['没有文件', { receipt: { ...receipt, documentHash: null } }, '登记证明（虚构登记 1）还缺文件'],
    ['文件是空字符', { receipt: { ...receipt, documentHash: '' } }, '还缺文件'],
    ['没有登记号', { receipt: { ...receipt, registrationNumber: ' ' } }, '登记证明还缺登记号'],
    ['日期不是日期', { receipt: { ...receipt, date: '昨天' } }, '还缺日期'],
    ['文件不在案卷', { receipt: { ...receipt, documentHash: 'c'.repeat(64) } }, '不在案卷附件中'],
    ['登记在基准日之后', { receipt: { ...receipt, date: '2026-11-21' } }, '晚于评估基准日 2026-11-20'],
    ['登记在签约之前', { life: life(step('contract-signed', '2026-11-16')) }, '早于最近一次签约 2026-11-16'],
    ['异议中', { perfection: 'objected' }, '登记状态不是有效登记'],
    ['没有法定登记机构', { assetClass: 'DATA_IP' }, '解释63'],
    ['保证金没有凭证', { assetClass: 'MARGIN', receipt: null }, '尚未录入交付或控制的凭证'],
    [
      '保证金的凭证没有文件',
      { assetClass: 'MARGIN', receipt: { ...receipt, documentHash: null } },
      '还缺文件',
    ],
    ['设备，没有录入期限', { assetClass: 'EQUIP_GEN' }, '不知道登记期限何时届满（没有录入登记期限）'],
    [
      '设备，期限昨天届满',
      {
        assetClass: 'EQUIP_GEN',
        details: { term_months: '1' },
        receipt: { ...receipt, date: '2026-10-19' },
      },
      '登记期限已于 2026-11-19 届满',
    ],
    ['设备，录入的届满日是昨天', { assetClass: 'EQUIP_GEN', life: watching('2026-11-19') }, '登记已失效'],
    [
      '设备，届满日已办结而没有新的',
      { assetClass: 'EQUIP_GEN', life: watching('2026-11-19', '2026-11-18') },
      '没有录入新的届满日',
    ],
    ['设备，录入的届满日不是日期', { assetClass: 'EQUIP_GEN', life: watching('明年') }, '没有录入登记期限'],
    [
      '设备，展期后没有新的届满日',
      { assetClass: 'EQUIP_GEN', details: { term_months: '12' }, perfection: 'extended' },
      '已展期，请录入新的届满日',
    ],
    [
      '设备，变更不延长期限',
      {
        assetClass: 'EQUIP_GEN',
        details: { term_months: '1' },
        perfection: 'changed',
        life: life(step('registered', '2026-10-01'), step('changed', '2026-11-15')),
      },
      '登记期限已于 2026-11-01 届满',
    ],
    [
      '设备，变更前的登记日没有记录',
      { assetClass: 'EQUIP_GEN', details: { term_months: '1' }, perfection: 'changed' },
      '没有原登记日的记录',
    ],
  ])('%s：只计若登记，并说明缺什么', (_what, change, reason) => {
    expect(only(registered('x', change))).toEqual(['0', expect.stringContaining(reason)]);
  });

  it('附件是空文件：不计', () => {
    const blank = run({ items: [registered('x')] }, (input) => ({
      ...input,
      caseRecord: { ...input.caseRecord, attachments: [{ ...PAPER, bytes: 0 }] },
    }));
    expect(blank.recognisedFen).toBe('0');
    expect(blank.items[0]?.reason).toContain('是空的');
  });

  it('专利的登记证明录在它的卡片上', () => {
    const card = (documentHash: string | null) =>
      registered('card', {
        assetClass: 'PATENT_INV',
        valueFen: null,
        receipt: { ...receipt, documentHash },
      });
    const pool = (documentHash: string | null) =>
      run({ items: [card(documentHash)], offers: [offer('pool')] });
    expect(pool(HASH).recognisedFen).toBe(wan(1840));
    expect(pool(null).recognisedFen).toBe('0');
    expect(pool(HASH).recognition[0]).toMatchObject({ id: 'pool', itemId: 'card', recognised: true });
  });

  it('没有融资需求时也说明每一项认定与否', () => {
    const structure = run({ need: null, items: [registered('x')] });
    expect([structure.status, structure.recognition[0]?.recognised]).toEqual(['unsolved', true]);
  });
});

describe('一份登记证明录在两项押品上', () => {
  const both = (a: Partial<CollateralItem>, b: Partial<CollateralItem>): readonly boolean[] =>
    run({ items: [registered('a', a), registered('b', b)] }).recognition.map(({ recognised }) => recognised);
  const patent = { assetClass: 'PATENT_INV', valueFen: wan(100) };

  it.each<[string, Partial<CollateralItem>, Partial<CollateralItem>, readonly boolean[]]>([
    ['土地和地上厂房一并登记', { assetClass: 'RE_LAND' }, {}, [true, true]],
    ['专利的登记号录在厂房上：都不计', patent, {}, [false, false]],
    ['同一登记号、两个登记日：都不计', {}, { receipt: { ...receipt, date: '2026-11-16' } }, [false, false]],
    [
      '登记号前后有空格也是同一个',
      patent,
      { receipt: { ...receipt, registrationNumber: ' 虚构登记 1 ' } },
      [false, false],
    ],
    ['不同的登记号', patent, { receipt: { ...receipt, registrationNumber: '虚构登记 2' } }, [true, true]],
  ])('%s', (_what, a, b, expected) => {
    expect(both(a, b)).toEqual(expected);
  });

  it('不使用的一项、类别未知的一项都不牵连别的', () => {
    expect(both(patent, { use: 'never' })).toEqual([true]);
    expect(both(patent, { assetClass: 'NOTHING' })).toEqual([true]);
  });
});

describe('增信以当日有效、附有文件的合同或保单计入', () => {
  const contract = { registrationNumber: '虚构保证合同 1', date: '2026-11-10', documentHash: HASH };
  const of = (change: Partial<SupportItem>): readonly [string, string] => {
    const [used] = run({
      support: [support('g', { contract, ...change })],
      debt: ['2025-11-20', '2026-11-30'],
    }).items;
    return [used?.recognisedFen ?? '', used?.reason ?? ''];
  };

  it.each<[string, Partial<SupportItem>, string]>([
    ['保证合同齐全', {}, '已录入合同或保单 虚构保证合同 1（2026-11-10），附虚构登记证明.pdf'],
    ['保单最后一天是基准日', { kind: 'insurance', details: { policy_until: '2026-11-20' } }, '附虚构'],
    ['风险池没有期限', { kind: 'risk-pool' }, '附虚构'],
    // Not later than the debt counts as not agreed: six months after 2026-11-30.
    ['约定的保证期间早于债务到期日，按法律计', { details: { guarantee_until: '2026-11-19' } }, '附虚构'],
  ])('%s：计入', (_what, change, reason) => {
    expect(of(change)).toEqual([wan(100), expect.stringContaining(reason)]);
  });

  it.each<[string, Partial<SupportItem>, string]>([
    ['没有合同', { contract: null }, '尚未录入'],
    ['没有附合同', { contract: { ...contract, documentHash: null } }, '合同或保单（虚构保证合同 1）还缺文件'],
    ['附件不在案卷', { contract: { ...contract, documentHash: 'c'.repeat(64) } }, '不在案卷附件中'],
    ['合同在基准日之后', { contract: { ...contract, date: '2026-11-21' } }, '尚未生效'],
    [
      '信用部分的合同在基准日之后',
      { kind: 'unsecured', contract: { ...contract, date: '2026-11-21' } },
      '尚未生效',
    ],
    ['保单昨天届满', { kind: 'insurance', details: { policy_until: '2026-11-19' } }, '已于 2026-11-19 届满'],
    ['保单没有届满日', { kind: 'insurance' }, '没有录入保单届满日'],
    ['届满日不是日期', { kind: 'insurance', details: { policy_until: '明年' } }, '不是有效日期'],
  ])('%s：只计若生效，并说明原因', (_what, change, reason) => {
    expect(of(change)).toEqual(['0', expect.stringContaining(reason)]);
  });

  it('约定的保证期间晚于债务到期日而已届满', () => {
    const [used] = run({
      support: [support('g', { contract, details: { guarantee_until: '2026-11-19' } })],
      debt: ['2025-11-20', '2026-05-20'],
    }).items;
    expect([used?.recognisedFen, used?.reason]).toEqual([
      '0',
      expect.stringContaining('已于 2026-11-19 届满'),
    ]);
  });
});

it('已认定的依据指到登记号、日期、文件、当日和参数', () => {
  const { figures } = run({ items: [registered('x')] });
  const recognised = figures.find(({ id }) => id === 'structure/recognised');
  if (recognised === undefined) throw new Error('no figure');
  const ids = [...walkTrace(recognised.trace)].map(({ id }) => id);
  for (const part of ['registrationNumber', 'date', 'documentHash'])
    expect(ids).toContain(`field/$.sections.collateral.items["x"].receipt.${part}`);
  expect(ids).toContain('recognition/on');
  const rules = [...walkTrace(recognised.trace)].flatMap(({ source }) =>
    source?.kind === 'parameter' ? [source.id] : [],
  );
  expect(rules).toEqual(
    expect.arrayContaining(['collateral.perfection-states', 'collateral.life.lapsing-registrations']),
  );
});
