// Native DuckDB in a process of its own, for bench-data.mjs: `SUMMARIZE` of a CSV file, timed without start and connection.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [engines = '', file = '', threads = '2'] = process.argv.slice(2);
const { DuckDBInstance } = await import(
  pathToFileURL(createRequire(join(engines, 'package.json')).resolve('@duckdb/node-api')).href
);
const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
process.on('message', async () => {
  const begun = performance.now();
  const result = await connection.runAndReadAll(
    `SUMMARIZE SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`,
  );
  process.send({ ms: performance.now() - begun, columns: result.getRows().length });
});
process.send('ready');
