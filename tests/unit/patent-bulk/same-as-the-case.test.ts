import { describe, expect, it } from 'vitest';
import { newCase } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { importPatents } from '../../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../../src/lib/intake/patent-columns';
import { readTable } from '../../../src/lib/intake/read-table';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { listFaults, rowFailures } from '../../../src/lib/patent/bulk/list-failures';
import { type RankedList, rankList } from '../../../src/lib/patent/bulk/rank-list';
import { listedDuplicates, rankedRow } from '../../../src/lib/patent/bulk/ranked-row';
import { openList, readList } from '../../../src/lib/patent/bulk/read-list';
import { readRange } from '../../../src/lib/patent/bulk/read-range';
import { rankPatents } from '../../../src/lib/patent/portfolio/portfolio-rank';
import { scorePatents } from '../../../src/lib/patent/score/score-patents';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { gb18030, utf16, utf8 } from '../../fixtures/intake-files';
import { nastyList } from '../../fixtures/nasty-list';
import { LAYOUTS } from '../../fixtures/patent-list';

const DATE = '2026-11-20';
const rules = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate(DATE)), region: 'cn' });
const MANY = 1_000_000;

const blank = (scheme: string, scenario: string): CaseRecord => {
  const record = newCase({ id: 'rank', title: '', valuationDate: DATE, region: 'cn', mode: 'bank' });
  const patents = { ...record.sections.patents, scheme, scenario };
  return { ...record, sections: { ...record.sections, patents } };
};

/** The way of a case: table → records → scores. */
const byCase = async (bytes: Uint8Array, scheme: string, scenario: string) => {
  const table = mustBeOk(await readTable(bytes, '清单.csv'));
  const columns = mustBeOk(recognisePatentColumns(table.header, rules));
  const outcome = importPatents(table, columns, { batchId: 'import-1', rules });
  const base = blank(scheme, scenario);
  const patents = { ...base.sections.patents, imports: [outcome.batch], records: [...outcome.records] };
  const caseRecord = { ...base, sections: { ...base.sections, patents } };
  const scores = mustBeOk(scorePatents(caseRecord, rules));
  const ranked = rankPatents(outcome.records, scores);
  return {
    rows: ranked.map(({ record, row, rank }) => ({
      rank,
      record: record.origin?.row,
      applicationNumber: record.applicationNumber,
      title: record.title,
      total: scores.total[row],
      low: scores.low[row],
      high: scores.high[row],
      coverage: scores.coverage[row],
      legal: scores.legal[row],
      technical: scores.technical[row],
      economic: scores.economic[row],
      grade: scores.grade[row],
      referenceOnly: scores.referenceOnly[row],
      gates: scores.gates[row]?.map((g) => g.code),
      unknownGates: scores.unknownGates[row]?.map((g) => g.code),
    })),
    failures: outcome.failures,
    faults: table.faults,
    duplicates: outcome.duplicates.map(({ kind, kept, other }) => [kind, kept.record, other.record]),
    counts: outcome.counts,
  };
};

const ranked = async (
  bytes: Uint8Array,
  scheme: string,
  scenario: string,
  parts: number,
): Promise<RankedList> => {
  const base = blank(scheme, scenario);
  const open = mustBeOk(openList(bytes, '清单.csv', base, rules));
  const list = mustBeOk(await readList(open, parts, (job) => Promise.resolve(readRange(job, rules))));
  return mustBeOk(rankList([list], base, rules));
};

