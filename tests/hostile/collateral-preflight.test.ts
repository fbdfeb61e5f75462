import { describe, expect, it } from 'vitest';
import type { CollateralItem } from '../../src/lib/case/collateral-section';
import { parseRuleEntries } from '../../src/lib/rulebook/parse-rules';
import { mustBeOk } from '../../src/lib/kernel/result';
import {
  ENTRIES,
  caseWith,
  findingWith,
  paperOf,
  preflight,
  preflightOf,
  preflightRules,
  readyItem,
  readySupport,
  withDetails,
} from '../fixtures/collateral-preflight';
import { screen, priorOf } from '../fixtures/screening-case';

const building = (changes: Partial<CollateralItem> = {}): CollateralItem => ({
  ...withDetails(readyItem('RE_FACTORY'), { pair_scope: 'building' }),
  ...changes,
});
const land = (changes: Partial<CollateralItem> = {}): CollateralItem => ({
  ...withDetails(readyItem('RE_LAND'), { pair_scope: 'land' }),
  id: 'land-1',
  title: '虚构土地',
  ...changes,
});
const pairing = (items: readonly CollateralItem[]) => {
  const { verdict, message } = findingWith(preflightOf(items), 'RE2');
  return `${verdict}：${message}`;
};

describe('房地配对', () => {
  it('房屋与其土地互相选定，各自通过', () => {
    const items = [building({ pairedWith: ['land-1'] }), land({ pairedWith: ['asset-1'] })];
    expect(pairing(items)).toMatch(/^pass.*虚构土地/);
    expect(findingWith(preflightOf(items, [], 'land-1'), 'RE2').verdict).toBe('pass');
  });

  it('与自己配对、配对的不在案卷中、不是不动产、标为不用、范围不成对', () => {
    expect(pairing([building({ pairedWith: ['asset-1'] })])).toMatch(/^fail.*选了自己/);
    expect(pairing([building({ pairedWith: ['gone'] })])).toMatch(/^unknown.*E_REF_MISSING.*gone/);
    expect(pairing([building({ pairedWith: ['land-1'] }), land({ assetClass: 'EQUIP_GEN' })])).toMatch(
      /^fail.*不是不动产/,
    );
    expect(pairing([building({ pairedWith: ['land-1'] }), land({ use: 'never' })])).toMatch(
      /^fail.*标为不用/,
    );
    expect(
      pairing([building({ pairedWith: ['land-1'] }), withDetails(land(), { pair_scope: 'building' })]),
    ).toMatch(/^fail.*不成一对/);
    expect(
      pairing([building({ pairedWith: ['land-1'] }), withDetails(land(), { pair_scope: null })]),
    ).toMatch(/^unknown.*还没有写明/);
  });

  it('一处引用有错，另一处成对也不算通过', () => {
    expect(pairing([building({ pairedWith: ['land-1', 'gone'] }), land()])).toMatch(/^unknown/);
    expect(pairing([building({ pairedWith: ['land-1', 'asset-1'] }), land()])).toMatch(/^fail/);
  });

  it('宗地代码不同不能认定，前19位相同即可', () => {
    const other = withDetails(land(), { unit_number: '330825001002GB00099W00000000' });
    const same = withDetails(land(), { unit_number: '330825001002gb00012W00000000' });
    expect(pairing([building({ pairedWith: ['land-1'] }), other])).toMatch(/^unknown.*宗地代码/);
    expect(pairing([building({ pairedWith: ['land-1'] }), same])).toMatch(/^pass/);
  });

  it('三项绕成一圈也会结束', () => {
    const ring = [
      building({ pairedWith: ['b'] }),
      building({ id: 'b', title: '虚构乙', pairedWith: ['c'] }),
      building({ id: 'c', title: '虚构丙', pairedWith: ['asset-1'] }),
    ];
    expect(pairing(ring)).toMatch(/^fail.*不成一对/);
  });
});

describe('近似商标', () => {
  const mark = (changes: Partial<CollateralItem> = {}): CollateralItem => ({
    ...withDetails(readyItem('TRADEMARK'), { similar: 'listed' }),
    ...changes,
  });
  const similar = (items: readonly CollateralItem[]) => findingWith(preflightOf(items), 'TM6');

  it('逐项列出并一并出质才通过', () => {
    const other = { ...readyItem('TRADEMARK'), id: 'mark-2', title: '虚构商标二' };
    expect(similar([mark({ pairedWith: ['mark-2'] }), other]).message).toContain('虚构商标二');
    expect(similar([mark({ pairedWith: ['mark-2'] }), { ...other, use: 'never' }]).verdict).toBe('fail');
    expect(similar([mark({ pairedWith: ['mark-2'] }), { ...other, assetClass: 'COPYRIGHT' }]).verdict).toBe(
      'fail',
    );
    expect(similar([mark({ pairedWith: ['asset-1'] })]).verdict).toBe('fail');
    expect(similar([mark({ pairedWith: ['mark-9'] })]).verdict).toBe('unknown');
  });
});

