import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import type { DataAsset } from '../../../../src/lib/case/data-assets-section';
import type { DataRights } from '../../../../src/lib/case/data-rights';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { bookingChecklist } from '../../../../src/lib/data-asset/rights/booking';
import { fillForm } from '../../../../src/lib/data-asset/rights/registration-form';
import { RIGHTS } from '../../../../src/lib/data-asset/rights/rights-method';
import { rightsView } from '../../../../src/lib/data-asset/rights/rights-view';
import { ALL_RULES } from '../../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { certificate, column, readyAsset, readyDataCase } from '../../../fixtures/data-asset-gates';
import { OWNER, paper, withSections } from '../../../fixtures/screening-case';

const day = (text: string) => mustBeOk(parsePlainDate(text));
const rules = rulesAt({ entries: ALL_RULES, date: day('2026-11-20'), region: 'cn-330824' });

/** One year of hours, with a tenth of them empty. */
const hours = column('采集时间', {
  type: 'date',
  min: '2025-01-01',
  max: '2025-12-31',
  gaps: {
    unit: 'hour',
    first: '2025-01-01',
    last: '2025-12-31',
    periods: 8_760,
    empty: 876,
    longestEmpty: 30,
    longestFrom: null,
  },
});

const withRights = (rights: Partial<DataRights> = {}, changes: Partial<DataAsset> = {}): DataAsset => ({
  ...readyAsset('data-1', rights),
  columns: [column('表号'), hours],
  ...changes,
});

const caseOf = (asset: DataAsset): CaseRecord =>
  withSections(readyDataCase([asset]), ({ enterprise }) => ({
    enterprise: {
      ...enterprise,
      enterprise: {
        ...enterprise.enterprise,
        creditCode: '91330000MA00000007',
        address: '浙江省虚构县虚构路1号',
        industryCode: 'D46',
        legalRepresentative: null,
      },
    },
  }));

const field = (asset: DataAsset, code: string) => {
  const found = mustBeOk(fillForm(asset, caseOf(asset), rules)).fields.find((f) => f.code === code);
  if (found === undefined) throw new Error(`no field ${code}`);
  return found;
};

