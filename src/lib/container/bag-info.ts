import { type Failure, type Result, fail, ok } from '../kernel/result';
import { tagTextFault } from './bag-manifest';
import { INFO_FILE } from './bag-profile';
import { HIDDEN_CHARACTER, fault } from './fault';

/** Label and value lines of bag-info.txt (RFC 8493 §2.2.2), in order. */
export type BagInfo = readonly (readonly [label: string, value: string])[];

const OXUM = 'Payload-Oxum';
const LABEL = /^[A-Za-z][A-Za-z0-9-]{0,59}$/;
const MAX_VALUE = 2_000;
const REWRITE = '请索取原始文件';

const problem = ([label, value]: readonly [string, string]): string | null => {
  if (!LABEL.test(label)) return `项目名“${label}”只能用英文字母、数字和连字符`;
  if (value === '' || value.trim() !== value) return `“${label}”的内容为空或首尾有空格`;
  if (value.length > MAX_VALUE) return `“${label}”的内容超过 ${MAX_VALUE} 个字符`;
  return HIDDEN_CHARACTER.test(value) ? `“${label}”的内容含有换行或看不见的字符` : null;
};

/** Why these lines cannot be written: E_FORMAT with the label. `Payload-Oxum` is computed and must not be given. */
export const bagInfoFault = (info: BagInfo): Failure | null => {
  for (const line of info) {
    const found = line[0] === OXUM ? `“${OXUM}”由程序计算，不能填写` : problem(line);
    if (found !== null)
      return fault('E_FORMAT', `${INFO_FILE} › ${line[0]}`, found, '请改正后再导出', 'RFC 8493 §2.2.2');
  }
  return null;
};

/** Bytes and files of the payload as `bytes.files` (RFC 8493 §2.2.2, Payload-Oxum). */
export const payloadOxum = (payload: ReadonlyMap<string, { readonly length: number }>): string =>
  `${[...payload.values()].reduce((sum, { length }) => sum + length, 0)}.${payload.size}`;

/** The text of bag-info.txt; the computed Payload-Oxum is its last line. */
export const bagInfoText = (info: BagInfo, oxum: string): string =>
  [...info, [OXUM, oxum] as const].map(([label, value]) => `${label}: ${value}\n`).join('');

/** Reads bag-info.txt in the one form `bagInfoText` gives it. Fails with E_CANON or E_FORMAT, naming the line. */
export const parseBagInfo = (text: string): Result<{ readonly info: BagInfo; readonly oxum: string }> => {
  const malformed = tagTextFault(text, INFO_FILE);
  if (malformed !== null) return fail(malformed);
  const info: (readonly [string, string])[] = [];
  for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
    const at = line.indexOf(': ');
    const pair = [line.slice(0, Math.max(0, at)), line.slice(at + 2)] as const;
    const found = at < 1 ? '应为“项目: 内容”' : problem(pair);
    if (found !== null)
      return fail(fault('E_FORMAT', `${INFO_FILE} › 第 ${i + 1} 行`, found, REWRITE, 'RFC 8493 §2.2.2'));
    info.push(pair);
  }
  const [label, oxum] = info.pop() ?? [];
  if (label !== OXUM || oxum === undefined || info.some(([other]) => other === OXUM))
    return fail(
      fault('E_CANON', INFO_FILE, `${INFO_FILE} 末行应是唯一的 ${OXUM}`, REWRITE, 'RFC 8493 §2.2.2'),
    );
  return ok({ info, oxum });
};
