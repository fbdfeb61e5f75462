import { firstBad, utf8Length } from '../intake/byte-sequences';
import { type Delimiter, declaredDelimiter, sniffDelimiter } from '../intake/csv-delimiter';
import { containerKind } from '../intake/file-kind';
import { type Result, ok, refuse } from '../kernel/result';

export interface Head {
  readonly delimiter: Delimiter;
  /** Lead bytes take their trail byte along (GB 18030 under the delimiter `|`). */
  readonly pairs: boolean;
  /** Offset of the first byte of the table. */
  readonly start: number;
}

const RESAVE = '请在原软件中另存为 UTF-8 编码的 CSV 后再画像';

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);

/** Up to the last line end, so that no character is cut. */
const wholeLines = (bytes: Uint8Array, complete: boolean): Uint8Array => {
  const end = complete ? -1 : bytes.lastIndexOf(10);
  return end < 0 ? bytes : bytes.subarray(0, end + 1);
};

/**
 * Looks at the first bytes of a table: kind of file, byte-order mark, delimiter (declared by `sep=` or the
 * best fit). The encoding itself is settled at the end, from all fields.
 */
export const openHead = (bytes: Uint8Array, complete: boolean, fileName: string): Result<Head> => {
  const kind = containerKind(bytes, fileName);
  if (!kind.ok) return kind;
  if (kind.value === 'zip')
    return refuse('E_KIND', '这是工作簿或压缩包，画像只读取 CSV 文本', fileName, '请另存为 CSV 后再画像');
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    return refuse('E_ENCODING', '文件是 UTF-16 编码，画像只读取 UTF-8 和 GB18030', fileName, RESAVE);
  const bom = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const sample = wholeLines(bytes.subarray(bom), complete);
  const utf8 = firstBad(sample, 0, utf8Length) < 0;
  const text = new TextDecoder(utf8 ? 'utf-8' : 'gb18030', { ignoreBOM: true }).decode(sample);
  const declared = declaredDelimiter(text);
  if (declared !== null)
    return ok({
      delimiter: declared.delimiter,
      pairs: declared.delimiter === '|' && !utf8,
      start: bom + declared.length,
    });
  const delimiter = sniffDelimiter(text, complete, fileName);
  if (!delimiter.ok) return delimiter;
  return ok({ delimiter: delimiter.value, pairs: delimiter.value === '|' && !utf8, start: bom });
};
