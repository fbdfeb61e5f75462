import { afterAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../scripts/engines/ensure-engines.mjs';
import type { StoredProfile } from '../../src/lib/case/data-assets-section';
import { nameScreen } from '../../src/lib/data-asset/detectors/personal-name';
import { importWarehouse } from '../../src/lib/data-asset/warehouse/import-result';
import { planWarehouse } from '../../src/lib/data-asset/warehouse/plan';
import type { PlanInput } from '../../src/lib/data-asset/warehouse/plan-model';
import { sqlName, sqlText } from '../../src/lib/data-asset/warehouse/sql-text';
import { mustBeOk } from '../../src/lib/kernel/result';
import { shippedNames } from '../fixtures/name-rule';
import { WORDS, encode } from '../fixtures/warehouse';

interface Engine {
  readonly dialect: 'duckdb' | 'clickhouse';
  /** Statements in order; the result of the last as JSON or JSON Lines. */
  run(statements: readonly string[]): Promise<string>;
  close(): void;
}

const openDuckDb = async (): Promise<Engine> => {
  const { DuckDBInstance } = loadEngine('@duckdb/node-api') as {
    DuckDBInstance: {
      create(path: string): Promise<{
        connect(): Promise<{
          runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly object[] }>;
        }>;
      }>;
    };
  };
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return {
    dialect: 'duckdb',
    run: async (statements) => {
      let text = '';
      for (const sql of statements)
        text = JSON.stringify((await connection.runAndReadAll(sql)).getRowObjectsJson());
      return text;
    },
    close: () => undefined,
  };
};

const openChdb = (module: unknown): Engine => {
  const { Session } = module as {
    Session: new () => { query(sql: string, format: string): string; close(): void };
  };
  const session = new Session();
  return {
    dialect: 'clickhouse',
    run: (statements) => {
      let text = '';
      for (const sql of statements) text = session.query(sql, 'JSONEachRow');
      return Promise.resolve(text);
    },
    close: () => {
      session.close();
    },
  };
};

const NAMES = [
  'plain',
  '列名',
  'with space',
  'a`b',
  '``',
  'a"b',
  '""',
  "a'b",
  'a\\b',
  '\\',
  'a\nb',
  'a\tb',
  'a;b',
  '*/ --',
  '/* x',
  '`; DROP TABLE t; --',
  '"; DROP TABLE t; --',
  "'); DROP TABLE t; --",
  'position',
  'raw',
  'v',
  'kind',
  'rows',
  '${x}',
  '{a:String}',
  '$1',
  '?',
  '%s',
  '😀',
];

