import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { DocumentOptions } from '../lib/bridge/documents-contract';
import { type DocumentTemplate, documentTemplate } from '../lib/case/document-template';
import { type Result, fail, ok, refuse } from '../lib/kernel/result';
import { parseStrictJson } from '../lib/kernel/strict-json';
import { decodeUtf8 } from '../lib/kernel/utf8';
import { type Options, textOption } from './command';

/**
 * `--pdf`, and `--templates FILE.json`: a list of templates as 参数库 keeps them; each names the .docx beside the list by `fileName`.
 */

const notThere = (path: string): Result<never> =>
  refuse('E_FILE', `打不开文件“${path}”`, '--templates', '请核对文件名；模板文件与清单放在同一文件夹');

const bytesOf = async (path: string): Promise<Uint8Array | null> => {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    return null;
  }
};

const readList = async (path: string): Promise<Result<readonly DocumentTemplate[]>> => {
  const bytes = await bytesOf(path);
  if (bytes === null) return notThere(path);
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  const json = parseStrictJson(text.value);
  if (!json.ok) return fail({ ...json.failure, path: `--templates › ${json.failure.path}` });
  const parsed = v.safeParse(v.array(documentTemplate), json.value);
  return parsed.success
    ? ok(parsed.output)
    : refuse(
        'E_SHAPE',
        `模板清单第 ${Number(parsed.issues[0].path?.[0]?.key ?? 0) + 1} 项不完整：${parsed.issues[0].message}`,
        '--templates',
        '每项要有 id、document、institution、version、effectiveFrom、effectiveTo、signOff、fileName、sha256',
      );
};

/** How the documents of a package are wanted; nothing when neither option is given. */
export const documentOptions = async (options: Options): Promise<Result<DocumentOptions | null>> => {
  const pdf = options['pdf'] === true;
  const list = textOption(options, 'templates');
  if (list === undefined) return ok(pdf ? { pdf, templates: [], files: new Map() } : null);
  const templates = await readList(list);
  if (!templates.ok) return templates;
  const files = new Map<string, Uint8Array>();
  for (const { fileName, sha256 } of templates.value) {
    const path = join(dirname(list), fileName);
    const bytes = await bytesOf(path);
    if (bytes === null) return notThere(path);
    files.set(sha256, bytes);
  }
  return ok({ pdf, templates: templates.value, files });
};
