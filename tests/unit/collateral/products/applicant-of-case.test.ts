import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { type DataCertificate, emptyDataRights } from '../../../../src/lib/case/data-rights';
import { newSupportItem } from '../../../../src/lib/case/new-collateral';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { meterAsset } from '../../../fixtures/data-quality';
import { wan } from '../../../fixtures/loss-case';
import {
  applicantFor,
  item,
  productCase,
  withFile,
  withItems,
  withOnly,
} from '../../../fixtures/product-case';
import { SOURCE, event, fact, searched, wanFen, withFacts } from '../../../fixtures/ready-file';
import { OWNER, patent, withSections } from '../../../fixtures/screening-case';

type Enterprise = CaseRecord['sections']['enterprise'];

const withEnterprise = (change: (enterprise: Enterprise) => Enterprise): CaseRecord =>
  withSections(productCase(), ({ enterprise }) => ({ enterprise: change(enterprise) }));

const factOf = (caseRecord: CaseRecord, key: string) => {
  const found = applicantFor(caseRecord).facts.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no fact ${key}`);
  return found;
};

describe('the enterprise', () => {
  it.each([
    ['cn-330825', 'cn-330825'],
    ['cn-330800', 'cn-3308'],
    ['cn-330000', 'cn-33'],
    ['cn', 'cn'],
  ])('place %s is %s: a whole city is no district', (region, place) => {
    expect(applicantFor({ ...productCase(), region }).view.region).toBe(place);
  });

  it.each<[string, string | null, number | null]>([
    ['on the anniversary', '2020-11-20', 72],
    ['a day before it', '2020-11-21', 71],
    ['of a day that its last month lacks', '2026-10-31', 0],
    ['unknown', null, null],
    ['in the future', '2026-11-21', null],
  ])('age %s', (_, foundedOn, months) => {
    const record = withEnterprise((e) => ({ ...e, enterprise: { ...e.enterprise, foundedOn } }));
    expect(applicantFor(record).view.ageMonths).toBe(months);
  });

  it('two founding days that differ are a contradiction, not a choice', () => {
    const record = withFile((file) => withFacts(file, fact('establishedOn', '2019-01-01')));
    expect(applicantFor(record).view.ageMonths).toBeNull();
    expect(factOf(record, 'age').note).toContain('2019-01-01');
  });

  it.each<[string, string | null, string | null, unknown]>([
    ['1 December to 30 November', '2026-12-01', '2027-11-30', 12],
    ['day to day', '2026-12-01', '2027-12-01', 12],
    ['a broken month', '2026-12-01', '2027-11-20', { low: 11, high: 12 }],
    ['without a start', null, '2027-11-30', null],
    ['end before start', '2027-12-01', '2026-12-01', null],
  ])('term: %s', (_, debtStart, debtEnd, expected) => {
    const record = withEnterprise((e) => ({ ...e, need: { ...e.need, debtStart, debtEnd } }));
    expect(applicantFor(record).view.termMonths).toEqual(expected);
  });

  it('need and industry as entered; a code that is none is unknown', () => {
    const { view } = applicantFor(productCase());
    expect([view.needFen, view.industry]).toEqual([wan(1_000), 'C29']);
    const odd = withEnterprise((e) => ({ ...e, enterprise: { ...e.enterprise, industryCode: '制造' } }));
    expect(applicantFor(odd).view.industry).toBeNull();
  });

  it('a title holds until its last day, and not without one', () => {
    const held = (...facts: Parameters<typeof withFacts>[1][]) =>
      applicantFor(withFile((file) => withFacts(file, ...facts))).view.types['high-tech'];
    expect(held(fact('highTech', 'true'), fact('highTechUntil', '2026-11-20'))).toBe(true);
    expect(held(fact('highTech', 'true'), fact('highTechUntil', '2026-11-19'))).toBe(false);
    expect(held(fact('highTech', 'true'))).toBeUndefined();
    expect(held(fact('highTech', 'false'))).toBe(false);
    expect(held()).toBeUndefined();
  });

  it.each<[string, string | null, string | null, boolean | undefined]>([
    // 工业: fewer than 300 people or less than 2 000 万元.
    ['few people', '299', wanFen(10_000), true],
    ['little revenue', '300', wanFen(1_999.99), true],
    ['neither', '300', wanFen(2_000), false],
    ['people unknown, revenue large', null, wanFen(2_000), undefined],
    ['people unknown, revenue small', null, wanFen(100), true],
    ['nothing known', null, null, undefined],
  ])('小微企业: %s', (_, people, revenue, expected) => {
    const record = withFile((file) => ({
      ...file,
      facts: [
        ...(people === null ? [] : [fact('employees', people, '2025')]),
        ...(revenue === null ? [] : [fact('revenue', revenue, '2025')]),
      ],
    }));
    expect(applicantFor(record).view.types['small-micro']).toBe(expected);
  });

  it('an industry without a rule has no size, whatever the numbers', () => {
    const retail = withEnterprise((e) => ({ ...e, enterprise: { ...e.enterprise, industryCode: 'F52' } }));
    expect(applicantFor(retail).view.types['small-micro']).toBeUndefined();
    expect(factOf(retail, 'type/small-micro').note).toContain('没有行业 F52');
  });

  it.each([
    ['91330825MA28F00000', false],
    ['92330825MA28F00000', true],
    [null, undefined],
  ])('个体工商户 by the credit code %s', (creditCode, expected) => {
    const record = withEnterprise((e) => ({ ...e, enterprise: { ...e.enterprise, creditCode } }));
    expect(applicantFor(record).view.types['individual']).toBe(expected);
  });
});

describe('a 数据知识产权 certificate', () => {
  const holderOf = (changes: Partial<DataCertificate>) =>
    applicantFor(
      withSections(productCase(), ({ dataAssets }) => ({
        dataAssets: {
          ...dataAssets,
          assets: [
            {
              ...meterAsset(),
              rights: {
                ...emptyDataRights(),
                certificates: [
                  {
                    id: 'cert-1',
                    registerSystem: 'provincial-data-ip',
                    number: '（虚构）1号',
                    register: '虚构登记平台',
                    object: '虚构数据',
                    holder: OWNER,
                    rights: [],
                    issuedOn: '2025-01-01',
                    validUntil: '2028-01-01',
                    state: 'in-force',
                    control: 'none',
                    controlNote: '',
                    queriedOn: '2026-11-01',
                    pledges: [],
                    evidence: [],
                    ...changes,
                  },
                ],
              },
            },
          ],
        },
      })),
    ).view.types['data-ip-holder'];

  it.each<[string, Partial<DataCertificate>, boolean | undefined]>([
    ['in force', {}, true],
    ['on its last day', { validUntil: '2026-11-20' }, true],
    ['over', { validUntil: '2026-11-19' }, undefined],
    ['without an end', { validUntil: null }, undefined],
    ['revoked', { state: 'revoked' }, undefined],
    ['whose state nobody entered', { state: null }, undefined],
    ['of somebody else', { holder: '别的虚构公司' }, undefined],
    ['of the national register', { registerSystem: 'national-data-property' }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(holderOf(changes)).toBe(expected);
  });
});

describe('figures of the last full year', () => {
  it('revenue and tax paid, with the fact as trace; older years do not stand in', () => {
    const record = withFile((file) => withFacts(file, fact('taxPaid', wanFen(30), '2024')));
    const { view } = applicantFor(record);
    expect([view.revenueFen, view.taxPaidFen]).toEqual([wan(10_000), null]);
    expect(
      [...walkTrace(factOf(record, 'revenue').trace)].some(({ id }) => id.includes('revenue@2025')),
    ).toBe(true);
  });

  it('two sources that differ are unknown', () => {
    const record = withFile((file) => ({
      ...file,
      facts: [...file.facts, fact('revenue', wanFen(9_000), '2025')],
    }));
    expect(applicantFor(record).view.revenueFen).toBeNull();
    expect(factOf(record, 'revenue').note).toContain('互相矛盾');
  });

  it.each([
    ['of the year', [['taxCreditGrade', 'B', '2025']], 'B'],
    [
      'the newer first',
      [
        ['taxCreditGrade', 'B', '2025'],
        ['taxCreditGrade', 'A', '2026'],
      ],
      'A',
    ],
    ['too old', [['taxCreditGrade', 'A', '2024']], null],
    ['none', [], null],
  ])('tax grade %s', (_, facts, expected) => {
    const record = withFile((file) =>
      withFacts(file, ...facts.map(([field = '', value = '', period]) => fact(field, value, period ?? null))),
    );
    expect(applicantFor(record).view.taxGrade).toBe(expected);
  });
});

describe('credit', () => {
  const creditOf = (change: Parameters<typeof withFile>[0]) => applicantFor(withFile(change)).view.credit;

  it('a search that was not made is unknown, never good', () => {
    expect(creditOf((file) => file)).toEqual({});
  });

  it('searched without a hit is good; the search of both lists is asked for', () => {
    const both = creditOf((file) => ({ ...file, searches: searched('dishonesty', 'serious-violation') }));
    expect(both).toEqual({ 'no-dishonesty': true });
    expect(creditOf((file) => ({ ...file, searches: searched('dishonesty') }))).toEqual({});
  });

  it('a search that is too old, or has no paper, is none', () => {
    const old = searched('enforcement').map((one) => ({ ...one, on: '2026-01-01' }));
    const bare = searched('enforcement').map((one) => ({ ...one, evidence: [] }));
    for (const searches of [old, bare]) expect(creditOf((file) => ({ ...file, searches }))).toEqual({});
  });

  it('open is bad even without a search; over is left to the institution', () => {
    expect(creditOf((file) => ({ ...file, events: [event('enforcement')] }))).toEqual({
      'no-enforcement': false,
    });
    for (const state of ['closed', 'repaired', null] as const)
      expect(
        creditOf((file) => ({
          ...file,
          searches: searched('enforcement'),
          events: [event('enforcement', { state, repairedOn: '2026-01-01' })],
        })),
      ).toEqual({});
  });

  it.each<[string, readonly [string, string][], boolean, boolean | undefined]>([
    ['searched and 0', [['taxArrears', '0']], true, true],
    ['searched, amount not stated', [], true, true],
    ['searched, but an amount', [['taxArrears', '1']], true, false],
    ['0, but not searched', [['taxArrears', '0']], false, undefined],
    ['an amount, not searched', [['taxArrears', '1']], false, false],
    [
      'two amounts',
      [
        ['taxArrears', '0'],
        ['taxArrears', '5'],
      ],
      true,
      false,
    ],
  ])('欠税: %s', (name, facts, isSearched, expected) => {
    const credit = creditOf((file) => ({
      ...file,
      facts: [...file.facts, ...facts.map(([field, value]) => fact(field, value))],
      searches: isSearched ? searched('tax-arrears') : [],
    }));
    expect(credit['no-tax-arrears']).toBe(name === 'two amounts' ? undefined : expected);
  });

  it('overdue debt: 0 with its day is good, stale is unknown', () => {
    const zero = (file: Parameters<Parameters<typeof withFile>[0]>[0]) =>
      withFacts(file, fact('overdueDebt', '0'));
    expect(creditOf(zero)['no-overdue']).toBe(true);
    expect(creditOf((file) => withFacts(file, fact('overdueDebt', wanFen(1))))['no-overdue']).toBe(false);
    const stale = creditOf((file) => ({
      ...zero(file),
      sources: file.sources.map((s) => (s.id === SOURCE ? { ...s, asOf: '2026-01-01' } : s)),
    }));
    expect(stale['no-overdue']).toBeUndefined();
  });
});

describe('patents', () => {
  const counts = (records: ReturnType<typeof patent>[]) => {
    const { view } = applicantFor(
      withSections(productCase(), ({ patents }) => ({ patents: { ...patents, records, pledged: [] } })),
    );
    return [view.patents, view.inventionPatents];
  };

  it('no list is unknown, not 0', () => {
    expect(counts([])).toEqual([null, null]);
  });

  it.each<[string, Parameters<typeof patent>[1], unknown]>([
    ['whole', {}, 1],
    ['dead', { status: 'dead' }, 0],
    ['pledged already', { pledgeLive: true }, 0],
    ['of somebody else', { owners: ['别的虚构公司'] }, 0],
    ['whose pledge nobody looked up', { pledgeLive: null }, { low: 0, high: 1 }],
    ['in the months of grace', { status: 'grace' }, { low: 0, high: 1 }],
    ['without owners', { owners: [] }, { low: 0, high: 1 }],
  ])('a patent %s', (_, changes, expected) => {
    expect(counts([patent(1, { type: 'invention', ...changes })])).toEqual([expected, expected]);
    expect(counts([patent(1, changes)])[1]).toBe(0);
  });
});

describe('the pool', () => {
  it('what is there can be given, what is set to 不使用 will not be, the rest is unknown', () => {
    const { view } = applicantFor(
      withItems(item('RE_FACTORY'), item('EQUIP_GEN', { use: 'never' }), item('AR_CONF')),
    );
    expect([
      view.securities['real-estate'],
      view.securities['movables'],
      view.securities['receivables'],
    ]).toEqual([true, false, true]);
    expect(view.securities['guarantee']).toBeUndefined();
    expect([
      view.collateralClasses['RE_FACTORY'],
      view.collateralClasses['EQUIP_GEN'],
      view.collateralClasses['RE_LAND'],
    ]).toEqual([true, false, undefined]);
    expect(view.collateralClasses['PATENT_INV']).toBe(true);
    expect(view.securities['ip-pledge']).toBe(true);
  });

  it('a guarantee of the case is one', () => {
    const record = withSections(productCase(), ({ collateral }) => ({
      collateral: { ...collateral, support: [newSupportItem('support-1', 'guarantee', '虚构担保')] },
    }));
    expect(applicantFor(record).view.securities['guarantee']).toBe(true);
  });

  it('values: own share less what ranks before, rounded down; one without a value leaves the sum open', () => {
    const plant = item('RE_FACTORY', {
      valueFen: wanFen(1_000),
      share: '0.3333',
      priorClaimsFen: wanFen(100),
    });
    // 1 000 万 × 0.3333 − 100 万 = 233.3 万.
    const { view } = applicantFor(withOnly(plant, item('EQUIP_GEN', { valueFen: wanFen(5), use: 'never' })));
    expect([view.classValuesFen['RE_FACTORY'], view.collateralValueFen, view.patentValueFen]).toEqual([
      wan(233.3),
      wan(233.3),
      null,
    ]);
    expect(view.classValuesFen).not.toHaveProperty('EQUIP_GEN');
    const open = applicantFor(withOnly(plant, item('RE_LAND'))).view;
    expect([open.classValuesFen['RE_LAND'], open.collateralValueFen]).toEqual([null, null]);
    const heavy = applicantFor(withOnly({ ...plant, priorClaimsFen: wanFen(9_999) })).view;
    expect(heavy.classValuesFen['RE_FACTORY']).toBe(0n);
  });

  it('patents that nobody valued leave the sum open', () => {
    const { view } = applicantFor(withItems(item('RE_FACTORY', { valueFen: wanFen(1_000) })));
    expect([view.classValuesFen['RE_FACTORY'], view.collateralValueFen]).toEqual([wan(1_000), null]);
  });
});

describe('facts', () => {
  it('every unknown one says what would make it known; every one has a trace with its value', () => {
    const { facts } = applicantFor(productCase());
    expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
    for (const { key, shown, remedy, trace } of facts) {
      expect([key, shown === null ? remedy !== '' : remedy === '']).toEqual([key, true]);
      expect([key, trace.value === null]).toEqual([key, shown === null]);
    }
  });
});