describe('the registration form', () => {
  it('has the 18 fields of the official blank, in its order', () => {
    const { fields } = mustBeOk(fillForm(withRights(), caseOf(withRights()), rules));
    expect(fields.map((f) => f.title)).toEqual([
      '申请人名称',
      '申请人类型',
      '证件号码',
      '联系人',
      '联系电话',
      '联系地址',
      '经营情况',
      '数据名称',
      '数据概述',
      '所属行业',
      '数据来源',
      '地域范围',
      '时域范围',
      '更新频率',
      '数据量',
      '数据形态',
      '限制范围',
      '权利配置说明',
    ]);
  });

  it.each([
    ['period', 'profile', '2025年01月01日 — 2025年12月31日'],
    ['volume', 'profile', '4000条，120 KB'],
    ['form', 'profile', '表格；结构化数据'],
    ['applicant-name', 'facts', OWNER],
    ['industry', 'facts', '电力、热力、燃气及水生产和供应业 / 水的生产和供应业'],
    ['source', 'rights', '采集生成'],
  ])('fills %s from the %s', (code, origin, value) => {
    expect(field(withRights(), code)).toMatchObject({ origin, value });
  });

  it('leaves a proposal open until a person takes it over', () => {
    expect(field(withRights(), 'name')).toMatchObject({
      value: null,
      origin: 'missing',
      proposal: '2025年虚构县虚构水表读数数据集',
    });
    expect(field(withRights(), 'frequency')).toMatchObject({ value: null, proposal: '其他' });
    expect(field(withRights({ form: { frequency: '按天更新' } }), 'frequency')).toMatchObject({
      value: '按天更新',
      origin: 'entered',
      problems: [],
    });
  });

  it.each([
    ['day', 365, 30, '按天更新'],
    ['day', 365, 313, '按周更新'],
    ['day', 365, 353, '按月更新'],
    ['day', 3_650, 3_640, '按年更新'],
    ['week', 52, 1, '按周更新'],
    ['week', 52, 40, '按月更新'],
    ['hour', 8_760, 8_000, '按天更新'],
  ] as const)('reads %s × %i with %i empty as %s', (unit, periods, empty, expected) => {
    const gaps = {
      unit,
      first: '2025-01-01',
      last: '2025-12-31',
      periods,
      empty,
      longestEmpty: 1,
      longestFrom: null,
    };
    const asset = withRights({}, { columns: [{ ...hours, gaps }] });
    expect(field(asset, 'frequency').proposal).toBe(expected);
  });

  it('takes the time column that was chosen, otherwise the fullest', () => {
    const installed = column('安装日期', { type: 'date', min: '2019-05-01', max: '2024-06-30', missing: 10 });
    const both = withRights({}, { columns: [installed, hours] });
    expect(field(both, 'period').value).toContain('2025年01月01日');
    const setting = { ...both.quality.setting, dateColumn: '安装日期' };
    expect(field({ ...both, quality: { ...both.quality, setting } }, 'period').value).toContain(
      '2019年05月01日',
    );
    expect(field(withRights({}, { columns: [column('表号')] }), 'period')).toMatchObject({
      value: null,
      origin: 'missing',
    });
  });

  it('counts characters: 40 of the name and 400 of the summary pass, one more does not', () => {
    const name = (n: number) => field(withRights({ form: { name: '𠮷'.repeat(n) } }), 'name');
    expect([name(40).characters, name(40).problems]).toEqual([40, []]);
    expect(name(41).problems).toEqual(['有 41 个字，不宜超过 40 个']);
    expect(field(withRights({ form: { summary: '字'.repeat(401) } }), 'summary').problems).toHaveLength(1);
  });

  it('refuses what is not among the options, unfinished drafts and a wrong credit code', () => {
    expect(field(withRights({ form: { area: '全省' } }), 'area').problems).toEqual(['“全省”不在可选项中']);
    expect(field(withRights({ form: { source: '采集生成/衍生创造' } }), 'source').problems).toEqual([]);
    expect(field(withRights({ form: { summary: '可用于……。' } }), 'summary').problems).toHaveLength(1);
    expect(
      field(withRights({ form: { 'applicant-id': '913300000000000000' } }), 'applicant-id').problems,
    ).toHaveLength(1);
  });

  it('says when the volume was counted by the owner', () => {
    const source = {
      kind: 'warehouse' as const,
      engine: 'ClickHouse',
      version: '1',
      queryHash: 'c'.repeat(64),
      statedOn: null,
      statedBy: '',
      note: '',
    };
    expect(field(withRights({}, { source }), 'volume').from).toContain('没有读过原始数据');
  });
});

describe('the timetable', () => {
  const view = (applyOn: string | null) => {
    const asset = withRights({ applyOn });
    return mustBeOk(rightsView(caseOf(asset), 'data-1', rules)).timetable;
  };

  it('counts 3, 10 and 5 working days; extension and objection come on top', () => {
    // Monday 2026-11-02: +3 = Thursday 5, +10 = Thursday 19, +5 = Thursday 26, +10 = 10 December, +10 = 24 December.
    const table = view('2026-11-02');
    expect(table?.stages.map((s) => [s.title, s.latest.date])).toEqual([
      ['申请', '2026-11-02'],
      ['受理', '2026-11-05'],
      ['审查', '2026-11-19'],
      ['公示', '2026-11-26'],
      ['信息存证与凭证核发', '2026-11-26'],
    ]);
    expect([table?.plain.date, table?.extended.date, table?.objected.date]).toEqual([
      '2026-11-26',
      '2026-12-10',
      '2026-12-24',
    ]);
    expect(table?.objected.certain).toBe(true);
  });

  it('is uncertain across the turn of a year that is not known, and absent without a day', () => {
    expect(view('2026-12-25')?.plain.certain).toBe(false);
    expect(view(null)).toBeNull();
  });
});

