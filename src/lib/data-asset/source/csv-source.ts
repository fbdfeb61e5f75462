import { type Result, fail, ok, refuse } from '../../kernel/result';
import { type CsvHead, noHeaderRow, readCsvHead } from './csv-head';
import { FaultTally } from './fault-tally';
import type { HeadEncoding } from './head-encoding';
import { filePieces } from './read-file';
import type { SourceChoice, SourceChunk, SourceFile, TableSource } from './source-model';
import { type TextForm, type TextHead, headOf, textBytes, textLines } from './text-bytes';
import { wholeLines, without } from './whole-lines';

/** Longest first record. */
const FIRST_RECORD_BYTES = 2 * 1024 * 1024;

/** Counts NUL bytes, which no text table has on purpose, at their offsets in the text. */
async function* nulsCounted(stream: AsyncIterable<SourceChunk>, from: number): AsyncGenerator<SourceChunk> {
  const faults = new FaultTally();
  let at = from;
  let consumed = 0;
  for await (const chunk of stream) {
    ({ consumed } = chunk);
    countNuls(chunk.bytes, at, faults);
    at += chunk.bytes.length;
    if (chunk.failure !== undefined || chunk.faults !== undefined) {
      faults.addAll(chunk.faults ?? []);
      yield { ...chunk, faults: faults.list() };
      return;
    }
    if (chunk.bytes.length > 0) yield chunk;
  }
  yield { bytes: new Uint8Array(0), consumed, faults: faults.list() };
}

/** Adds the NUL bytes of a part of a text to a tally. @param offset of the part in the text */
export const countNuls = (bytes: Uint8Array, offset: number, faults: FaultTally): void => {
  const first = bytes.indexOf(0);
  if (first < 0) return;
  let count = 0;
  for (let at = first; at < bytes.length; at += 1) if (bytes[at] === 0) count += 1;
  faults.add('E_NUL', '文件中有 NUL 字节（0x00），按原样保留在单元格中', offset + first, null, count);
};

const readHead = async (
  file: SourceFile,
  form: TextForm,
  head: TextHead,
  gb: boolean,
  choice: SourceChoice,
): Promise<Result<CsvHead>> => {
  const first = readCsvHead(head, file.name, gb, choice);
  if (!first.ok) return first;
  if (first.value !== null) return ok(first.value);
  const longer = await headOf(textBytes(file, form), FIRST_RECORD_BYTES);
  if (!longer.ok) return longer;
  const second = readCsvHead(longer.value, file.name, gb, choice);
  if (!second.ok) return fail(second.failure);
  if (second.value === null && choice.headerRow !== undefined)
    return noHeaderRow(choice.headerRow, `不在文件开头 ${FIRST_RECORD_BYTES} 字节之内`, file.name);
  return second.value === null
    ? refuse(
        'E_HEADER',
        `到字节偏移 ${longer.value.bytes.length} 仍没有完整的首行（上限 ${FIRST_RECORD_BYTES} 字节）`,
        file.name,
        '请确认首行是列名、换行符正常且引号成对',
      )
    : ok(second.value);
};

/**
 * A table as delimited text. Plain UTF-8, GB 18030 and ASCII files are their own records; gzip and UTF-16 can only be
 * streamed, and come as UTF-8.
 * @param head first bytes of the text, transcoded as `form` says
 */
export const openCsv = async (
  file: SourceFile,
  form: TextForm,
  { encoding, note }: HeadEncoding,
  head: TextHead,
  choice: SourceChoice,
): Promise<Result<TableSource>> => {
  const seekable = !form.gzip && form.transcoding === null;
  const opened = await readHead(file, form, head, encoding === 'gb18030' && seekable, choice);
  if (!opened.ok) return opened;
  const { delimiter, pairs, header, headerRow, from, notes } = opened.value;
  return ok({
    file,
    format: 'csv',
    gzip: form.gzip,
    encoding,
    delimiter,
    pairs,
    header,
    seekable,
    from: seekable ? from : 0,
    sheet: null,
    sheets: [],
    place: { header: headerRow },
    notes: note === null ? notes : [...notes, note],
    claimedRows: null,
    stream: () =>
      nulsCounted(seekable ? wholeLines(filePieces(file, from)) : without(textLines(file, form), from), from),
  });
};
