import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { newCollateralItem } from '../../../../src/lib/case/new-collateral';
import type { CollateralItem } from '../../../../src/lib/case/collateral-section';
import type { Verdict } from '../../../../src/lib/case/exchange';
import type { Renewal } from '../../../../src/lib/case/screening-section';
import { consentsToObtain } from '../../../../src/lib/screening/renewal/consents';
import {
  answered,
  asking,
  conditionOf,
  guarantee,
  priorWith,
  routeOf,
  wan,
} from '../../../fixtures/handling-case';
import { paper, patent, withSections } from '../../../fixtures/screening-case';

const person = (changes: Partial<Renewal['providers'][number]> = {}): Renewal['providers'][number] => ({
  id: 'provider-1',
  name: '虚构保证人',
  subject: null,
  kind: 'guarantor',
  knows: true,
  consents: true,
  on: '2026-11-18',
  evidence: [paper],
  ...changes,
});

const rank = (changes: Partial<Renewal['ranking'][number]> = {}): Renewal['ranking'][number] => ({
  subject: 'item-1',
  registration: 'kept',
  intervening: null,
  searchedOn: null,
  evidence: [],
  ...changes,
});

const ITEM: CollateralItem = {
  ...newCollateralItem('item-1', 'INDUSTRIAL_PLANT', '虚构厂房'),
  owner: '虚构科技有限公司',
  valueFen: null,
  valueSource: '',
  enteredCreditFen: null,
  enteredCreditSource: '',
  share: '1',
  priorClaimsFen: '0',
  capOverride: null,
  oneOffCostFen: null,
  perfection: 'draft',
  receipt: null,
  use: 'may',
  details: {},
  pairedWith: [],
  evidence: [],
};

const owner = person({ id: 'provider-2', name: '虚构抵押人', kind: 'asset-owner', subject: 'item-1' });

/** A renewal in which everything is there. 虚构. */
const whole: Renewal = {
  oldContract: '虚构-2025-001',
  oldPrincipalFen: wan(500),
  newPrincipalFen: wan(500),
  oldEnd: '2026-12-01',
  serviced: true,
  operating: true,
  evidence: [paper],
  providers: [person(), owner],
  ranking: [rank()],
};

const renewing = (changes: Partial<Renewal> = {}) =>
  withSections(asking({}), ({ screening }) => ({
    screening: { ...screening, renewal: { ...whole, ...changes } },
  }));

const verdict = (rule: string, changes: Partial<Renewal>): Verdict =>
  conditionOf(renewing(changes), `cn.renewal.${rule}`).verdict;

test('齐备的续贷符合；没有录入旧贷款时全是未知，路径不适用', () => {
  expect(routeOf(renewing())('renewal').verdict).toBe('pass');
  const none = routeOf(asking({}))('renewal');
  expect(none.applies).toBe(false);
  expect(none.verdict).toBe('unknown');
});

describe.each(['serviced', 'operating'] as const)('%s', (flag) => {
  test.each<[boolean | null, boolean, Verdict]>([
    [true, true, 'pass'],
    [true, false, 'unknown'],
    [false, false, 'fail'],
    [null, true, 'unknown'],
  ])('%s，有材料 %s → %s', (value, backed, expected) => {
    expect(verdict(flag, { [flag]: value, evidence: backed ? [paper] : [] })).toBe(expected);
  });
});

test.each<[string | null, string | null, Verdict]>([
  [wan(500), wan(500), 'pass'],
  [wan(500), String(BigInt(wan(500)) + 1n), 'fail'],
  [null, wan(500), 'unknown'],
  [wan(500), null, 'unknown'],
])('旧 %s 新 %s → %s', (oldPrincipalFen, newPrincipalFen, expected) => {
  expect(verdict('amount', { oldPrincipalFen, newPrincipalFen })).toBe(expected);
});

test.each<[string | null, Verdict]>([
  ['2026-11-20', 'pass'],
  ['2026-11-19', 'fail'],
  [null, 'unknown'],
])('旧贷款 %s 到期 → %s（基准日 2026-11-20）', (oldEnd, expected) => {
  expect(verdict('before-due', { oldEnd })).toBe(expected);
});