describe('certificates', () => {
  it('of the two systems are told apart; only the national one has a renewal window', () => {
    const provincial = certificate({
      id: 'cert-2',
      registerSystem: 'provincial-data-ip',
      validUntil: '2027-10-31',
    });
    const asset = withRights({ certificates: [certificate(), provincial] });
    // The debt ends on 2027-11-30.
    expect(mustBeOk(rightsView(caseOf(asset), 'data-1', rules)).certificates).toEqual([
      { id: 'cert-1', daysLeftAtLoanEnd: 1278, renewal: { from: '2030-11-30', until: '2031-05-30' } },
      { id: 'cert-2', daysLeftAtLoanEnd: -30, renewal: null },
    ]);
    const { figures } = RIGHTS.run({ caseRecord: caseOf(asset), rules, prior: NO_OUTPUTS });
    expect(figures.filter((f) => f.unit === 'day').map((f) => [f.id, f.value, f.label])).toEqual([
      ['data-asset/certificate-days-left/data-1/cert-1', '1278', expect.stringContaining('数据产权登记凭证')],
      [
        'data-asset/certificate-days-left/data-1/cert-2',
        '-30',
        expect.stringContaining('数据知识产权登记证书'),
      ],
    ]);
  });

  it('without an end have no number', () => {
    const asset = withRights({ certificates: [certificate({ validUntil: null })] });
    const { figures } = RIGHTS.run({ caseRecord: caseOf(asset), rules, prior: NO_OUTPUTS });
    expect(figures.filter((f) => f.unit === 'day').map((f) => f.value)).toEqual([null]);
    const printed = new Map(figures.map((f) => [f.id, f.value]));
    expect(printed.get('data-asset/registration-form/data-1/volume')).toBe('4000条，120 KB');
    expect(printed.get('data-asset/registration-form/data-1/name')).toBeNull();
  });
});

describe('the way to the balance sheet', () => {
  const STEPS = [
    'inventory',
    'compliance',
    'asset-test',
    'classification',
    'cost',
    'amortisation',
    'presentation',
    'disclosure',
    'upkeep',
  ] as const;
  const booked = (
    change: (step: (typeof STEPS)[number]) => { readonly done?: boolean; readonly bare?: boolean } | null,
  ) =>
    withRights({
      booking: {
        category: 'intangible',
        bookValueFen: '1000000',
        bookDate: null,
        steps: STEPS.flatMap((step) => {
          const own = change(step);
          if (own === null) return [];
          const evidence = own.bare === true ? [] : [paper];
          return [{ step, done: own.done ?? true, note: '', by: '虚构经办', on: null, evidence }];
        }),
      },
    });
  const state = (asset: DataAsset) => mustBeOk(bookingChecklist(asset, rules, () => false));

  it('passes when all nine steps are done with papers', () => {
    expect(state(booked(() => ({})))).toMatchObject({ done: 9, state: 'pass' });
  });

  it('is unknown with a step unsaid or without paper, and fails with a step not done', () => {
    expect(state(booked((s) => (s === 'cost' ? null : {})))).toMatchObject({ done: 8, state: 'unknown' });
    expect(state(booked((s) => (s === 'cost' ? { bare: true } : {}))).steps[4]?.reason).toContain('成本台账');
    expect(state(booked((s) => (s === 'cost' ? { done: false } : s === 'upkeep' ? null : {}))).state).toBe(
      'fail',
    );
    expect(state(withRights()).state).toBe('unknown');
  });

  it('does not count an attachment that is not in the case', () => {
    const gone = { ...paper, attachment: 'att-9' };
    const asset = booked(() => ({}));
    const { booking } = asset.rights;
    const steps = booking.steps.map((s) => ({ ...s, evidence: [gone] }));
    const changed = { ...asset, rights: { ...asset.rights, booking: { ...booking, steps } } };
    expect(state(changed)).toMatchObject({ done: 0, state: 'unknown' });
    expect(mustBeOk(bookingChecklist(changed, rules, (id) => id === 'att-9')).done).toBe(9);
  });

  it('always says that book value is cost', () => {
    const asset = booked(() => ({}));
    const { findings } = RIGHTS.run({ caseRecord: caseOf(asset), rules, prior: NO_OUTPUTS });
    const found = findings.find((f) => f.rule === 'data-rights.booking-steps');
    expect([found?.verdict, found?.severity]).toEqual(['pass', 'note']);
    expect(found?.message).toContain('账面价值是成本，不是市场价值');
    expect(findings.find((f) => f.rule === 'data-rights.national-form')?.verdict).toBe('unknown');
  });
});

it('names the effect in law and the four routes whatever was chosen', () => {
  const { legal } = mustBeOk(rightsView(caseOf(withRights()), 'data-1', rules));
  expect(legal.statement).toContain('第四百四十条');
  expect(legal.statement).toContain('第六十三条');
  expect(legal.routes.map((r) => r.code)).toEqual([
    'data-ip-record',
    'receivable',
    'movable-registry',
    'guarantee-addon',
  ]);
});

it('knows only the assets of the case', () => {
  const answer = rightsView(caseOf(withRights()), 'data-9', rules);
  expect(answer.ok ? '' : answer.failure.code).toBe('E_ASSET_UNKNOWN');
});
