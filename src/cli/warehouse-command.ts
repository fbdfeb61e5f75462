import { importWarehouse } from '../lib/data-asset/warehouse/import-result';
import { DIALECTS, type DialectName, type WarehousePlan } from '../lib/data-asset/warehouse/plan-model';
import { sqlName } from '../lib/data-asset/warehouse/sql-text';
import { reportSettings } from '../lib/data-asset/run/report-settings';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { parseStrictJson } from '../lib/kernel/strict-json';
import type { RulesAt } from '../lib/rulebook/model';
import { type Answer, type Command, type CommandInput, type Options, textOption } from './command';
import { type Cluster, queryCluster, readClusterUrl } from './engines/clickhouse-http';
import { type FileSource, readFileSource } from './engines/file-source';
import { runLocally } from './engines/local-engine';
import { warehouseAnswer } from './profile-document';
import { TABLE_OPTIONS } from './table-options';
import { nameList, planOf, rulesOf, tableOf, usage } from './warehouse-options';

const DEFAULT_SECONDS = 3600;

const isDialect = (text: string): text is DialectName => DIALECTS.some((name) => name === text);

const printPlan = async (dialect: string, { files, options }: CommandInput): Promise<Result<Answer>> => {
  if (!isDialect(dialect)) return usage(`没有“${dialect}”的写法`, '--plan', `可用：${DIALECTS.join('、')}`);
  const rules = await rulesOf(options);
  if (!rules.ok) return rules;
  const [path] = files;
  const file = path === undefined ? null : await readFileSource(path, false);
  if (file?.ok === false) return file;
  const stem =
    file === null ? undefined : `"${file.value.name.replace(/\.[^.]*$/, '').replaceAll('"', '""')}"`;
  const source = tableOf(options, stem);
  if (!source.ok) return source;
  const typed = nameList(textOption(options, 'columns'));
  const columns = typed.length > 0 ? typed : (file?.value.columns ?? []);
  if (columns.length === 0)
    return usage('没有给出列名', '--columns', '请加 --columns 列1,列2，或给一个带表头的小样文件');
  const exact = options['exact'] === true || dialect === 'duckdb';
  const plan = await planOf({ dialect, source: source.value, columns, exact }, options, rules.value);
  if (!plan.ok) return plan;
  const { hash, query, hints } = plan.value;
  return ok({
    document: {
      schema: 'zhiya.warehouse-plan/1',
      dialect,
      hash,
      columns: [...columns],
      query,
      hints: [...hints],
    },
    text: query,
    finding: false,
  });
};

const clusterOf = (options: Options, address: string): Result<Cluster> => {
  const url = readClusterUrl(address);
  if (!url.ok) return url;
  const seconds = Number(textOption(options, 'timeout') ?? DEFAULT_SECONDS);
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > 86_400)
    return usage('等候秒数不对', '--timeout', '请写 1 到 86400 之间的整数');
  const user = process.env['ZHIYA_CLICKHOUSE_USER'];
  const password = process.env['ZHIYA_CLICKHOUSE_PASSWORD'];
  const loopback = /^(localhost|127\..*|\[::1\])$/.test(url.value.hostname);
  if (password !== undefined && url.value.protocol === 'http:' && !loopback)
    process.stderr.write('注意：http 不加密，口令会以明文发送；能用 https 时请用 https\n');
  return ok({ url: url.value, user, password, timeoutMs: seconds * 1000 });
};

/** Column names of a table, asked of the cluster. */
const columnsOfCluster = async (
  cluster: Cluster,
  parts: readonly string[],
): Promise<Result<readonly string[]>> => {
  const name = parts.map((part) => sqlName('clickhouse', part)).join('.');
  const answer = await queryCluster(cluster, `DESCRIBE TABLE ${name} FORMAT JSONEachRow`);
  if (!answer.ok) return answer;
  const names: string[] = [];
  for (const line of Buffer.from(answer.value).toString('utf8').split('\n')) {
    if (line.trim() === '') continue;
    const row = parseStrictJson(line);
    const value =
      row.ok && row.value !== null && typeof row.value === 'object' && 'name' in row.value
        ? row.value.name
        : null;
    if (typeof value !== 'string')
      return refuse(
        'E_HTTP',
        '集群没有答出列名',
        cluster.url.host,
        '请核对网址是 ClickHouse 的 HTTP 端口，或用 --columns 写明列名',
      );
    names.push(value);
  }
  return ok(names);
};

interface Run {
  readonly plan: WarehousePlan;
  readonly result: Uint8Array;
  readonly title: string;
  readonly file: FileSource | null;
}

