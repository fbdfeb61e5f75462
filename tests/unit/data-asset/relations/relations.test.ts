import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../../src/lib/data-asset/bundle/read-bundle';
import {
  type NamedBundle,
  referenceText,
  referencesBetween,
} from '../../../../src/lib/data-asset/relations/between-tables';
import { distinctTitles } from '../../../../src/lib/data-asset/relations/distinct-titles';
import { relationWords, relationsWithin } from '../../../../src/lib/data-asset/relations/within-table';
import { shippedReportSettings } from '../../../../src/lib/data-asset/run/report-settings';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { profileHandlers } from '../../../../workers/handlers/profile';
import { caseWith, fileOf, profiled, quietJob } from '../../../fixtures/exact-review';

const { table, profile } = shippedReportSettings();

const bundleBlob = async (name: string, content: string | Uint8Array): Promise<Blob> => {
  const file = fileOf(name, content);
  const { profileTable } = profileHandlers;
  const done = await profileTable(
    {
      files: [{ name, blob: file, lastModified: file.lastModified }],
      choice: {},
      resume: null,
      workers: 1,
    },
    quietJob,
  );
  return mustBeOk(done).bundle;
};

const named = async (id: string, content: string | Uint8Array): Promise<NamedBundle> => ({
  id,
  title: `虚构${id}`,
  bundle: mustBeOk(await readBundle(await (await bundleBlob(`${id}.csv`, content)).text())),
});

/** 户号 A0…A99 is a key; 片区 is none. */
const HOUSES = `户号,片区\n${Array.from({ length: 100 }, (_, i) => `A${i},${'东南西北'[i % 4] ?? ''}`).join('\n')}\n`;
/** 300 readings of 户号 A0…A9. */
const READINGS = `户号,读数\n${Array.from({ length: 300 }, (_, i) => `A${i % 10},${i}.5`).join('\n')}\n`;

const found = async (child: string | Uint8Array, parent: string | Uint8Array) =>
  referencesBetween([await named('读数', child), await named('户表', parent)], profile.typeShare);

describe('references between two tables', () => {
  it('a column whose values all stand in a key is found, with its counts; not the other way round', async () => {
    const { found: list, notes } = await found(READINGS, HOUSES);
    expect(list).toMatchObject([
      {
        child: { id: '读数', column: '户号' },
        parent: { id: '户表', column: '户号' },
        verdict: 'included',
        basis: { kind: 'exact' },
        childValues: 10,
        found: { low: 10, high: 10 },
        foundShare: '1',
        certainOrphans: 0,
      },
    ]);
    expect(list.map(referenceText)).toEqual([
      '“虚构读数”的 户号 全部见于“虚构户表”的 户号：10 个不同值中见到 10 个。两列的取值都逐一数过',
    ]);
    expect(notes).toEqual([]);
  });

  it('orphans are counted, and a column with few of its values in the key is none', async () => {
    const one = await found(`${READINGS}B1,9\nB1,9\n`, HOUSES);
    expect(one.found).toMatchObject([
      { verdict: 'not-included', certainOrphans: 2, childValues: 11, found: { low: 10, high: 10 } },
    ]);
    expect(one.found.map(referenceText)[0]).toContain('不全见于');
    expect(one.found.map(referenceText)[0]).toContain('至少 2 行肯定找不到');
    const few = await found(
      READINGS.replaceAll('A1', 'X1').replaceAll('A2', 'X2').replaceAll('A3', 'X3'),
      HOUSES,
    );
    expect(few.found).toEqual([]);
  });

  it('a column that repeats or has gaps is no key', async () => {
    expect((await found(READINGS, `${HOUSES}A1,东\nA2,东\nA3,东\nA4,东\nA5,东\n`)).found).toEqual([]);
    expect((await found(READINGS, `${HOUSES},东\n`)).found).toEqual([]);
  });

  it('beyond the list of values the bounds of the estimate are told', async () => {
    const keys = `户号\n${Array.from({ length: 9000 }, (_, i) => `A${i}`).join('\n')}\n`;
    const child = `户号,x\n${Array.from({ length: 6000 }, (_, i) => `A${i % 3000},1`).join('\n')}\n`;
    const { found: list } = await found(child, keys);
    const [one] = list;
    if (one === undefined) throw new Error('one reference expected');
    expect(one).toMatchObject({ verdict: 'possible', basis: { kind: 'estimate' } });
    expect(one.found.low).toBeLessThan(3000);
    expect(referenceText(one)).toContain('（95 %）');
  });

  it('columns of other encodings are not compared by their bytes, and that is said', async () => {
    // 户号 东0…东9; “东” is B6 AB in GB 18030.
    const rows = Array.from({ length: 40 }, (_, i) => i);
    const gb = Uint8Array.from([
      ...new TextEncoder().encode('k,n\n'),
      ...rows.flatMap((i) => [0xb6, 0xab, ...new TextEncoder().encode(`${i},1\n`)]),
    ]);
    const utf8 = `k,n\n${rows.map((i) => `东${i % 10},1`).join('\n')}\n`;
    const both = await found(utf8, gb);
    expect(both.found).toEqual([]);
    expect(both.notes).toHaveLength(1);
    expect(both.notes[0]).toContain('编码不同');
  });
});

