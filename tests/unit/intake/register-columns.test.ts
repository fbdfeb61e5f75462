import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { importPatents } from '../../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../../src/lib/intake/patent-columns';
import { readTable } from '../../../src/lib/intake/read-table';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { INTAKE_RULES } from '../../../src/lib/rulebook/intake-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { utf8 } from '../../fixtures/intake-files';
import { VENDOR_LISTS } from '../../fixtures/vendor-lists';
import { GROUND, findingOf, patent, plain, readyCase, screen } from '../../fixtures/screening-case';

const rules = rulesAt({ entries: INTAKE_RULES, date: plain('2026-11-20'), region: 'cn' });

/** The first record of a vendor's list with some columns added (虚构), and the warnings about it. */
const imported = async (vendor: string, columns: Readonly<Record<string, string>>) => {
  const list = VENDOR_LISTS[vendor];
  if (list === undefined) throw new Error(`no list ${vendor}`);
  const kept = list.header.map((name, i) => ({ name, cell: list.rows[0]?.[i] ?? '' }));
  const old = kept.filter(({ name }) => !Object.hasOwn(columns, name));
  const said = Object.entries({
    法律状态: '授权',
    '法律状态/事件': '授权',
    当前质权人: '',
    ...columns,
  }).filter(([name]) => kept.some((c) => c.name === name) || Object.hasOwn(columns, name));
  const all = [
    ...old.filter(({ name }) => !said.some(([n]) => n === name)),
    ...said.map(([name, cell]) => ({ name, cell })),
  ];
  const quoted = (texts: readonly string[]): string =>
    texts.map((t) => `"${t.replaceAll('"', '""')}"`).join(',');
  const csv = [quoted(all.map((c) => c.name)), quoted(all.map((c) => c.cell))].join('\n');
  const table = mustBeOk(await readTable(utf8(csv), 'list.csv'));
  const mapped = mustBeOk(recognisePatentColumns(table.header, rules));
  const outcome = importPatents(table, mapped, { batchId: 'b-1', rules });
  return { outcome, record: outcome.records[0], warnings: outcome.warnings.map((w) => w.code) };
};

const VENDORS = ['incoPat', '智慧芽 PatSnap', '大为 innojoy', 'CNIPA'];

/** What ground 9, 10 or 11 says of a patent with these facts, with and without a recent register copy. */
const verdicts = (n: 9 | 10 | 11, facts: Partial<PatentRecord>): string[] =>
  ['2026-11-10', null].map(
    (registerCopyDate) =>
      findingOf(screen(readyCase([patent(1, { ...facts, registerCopyDate })])), `${GROUND}${n}`, 'p-1')
        .verdict,
  );

type Row = readonly [
  cells: Readonly<Record<string, string>>,
  fact: 'pledgeLive' | 'sameDayApplication' | 'invalidationPending',
  value: boolean | null,
  ground: 9 | 10 | 11,
  withCopy: string,
  listOnly: string,
];

const ROWS: readonly Row[] = [
  [{ 质押次数: '0' }, 'pledgeLive', false, 9, 'pass', 'unknown'],
  [{ 质押次数: '2' }, 'pledgeLive', null, 9, 'unknown', 'unknown'],
  [{ 质押次数: '' }, 'pledgeLive', null, 9, 'unknown', 'unknown'],
  [{ 质押次数: '1', 当前质权人: '虚构银行' }, 'pledgeLive', true, 9, 'fail', 'fail'],
  [{ 质押次数: '0', 当前质权人: '虚构银行' }, 'pledgeLive', true, 9, 'fail', 'fail'],
  [{ 质押次数: '2', 现有质押: '否' }, 'pledgeLive', false, 9, 'pass', 'unknown'],
  [{ 一案双申: '是' }, 'sameDayApplication', true, 10, 'fail', 'fail'],
  [{ 一案双申: 'CN201910000002.3' }, 'sameDayApplication', true, 10, 'fail', 'fail'],
  [{ 一案双申: '' }, 'sameDayApplication', null, 10, 'unknown', 'unknown'],
  [{ 一案双申: '否' }, 'sameDayApplication', false, 10, 'pass', 'pass'],
  [{ 无效请求人: '虚构丁公司' }, 'invalidationPending', true, 11, 'fail', 'fail'],
  [{ 无效宣告请求人: '虚构丁公司' }, 'invalidationPending', true, 11, 'fail', 'fail'],
  [
    { 无效请求人: '虚构丁公司', 无效宣告结果: '维持有效' },
    'invalidationPending',
    null,
    11,
    'unknown',
    'unknown',
  ],
  [{ 无效请求人: '' }, 'invalidationPending', null, 11, 'unknown', 'unknown'],
  [{ 无效请求人: '', 无效次数: '0' }, 'invalidationPending', null, 11, 'unknown', 'unknown'],
  [
    { 无效请求人: '', 无效次数: '0', 登记簿副本日期: '2026-11-10' },
    'invalidationPending',
    false,
    11,
    'pass',
    'pass',
  ],
];

describe('vendor columns and the refusal grounds', () => {
  it.each(VENDORS.flatMap((vendor) => ROWS.map((row) => ({ vendor, row, cells: JSON.stringify(row[0]) }))))(
    '$vendor $cells',
    async ({ vendor, row }) => {
      const [cells, fact, value] = row;
      const { record, outcome } = await imported(vendor, cells);
      expect(outcome.failures).toEqual([]);
      expect(record?.[fact]).toBe(value);
    },
  );

  it.each(ROWS.map((row) => ({ row, cells: JSON.stringify(row[0]) })))(
    'what the ground says of $cells',
    ({ row }) => {
      const [, fact, value, ground, withCopy, listOnly] = row;
      expect(verdicts(ground, { [fact]: value })).toEqual([withCopy, listOnly]);
    },
  );

  it('warns of past pledges that may still be live, and of nothing else', async () => {
    expect((await imported('incoPat', { 质押次数: '2' })).warnings).toContain('W_PLEDGE_COUNT');
    expect((await imported('incoPat', { 质押次数: '0' })).warnings).not.toContain('W_PLEDGE_COUNT');
    expect((await imported('incoPat', { 质押次数: '2', 现有质押: '否' })).warnings).not.toContain(
      'W_PLEDGE_COUNT',
    );
  });

  it('keeps the own number in 一案双申 from being a hit, and refuses other words', async () => {
    expect((await imported('incoPat', { 一案双申: '201710601862.3' })).record?.sameDayApplication).toBeNull();
    expect(
      (await imported('incoPat', { 一案双申: '201710601862.3; CN201910000002.3' })).record
        ?.sameDayApplication,
    ).toBe(true);
    const { outcome } = await imported('incoPat', { 一案双申: '大概' });
    expect(outcome.failures.map((f) => [f.code, f.column])).toEqual([['E_WORD', '一案双申']]);
  });

  it('names the column that the fact came from', async () => {
    const { outcome } = await imported('incoPat', { 无效请求人: '虚构丁公司' });
    expect(outcome.batch.columns['invalidationPending']).toBe('无效请求人');
    expect(outcome.batch.columns['pledgeLive']).toBe('当前法律状态');
  });
});
