import { type Result, ok, refuse } from '../../lib/kernel/result';
import { encodeUtf8 } from '../../lib/kernel/utf8';
import { engineModule } from './engine-package';

interface Chdb {
  queryAsync(sql: string, options: { format: string }): Promise<{ text(): string }>;
}
interface DuckDb {
  DuckDBInstance: {
    create(
      path: string,
      options: Record<string, string>,
    ): Promise<{
      connect(): Promise<{
        runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly object[] }>;
        closeSync(): void;
      }>;
      closeSync(): void;
    }>;
  };
}

export type LocalEngine = 'duckdb' | 'clickhouse';

/** First line of what the engine said, short; an engine names columns and lines of the file, rarely values. */
const short = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 300) ?? '';

const refused = (engine: LocalEngine, error: unknown): Result<never> =>
  refuse(
    'E_ENGINE',
    `${engine} 没有跑完查询：${short(error)}`,
    engine,
    '引擎遇到列数不齐、引号不成对或非 UTF-8 的行会整体停下。请改用 --engine own：坏行逐一计数，其余照常画像',
  );

const runDuckDb = async (query: string, threads: number | undefined): Promise<Result<Uint8Array>> => {
  const loaded = await engineModule('@duckdb/node-api');
  if (!loaded.ok) return loaded;
  const { DuckDBInstance } = loaded.value as DuckDb;
  try {
    const instance = await DuckDBInstance.create(
      ':memory:',
      threads === undefined ? {} : { threads: String(threads) },
    );
    try {
      const connection = await instance.connect();
      const result = await connection.runAndReadAll(query);
      const lines = result.getRowObjectsJson();
      connection.closeSync();
      return ok(encodeUtf8(JSON.stringify(lines)));
    } finally {
      instance.closeSync();
    }
  } catch (error) {
    return refused('duckdb', error);
  }
};

const runChdb = async (query: string): Promise<Result<Uint8Array>> => {
  const loaded = await engineModule('chdb');
  if (!loaded.ok) return loaded;
  try {
    const result = await (loaded.value as Chdb).queryAsync(query, { format: 'JSONEachRow' });
    return ok(encodeUtf8(result.text()));
  } catch (error) {
    return refused('clickhouse', error);
  }
};

/**
 * Runs a query in an engine inside this process.
 * @returns the result as JSON or JSON Lines. Errors: `E_ENGINE`, `E_ENGINE_INSTALL`, `E_ENGINE_ABSENT`.
 */
export const runLocally = (
  engine: LocalEngine,
  query: string,
  threads?: number,
): Promise<Result<Uint8Array>> => (engine === 'duckdb' ? runDuckDb(query, threads) : runChdb(query));