const suite = (open: () => Promise<Engine> | Engine): void => {
  const opened = Promise.resolve().then(open);
  afterAll(async () => {
    (await opened).close();
  });
  const profile = async (part: Partial<PlanInput>, before: readonly string[]): Promise<StoredProfile> => {
    const engine = await opened;
    const plan = mustBeOk(
      await planWarehouse({
        dialect: engine.dialect,
        source: { kind: 'table', parts: ['t'] },
        columns: [],
        listed: [],
        range: null,
        asOf: null,
        precision: 'exact',
        words: WORDS,
        ...part,
      }),
    );
    const result = await engine.run([...before, plan.query]);
    return mustBeOk(
      importWarehouse({
        bytes: encode(result),
        title: 't',
        plan,
        typeShare: 0.99,
        identifierNames: [],
        privateNames: [],
        names: nameScreen(shippedNames()),
        bytesRead: null,
        statedBy: '',
      }),
    );
  };
  const create = (name: string, columns: string, dialect: Engine['dialect']): readonly string[] => [
    `DROP TABLE IF EXISTS ${name}`,
    `CREATE TABLE ${name} (${columns})${dialect === 'clickhouse' ? ' ENGINE = Memory' : ''}`,
  ];

  it('hostile names are names', async () => {
    const { dialect } = await opened;
    const type = dialect === 'duckdb' ? 'VARCHAR' : 'String';
    const columns = NAMES.map((name) => `${sqlName(dialect, name)} ${type}`).join(', ');
    const values = NAMES.map((name) => sqlText(dialect, name)).join(', ');
    const made = [...create('t', columns, dialect), `INSERT INTO t VALUES (${values})`];
    const { columns: told, rows } = await profile({ columns: NAMES }, made);
    expect(rows).toBe(1);
    expect(told.map((column) => column.name)).toEqual(NAMES);
    // Each cell holds the name of its column: the right column was read under the right name.
    const bytes = NAMES.map(
      (name) => new TextEncoder().encode(name.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '')).length,
    );
    expect(told.map((column) => column.longest)).toEqual(bytes);
    expect((await profile({ columns: ['plain'] }, [])).rows).toBe(1);
  });

  it('hostile words and table names are text and names', async () => {
    const { dialect } = await opened;
    const type = dialect === 'duckdb' ? 'VARCHAR' : 'String';
    const name = 'x"`\'; DROP TABLE t; --';
    const table = sqlName(dialect, name);
    const tokens = ["'", '\\', "''", '"', "a' OR 1=1 --", '{"x":', '\n'];
    const rows = [...tokens.slice(0, 6), 'kept'].map((token) => `(${sqlText(dialect, token)})`).join(', ');
    const { columns } = await profile(
      {
        source: { kind: 'table', parts: [name] },
        columns: ['c'],
        words: { ...WORDS, missingTokens: tokens },
      },
      [...create(table, `c ${type}`, dialect), `INSERT INTO ${table} VALUES ${rows}`],
    );
    expect(columns[0]).toMatchObject({ missing: 6, distinct: 1 });
    expect(columns[0]?.missingTokens).toEqual(
      Object.fromEntries(tokens.slice(0, 6).map((token) => [token, 1])),
    );
  });

  it('typed columns: numbers, dates, times, truth values and nulls', async () => {
    const { dialect } = await opened;
    const typed =
      dialect === 'duckdb'
        ? 'id BIGINT, price DECIMAL(10, 2), day DATE, seen TIMESTAMP, ok BOOLEAN, note VARCHAR'
        : 'id Int64, price Nullable(Decimal(10, 2)), day Nullable(Date32), seen DateTime, ok Bool, note LowCardinality(Nullable(String))';
    const made = [
      ...create('typed', typed, dialect),
      `INSERT INTO typed VALUES
        (1234567890123456789, 1.50, '2024-02-29', '2024-01-01 08:00:00', true, NULL),
        (1234567890123456788, NULL, NULL, '2024-01-02 08:00:00', false, ''),
        (1, -2.25, '2023-12-31', '2024-01-03 08:00:00', true, ' NA ')`,
    ];
    const columns = ['id', 'price', 'day', 'seen', 'ok', 'note'];
    const told = await profile({ source: { kind: 'table', parts: ['typed'] }, columns }, made);
    expect(told.columns.map((c) => [c.name, c.type, c.missing, c.distinct, c.min, c.max])).toEqual([
      ['id', 'integer', 0, 3, '1', '1234567890123456789'],
      ['price', 'decimal', 1, 2, '-2.25', '1.5'],
      ['day', 'date', 1, 2, '2023-12-31', '2024-02-29'],
      ['seen', 'date', 0, 3, '2024-01-01 08:00:00', '2024-01-03 08:00:00'],
      ['ok', 'boolean', 0, 2, null, null],
      ['note', 'empty', 3, 0, null, null],
    ]);
    // SQL null and the empty text are the same missing value here.
    expect(told.columns[5]?.missingTokens).toEqual({ '': 2, NA: 1 });
    const range = { column: 'seen', from: '2024-01-02 00:00:00', before: '2024-01-03 00:00:00' };
    const part = await profile({ source: { kind: 'table', parts: ['typed'] }, columns, range }, []);
    expect([part.rows, part.columns[0]?.min]).toEqual([1, '1234567890123456788']);
  });

  it('2,000 columns in one statement', async () => {
    const { dialect } = await opened;
    const names = Array.from({ length: 2000 }, (_, i) => `c${i + 1}`);
    const type = dialect === 'duckdb' ? 'INTEGER' : 'Int32';
    const made = [
      ...create('wide', names.map((name) => `${name} ${type}`).join(', '), dialect),
      `INSERT INTO wide SELECT ${names.map((_, i) => `${dialect === 'duckdb' ? 'r' : 'number'} + ${i}`).join(', ')} FROM ${dialect === 'duckdb' ? 'range(3) AS n(r)' : 'numbers(3)'}`,
    ];
    const told = await profile(
      { source: { kind: 'table', parts: ['wide'] }, columns: names, precision: 'estimate' },
      made,
    );
    expect([told.rows, told.columns.length]).toEqual([3, 2000]);
    expect(told.columns.map((c) => Number(c.min))).toEqual(names.map((_, i) => i));
    expect(told.columns.map((c) => c.mean)).toEqual(names.map((_, i) => String(i + 1)));
  });
};

describe('tables of DuckDB', () => {
  suite(openDuckDb);
});

const chdb = loadEngine('chdb');
if (chdb !== null)
  describe('tables of ClickHouse', () => {
    suite(() => openChdb(chdb));
  });