/** The way of the columns, in the same words. */
const byColumns = async (bytes: Uint8Array, scheme: string, scenario: string, parts: number) => {
  const list = await ranked(bytes, scheme, scenario, parts);
  const failures = rowFailures(list, rules, MANY);
  const rows = Array.from(list.order, (_, i) => rankedRow(list, i + 1)).map((row) => ({
    rank: row?.rank,
    record: row?.record,
    applicationNumber: row?.applicationNumber,
    title: row?.title,
    total: row?.total ?? NaN,
    low: row?.low ?? NaN,
    high: row?.high ?? NaN,
    coverage: row?.coverage,
    legal: row?.legal ?? NaN,
    technical: row?.technical ?? NaN,
    economic: row?.economic ?? NaN,
    grade: row?.grade ?? '',
    referenceOnly: row?.referenceOnly,
    gates: row?.gates.map((g) => g.code),
    unknownGates: row?.unknownGates.map((g) => g.code),
  }));
  const leftOut = list.placed.reduce((sum, p) => sum + p.range.shape.leftOut, 0);
  return {
    rows,
    failures: failures.first,
    faults: listFaults(list),
    duplicates: listedDuplicates(list, MANY)
      .map(({ kind, kept, other }) => [kind, kept.record, other.record] as const)
      .sort((a, b) => a[2] - b[2]),
    counts: {
      records: rows.length + failures.rows + list.kept.duplicates.length + leftOut,
      imported: rows.length,
      failed: failures.rows,
      duplicates: list.kept.duplicates.length,
      leftOut,
    },
    told: failures.total,
  };
};

const same = async (text: Uint8Array, scheme: string, scenario: string, parts: number): Promise<void> => {
  const expected = await byCase(text, scheme, scenario);
  const { told, ...found } = await byColumns(text, scheme, scenario, parts);
  expect(found.counts).toEqual(expected.counts);
  expect(found.faults).toEqual(expected.faults);
  expect(found.failures).toEqual(expected.failures);
  expect(told).toBe(expected.failures.length);
  expect(found.duplicates).toEqual(expected.duplicates);
  const differs = found.rows.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(expected.rows[i]));
  expect(found.rows[differs]).toEqual(expected.rows[differs]);
  expect(found.rows.length).toBe(expected.rows.length);
};

const FRAMEWORK = 'gbt-42748-framework';
const SOURCES = ['incopat', 'patsnap', 'innojoy', 'cnipa', 'own'] as const;

describe('a list read by columns scores as it does in a case', { timeout: 60_000 }, () => {
  it.each(SOURCES)('%s, with every kind of bad cell and bad row', async (layout) => {
    const text = nastyList({ layout, rows: 1_500, seed: 20261122 });
    await same(utf8(text), FRAMEWORK, 'finance', 1);
  });

  it('percentiles from the list itself', async () => {
    const text = nastyList({ layout: 'incopat', rows: 3_000, seed: 7, spoiled: 0 });
    const oneClass = utf8(text.replace(/[A-H]\d\d[A-Z](?=\d+\/)/g, 'G01F'));
    await same(oneClass, FRAMEWORK, 'finance', 1);
    const { scores, outOfScope } = await ranked(oneClass, FRAMEWORK, 'finance', 1);
    const coverage = scores.total.coverage.filter((_, row) => outOfScope[row] === 0);
    // All other indicators are measured alike in every row of this list.
    expect(new Set(coverage).size).toBeGreaterThan(1);
  });

  it('more bad than good', async () => {
    const text = nastyList({ layout: 'own', rows: 1_500, seed: 3, spoiled: 0.3 });
    await same(utf8(text), FRAMEWORK, 'finance', 2);
  });

  it.each([
    ['pvd-2012', 'finance'],
    ['bibliographic', 'other'],
  ])('under the scheme %s', async (scheme, scenario) => {
    const text = nastyList({ layout: 'own', rows: 1_500, seed: 11 });
    await same(utf8(text), scheme, scenario, 1);
  });

  it.each([2, 3, 7])('in %i ranges', async (parts) => {
    const text = nastyList({ layout: 'own', rows: 1_200, seed: 5, spoiled: 0.05 });
    await same(utf8(text), FRAMEWORK, 'finance', parts);
  });

  it.each([
    ['CRLF', ',', '\r\n'],
    ['CR', ',', '\r'],
    ['tabs', '\t', '\n'],
    ['semicolons', ';', '\n'],
  ])('%s', async (_, delimiter, lineEnd) => {
    const text = nastyList({ layout: 'own', rows: 700, seed: 9, delimiter, lineEnd });
    await same(utf8(text), FRAMEWORK, 'finance', 2);
  });

  it('a byte-order mark, a declared separator, title lines and separators at the end of every row', async () => {
    const text = nastyList({ layout: 'own', rows: 300, seed: 13, spoiled: 0.001 });
    const trailing = text
      .split('\n')
      .filter((line) => line.split(',').length === Object.keys(LAYOUTS.own).length && !line.includes('"'))
      .map((line, i) => (i === 0 ? line : `${line},`))
      .join('\n');
    await same(utf8(`\uFEFF${text}`), FRAMEWORK, 'finance', 1);
    await same(utf8(`sep=,\r\n${text}`), FRAMEWORK, 'finance', 1);
    await same(utf8(`专利清单（虚构）\n\n${text}`), FRAMEWORK, 'finance', 1);
    await same(utf8(trailing), FRAMEWORK, 'finance', 2);
    await same(utf8(`${trailing}\n${'x,'.repeat(30)}y`), FRAMEWORK, 'finance', 1);
  });

  it('GB 18030 and UTF-16', async () => {
    const text = nastyList({ layout: 'cnipa', rows: 400, seed: 17, spoiled: 0 });
    await same(gb18030(text), FRAMEWORK, 'finance', 2);
    await same(utf16(text, true), FRAMEWORK, 'finance', 1);
  });
});