describe.each(['guarantors', 'owners'] as const)('%s 的知悉与同意（解释第十六条）', (rule) => {
  const kind = rule === 'owners' ? 'asset-owner' : 'guarantor';
  test.each<[string, Partial<Renewal['providers'][number]>, Verdict, string]>([
    ['知悉并同意', {}, 'pass', ''],
    ['不知悉', { knows: false }, 'fail', '不知悉'],
    ['不同意', { consents: false }, 'fail', '没有同意'],
    ['是否知悉未知', { knows: null }, 'unknown', '未知'],
    ['是否同意未知', { consents: null }, 'unknown', '未知'],
    ['没有确认书', { evidence: [] }, 'unknown', '没有附'],
    ['确认书不在案卷中', { evidence: [{ ...paper, attachment: 'no-file' }] }, 'unknown', '没有附'],
  ])('%s', (_, changes, expected, words) => {
    const found = conditionOf(renewing({ providers: [person({ kind, ...changes })] }), `cn.renewal.${rule}`);
    expect(found.verdict).toBe(expected);
    expect(found.message).toContain(words);
  });

  test('一个不知悉，其他都好，仍是不通过；指名', () => {
    const providers = [
      person({ kind }),
      person({ id: 'provider-9', name: '虚构第二人', kind, knows: false }),
    ];
    const found = conditionOf(renewing({ providers }), `cn.renewal.${rule}`);
    expect(found.verdict).toBe('fail');
    expect(found.message).toContain('虚构第二人');
    expect(found.message).not.toContain('虚构保证人');
  });

  test('没有列出：未知；凭旧合同答复没有：通过；没有旧合同的答复：未知', () => {
    const none = renewing({ providers: [] });
    expect(conditionOf(none, `cn.renewal.${rule}`).verdict).toBe('unknown');
    expect(
      conditionOf(answered(none, { [`cn.renewal.${rule}`]: 'pass' }), `cn.renewal.${rule}`).verdict,
    ).toBe('pass');
    expect(
      conditionOf(answered(none, { [`cn.renewal.${rule}`]: 'pass' }, []), `cn.renewal.${rule}`).verdict,
    ).toBe('unknown');
  });
});

test('案卷里有担保而续贷没有列出：未知，指名', () => {
  const c = withSections(renewing(), ({ collateral }) => ({
    collateral: { ...collateral, support: [guarantee()] },
  }));
  const found = conditionOf(c, 'cn.renewal.guarantors');
  expect(found.verdict).toBe('unknown');
  expect(found.message).toContain('虚构市融资担保公司');
});

