import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, publicTables } from '../../scripts/engines/ensure-engines.mjs';
import type { ColumnProfile, StoredProfile } from '../../src/lib/case/data-assets-section';
import { columnType, numberQuantile } from '../../src/lib/data-asset/kernel/column-summary';
import { deviation, meanText } from '../../src/lib/data-asset/kernel/number-figures';
import type { ColumnSketch, ProfileSketch } from '../../src/lib/data-asset/kernel/sketch';
import { nameScreen } from '../../src/lib/data-asset/detectors/personal-name';
import { shippedSettings } from '../../src/lib/data-asset/profile-settings';
import { WATER_HEADER, waterMeterRows } from '../bench/data/water-meters';
import { engineProfile, ownProfile } from '../fixtures/engine-profiles';
import { shippedNames } from '../fixtures/name-rule';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const table = (name: string): Uint8Array => new Uint8Array(readFileSync(join(publicTables(), name)));
const { typeShare } = shippedSettings();

/** Hostile cells: signs, exponents, codes, ids beyond doubles, leap days, zones, wide spaces, quotes, line ends inside. */
const ODD = encode(
  [
    'n,d,"列 ""名"", x"',
    '1,2024-02-29,是',
    '+5,2023-02-29, NA ',
    '-0.50,1900-02-29,',
    '.5,2000-02-29,　空格　',
    '5.,2024/1/5 8:05,"a,""b"',
    '1e3,2024年2月29日,"两\n行"',
    '1E-3,2024.12.31T23:59:59.25+08:00,True',
    '007,2024.12.31T24:00:00,无',
    '9007199254740993,2024-1-1,"  "',
    '9007199254740992,2024-13-01,\\N',
    '-9007199254740993,2199-12-31 00:00Z,null',
    '-9007199254740992,2200-01-01,NULL',
    '12345678901234567890123456789,2024-04-31,--',
    '1234567890123456789012345678901,2024/02-01,-',
    '1e29,2024-01-01  7:00,-',
    '1e30,2024-01-01T07:00,x',
    '-0,2024-01-01 07:00:00.1234567890,x',
    '０,20240101,x',
    '',
  ].join('\n'),
);

/** Ids of 16 to 19 digits all over their range, with a few that are none. */
const IDS = encode(
  `id,n\n${Array.from({ length: 3000 }, (_, i) => {
    const id = (BigInt(i) * 2_862_933_555_777_941_757n + 3_037_000_493n) % 9_000_000_000_000_000_000n;
    return `${i % 500 === 7 ? '未知' : String(id + 1_000_000_000_000_000n)},${i}`;
  }).join('\n')}\n`,
);

/** The same statement of both: counts equal, numbers equal as numbers. */
const agree = (own: ProfileSketch, theirs: StoredProfile): void => {
  expect(theirs.rows).toBe(own.rows);
  expect(theirs.columns).toHaveLength(own.columns.length);
  own.columns.forEach((sketch, at) => {
    const column = theirs.columns[at];
    if (column === undefined) throw new Error('column');
    agreeColumn(sketch, column);
  });
};

const agreeColumn = (sketch: ColumnSketch, column: ColumnProfile): void => {
  const { type, bad } = columnType(sketch, typeShare);
  expect([column.name, column.type, column.bad]).toEqual([column.name, type, bad]);
  expect(column.missingTokens).toEqual(Object.fromEntries(sketch.missing));
  expect([column.shortest, column.longest]).toEqual([sketch.shortest, sketch.longest]);
  if (sketch.top.complete) expect(column.distinct).toBe(sketch.top.values.length);
  const { numbers } = sketch;
  expect(column.numbers === null ? null : [column.numbers.count, column.numbers.others]).toEqual(
    numbers.count === 0 ? null : [numbers.count, sketch.values - numbers.count],
  );
  if (numbers.count === 0) return;
  const figures = type === 'integer' || type === 'decimal' ? column : column.numbers?.figures;
  if (figures === undefined || figures === null) throw new Error('figures');
  expect(figures.min).toBe(numbers.min);
  expect(figures.max).toBe(numbers.max);
  const near = (theirs: string | null, ours: number | null, relative: number): void => {
    if (ours === null || Number(theirs) === ours) return;
    expect(Math.abs(Number(theirs) / ours - 1)).toBeLessThan(relative);
  };
  near(figures.mean, Number(meanText(numbers)), 1e-12);
  near(figures.sd, deviation(numbers), 1e-9);
  if (type !== 'integer' && type !== 'decimal') return;
  const quantiles = column.quantiles;
  if (quantiles === null) throw new Error('quantiles');
  for (const [share, text] of [
    [0.25, quantiles.p25],
    [0.5, quantiles.p50],
    [0.75, quantiles.p75],
  ] as const) {
    // Ours is within 1/256 of a value of that rank; neighbours of that rank may differ a little more.
    const ours = numberQuantile(sketch.numbers, share) ?? NaN;
    expect(Math.abs(ours - Number(text))).toBeLessThanOrEqual(Math.abs(Number(text)) / 100 + 1e-9);
  }
};