describe('what the number of ranges does not change', () => {
  it('a cut inside a quoted cell is found out', async () => {
    const inner = Array.from({ length: 400 }, (_, i) => `CN${2010 + (i % 9)}10000000,甲,乙`).join('\n');
    const rows = ['专利号,专利名称,备注', `201710601862.3,"一种装置","${inner}"`, '201710601863.8,另一种,丙'];
    const bytes = utf8(rows.join('\n'));
    const one = await ranked(bytes, FRAMEWORK, 'finance', 1);
    const four = await ranked(bytes, FRAMEWORK, 'finance', 4);
    expect(four.order.length).toBe(2);
    expect(rankedRow(four, 2)).toEqual(rankedRow(one, 2));
  });
});

describe('files that are refused', () => {
  const refusal = async (text: string): Promise<string> => {
    const bytes = utf8(text);
    const open = openList(bytes, '清单.csv', blank(FRAMEWORK, 'finance'), rules);
    if (!open.ok) return open.failure.message;
    const read = await readList(open.value, 2, (job) => Promise.resolve(readRange(job, rules)));
    return read.ok ? '' : read.failure.message;
  };
  const caseRefusal = async (text: string): Promise<string> => {
    const table = await readTable(utf8(text), '清单.csv');
    if (!table.ok) return table.failure.message;
    const columns = mustBeOk(recognisePatentColumns(table.value.header, rules));
    return importPatents(table.value, columns, { batchId: 'import-1', rules }).failures[0]?.message ?? '';
  };
  const sound = nastyList({ layout: 'own', rows: 120, seed: 1, spoiled: 0 });
  it.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
    ['an open quote', `${sound}\n201710601862.3,"没有闭合`],
    ['an open quote far up', `${sound.slice(0, 2_000)},"${sound}`],
    ['text after a quote', `${sound}\n"201710601862.3"x,甲`],
    ['a control character', `${sound}\n\u0001`],
    ['a DEL deep inside a long cell', `${sound}\n${'长'.repeat(40)}\u007f${'a'.repeat(40)},x`],
    ['a separator of its own between letters', `${sound}\n"${'b'.repeat(40)}"x${'c'.repeat(40)},x`],
    ['a NUL inside quotes', `${sound}\n"a\u0000b"`],
    ['a cell beyond the limit', `${sound}\n${'长'.repeat(70_000)}`],
    ['no known column', 'a,b\n1,2'],
    ['no application number', '专利名称,申请日\n甲,2020-01-01'],
    ['no known column and an open quote', 'a,b\n1,"2'],
    ['the same column twice', '申请号,申请号,专利名称\n1,2,3'],
    ['a workbook', 'PK\u0003\u0004'],
    ['full-width commas', '申请号，专利名称\n1，2'],
  ])('%s: in the same words', async (name, text) => {
    const said = await refusal(text);
    expect(said).not.toBe('');
    if (name !== 'a workbook') expect(said).toBe(await caseRefusal(text));
  });
});
