import type { Failure } from '../kernel/result';
import { KEEP_AND_BACK_UP } from './storage-failure';

/** The vault's own refusals, in words. Those of the store are in `storage-failure.ts`. */

export const placeOf = (caseId: string, revision?: number): string =>
  revision === undefined ? `案卷 ${caseId}` : `案卷 ${caseId} › 修订 ${revision}`;

export const noSuchCase = (caseId: string): Failure => ({
  code: 'E_CASE_MISSING',
  message: '本机没有这份案卷',
  path: placeOf(caseId),
  remedy: '请在案卷列表中重新选择，或打开备份文件',
});

export const noSuchRevision = (caseId: string, revision: number): Failure => ({
  code: 'E_REVISION_MISSING',
  message: `本机没有第 ${revision} 次修订`,
  path: placeOf(caseId, revision),
  remedy: '请在修订列表中重新选择，或打开备份文件',
});

export const conflict = (caseId: string, expected: number, found: number): Failure => ({
  code: 'E_CONFLICT',
  message:
    expected === 0
      ? `本机已有标识相同的案卷（修订 ${found}），没有执行`
      : `案卷已在别处保存到修订 ${found}，本页依据的是修订 ${expected}，没有执行；两边的内容都没有丢失`,
  path: placeOf(caseId, found),
  remedy: '请把本页内容另存为新案卷或下载备份，再打开最新修订比对',
});

export const deletedMeanwhile = (caseId: string): Failure => ({
  code: 'E_CASE_DELETED',
  message: '案卷已在别处删除，没有保存',
  path: placeOf(caseId),
  remedy: '本页内容仍在：请另存为新案卷或下载备份；也可先到回收站恢复原案卷',
});

export const damagedRevision = (caseId: string, revision: number, what: string): Failure => ({
  code: 'E_REVISION_DAMAGED',
  message: `第 ${revision} 次修订的${what}，不能使用`,
  path: placeOf(caseId, revision),
  remedy: '请打开上一次完好的修订继续工作，或打开备份文件；损坏的修订会原样保留，不会被删除',
});

export const damagedHead = (caseId: string, what: string): Failure => ({
  code: 'E_HEAD_DAMAGED',
  message: `案卷目录${what}`,
  path: placeOf(caseId),
  remedy: '请打开最后一次完好的修订核对内容；再保存一次会重建目录',
});

export const readBackFailed = (caseId: string, revision: number): Failure => ({
  code: 'E_READ_BACK',
  message: '写入后读回核对不一致，不能确认已保存；原有修订未受影响',
  path: placeOf(caseId, revision),
  remedy: KEEP_AND_BACK_UP,
});