const compare = (engine: 'duckdb' | 'clickhouse'): void => {
  const files: readonly (readonly [string, () => Uint8Array])[] = [
    [
      'water meters, 虚构, 50,000 rows with bad values and quotes',
      () => encode(WATER_HEADER + [...waterMeterRows(50_000, 7, 0.05)].join('')),
    ],
    ['vega-datasets airports.csv', () => table('airports.csv')],
    ['vega-datasets birdstrikes.csv', () => table('birdstrikes.csv')],
    ['vega-datasets seattle-weather.csv', () => table('seattle-weather.csv')],
    ['vega-datasets github.csv', () => table('github.csv')],
  ];
  it.each(files)('%s: rows, missing, types, extremes, mean, counts of different values', async (_, bytes) => {
    agree(ownProfile(bytes()), await engineProfile(engine, bytes()));
  });

  it('ids of 16 to 19 digits among other values: mean within 1e-12, standard deviation within 1e-9', async () => {
    const own = ownProfile(IDS);
    agree(own, await engineProfile(engine, IDS));
    expect(own.columns[0]?.numbers.count).toBe(2994);
  });

  it('odd cells are read by the same rules', async () => {
    const own = ownProfile(ODD);
    const theirs = await engineProfile(engine, ODD);
    own.columns.forEach((sketch, at) => {
      const column = theirs.columns[at];
      expect(column?.missingTokens).toEqual(Object.fromEntries(sketch.missing));
      expect([column?.type, column?.bad]).toEqual(Object.values(columnType(sketch, typeShare)));
      expect(column?.distinct).toBe(sketch.top.values.length);
    });
  });

  it('ids that are equal as doubles keep their least and greatest digit', async () => {
    const ids = encode('id\n9007199254740993\n9007199254740992\n-9007199254740993\n-9007199254740992\n');
    const { columns } = await engineProfile(engine, ids);
    expect([columns[0]?.min, columns[0]?.max]).toEqual(['-9007199254740993', '9007199254740993']);
    expect(ownProfile(ids).columns[0]?.numbers).toMatchObject({
      min: '-9007199254740993',
      max: '9007199254740993',
    });
  });

  it('duplicate rows, keys and the values of a named column', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i},${i % 3 === 0 ? '正常' : '离线'},${i === 7 ? 'X' : 'Y'}`,
    );
    const bytes = encode(`id,status,rare\n${rows.join('\n')}\n`);
    const profile = await engineProfile(engine, bytes, { listed: ['status', 'rare', 'id'] });
    expect(profile.table?.duplicateRows).toEqual({ extra: 0, members: null, exact: true, low: 0, high: 0 });
    expect(profile.table?.keys.map((key) => key.columns)).toEqual([['id']]);
    const [id, status, rare] = profile.columns;
    expect(id?.top).toEqual([]);
    expect(status?.top).toEqual([
      { value: '离线', count: 40, missed: 0 },
      { value: '正常', count: 20, missed: 0 },
    ]);
    expect([status?.topComplete, rare?.topComplete]).toEqual([true, false]);
    expect(rare?.top).toEqual([{ value: 'Y', count: 59, missed: 0 }]);
    const twice = encode(`a,b\n1,2\n1,2\n1,3\n,12\n1,2\n`);
    const { table: facts } = await engineProfile(engine, twice);
    expect(facts?.duplicateRows?.extra).toBe(2);
  });

  it('names of people are suspected by the same rules, and leave no value behind', async () => {
    const names = [
      '王伟',
      '李娜',
      '欧阳明',
      '司马相如',
      '张𠮷',
      '刘々',
      '黄金',
      '欧阳',
      '马鞍山',
      '郑州市',
      '张A',
      ' 陈静 ',
    ];
    const rows = Array.from(
      { length: 120 },
      (_, i) => `${names[i % 12] ?? ''},${i % 2 === 0 ? '正常' : '王牌'},${i % 3 === 0 ? '' : '周一'}`,
    );
    const bytes = encode(`户主,状态,星期\n${rows.join('\n')}\n`);
    const { columns } = await engineProfile(engine, bytes, { listed: ['户主', '状态'] });
    const screen = nameScreen(shippedNames());
    const alike = names.filter((name) => screen.isLike(name));
    expect(alike).toEqual(['王伟', '李娜', '欧阳明', '司马相如', '张𠮷', '刘々', ' 陈静 ']);
    // 7 of 12 different values are below the 60 % of the rulebook, so that the column is not suspected …
    expect(columns.map(({ detected }) => detected)).toEqual([[], [], []]);
    const fewer = encode(
      `户主\n${rows
        .map((row) => row.split(',')[0] ?? '')
        .filter((name) => name !== '张A')
        .join('\n')}\n`,
    );
    // … and 7 of 11 are above it: 70 rows.
    const suspected = await engineProfile(engine, fewer, { listed: ['户主'] });
    expect(suspected.columns[0]).toMatchObject({
      detected: [{ kind: 'personalName', matches: 70, valid: null }],
      top: [],
    });
  });

  it('a column without a value is estimated to have none', async () => {
    const { columns } = await engineProfile(engine, encode('a,b\n1,\n2,\n'), { precision: 'estimate' });
    expect(columns.map(({ distinct, detected }) => [distinct, detected])).toEqual([
      [2, []],
      [0, []],
    ]);
  });

  it('estimates stay within what they state', async () => {
    const bytes = encode(WATER_HEADER + [...waterMeterRows(50_000, 7)].join(''));
    const exact = await engineProfile(engine, bytes);
    const estimate = await engineProfile(engine, bytes, { precision: 'estimate' });
    const bound = engine === 'duckdb' ? 0.13 : 0.0029;
    estimate.columns.forEach((column, at) => {
      const truth = exact.columns[at];
      expect(column.distinctExact).toBe(false);
      // Four standard deviations; the seed is fixed.
      expect(Math.abs(column.distinct - (truth?.distinct ?? 0))).toBeLessThanOrEqual(
        Math.ceil(4 * bound * (truth?.distinct ?? 0)),
      );
      if (
        engine !== 'clickhouse' ||
        column.quantiles === null ||
        truth?.quantiles === undefined ||
        truth.quantiles === null
      )
        return;
      for (const share of ['p25', 'p50', 'p75'] as const)
        expect(Math.abs(Number(column.quantiles[share]) / Number(truth.quantiles[share]) - 1)).toBeLessThan(
          1 / 256,
        );
    });
  });
};

describe('DuckDB and our own kernel', () => {
  compare('duckdb');
});

const BUILT_FOR = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
if (loadEngine('chdb') !== null)
  describe('ClickHouse and our own kernel', () => {
    compare('clickhouse');
  });
else
  it('ClickHouse in process has no build for this machine: DuckDB alone is compared', () => {
    const glibc = 'glibcVersionRuntime' in (process.report.getReport() as { header: object }).header;
    const built = BUILT_FOR.includes(`${process.platform}-${process.arch}`);
    expect(built && (process.platform !== 'linux' || glibc)).toBe(false);
  });

describe('public tables are what DuckDB by itself says they are', () => {
  interface Described {
    column_name: string;
    count: string;
    null_percentage: number;
    min: string | null;
    max: string | null;
    avg: string | null;
  }
  let ask: (sql: string) => Promise<readonly object[]>;
  beforeAll(async () => {
    const duckdb = loadEngine('@duckdb/node-api') as {
      DuckDBInstance: {
        create(path: string): Promise<{
          connect(): Promise<{
            runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly object[] }>;
          }>;
        }>;
      };
    };
    const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
    ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  });

  it.each(['seattle-weather.csv', 'airports.csv', 'co2-concentration.csv', 'gapminder-health-income.csv'])(
    '%s: SUMMARIZE has the same rows, extremes and means of the numeric columns',
    async (name) => {
      const own = ownProfile(table(name));
      const path = join(publicTables(), name).replaceAll("'", "''");
      const described = (await ask(`SUMMARIZE SELECT * FROM read_csv('${path}')`)) as readonly Described[];
      expect(described).toHaveLength(own.columns.length);
      let numeric = 0;
      own.columns.forEach((sketch, at) => {
        const theirs = described[at];
        if (theirs === undefined) throw new Error('column');
        expect(own.rows).toBe(Number(theirs.count));
        const { type, bad } = columnType(sketch, typeShare);
        if ((type !== 'integer' && type !== 'decimal') || bad > 0) return;
        numeric += 1;
        expect(Number(sketch.numbers.min)).toBe(Number(theirs.min));
        expect(Number(sketch.numbers.max)).toBe(Number(theirs.max));
        expect(Math.abs(Number(meanText(sketch.numbers)) / Number(theirs.avg) - 1)).toBeLessThan(1e-9);
        const missing = [...sketch.missing.values()].reduce((sum, count) => sum + count, 0);
        expect((100 * missing) / own.rows).toBeCloseTo(theirs.null_percentage, 1);
      });
      expect(numeric).toBeGreaterThan(0);
    },
  );
});
