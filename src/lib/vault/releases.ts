import * as v from 'valibot';
import { count, sha256Hex as hashText, text } from '../case/schema-parts';
import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { KEEP_AND_BACK_UP } from './storage-failure';
import type { StoragePort } from './storage-port';

/**
 * Releases of institution parameters on this computer (已发布的机构参数), and the draft of the next one. A release is added
 * once and never changed; the draft is replaced as it is written.
 */

/** A released file as it was handed out. `sha256` is that of its text. */
export const releaseRecord = v.strictObject({
  institution: text,
  version: text,
  releasedOn: text,
  author: text,
  reason: text,
  sha256: hashText,
  /** The release it was written from, `null` = the first, or taken in from a file. */
  previous: v.nullable(hashText),
  json: v.string(),
  /** When it was put here, as stated by the caller. */
  savedAt: text,
});
export type ReleaseRecord = v.InferOutput<typeof releaseRecord>;

/** A version holds no blank, so institution and version stay apart. */
const releaseKey = ({ institution, version }: Pick<ReleaseRecord, 'institution' | 'version'>): string =>
  `${version} ${institution}`;

const releaseFailure = (
  code: string,
  { institution, version }: Pick<ReleaseRecord, 'institution' | 'version'>,
  message: string,
  remedy: string,
): Failure => ({ code, message, path: `机构参数 ${institution}@${version}`, remedy });

const isIntact = async (stored: unknown): Promise<ReleaseRecord | null> => {
  const parsed = v.safeParse(releaseRecord, stored);
  return parsed.success && (await sha256Hex(encodeUtf8(parsed.output.json))) === parsed.output.sha256
    ? parsed.output
    : null;
};

/**
 * Adds a release, reads it back and hashes it again. The same text under the same name is no fault (a retry). Fails with
 * `E_RELEASE_TAKEN` when another text has the institution and version, `E_RELEASE_HASH` when the text is not what the
 * record says, `E_READ_BACK`, or the failures of the store.
 */
export const addRelease = async (
  port: StoragePort,
  release: ReleaseRecord,
): Promise<Result<ReleaseRecord>> => {
  if ((await isIntact(release)) === null)
    return fail(
      releaseFailure('E_RELEASE_HASH', release, '参数文件与其校验值不符，没有存入', '请重新取得参数文件'),
    );
  const key = releaseKey(release);
  const written = await port.write(['releases'], async (transaction) => {
    const stored = await transaction.get('releases', key);
    if (stored === undefined) {
      await transaction.add('releases', key, release);
      return ok(null);
    }
    const known = v.safeParse(releaseRecord, stored);
    return known.success && known.output.sha256 === release.sha256
      ? ok(null)
      : fail(
          releaseFailure(
            'E_RELEASE_TAKEN',
            release,
            '本机已有同一机构、同一版本号的另一份参数；已发布的不能改写',
            '请使用新的版本号',
          ),
        );
  });
  if (!written.ok) return written;
  const back = await port.read(['releases'], async (transaction) =>
    ok(await transaction.get('releases', key)),
  );
  if (!back.ok) return back;
  const intact = await isIntact(back.value);
  return intact?.sha256 === release.sha256
    ? ok(intact)
    : fail(releaseFailure('E_READ_BACK', release, '写入后读回核对不一致，不能确认已保存', KEEP_AND_BACK_UP));
};

/** All releases here, latest first by release day, then version; a damaged one is a failure beside the others. */
export const listReleases = async (
  port: StoragePort,
): Promise<Result<WithFailures<readonly ReleaseRecord[]>>> => {
  const stored = await port.read(['releases'], async (transaction) =>
    ok({
      keys: await transaction.keys('releases'),
      values: await transaction.values('releases'),
    }),
  );
  if (!stored.ok) return stored;
  const value: ReleaseRecord[] = [];
  const failures: Failure[] = [];
  for (const [i, key] of stored.value.keys.entries()) {
    const release = await isIntact(stored.value.values[i]);
    if (release !== null && releaseKey(release) === key) value.push(release);
    else
      failures.push({
        code: 'E_RELEASE_DAMAGED',
        message: '已发布的机构参数与其校验值不符，不能使用',
        path: `机构参数 ${key}`,
        remedy: '请从留存的参数文件重新收入；损坏的记录原样保留',
      });
  }
  const order = (a: ReleaseRecord, b: ReleaseRecord): number => {
    const [x, y] = [`${a.releasedOn} ${releaseKey(a)}`, `${b.releasedOn} ${releaseKey(b)}`];
    return x < y ? 1 : x > y ? -1 : 0;
  };
  return ok({ value: value.sort(order), failures });
};

const DRAFT_KEY = 'next';

/** The draft as text, with the number of times it was written. */
export const releaseDraft = v.strictObject({ turn: count, at: text, text: v.string() });
export type ReleaseDraft = v.InferOutput<typeof releaseDraft>;

/** The kept draft; `null` = none. `E_DRAFT_DAMAGED` when the record cannot be recognised. */
export const getReleaseDraft = async (port: StoragePort): Promise<Result<ReleaseDraft | null>> => {
  const stored = await port.read(['releaseDrafts'], async (transaction) =>
    ok(await transaction.get('releaseDrafts', DRAFT_KEY)),
  );
  if (!stored.ok) return stored;
  if (stored.value === undefined) return ok(null);
  const parsed = v.safeParse(releaseDraft, stored.value);
  return parsed.success
    ? ok(parsed.output)
    : fail({
        code: 'E_DRAFT_DAMAGED',
        message: '参数发布草稿无法识别',
        path: '发布草稿',
        remedy: '请另起一份草稿；已发布的参数不受影响',
      });
};

/**
 * Keeps the draft, replacing the one written at `expectedTurn` (0 = none). `E_CONFLICT` when another tab wrote meanwhile,
 * so that nobody's work is replaced unseen.
 */
export const putReleaseDraft = (
  port: StoragePort,
  draft: { readonly text: string; readonly at: string },
  expectedTurn: number,
): Promise<Result<number>> =>
  port.write(['releaseDrafts'], async (transaction) => {
    const stored = v.safeParse(releaseDraft, await transaction.get('releaseDrafts', DRAFT_KEY));
    const turn = stored.success ? stored.output.turn : 0;
    // The same text at the next turn is this very write, whose answer was lost.
    if (stored.success && turn === expectedTurn + 1 && stored.output.text === draft.text) return ok(turn);
    if (turn !== expectedTurn)
      return fail({
        code: 'E_CONFLICT',
        message: '另一个标签页改过这份发布草稿，本页的改动没有存入',
        path: '发布草稿',
        remedy: '请先导出本页的草稿文件，再刷新页面查看另一处的改动',
      });
    await transaction.put('releaseDrafts', DRAFT_KEY, { turn: turn + 1, ...draft });
    return ok(turn + 1);
  });
