import { describe, expect, it } from 'vitest';
import type { FileEvent } from '../../../../src/lib/case/enterprise-file-section';
import { fileContradictions, fileFact } from '../../../../src/lib/screening/enterprise-file/file-fact';
import { fileEvents } from '../../../../src/lib/screening/enterprise-file/file-events';
import { accountYears, statementOf } from '../../../../src/lib/screening/enterprise-file/statements';
import { emptyCase, fact, fileOf, source, withFacts, withFile } from './file-case';

describe('一项一期', () => {
  it('没有就是未知，并说缺什么', () => {
    expect(fileFact(fileOf(emptyCase()), 'revenue', '2024')).toMatchObject({
      known: false,
      why: 'missing',
      code: 'E_MISSING',
      message: '缺2024 年营业收入',
      node: { value: null },
    });
  });

  it('目录中没有的字段是错误，不是缺', () => {
    expect(fileFact(fileOf(emptyCase()), 'nonsense', '2024')).toMatchObject({
      why: 'error',
      code: 'E_FIELD_UNKNOWN',
    });
  });

  it('零是零', () => {
    expect(
      fileFact(fileOf(withFacts([fact('exportSales', '2024', '0')])), 'exportSales', '2024'),
    ).toMatchObject({
      known: true,
      value: '0',
    });
  });

  it('来源不在案卷中、没有来源：不能用', () => {
    const stray = withFacts([fact('revenue', '2024', '100', 'nowhere')]);
    expect(fileFact(fileOf(stray), 'revenue', '2024')).toMatchObject({
      known: false,
      why: 'unsourced',
      values: ['100'],
    });
    const none = withFacts([{ ...fact('revenue', '2024', '100'), from: null }]);
    expect(fileFact(fileOf(none), 'revenue', '2024')).toMatchObject({ why: 'unsourced' });
  });

  it.each([
    ['revenue', '2024', '-1'],
    ['revenue', '2024', '1.5'],
    ['employees', '2024', '3.5'],
    ['landArea', null, '-2'],
    ['topCustomersShare', '2024', '1.2'],
    ['highTech', null, 'yes'],
    ['premises', null, 'tent'],
    ['leaseEnd', null, '2026-02-30'],
    ['industry', null, ' '],
  ])('%s 的值 %s %s 不成立', (field, period, value) => {
    expect(fileFact(fileOf(withFacts([fact(field, period, value)])), field, period)).toMatchObject({
      known: false,
      why: 'invalid',
      code: 'E_VALUE',
    });
  });

  it('两处不同：矛盾，列出两个值，不选', () => {
    const record = withFacts(
      [fact('revenue', '2024', '100', 's1'), fact('revenue', '2024', '120', 's2', 7)],
      [source('s1'), source('s2')],
    );
    const read = fileFact(fileOf(record), 'revenue', '2024');
    expect(read).toMatchObject({ known: false, why: 'contradiction', values: ['100', '120'] });
    expect(read.node.children).toHaveLength(2);
    expect(fileContradictions(fileOf(record)).map(({ label }) => label)).toEqual(['2024 年营业收入']);
  });

  it('写明理由认定一个之后是已知，另一个仍列在出处里；两个都认定又成矛盾', () => {
    const one = { ...fact('revenue', '2024', '100', 's1'), edit: '已核对审计报告' };
    const two = fact('revenue', '2024', '120', 's2', 7);
    const settled = fileFact(fileOf(withFacts([one, two], [source('s1'), source('s2')])), 'revenue', '2024');
    expect(settled).toMatchObject({ known: true, value: '100' });
    expect(settled.node.children).toHaveLength(2);
    const both = withFacts([one, { ...two, edit: '另一人认定' }], [source('s1'), source('s2')]);
    expect(fileFact(fileOf(both), 'revenue', '2024')).toMatchObject({ why: 'contradiction' });
  });

  it('过期：92 天内算数，93 天不算，没有日期不算', () => {
    const on = (asOf: string | null) =>
      fileFact(
        fileOf(withFacts([fact('guaranteesGiven', null, '5')], [source('s1', { asOf })])),
        'guaranteesGiven',
      );
    expect(on('2025-08-20')).toMatchObject({ known: true }); // 92 days before 2025-11-20
    expect(on('2025-08-19')).toMatchObject({ known: false, why: 'stale', values: ['5'] });
    expect(on(null)).toMatchObject({ known: false, why: 'stale' });
  });

  it('年度数由十二个月相加；缺一个月就是未知；余额取 12 月', () => {
    const months = Array.from({ length: 12 }, (_, i) =>
      fact('electricityUse', `2024-${String(i + 1).padStart(2, '0')}`, '10'),
    );
    expect(fileFact(fileOf(withFacts(months)), 'electricityUse', '2024')).toMatchObject({
      known: true,
      value: '120',
    });
    expect(fileFact(fileOf(withFacts(months.slice(1))), 'electricityUse', '2024')).toMatchObject({
      known: false,
      why: 'missing',
    });
    expect(
      fileFact(fileOf(withFacts([fact('employees', '2024-12', '88')])), 'employees', '2024'),
    ).toMatchObject({ known: true, value: '88' });
    expect(
      fileFact(fileOf(withFacts([fact('employees', '2024-11', '88')])), 'employees', '2024'),
    ).toMatchObject({ known: false });
  });
});