describe('owners：案卷知道的权利人不靠人列出', () => {
  const THIRD = '虚构抵押人';
  const held = (changes: Partial<CollateralItem>, providers: Renewal['providers'] = []) =>
    withSections(renewing({ providers: [person(), ...providers] }), ({ collateral }) => ({
      collateral: { ...collateral, items: [{ ...ITEM, ...changes }] },
    }));
  const said = (c: CaseRecord) => answered(c, { 'cn.renewal.owners': 'pass' });

  test.each<[string, CaseRecord, Verdict, string]>([
    ['借款人自有：凭旧合同答复没有第三人', said(held({ owner: '虚构科技有限公司' })), 'pass', ''],
    ['第三人的押品，没有列出，答复说没有', said(held({ owner: THIRD })), 'unknown', '虚构抵押人'],
    ['第三人已列出并同意', held({ owner: THIRD }, [owner]), 'pass', ''],
    ['列的是另一个人', held({ owner: '虚构第三人', id: 'item-1' }, [owner]), 'unknown', '续贷列的是'],
    ['权利人未知', said(held({ owner: '' })), 'unknown', '权利人未知'],
    ['名称相近不等于相同', said(held({ owner: '虚构科技（有限公司' })), 'unknown', '虚构科技'],
    ['全角半角不同', said(held({ owner: '虚构 科技有限公司' })), 'unknown', '相近'],
    ['不作押品的不问', said(held({ owner: THIRD, use: 'never' })), 'pass', ''],
    [
      '专利共有人没有列出',
      said(
        withSections(renewing({ providers: [person()] }), ({ patents }) => ({
          patents: { ...patents, records: [patent(1, { owners: ['虚构科技有限公司', '虚构大学'] })] },
        })),
      ),
      'unknown',
      '虚构大学',
    ],
  ])('%s', (_, record, expected, words) => {
    const found = conditionOf(record, 'cn.renewal.owners');
    expect([found.verdict, found.message.includes(words)]).toEqual([expected, true]);
  });

  test('没有写明借款人：不知道是不是第三人', () => {
    const nameless = withSections(said(held({ owner: THIRD })), ({ enterprise }) => ({
      enterprise: { ...enterprise, enterprise: { ...enterprise.enterprise, name: '' } },
    }));
    expect(conditionOf(nameless, 'cn.renewal.owners').message).toContain('没有写明借款人');
  });

  test.each<[CollateralItem['perfection'], Verdict]>([
    ['registered', 'unknown'],
    ['extended', 'unknown'],
    ['draft', 'pass'],
    ['cancelled', 'pass'],
  ])('ranking：押品登记状态 %s 而续贷没有列入 → %s', (perfection, expected) => {
    const record = answered(
      withSections(renewing({ ranking: [] }), ({ collateral }) => ({
        collateral: { ...collateral, items: [{ ...ITEM, perfection }] },
      })),
      { 'cn.renewal.ranking': 'pass' },
    );
    expect(conditionOf(record, 'cn.renewal.ranking').verdict).toBe(expected);
  });
});

describe('登记顺位（民法典第四百一十四条）', () => {
  test.each<[string, Partial<Renewal['ranking'][number]>, Verdict]>([
    ['保留登记，抵押人同意', {}, 'pass'],
    ['登记方式未知', { registration: null }, 'unknown'],
    ['重新登记，有人在先', { registration: 'anew', intervening: true }, 'fail'],
    ['重新登记，有没有人在先未知', { registration: 'anew' }, 'unknown'],
    ['重新登记，没有查询', { registration: 'anew', intervening: false }, 'unknown'],
    [
      '重新登记，30 日前查询',
      { registration: 'anew', intervening: false, searchedOn: '2026-10-21', evidence: [paper] },
      'pass',
    ],
    [
      '重新登记，31 日前查询',
      { registration: 'anew', intervening: false, searchedOn: '2026-10-20', evidence: [paper] },
      'unknown',
    ],
    [
      '重新登记，查询没有附结果',
      { registration: 'anew', intervening: false, searchedOn: '2026-11-19' },
      'unknown',
    ],
  ])('%s', (_, changes, expected) => {
    expect(verdict('ranking', { ranking: [rank(changes)] })).toBe(expected);
  });

  test('保留登记而抵押人没有同意：未知', () => {
    expect(verdict('ranking', { providers: [person()] })).toBe('unknown');
    expect(verdict('ranking', { providers: [person(), { ...owner, consents: null }] })).toBe('unknown');
  });
});

describe('要取得的同意书', () => {
  test('齐了的不列；缺的逐项列出，写明合同', () => {
    expect(consentsToObtain(renewing())).toEqual([]);
    const open = consentsToObtain(
      renewing({ providers: [person({ knows: null, consents: null, evidence: [] }), owner] }),
    );
    expect(open.map((c) => [c.name, c.role, c.missing.length])).toEqual([['虚构保证人', '保证人', 3]]);
    expect(open[0]?.words).toContain('虚构-2025-001');
  });
  test('没有续贷就没有', () => {
    expect(consentsToObtain(asking({}))).toEqual([]);
  });
});

test('五项标准不通过，续贷也不符合', () => {
  expect(routeOf(renewing(), priorWith({ 'cn.three-views.c4': 'fail' }))('renewal').verdict).toBe('fail');
});
