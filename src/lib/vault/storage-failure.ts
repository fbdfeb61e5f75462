import type { Failure } from '../kernel/result';
import { DeadlineError } from './deadline';

/** What the store was asked to do; decides what the person is told to do next. */
export type StorageAction = 'open' | 'read' | 'write';

/** Every way in which the store refuses. */
export type StorageFailureCode =
  | 'E_QUOTA'
  | 'E_CONNECTION_LOST'
  | 'E_STORE_ABORTED'
  | 'E_STORE_BLOCKED'
  | 'E_STORE_TIMEOUT'
  | 'E_STORE_UNAVAILABLE'
  | 'E_STORE_UNKNOWN'
  | 'E_STORE_VERSION';

/** The remedy of every write that did not succeed: nothing is lost as long as the page stays open. */
export const KEEP_AND_BACK_UP =
  '数据仍保留在本页内存中：请不要关闭或刷新页面，先下载备份文件，再重试保存；不要清除浏览器数据';

const MESSAGE: Record<StorageFailureCode, string> = {
  E_QUOTA: '浏览器存储空间不足',
  E_CONNECTION_LOST: '与浏览器存储的连接中断，重新连接后仍未成功',
  E_STORE_ABORTED: '浏览器中止了这次存储操作',
  E_STORE_BLOCKED: '本机数据库正被另一个标签页中的旧版程序占用，未能打开',
  E_STORE_TIMEOUT: '浏览器存储在限定时间内没有应答',
  E_STORE_UNAVAILABLE: '此浏览器或无痕窗口不提供本机数据库',
  E_STORE_UNKNOWN: '浏览器存储报告了未知错误',
  E_STORE_VERSION: '本机数据库由较新版本的程序建立，本程序不能读写它',
};

/** The store itself says that nothing was written. After any other refusal of a write that is not certain. */
const CERTAINLY_UNWRITTEN: ReadonlySet<StorageFailureCode> = new Set([
  'E_QUOTA',
  'E_STORE_ABORTED',
  'E_STORE_UNAVAILABLE',
  'E_STORE_VERSION',
]);

const REMEDY: Record<StorageAction, string> = {
  open: '请关闭本程序的其他标签页后重试，或重启浏览器；请不要清除浏览器数据；急用时可打开备份文件继续工作',
  read: '请重试；仍不成功时关闭其他标签页、重启浏览器后再打开；请不要清除浏览器数据，已存的案卷没有被改动',
  write: KEEP_AND_BACK_UP,
};

const EXTRA_REMEDY: Partial<Record<StorageFailureCode, string>> = {
  E_QUOTA: '；可清空回收站或腾出磁盘空间',
  E_STORE_VERSION: '；刷新页面可载入较新版本的程序',
  E_STORE_UNAVAILABLE: '；请改用普通窗口或受支持的浏览器',
};

const consequence = (code: StorageFailureCode, action: StorageAction): string => {
  if (action !== 'write') return '';
  return CERTAINLY_UNWRITTEN.has(code)
    ? '，没有保存；原有修订未受影响'
    : '，不能确认已保存；原有修订未受影响';
};

/** A refusal of the store in words. `detail` names the technical cause. */
export const storageFailure = (code: StorageFailureCode, action: StorageAction, detail = ''): Failure => ({
  code,
  message: MESSAGE[code] + consequence(code, action) + (detail === '' ? '' : `（${detail}）`),
  path: '本机数据库',
  remedy: REMEDY[action] + (EXTRA_REMEDY[code] ?? ''),
});

const CODE_BY_NAME: Readonly<Record<string, StorageFailureCode>> = {
  QuotaExceededError: 'E_QUOTA',
  VersionError: 'E_STORE_VERSION',
  AbortError: 'E_STORE_ABORTED',
  InvalidStateError: 'E_CONNECTION_LOST',
  SecurityError: 'E_STORE_UNAVAILABLE',
};

/** Safari reports a lost connection as `UnknownError` and says so only in the message. */
const LOST_CONNECTION = /connection (to .* )?(lost|is closing|was closed)/i;

const codeOf = (error: DOMException): StorageFailureCode =>
  LOST_CONNECTION.test(error.message) ? 'E_CONNECTION_LOST' : (CODE_BY_NAME[error.name] ?? 'E_STORE_UNKNOWN');

/**
 * The failure that an error of the store stands for; `null` when the error is not the store's but a bug,
 * which the caller throws on.
 */
export const failureOfError = (error: unknown, action: StorageAction): Failure | null => {
  if (error instanceof DeadlineError) return storageFailure('E_STORE_TIMEOUT', action);
  if (!(error instanceof DOMException)) return null;
  const detail = error.message === '' ? error.name : `${error.name}: ${error.message}`;
  return storageFailure(codeOf(error), action, detail);
};