const event = (part: Partial<FileEvent> = {}): FileEvent => ({
  id: 'e1',
  kind: 'enforcement',
  number: '1',
  on: '2024-03-01',
  amountFen: null,
  state: 'open',
  repairedOn: null,
  detail: '',
  evidence: [],
  from: null,
  ...part,
});

const search = (on: string | null, description = '查询结果打印件', by = '虚构审查人') => ({
  kind: 'enforcement',
  on,
  by,
  evidence: description === '' ? [] : [{ attachment: null, description, page: null, date: on, by }],
});

const eventsOf = (part: Parameters<typeof withFile>[0]) => fileEvents(fileOf(withFile(part)), 'enforcement');

describe('事项', () => {
  it('没有记录、没有查询：未知，不是没有', () => {
    expect(eventsOf({})).toMatchObject({ state: 'unknown', searched: false });
  });

  it('查过、有日期、有结果：没有', () => {
    expect(eventsOf({ searches: [search('2025-11-10')] })).toMatchObject({
      state: 'none-found',
      searchedOn: '2025-11-10',
      remedy: '',
    });
  });

  it.each([
    ['查询日未知', search(null)],
    ['没有附结果', search('2025-11-10', '')],
    ['没有写明查询人', search('2025-11-10', '打印件', '')],
    ['31 天前', search('2025-10-20')],
    ['31 天后', search('2025-12-21')],
  ])('%s：仍是未知', (_, one) => {
    expect(eventsOf({ searches: [one] })).toMatchObject({ state: 'unknown', searched: false });
  });

  it('正好 30 天：算数', () => {
    expect(eventsOf({ searches: [search('2025-10-21')] })).toMatchObject({ state: 'none-found' });
  });

  it.each([
    [event(), 'open'],
    [event({ state: null }), 'unknown'],
    [event({ state: 'repaired' }), 'unknown'],
    [event({ state: 'repaired', repairedOn: '2025-11-20' }), 'repaired'],
    [event({ state: 'repaired', repairedOn: '2025-11-21' }), 'open'],
    [event({ state: 'closed' }), 'closed'],
  ] as const)('有记录：%o → %s', (one, standing) => {
    const found = eventsOf({ events: [one] });
    expect(found.state).toBe('found');
    expect(found.events[0]?.standing).toBe(standing);
  });

  it('有记录但没有查询：列表可能不全', () => {
    expect(eventsOf({ events: [event()] })).toMatchObject({ state: 'found', searched: false });
    expect(eventsOf({ events: [event()], searches: [search('2025-11-10')] })).toMatchObject({
      searched: true,
    });
  });

  it('目录中没有的事项：未知', () => {
    expect(fileEvents(fileOf(emptyCase()), 'nonsense')).toMatchObject({ state: 'unknown' });
  });
});

describe('报表年度', () => {
  it.each([
    ['2025-11-20', [2024]],
    ['2025-06-01', [2024]],
    ['2025-05-31', [2024, 2023]],
    ['2025-01-01', [2024, 2023]],
  ])('%s', (date, years) => {
    expect(accountYears(fileOf(emptyCase(date)))).toEqual(years);
  });

  it('不能用的项目带着原因', () => {
    const statement = statementOf(
      fileOf(withFacts([fact('revenue', '2024', '100'), fact('revenue', '2024', '90')])),
      2024,
    );
    expect(statement.items.revenue).toMatchObject({
      fen: null,
      gap: { failure: { code: 'E_CONTRADICTION' } },
    });
  });
});