/** Own keys that are names of the prototype, and values that are. */
const ODD_DETAILS: readonly Record<string, string>[] = [
  { hasOwnProperty: 'x' },
  Object.fromEntries([['__proto__', 'x']]),
  { seized: '__proto__' },
  { land_right: 'constructor' },
];

describe('不认识的东西', () => {
  it.each(['', 'SPACESHIP', 'constructor', '__proto__', 're_factory', 'RE_FACTORY ', 'toString'])(
    '押品类别“%s”：点名、未知、不通过',
    (assetClass) => {
      const { findings, verdict } = preflightOf([{ ...readyItem('RE_FACTORY'), assetClass }]);
      expect(verdict).toBe('unknown');
      expect(findings.map((f) => [f.verdict, f.severity])).toEqual([['unknown', 'hold']]);
      expect(findings[0]?.message).toContain('E_CLASS_UNKNOWN');
    },
  );

  it.each(ODD_DETAILS)('奇怪的栏目和取值 %j 不会变出通过', (details) => {
    const { findings } = preflightOf([{ ...readyItem('RE_FACTORY', { evidence: [] }), details }]);
    expect(findings.filter((f) => f.verdict === 'pass').map((f) => f.code)).toEqual(['PG1']);
  });

  it('规则读一个不存在的栏目：点名、未知', () => {
    const text = JSON.stringify(ENTRIES).replace('item.details.illegal_building', 'item.details.no_such');
    const parsed: unknown = JSON.parse(text);
    const entries = mustBeOk(parseRuleEntries(parsed));
    const [item] = preflight(caseWith([readyItem('RE_FACTORY')]), preflightRules('2026-11-20', entries));
    if (item === undefined) throw new Error('no item');
    expect(findingWith(item, 'RE4')).toMatchObject({ verdict: 'unknown' });
    expect(findingWith(item, 'RE4').message).toContain('E_FIELD_UNKNOWN');
    expect(item.verdict).toBe('unknown');
  });

  it.each([
    'screening.collateral.sets',
    'collateral.field-groups',
    'collateral.fields.real-estate',
    'screening.set.collateral-real-estate',
    'cn.mortgage.negative-list.5',
  ])('参数 %s 读不到：未知、阻断，不会少查一项就通过', (id) => {
    const entries = ENTRIES.filter((entry) => entry.id !== id);
    const [item] = preflight(caseWith([readyItem('RE_FACTORY')]), preflightRules('2026-11-20', entries));
    expect(item?.verdict).toBe('unknown');
    const broken = item?.findings.filter((f) => f.verdict === 'unknown') ?? [];
    expect(broken.length).toBeGreaterThan(0);
    expect(
      broken.some((f) => f.message.includes('E_RULE_UNKNOWN') || f.message.includes('E_FIELD_UNKNOWN')),
    ).toBe(true);
  });

  it('规则施行之前的案卷：未能读取，未知', () => {
    const base = caseWith([readyItem('EQUIP_GEN')]);
    const [item] = preflight({ ...base, valuationDate: '2021-06-01' });
    expect(item?.verdict).not.toBe('pass');
    expect(item?.findings.some((f) => f.rule === 'cn.movables.term' && f.verdict === 'unknown')).toBe(true);
  });
});

describe('材料', () => {
  it('附件不在案卷中，点名并等于没有', () => {
    const lost = readyItem('RE_FACTORY').evidence.map((paper) => ({ ...paper, attachment: 'gone' }));
    const finding = findingWith(preflightOf([readyItem('RE_FACTORY', { evidence: lost })]), 'N5');
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('不在案卷中');
  });

  it('名字对不上的材料不算', () => {
    const wrong = [paperOf('一份不动产登记资料查询结果'), paperOf(''), paperOf('查询')];
    const finding = findingWith(preflightOf([readyItem('RE_FACTORY', { evidence: wrong })]), 'RE10');
    expect(finding.verdict).toBe('unknown');
  });
});

describe('结论', () => {
  it('否决项不通过引向不予通过，未知引向暂缓', () => {
    const decided = (items: readonly CollateralItem[]) => {
      const c = caseWith(items, [readySupport()]);
      return screen(c, priorOf(c.sections.patents.records), preflightRules());
    };
    const fail = decided([withDetails(readyItem('RE_FACTORY'), { public_welfare: 'true' })]);
    expect(fail.decision.code).toBe('declined');
    expect(fail.decision.reasons.some((r) => r.code === 'N3' && r.subjects[0]?.id === 'asset-1')).toBe(true);
    const open = decided([withDetails(readyItem('RE_FACTORY'), { public_welfare: null })]);
    expect(open.decision.reasons.some((r) => r.code === 'N3' && r.leads === 'held')).toBe(true);
    expect(
      decided([readyItem('RE_FACTORY')]).decision.reasons.some((r) => r.subjects[0]?.kind === 'asset'),
    ).toBe(false);
  });
});
