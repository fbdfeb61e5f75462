import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../scripts/engines/ensure-engines.mjs';
import { BridgeClient } from '../../src/lib/bridge/bridge-client';
import type { Answer, Command, Options } from '../../src/cli/command';
import { withWarehouse } from '../../src/cli/warehouse-command';
import { spawnNodeWorker } from '../../src/cli/node-workers';
import { type Result, ok } from '../../src/lib/kernel/result';
import { WATER_HEADER, waterMeterRows } from '../bench/data/water-meters';

const own: Command = {
  usage: 'profile FILE',
  run: ({ options }) =>
    Promise.resolve(
      ok({ document: { own: true, engine: options['engine'] ?? null }, text: '', finding: false }),
    ),
};
const folder = mkdtempSync(join(tmpdir(), 'zhiya-terminal-'));
const file = join(folder, '抄表.csv');
const text = WATER_HEADER + [...waterMeterRows(2000, 3, 0.1)].join('');
writeFileSync(file, text);
const bridge = new BridgeClient(spawnNodeWorker);
afterAll(() => {
  bridge.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (files: readonly string[], options: Options): Promise<Result<Answer>> =>
  withWarehouse(own).run({ bridge, files, options });

interface Printed {
  readonly rows: number;
  readonly bytes: number | null;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly mean: string | null }[];
}
const documentOf = (answer: Result<Answer>): Printed => {
  if (!answer.ok) throw new Error(`${answer.failure.code} ${answer.failure.message}`);
  return answer.value.document as unknown as Printed;
};
const codeOf = (answer: Result<Answer>): string | null => (answer.ok ? null : answer.failure.code);

describe('zhiya profile --plan', () => {
  it('takes the columns from the file and the table from its name', async () => {
    const plan = documentOf(await run([file], { plan: 'clickhouse' })) as unknown as Record<string, unknown>;
    expect(plan).toMatchObject({
      schema: 'zhiya.warehouse-plan/1',
      dialect: 'clickhouse',
      columns: ['meter_id', 'ts', 'flow_m3h', 'pressure_mpa', 'district', 'status'],
    });
    expect(plan['query']).toContain('FROM `抄表`');
    expect(plan['query']).toContain('uniqCombined64');
  });

  it('takes table, columns, range, list and date from the options', async () => {
    const answer = await run([], {
      plan: 'spark',
      table: 'lake.water.meters',
      columns: '["a,b","dt"]',
      list: '["a,b"]',
      range: 'dt',
      from: '2026-01-01',
      date: '2026-11-20',
    });
    const { query } = documentOf(answer) as unknown as { query: string };
    expect(query).toContain('FROM `lake`.`water`.`meters` WHERE `dt` >= ');
    expect(query).toContain("'2026-11-20' AS `asOf`");
    expect(query).toContain('LEFT JOIN');
  });

  it('refuses in Chinese', async () => {
    expect(codeOf(await run([], { plan: 'oracle' }))).toBe('E_USAGE');
    expect(codeOf(await run([], { plan: 'duckdb', columns: 'a' }))).toBe('E_USAGE');
    expect(codeOf(await run([], { plan: 'duckdb', table: 't' }))).toBe('E_USAGE');
    expect(codeOf(await run([], { plan: 'duckdb', table: 't; drop', columns: 'a' }))).toBe('E_TABLE_NAME');
    expect(codeOf(await run([join(folder, 'none.csv')], { plan: 'duckdb' }))).toBe('E_FILE');
    expect(codeOf(await run([], { plan: 'duckdb', table: 't', columns: 'a', from: '1' }))).toBe('E_USAGE');
  });
});

const engines = ['duckdb', ...(loadEngine('chdb') === null ? [] : ['clickhouse'])];

describe('zhiya profile --engine on a file', () => {
  it.each(engines)('%s', async (engine) => {
    const printed = documentOf(await run([file], { engine, exact: true }));
    expect(printed).toMatchObject({
      schema: 'zhiya.profile/1',
      rows: 2000,
      bytes: Buffer.byteLength(text),
      findings: [],
    });
    expect(printed.columns.map((column) => column.type)).toEqual([
      'text',
      'date',
      'decimal',
      'decimal',
      'text',
      'text',
    ]);
  });

  it('own is left to our own kernel', async () => {
    expect(documentOf(await run([file], { engine: 'own' }))).toEqual({ own: true, engine: null });
    expect(documentOf(await run([file], {}))).toEqual({ own: true, engine: null });
  });

  it('refuses what an engine cannot read as we do', async () => {
    const write = (name: string, content: string | Buffer): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    expect(codeOf(await run([write('ragged.csv', 'a,b\n1,2\n1,2,3\n')], { engine: 'duckdb' }))).toBe(
      'E_ENGINE',
    );
    expect(
      codeOf(
        await run([write('gb.csv', Buffer.from([0xc1, 0xd0, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x32, 0x0a]))], {
          engine: 'duckdb',
        }),
      ),
    ).toBe('E_ENGINE_FILE');
    expect(codeOf(await run([write('sep.csv', 'sep=;\na;b\n1;2\n')], { engine: 'duckdb' }))).toBe(
      'E_ENGINE_FILE',
    );
    expect(codeOf(await run([write('a[1].csv', 'a,b\n1,2\n')], { engine: 'duckdb' }))).toBe('E_ENGINE_FILE');
    expect(codeOf(await run([], { engine: 'duckdb' }))).toBe('E_USAGE');
    expect(codeOf(await run([file, file], { engine: 'duckdb' }))).toBe('E_USAGE');
    expect(codeOf(await run([file], { engine: 'sqlite' }))).toBe('E_USAGE');
    expect(codeOf(await run([], { engine: 'duckdb', url: 'http://127.0.0.1:1' }))).toBe('E_USAGE');
  });
});

describe('zhiya profile --engine clickhouse --url', () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = null;
    delete process.env['ZHIYA_CLICKHOUSE_USER'];
    delete process.env['ZHIYA_CLICKHOUSE_PASSWORD'];
  });
  const listen = (answer: RequestListener): Promise<string> =>
    new Promise((resolve) => {
      const started = createServer(answer);
      server = started;
      started.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(started.address() as AddressInfo).port}`);
      });
    });
  const bodyOf = async (request: IncomingMessage): Promise<string> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  };
  const ask = (url: string, more: Options = {}): Promise<Result<Answer>> =>
    run([], { engine: 'clickhouse', url, table: 'water.meters', columns: 'a', ...more });

  it.each([
    [401, 'E_ACCESS'],
    [403, 'E_ACCESS'],
    [404, 'E_HTTP'],
    [500, 'E_HTTP'],
    [302, 'E_HTTP'],
  ])('status %i', async (status, code) => {
    let asked = 0;
    const url = await listen((_, response) => {
      asked += 1;
      response
        .writeHead(status, { Location: '/elsewhere' })
        .end('Code: 60. DB::Exception: Unknown table\nstack');
    });
    const answer = await ask(url);
    expect(codeOf(answer)).toBe(code);
    expect(answer.ok ? '' : answer.failure.message).toContain(`服务器答复 ${String(status)}：Code: 60`);
    expect(asked).toBe(1);
  });

  it('an exception after the headers is an error, not a result', async () => {
    const url = await listen((_, response) => {
      response.writeHead(200, { 'X-ClickHouse-Exception-Code': '241' }).end('Code: 241. Memory limit');
    });
    expect(codeOf(await ask(url))).toBe('E_HTTP');
  });

  it('what is not a result is refused', async () => {
    const url = await listen((_, response) => response.end('<html></html>'));
    expect(codeOf(await ask(url))).toBe('E_RESULT_FORM');
    expect(codeOf(await ask(url, { columns: undefined }))).toBe('E_HTTP');
  });

  it('waits only so long', async () => {
    const url = await listen(() => undefined);
    expect(codeOf(await ask(url, { timeout: '1' }))).toBe('E_TIMEOUT');
    expect(codeOf(await ask(url, { timeout: '0' }))).toBe('E_USAGE');
  });

  it('a cut connection, a closed port and a server without TLS', async () => {
    const url = await listen((_, response) => response.socket?.destroy());
    expect(codeOf(await ask(url))).toBe('E_CONNECT');
    expect(codeOf(await ask(url.replace('http:', 'https:')))).toBe('E_TLS');
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    expect(codeOf(await ask(url))).toBe('E_CONNECT');
  });

  it.each([
    'ftp://127.0.0.1',
    'nonsense',
    'http://user:secret@127.0.0.1',
    'http://127.0.0.1/?password=secret',
  ])('refuses the address %s without repeating it', async (url) => {
    const answer = await ask(url);
    expect(codeOf(answer)).toBe('E_URL');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('sends user and password of the environment as headers and never prints them', async () => {
    process.env['ZHIYA_CLICKHOUSE_USER'] = 'reader';
    process.env['ZHIYA_CLICKHOUSE_PASSWORD'] = 's3cret';
    let seen: IncomingMessage | null = null;
    const url = await listen((request, response) => {
      seen = request;
      response.writeHead(403).end('wrong key s3cret for reader');
    });
    const answer = await ask(url);
    const { headers, url: path } = seen as unknown as IncomingMessage;
    expect([headers['x-clickhouse-user'], headers['x-clickhouse-key']]).toEqual(['reader', 's3cret']);
    expect(path).toBe('/?wait_end_of_query=1');
    expect(JSON.stringify(answer)).not.toContain('s3cret');
  });

  const chdb = loadEngine('chdb') as { Session: new () => Session } | null;
  interface Session {
    query(sql: string, format: string): string;
    close(): void;
  }
  if (chdb !== null)
    describe('with a server that runs the queries in ClickHouse', () => {
      let session: Session;
      beforeAll(async () => {
        // The engine has one directory per process: that of the file tests is given up first.
        await (chdb as unknown as { drainPending(): Promise<void> }).drainPending();
        session = new chdb.Session();
        session.query('CREATE DATABASE water', 'CSV');
        session.query(
          'CREATE TABLE water.meters (id UInt64, flow Float64, `ts"` DateTime) ENGINE = Memory',
          'CSV',
        );
        session.query(
          "INSERT INTO water.meters SELECT number, number / 4, toDateTime('2026-01-01 00:00:00', 'UTC') + number FROM numbers(1000)",
          'CSV',
        );
      });
      afterAll(() => {
        session.close();
      });
      const cluster: RequestListener = (request, response) => {
        void bodyOf(request).then((sql) => {
          if (request.method !== 'POST' || request.headers['x-clickhouse-key'] !== 's3cret')
            response.writeHead(401).end('Code: 516. Authentication failed');
          else
            try {
              response.end(session.query(sql, 'TabSeparated'));
            } catch (error) {
              response.writeHead(500).end(String(error));
            }
        });
      };

      it('asks for the columns, runs the plan, prints the profile', async () => {
        process.env['ZHIYA_CLICKHOUSE_PASSWORD'] = 's3cret';
        const printed = documentOf(await ask(await listen(cluster), { columns: undefined }));
        expect(printed).toMatchObject({
          schema: 'zhiya.profile/1',
          rows: 1000,
          bytes: null,
          method: 'profile-warehouse-clickhouse@2',
          source: { kind: 'warehouse', engine: 'clickhouse' },
        });
        // Σ 0…999 ÷ 4 ÷ 1000 = 124.875
        expect(printed.columns.map((c) => [c.name, c.type, c.mean])).toEqual([
          ['id', 'integer', '499.5'],
          ['flow', 'decimal', '124.875'],
          ['ts"', 'date', null],
        ]);
      });

      it('says what the cluster says of a wrong table and a wrong password', async () => {
        const url = await listen(cluster);
        expect(codeOf(await ask(url))).toBe('E_ACCESS');
        process.env['ZHIYA_CLICKHOUSE_PASSWORD'] = 's3cret';
        const answer = await ask(url, { table: 'nowhere' });
        expect(answer.ok ? '' : answer.failure.message).toMatch(/服务器答复 500.*nowhere/);
      });
    });
});