const runOnCluster = async (
  address: string,
  { options }: CommandInput,
  rules: RulesAt,
): Promise<Result<Run>> => {
  const cluster = clusterOf(options, address);
  if (!cluster.ok) return cluster;
  const source = tableOf(options, undefined);
  if (!source.ok) return source;
  const parts = source.value.kind === 'table' ? source.value.parts : [];
  const typed = nameList(textOption(options, 'columns'));
  const columns = typed.length > 0 ? ok(typed) : await columnsOfCluster(cluster.value, parts);
  if (!columns.ok) return columns;
  const wanted = {
    dialect: 'clickhouse',
    source: source.value,
    columns: columns.value,
    exact: options['exact'] === true,
  } as const;
  const plan = await planOf(wanted, options, rules);
  if (!plan.ok) return plan;
  const result = await queryCluster(cluster.value, plan.value.query);
  return result.ok
    ? ok({ plan: plan.value, result: result.value, title: parts.join('.'), file: null })
    : result;
};

const runOnFile = async (
  engine: 'duckdb' | 'clickhouse',
  { files: [path, second], options }: CommandInput,
  rules: RulesAt,
): Promise<Result<Run>> => {
  if (path === undefined)
    return usage('没有给出数据文件', 'profile', '请写成 zhiya profile 数据.csv --engine duckdb');
  if (second !== undefined)
    return usage('引擎一次只画像一个文件', second, '请逐个文件运行，或用 --engine own');
  const file = await readFileSource(path, true);
  if (!file.ok) return file;
  const { delimiter, columns, name } = file.value;
  const source = { kind: 'file', path: file.value.path, delimiter } as const;
  const exact = options['exact'] === true || engine === 'duckdb';
  const plan = await planOf({ dialect: engine, source, columns, exact }, options, rules);
  if (!plan.ok) return plan;
  const result = await runLocally(engine, plan.value.query);
  return result.ok ? ok({ plan: plan.value, result: result.value, title: name, file: file.value }) : result;
};

const runEngine = async (engine: 'duckdb' | 'clickhouse', input: CommandInput): Promise<Result<Answer>> => {
  const begun = performance.now();
  const rules = await rulesOf(input.options);
  if (!rules.ok) return rules;
  const settings = reportSettings(rules.value);
  if (!settings.ok) return settings;
  const url = textOption(input.options, 'url');
  if (url !== undefined && engine !== 'clickhouse')
    return usage('只有 ClickHouse 可以连接集群', '--url', '请改用 --engine clickhouse');
  const run =
    url === undefined
      ? await runOnFile(engine, input, rules.value)
      : await runOnCluster(url, input, rules.value);
  if (!run.ok) return run;
  const bytes = run.value.file?.bytes ?? null;
  const profile = importWarehouse({
    bytes: run.value.result,
    title: run.value.title,
    plan: run.value.plan,
    typeShare: settings.value.profile.typeShare,
    identifierNames: settings.value.identifierNames,
    privateNames: settings.value.privateNames,
    names: settings.value.names,
    bytesRead: bytes,
    statedBy: '',
  });
  if (!profile.ok) return profile;
  return ok(warehouseAnswer(profile.value, bytes, Math.round(performance.now() - begun)));
};

/** Options that only our own kernel follows: an engine would leave them aside in silence. */
const OWN_OPTIONS = ['resume', 'references', ...TABLE_OPTIONS] as const;

const ask = (input: CommandInput): Promise<Result<Answer>> | null => {
  const plan = textOption(input.options, 'plan');
  const engine = textOption(input.options, 'engine');
  if (plan === undefined && (engine === undefined || engine === 'own')) return null;
  const own = OWN_OPTIONS.find((name) => input.options[name] !== undefined);
  if (own !== undefined)
    return Promise.resolve(
      usage(`--${own} 只用于本程序自己的画像`, `--${own}`, '请去掉这个选项，或改用 --engine own'),
    );
  if (plan !== undefined) return printPlan(plan, input);
  if (engine === 'duckdb' || engine === 'clickhouse') return runEngine(engine, input);
  return Promise.resolve(usage(`没有引擎“${engine ?? ''}”`, '--engine', '可用：own、duckdb、clickhouse'));
};

/** `profile` with somebody else's engine: `--plan` writes the query, `--engine` runs it; our own kernel otherwise. */
export const withWarehouse = (own: Command): Command => ({
  usage: `${own.usage}
  profile [FILE] --plan clickhouse|duckdb|spark [--table NAME] [--columns A,B] [--list A,B] [--range C --from X --before Y] [--exact]
  profile FILE --engine own|duckdb|clickhouse [--exact]
  profile --engine clickhouse --url http://HOST:8123 --table NAME [--columns A,B] [--timeout SECONDS]`,
  run: (input) => ask(input) ?? own.run({ ...input, options: { ...input.options, engine: undefined } }),
});
