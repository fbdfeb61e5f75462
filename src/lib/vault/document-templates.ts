import * as v from 'valibot';
import { type DocumentTemplate, documentTemplate } from '../case/document-template';
import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import { KEEP_AND_BACK_UP } from './storage-failure';
import type { StoragePort } from './storage-port';

/**
 * Document templates of the institution on this computer (本行文书模板). They belong to no case; a package that was made with one
 * carries it. A template is kept once under its id and never changed: another version is another template.
 */

const STORES = ['documentTemplates', 'templateFiles'] as const;

const templateFailure = (code: string, name: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `文书模板 ${name}`,
  remedy,
});

const isIntact = async (stored: unknown, sha256: string): Promise<boolean> =>
  stored instanceof Uint8Array && (await sha256Hex(stored)) === sha256;

/**
 * Keeps a template with its file and reads both back. Fails with `E_TEMPLATE_HASH` when the bytes are not what the record says,
 * `E_TEMPLATE_TAKEN` when another template has its id, `E_READ_BACK`, or the failures of the store.
 */
export const putTemplate = async (
  port: StoragePort,
  template: DocumentTemplate,
  bytes: Uint8Array,
): Promise<Result<DocumentTemplate>> => {
  const copy = bytes.slice(); // a view would drag its whole buffer into the store, and may change meanwhile
  const name = template.fileName;
  const parsed = v.safeParse(documentTemplate, template);
  if (!parsed.success || !(await isIntact(copy, template.sha256)))
    return fail(
      templateFailure(
        'E_TEMPLATE_HASH',
        name,
        '模板的登记不完整，或文件与其校验值不符，没有存入',
        '请补全登记，或重新选择模板文件',
      ),
    );
  const written = await port.write(STORES, async (transaction) => {
    const there = v.safeParse(documentTemplate, await transaction.get('documentTemplates', template.id));
    if (there.success && there.output.sha256 !== template.sha256)
      return fail(
        templateFailure(
          'E_TEMPLATE_TAKEN',
          name,
          `本机已有“${template.document}”的模板版本 ${template.version}，内容不同`,
          '请改用新的版本号，旧版本保留给已经做好的登记包',
        ),
      );
    await transaction.put('documentTemplates', template.id, parsed.output);
    await transaction.put('templateFiles', template.sha256, copy);
    return ok(null);
  });
  if (!written.ok) return written;
  const back = await port.read(STORES, async (transaction) =>
    ok([
      await transaction.get('documentTemplates', template.id),
      await transaction.get('templateFiles', template.sha256),
    ] as const),
  );
  if (!back.ok) return back;
  const kept = v.safeParse(documentTemplate, back.value[0]);
  return kept.success && (await isIntact(back.value[1], template.sha256))
    ? ok(kept.output)
    : fail(templateFailure('E_READ_BACK', name, '写入后读回核对不一致，不能确认已保存', KEEP_AND_BACK_UP));
};

const keyOf = ({ document, effectiveFrom, id }: DocumentTemplate): string =>
  `${document}\n${effectiveFrom}\n${id}`;

/** All templates here, by document and by the day from which they apply; a damaged record is a failure beside the others. */
export const listTemplates = async (
  port: StoragePort,
): Promise<Result<WithFailures<readonly DocumentTemplate[]>>> => {
  const stored = await port.read(['documentTemplates'], async (transaction) =>
    ok({
      keys: await transaction.keys('documentTemplates'),
      values: await transaction.values('documentTemplates'),
    }),
  );
  if (!stored.ok) return stored;
  const value: DocumentTemplate[] = [];
  const failures: Failure[] = [];
  for (const [i, key] of stored.value.keys.entries()) {
    const parsed = v.safeParse(documentTemplate, stored.value.values[i]);
    if (parsed.success && parsed.output.id === key) value.push(parsed.output);
    else
      failures.push(
        templateFailure('E_TEMPLATE_DAMAGED', key, '模板的登记无法识别，不能使用', '请重新导入这份模板'),
      );
  }
  return ok({ value: value.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)), failures });
};

/** The file of a template, hashed again. `E_TEMPLATE_MISSING` or `E_TEMPLATE_DAMAGED`. */
export const getTemplateFile = async (port: StoragePort, sha256: string): Promise<Result<Uint8Array>> => {
  const stored = await port.read(['templateFiles'], async (transaction) =>
    ok(await transaction.get('templateFiles', sha256)),
  );
  if (!stored.ok) return stored;
  const bytes = stored.value;
  const name = `${sha256.slice(0, 12)}…`;
  if (bytes === undefined)
    return fail(templateFailure('E_TEMPLATE_MISSING', name, '本机没有这份模板的文件', '请重新导入模板文件'));
  return bytes instanceof Uint8Array && (await sha256Hex(bytes)) === sha256
    ? ok(bytes)
    : fail(
        templateFailure('E_TEMPLATE_DAMAGED', name, '模板文件与其校验值不符，不能使用', '请重新导入模板文件'),
      );
};

/** Takes a template away, and its file when no other names it. A second time is no failure. */
export const deleteTemplate = (port: StoragePort, id: string): Promise<Result<null>> =>
  port.write(STORES, async (transaction) => {
    const gone = v.safeParse(documentTemplate, await transaction.get('documentTemplates', id));
    await transaction.delete('documentTemplates', id);
    if (!gone.success) return ok(null);
    const others = (await transaction.values('documentTemplates')).some((one) => {
      const parsed = v.safeParse(documentTemplate, one);
      return parsed.success && parsed.output.sha256 === gone.output.sha256;
    });
    if (!others) await transaction.delete('templateFiles', gone.output.sha256);
    return ok(null);
  });
