import * as v from 'valibot';
import { type DeskOpinion, deskOpinion, opinionHash } from '../case/desk/opinion';
import { type DeskSettings, NO_SETTINGS, deskSettings } from '../case/desk/settings';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import { KEEP_AND_BACK_UP } from './storage-failure';
import { type StoragePort, spanBelow } from './storage-port';

/** Opinions given at the desk: only ever added, each naming the one before about the same entry. And the settings of the desk. */

const opinionFailure = (code: string, entry: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `复核意见 › ${entry.slice(0, 12)}…`,
  remedy,
});

const keyOf = (entry: string, no: number): string => `${entry}/${no.toString().padStart(6, '0')}`;

const intact = async (stored: unknown): Promise<DeskOpinion | null> => {
  const parsed = v.safeParse(deskOpinion, stored);
  return parsed.success && (await opinionHash(parsed.output)) === parsed.output.sha256 ? parsed.output : null;
};

/**
 * Adds an opinion after the last one about its entry and reads it back. Fails with `E_OPINION_HASH` when it is not what its hash says,
 * `E_CONFLICT` when another opinion came first (or the chain is damaged), `E_READ_BACK`, or the failures of the store. The same opinion
 * again is no failure (a retry).
 */
export const addOpinion = async (port: StoragePort, opinion: DeskOpinion): Promise<Result<DeskOpinion>> => {
  const { entry } = opinion;
  if ((await intact(opinion)) === null)
    return fail(opinionFailure('E_OPINION_HASH', entry, '意见与其校验值不符，没有存入', '请重新填写意见'));
  const written = await port.write(['deskOpinions'], async (transaction) => {
    const last = await transaction.lastKey('deskOpinions', spanBelow(entry));
    const before = last === undefined ? undefined : await transaction.get('deskOpinions', last);
    const known = v.safeParse(deskOpinion, before);
    if (known.success && known.output.sha256 === opinion.sha256) return ok(last ?? '');
    const previous = known.success ? known.output.sha256 : null;
    if (opinion.previous !== previous || (before !== undefined && !known.success))
      return fail(
        opinionFailure('E_CONFLICT', entry, '这份材料已有更新的意见，没有存入', '请刷新后看过最新意见再填写'),
      );
    const no = last === undefined ? 1 : Number(last.slice(entry.length + 1)) + 1;
    const key = keyOf(entry, no);
    await transaction.add('deskOpinions', key, opinion);
    return ok(key);
  });
  if (!written.ok) return written;
  const back = await port.read(['deskOpinions'], async (transaction) =>
    ok(await transaction.get('deskOpinions', written.value)),
  );
  if (!back.ok) return back;
  const kept = await intact(back.value);
  return kept?.sha256 === opinion.sha256
    ? ok(kept)
    : fail(opinionFailure('E_READ_BACK', entry, '写入后读回核对不一致，不能确认已保存', KEEP_AND_BACK_UP));
};

const verified = async (stored: readonly unknown[]): Promise<WithFailures<readonly DeskOpinion[]>> => {
  const value: DeskOpinion[] = [];
  const failures: Failure[] = [];
  const last = new Map<string, string>();
  for (const one of stored) {
    const opinion = await intact(one);
    const parsed = v.safeParse(v.object({ entry: v.string() }), one);
    const entry = parsed.success ? parsed.output.entry : '';
    if (opinion === null)
      failures.push(
        opinionFailure('E_OPINION_DAMAGED', entry, '有一份意见与其校验值不符', '请以导出的意见文件为准'),
      );
    else if (opinion.previous !== (last.get(entry) ?? null))
      failures.push(
        opinionFailure(
          'E_OPINION_CHAIN',
          entry,
          '意见的先后次序对不上，可能缺了一份',
          '请以导出的意见文件为准',
        ),
      );
    if (opinion === null) continue;
    last.set(entry, opinion.sha256);
    value.push(opinion);
  }
  return { value, failures };
};

/** All opinions about one entry, oldest first. */
export const listOpinions = async (
  port: StoragePort,
  entry: string,
): Promise<Result<WithFailures<readonly DeskOpinion[]>>> => {
  const stored = await port.read(['deskOpinions'], async (transaction) =>
    ok(await transaction.values('deskOpinions', spanBelow(entry))),
  );
  return stored.ok ? ok(await verified(stored.value)) : stored;
};

/** Every opinion of the desk, by entry, oldest first. */
export const listAllOpinions = async (
  port: StoragePort,
): Promise<Result<WithFailures<readonly DeskOpinion[]>>> => {
  const stored = await port.read(['deskOpinions'], async (transaction) =>
    ok(await transaction.values('deskOpinions')),
  );
  return stored.ok ? ok(await verified(stored.value)) : stored;
};

const SETTINGS = 'settings';

/** The settings of the desk; those of a fresh desk when there are none. Fails with `E_DESK_SETTINGS` when they are damaged. */
export const getDeskSettings = async (port: StoragePort): Promise<Result<DeskSettings>> => {
  const stored = await port.read(['deskSettings'], async (transaction) =>
    ok(await transaction.get('deskSettings', SETTINGS)),
  );
  if (!stored.ok) return stored;
  if (stored.value === undefined) return ok(NO_SETTINGS);
  const parsed = v.safeParse(deskSettings, stored.value);
  return parsed.success
    ? ok(parsed.output)
    : fail({
        code: 'E_DESK_SETTINGS',
        message: '复核台的设置无法识别',
        path: '复核台 › 设置',
        remedy: '请重新导入节假日日历并填写各机构时限',
      });
};

export const putDeskSettings = (port: StoragePort, settings: DeskSettings): Promise<Result<null>> =>
  port.write(['deskSettings'], async (transaction) => {
    await transaction.put('deskSettings', SETTINGS, settings);
    return ok(null);
  });