describe('many references', () => {
  /** Columns of one table that all stand in one key. */
  const wide = (columns: number): string => {
    const names = Array.from({ length: columns }, (_, i) => `c${i}`);
    return `${names.join(',')}\n${Array.from({ length: 40 }, (_, i) => names.map(() => `A${i % 10}`).join(',')).join('\n')}\n`;
  };

  it('beyond the limit it is said how many are not listed, and those of the asked table come first', async () => {
    const [own, keys, other] = [
      await named('读数', READINGS),
      await named('户表', HOUSES),
      await named('宽', wide(60)),
    ];
    const all = referencesBetween([own, keys, other], profile.typeShare);
    expect([all.found.length, all.unlisted]).toEqual([50, 11]);
    expect(all.notes.join()).toContain('另 11 条没有列出');
    const asked = referencesBetween([own, keys, other], profile.typeShare, '读数');
    expect(asked).toMatchObject({ found: [{ child: { id: '读数' } }], unlisted: 0, notes: [] });
    const there = referencesBetween([other, keys, own], profile.typeShare, '户表');
    expect([there.found.length, there.unlisted]).toEqual([50, 11]);
    const narrow = referencesBetween([other, own], profile.typeShare, '读数');
    expect(narrow).toEqual({ found: [], unlisted: 0, notes: [] });
  });

  it('equal titles are told apart by file, and equal files by their place', () => {
    const titled = (id: string, title: string, fileName: string) => ({ id, title, fileName });
    expect([
      ...distinctTitles([
        titled('1', '读数', '甲.csv'),
        titled('2', '读数', '乙.csv'),
        titled('3', '读数', '乙.csv'),
        titled('4', '户表', '乙.csv'),
      ]).values(),
    ]).toEqual(['读数（甲.csv）', '读数（乙.csv），第 2 份', '读数（乙.csv），第 3 份', '户表']);
  });
});

describe('relations within a table', () => {
  it('sum and order of dates are found with their rows, as rules where there is one', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const a = (i * 7) % 23;
      const b = (i * 5) % 19;
      const day = String((i % 27) + 1).padStart(2, '0');
      return `${a + 0.25},${b + 0.5},${a + b + 0.75},2026-01-${day},2026-02-${i < 30 ? '01' : day}`;
    });
    const { bundle } = await named('合计', `甲,乙,计,起,止\n${rows.join('\n')}\n`);
    const relations = relationsWithin(bundle, table.relationShare, profile.typeShare);
    const sum = relations?.find(({ kind }) => kind === 'sum');
    expect(sum).toMatchObject({
      columns: ['甲', '乙', '计'],
      holds: 60,
      applicable: 60,
      condition: { kind: 'sum', total: '计', parts: ['甲', '乙'], tolerance: '0' },
    });
    expect(relations?.map(relationWords)).toContain('甲 + 乙 = 计');
    expect(relationsWithin({ ...bundle, sketch: null }, table.relationShare, profile.typeShare)).toBeNull();
  });
});

describe('the call of the page', () => {
  const { screenTables } = profileHandlers;

  it('answers the references of the first table as questions of a second reading', async () => {
    const [a, b] = [await bundleBlob('读数.csv', READINGS), await bundleBlob('户.csv', HOUSES)];
    const caseRecord = caseWith(
      await profiled('readings', fileOf('读数.csv', READINGS)),
      await profiled('houses', fileOf('户.csv', HOUSES)),
    );
    const tables = [
      { asset: 'readings', title: '读数', bundle: a },
      { asset: 'houses', title: '户表', bundle: b },
    ];
    const one = mustBeOk(await screenTables({ caseRecord, tables }, quietJob));
    expect(one.references.map(({ question }) => question)).toEqual([
      { columns: ['户号'], other: 'houses', otherColumns: ['户号'] },
    ]);
    const other = mustBeOk(await screenTables({ caseRecord, tables: [...tables].reverse() }, quietJob));
    expect(other.references.map(({ question }) => question)).toEqual([null]);
    const broken = await screenTables(
      { caseRecord, tables: [{ asset: 'readings', title: '读数', bundle: new Blob(['{']) }] },
      quietJob,
    );
    expect(broken.ok).toBe(false);
  });
});
