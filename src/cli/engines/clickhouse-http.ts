import { type IncomingMessage, type RequestOptions, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { type Result, ok, refuse } from '../../lib/kernel/result';

/** A cluster the owner runs. User and password come from the environment, never from the command line. */
export interface Cluster {
  readonly url: URL;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly timeoutMs: number;
}

/** A result of aggregates is small; more is something else. */
const LARGEST = 64 * 1024 * 1024;
/** Shipped `max_query_size`; a setting is only sent when it is needed, since read-only users may not change any. */
const QUERY_SIZE = 262_144;

/**
 * Errors: `E_URL` unless http(s) without user, password, query or fragment.
 */
export const readClusterUrl = (text: string): Result<URL> => {
  const bad = (message: string): Result<never> =>
    refuse(
      'E_URL',
      message,
      '--url',
      '请写成 https://主机:8443 或 http://主机:8123，用户名和口令放在环境变量里',
    );
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return bad('网址读不懂');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return bad('只支持 http 和 https');
  if (url.username !== '' || url.password !== '') return bad('网址里不能带用户名或口令');
  if (url.search !== '' || url.hash !== '') return bad('网址里不能带参数');
  return ok(url);
};

const failureOf = (error: unknown, { host }: URL): Result<never> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const say = (kind: string, message: string, remedy: string): Result<never> =>
    refuse(kind, message, host, remedy);
  if (code === 'ABORT_ERR' || code === 'ETIMEDOUT')
    return say('E_TIMEOUT', '等候超时', '请加大 --timeout（秒），或先画像一个分区（--from、--before）');
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return say(
      'E_CONNECT',
      '连不上主机',
      '请核对主机、端口和防火墙；ClickHouse 的 HTTP 端口通常是 8123 或 8443',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return say('E_CONNECT', '找不到这个主机名', '请核对网址');
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return say('E_CONNECT', '连接中途断开', '请重试；多次断开时核对网关的超时');
  if (/CERT|SIGN|TLS|SSL|EPROTO/.test(code))
    return say(
      'E_TLS',
      `安全连接没有建立（${code}）`,
      '请核对证书和主机名；自建证书请用环境变量 NODE_EXTRA_CA_CERTS 指定根证书。本程序不会跳过校验',
    );
  return say('E_CONNECT', `请求没有完成（${code === '' ? '原因不明' : code}）`, '请核对网址后重试');
};

const REMEDY: Readonly<Record<number, string>> = {
  401: '请用环境变量 ZHIYA_CLICKHOUSE_USER 和 ZHIYA_CLICKHOUSE_PASSWORD 给出用户名和口令',
  403: '请核对用户名、口令和该用户对这张表的读取权限',
  404: '请核对网址，以及库名、表名和列名',
};

const statusFailure = (status: number, body: string, cluster: Cluster): Result<never> => {
  const said = body.split('\n')[0]?.slice(0, 300) ?? '';
  const kind = status === 401 || status === 403 ? 'E_ACCESS' : 'E_HTTP';
  const secret = cluster.password;
  const clean = secret === undefined || secret === '' ? said : said.replaceAll(secret, '…');
  return refuse(
    kind,
    `服务器答复 ${status}${clean === '' ? '' : `：${clean}`}`,
    cluster.url.host,
    REMEDY[status] ??
      (status >= 300 && status < 400
        ? '请直接写最终的网址；为了不把口令带到别处，不跟随跳转'
        : '请核对查询所用的表和列，或请集群管理员查看日志'),
  );
};

const readBody = (response: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    response.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST) {
        response.destroy();
        resolve(null);
      } else parts.push(part);
    });
    response.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    response.on('error', reject);
  });

const send = (url: URL, options: RequestOptions, body: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? secureRequest : plainRequest;
    const sent = start(url, options, resolve);
    sent.on('error', reject);
    sent.end(body);
  });

/**
 * Runs a query through the HTTP interface of ClickHouse. The result is awaited whole, so that an error in the middle is an
 * error and not a cut result.
 *
 * Errors: `E_CONNECT`, `E_TLS`, `E_TIMEOUT`, `E_ACCESS`, `E_HTTP`, `E_TOO_LARGE`.
 */
export const queryCluster = async (cluster: Cluster, query: string): Promise<Result<Uint8Array>> => {
  const body = Buffer.from(query, 'utf8');
  const url = new URL(cluster.url);
  url.searchParams.set('wait_end_of_query', '1');
  if (body.length > QUERY_SIZE) url.searchParams.set('max_query_size', String(body.length + 1));
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(body.length),
    ...(cluster.user === undefined ? {} : { 'X-ClickHouse-User': cluster.user }),
    ...(cluster.password === undefined ? {} : { 'X-ClickHouse-Key': cluster.password }),
  };
  try {
    const signal = AbortSignal.timeout(cluster.timeoutMs);
    const response = await send(url, { method: 'POST', headers, signal }, body);
    const answer = await readBody(response);
    const status = response.statusCode ?? 0;
    if (status !== 200) return statusFailure(status, answer?.toString('utf8') ?? '', cluster);
    if (answer === null)
      return refuse('E_TOO_LARGE', '答复超过 64 MB', cluster.url.host, '这不是画像结果，请核对网址');
    const code = response.headers['x-clickhouse-exception-code'];
    return code === undefined
      ? ok(new Uint8Array(answer))
      : statusFailure(status, answer.toString('utf8'), cluster);
  } catch (error) {
    return failureOf(error, cluster.url);
  }
};
