import { writeFile } from 'node:fs/promises';
import { fingerprintFiles } from '../lib/data-asset/exact/fingerprint-files';
import { fingerprintJson, readFingerprints } from '../lib/data-asset/exact/read-fingerprints';
import { compareFingerprints } from '../lib/data-asset/fingerprint/compare-fingerprints';
import type { FingerprintSalt } from '../lib/data-asset/fingerprint/salt';
import { saltFromText } from '../lib/data-asset/fingerprint/salt-text';
import { shippedReportSettings } from '../lib/data-asset/run/report-settings';
import { openDataset } from '../lib/data-asset/source/table-source';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { decodeUtf8 } from '../lib/kernel/utf8';
import { plain } from './plain-json';
import { type Answer, type Command, type Options, textOption } from './command';
import { withDataPaths } from './data-paths';
import { diskFile } from './disk-file';
import { UNWATCHED, columnSets } from './exact-facts';
import { readBytes } from './read-input';
import { TABLE_USAGE, askedHere, tableChoiceOf } from './table-options';

const USAGE =
  '请写成 zhiya fingerprint 数据.csv --salt-file 盐值.txt [--key 列1,列2] [--out 指纹.json]，或 zhiya fingerprint --compare 甲.json 乙.json';
const ENVIRONMENT = 'ZHIYA_FINGERPRINT_SALT';

/** Never from the command line, which other users of the machine can see. */
const saltOf = async (options: Options): Promise<Result<FingerprintSalt>> => {
  const path = textOption(options, 'salt-file');
  const held = process.env[ENVIRONMENT];
  if (path === undefined)
    return held === undefined
      ? refuse('E_SALT', `没有给出盐值：请用 --salt-file，或环境变量 ${ENVIRONMENT}`, '--salt-file', USAGE)
      : saltFromText(held);
  const file = await readBytes(path);
  if (!file.ok) return file;
  const text = decodeUtf8(file.value.bytes);
  return text.ok ? saltFromText(text.value) : text;
};

const make = async (files: readonly string[], options: Options): Promise<Result<Answer>> => {
  const choice = tableChoiceOf(options);
  if (!choice.ok) return choice;
  const salt = await saltOf(options);
  if (!salt.ok) return salt;
  const made = await withDataPaths(files, async (paths) => {
    const sources = askedHere(await openDataset(paths.map(diskFile), choice.value));
    if (!sources.ok) return sources;
    const { missingTokens } = shippedReportSettings().profile;
    const keys = columnSets(options, 'key');
    return fingerprintFiles({
      sources: sources.value,
      salt: salt.value,
      keys,
      missingTokens,
      watch: UNWATCHED,
    });
  });
  if (!made.ok) return made;
  const out = textOption(options, 'out');
  if (out !== undefined)
    try {
      await writeFile(out, fingerprintJson(made.value), { mode: 0o600 });
    } catch {
      return refuse('E_FILE', `写不了文件“${out}”`, out, '请核对路径和权限');
    }
  const { rows, saltId, lists } = made.value;
  const of = lists.map((list) => (list.of === 'rows' ? '整行' : list.columns.join(' + ')));
  return ok({
    document: { schema: 'zhiya.fingerprint/1', fingerprint: plain(made.value) },
    text: `${rows} 行，盐值标识 ${saltId}，清单：${of.join('、')}`,
    finding: false,
  });
};

const compare = async (files: readonly string[]): Promise<Result<Answer>> => {
  const [first, second, ...more] = files;
  if (first === undefined || second === undefined || more.length > 0)
    return refuse('E_USAGE', '比较要给出两个文件', '--compare', USAGE);
  const sides = [];
  for (const path of [first, second]) {
    const file = await readBytes(path);
    if (!file.ok) return file;
    const read = await readFingerprints(file.value.bytes, file.value.name);
    if (!read.ok) return read;
    sides.push(read.value);
  }
  const [left = [], right = []] = sides;
  const pairs = left.flatMap((a) =>
    right.map((b) => ({
      first: a.title,
      second: b.title,
      comparison: compareFingerprints(a.fingerprint, b.fingerprint),
    })),
  );
  return ok({
    document: { schema: 'zhiya.fingerprint-comparison/1', pairs: plain(pairs) },
    text: pairs
      .flatMap(({ first: a, second: b, comparison }) => [
        `${a} 与 ${b}：`,
        ...(comparison.kind === 'unknown'
          ? [`  不能比较：${comparison.reason}`]
          : comparison.lists.map(
              ({ of, columns, statement }) =>
                `  ${of === 'rows' ? '整行' : columns.join(' + ')}：${statement}`,
            )),
      ])
      .join('\n'),
    finding: false,
  });
};

/** Makes a keyed fingerprint of a data set, or tells how much two of them have in common. */
export const fingerprintCommand: Command = {
  usage: `fingerprint FILE… --salt-file F [--key A,B]… [--out 指纹.json]
    ${TABLE_USAGE}
  fingerprint --compare A B`,
  run: ({ files, options }) => {
    if (options['compare'] === true) return compare(files);
    return files.length === 0
      ? Promise.resolve(refuse('E_USAGE', '没有给出数据文件', 'fingerprint', USAGE))
      : make(files, options);
  },
};
