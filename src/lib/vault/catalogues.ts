import * as v from 'valibot';
import { count, sha256Hex as hashText, shortText, text } from '../case/schema-parts';
import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import { KEEP_AND_BACK_UP } from './storage-failure';
import type { StoragePort } from './storage-port';

/**
 * Product catalogues of the institution on this computer (信贷产品目录). They belong to no case: a case keeps the product it chose and the
 * hash of the catalogue. The file stays byte for byte; what it means is read anew under the rules of each case.
 */

const finding = v.strictObject({ code: shortText, message: text, path: text, remedy: text });

/** What is known of a catalogue when it was taken in. */
export const catalogueHead = v.strictObject({
  sha256: hashText,
  fileName: shortText,
  bytes: count,
  importedOn: shortText,
  products: count,
  otherProducts: count,
  banks: count,
  /** What could not be read, at most `KEPT_FINDINGS`; `findingCount` is all of it. */
  findings: v.array(finding),
  findingCount: count,
  /** How a person answered the questions about its columns and units, as JSON. */
  answers: v.string(),
});
export type CatalogueHead = v.InferOutput<typeof catalogueHead>;

export const KEPT_FINDINGS = 200;

const catalogueFailure = (code: string, name: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `产品目录 ${name}`,
  remedy,
});

const isIntact = async (stored: unknown, sha256: string): Promise<boolean> =>
  stored instanceof Uint8Array && (await sha256Hex(stored)) === sha256;

/**
 * Keeps a catalogue, in the place of an earlier reading of the same file, and reads it back. Fails with `E_CATALOGUE_HASH` when the bytes
 * are not what the head says, `E_READ_BACK`, or the failures of the store.
 */
export const putCatalogue = async (
  port: StoragePort,
  head: CatalogueHead,
  bytes: Uint8Array,
): Promise<Result<CatalogueHead>> => {
  const copy = bytes.slice(); // a view would drag its whole buffer into the store, and may change meanwhile
  const parsed = v.safeParse(catalogueHead, head);
  if (!parsed.success || head.bytes !== copy.byteLength || !(await isIntact(copy, head.sha256)))
    return fail(
      catalogueFailure(
        'E_CATALOGUE_HASH',
        head.fileName,
        '目录文件与其校验值不符，没有存入',
        '请重新选择目录文件',
      ),
    );
  const written = await port.write(['catalogues', 'catalogueFiles'], async (transaction) => {
    await transaction.put('catalogues', head.sha256, parsed.output);
    await transaction.put('catalogueFiles', head.sha256, copy);
    return ok(null);
  });
  if (!written.ok) return written;
  const back = await port.read(['catalogues', 'catalogueFiles'], async (transaction) =>
    ok([
      await transaction.get('catalogues', head.sha256),
      await transaction.get('catalogueFiles', head.sha256),
    ] as const),
  );
  if (!back.ok) return back;
  const kept = v.safeParse(catalogueHead, back.value[0]);
  return kept.success && (await isIntact(back.value[1], head.sha256))
    ? ok(kept.output)
    : fail(
        catalogueFailure(
          'E_READ_BACK',
          head.fileName,
          '写入后读回核对不一致，不能确认已保存',
          KEEP_AND_BACK_UP,
        ),
      );
};

/** All catalogues here, latest first, then by name; a damaged head is a failure beside the others. */
export const listCatalogues = async (
  port: StoragePort,
): Promise<Result<WithFailures<readonly CatalogueHead[]>>> => {
  const stored = await port.read(['catalogues'], async (transaction) =>
    ok({ keys: await transaction.keys('catalogues'), values: await transaction.values('catalogues') }),
  );
  if (!stored.ok) return stored;
  const value: CatalogueHead[] = [];
  const failures: Failure[] = [];
  for (const [i, key] of stored.value.keys.entries()) {
    const parsed = v.safeParse(catalogueHead, stored.value.values[i]);
    if (parsed.success && parsed.output.sha256 === key) value.push(parsed.output);
    else
      failures.push(
        catalogueFailure(
          'E_CATALOGUE_DAMAGED',
          `${key.slice(0, 12)}…`,
          '目录的记录无法识别，不能使用',
          '请重新导入这份目录文件；案卷里选定的产品不受影响',
        ),
      );
  }
  const order = (a: CatalogueHead, b: CatalogueHead): number => {
    const [x, y] = [`${a.importedOn} ${a.fileName} ${a.sha256}`, `${b.importedOn} ${b.fileName} ${b.sha256}`];
    return x < y ? 1 : x > y ? -1 : 0;
  };
  return ok({ value: value.sort(order), failures });
};

/** The file of a catalogue, hashed again. `E_CATALOGUE_MISSING` or `E_CATALOGUE_DAMAGED`. */
export const getCatalogueFile = async (port: StoragePort, sha256: string): Promise<Result<Uint8Array>> => {
  const stored = await port.read(['catalogueFiles'], async (transaction) =>
    ok(await transaction.get('catalogueFiles', sha256)),
  );
  if (!stored.ok) return stored;
  const bytes = stored.value;
  const name = `${sha256.slice(0, 12)}…`;
  if (bytes === undefined)
    return fail(
      catalogueFailure('E_CATALOGUE_MISSING', name, '本机没有这份目录的文件', '请重新导入目录文件'),
    );
  return bytes instanceof Uint8Array && (await sha256Hex(bytes)) === sha256
    ? ok(bytes)
    : fail(
        catalogueFailure(
          'E_CATALOGUE_DAMAGED',
          name,
          '目录文件与其校验值不符，不能使用',
          '请重新导入目录文件',
        ),
      );
};

/** Takes a catalogue away with its file. A second time is no failure. */
export const deleteCatalogue = (port: StoragePort, sha256: string): Promise<Result<null>> =>
  port.write(['catalogues', 'catalogueFiles'], async (transaction) => {
    await transaction.delete('catalogues', sha256);
    await transaction.delete('catalogueFiles', sha256);
    return ok(null);
  });
