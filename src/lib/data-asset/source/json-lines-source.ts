import { type Result, fail, ok, refuse } from '../../kernel/result';
import { FaultTally } from './fault-tally';
import type { HeadEncoding } from './head-encoding';
import { MAX_COLUMNS, settleNames } from './header-names';
import { JsonLine, type LineFault } from './json-line';
import { LINE_BYTES, LineSplitter } from './line-splitter';
import { RecordWriter, WRITTEN_DELIMITER } from './record-writer';
import type { SourceChoice, SourceChunk, SourceFile, TableSource } from './source-model';
import { type TextForm, textLines } from './text-bytes';
import { without } from './whole-lines';

/** Records and bytes whose names make the columns. */
const SAMPLE_RECORDS = 1000;
const SAMPLE_BYTES = 4 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

const LINE_TEXT: Readonly<Record<LineFault, string>> = {
  E_JSON: '不是有效的 JSON，该行未计入',
  E_JSON_KIND: '是有效的 JSON，但不是对象 {…}，该行未计入',
  E_JSON_KEY: '同一个键出现了两次，该行未计入',
  E_JSON_DEPTH: '嵌套超过 64 层，该行未计入',
  E_COLUMNS: '键超过 4096 个，该行未计入',
};

interface Sample {
  readonly columns: readonly string[];
  readonly records: number;
  readonly lines: number;
  /** A record had more names than a table may have columns. */
  readonly wide: boolean;
}

/** Whether the text begins as an object does; a table whose first name begins with `{"` is not expected. */
export const looksLikeJsonLines = (head: Uint8Array): boolean => {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 256)).replace(/^\u00ef\u00bb\u00bf/, '');
  return /^\s*\{\s*["}]/.test(text);
};

/** Whether the text begins as an array of objects or arrays does; read as a table, its values would become names of columns. */
export const looksLikeJsonArray = (head: Uint8Array): boolean => {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 256)).replace(/^\u00ef\u00bb\u00bf/, '');
  return /^\s*\[\s*(?:\{\s*["}]|\[\s*["\d[\]-])/.test(text);
};

/** Names in the order of their first occurrence. */
const sampleColumns = async (stream: AsyncIterable<SourceChunk>): Promise<Result<Sample>> => {
  const reader = new JsonLine(null);
  let records = 0;
  let lines = 0;
  let wide = false;
  const splitter = new LineSplitter({
    line: (bytes, start, end, line) => {
      if (records === SAMPLE_RECORDS) return;
      lines = line;
      const outcome = reader.read(bytes, start, end);
      if (outcome === null) records += 1;
      wide ||= outcome === 'E_COLUMNS';
    },
    tooLong: (line) => {
      lines = line;
    },
  });
  let taken = 0;
  for await (const chunk of stream) {
    if (chunk.failure !== undefined && taken === 0) return fail(chunk.failure);
    splitter.push(chunk.bytes);
    taken += chunk.bytes.length;
    if (records === SAMPLE_RECORDS || (records > 0 && taken >= SAMPLE_BYTES) || taken >= 4 * LINE_BYTES)
      break;
  }
  if (records === 0) splitter.finish();
  return ok({ columns: reader.columns, records, lines, wide });
};

/** Turns lines into records; what cannot become one is counted with line and offset. */
class LineConverter {
  readonly #reader: JsonLine;
  readonly #faults = new FaultTally();
  readonly #splitter: LineSplitter;
  readonly writer: RecordWriter;

  /** @param columns keys as they stand in the lines */
  constructor(columns: readonly string[]) {
    const reader = new JsonLine(columns);
    this.#reader = reader;
    this.writer = new RecordWriter(columns.length);
    this.#splitter = new LineSplitter({
      line: (bytes, start, end, line, offset) => {
        this.#line(reader.read(bytes, start, end), line, offset);
      },
      tooLong: (line, offset) => {
        this.#faults.add('E_LINE_LONG', `单行超过 ${LINE_BYTES} 字节，该行未计入`, offset, line);
      },
    });
  }

  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  finish(): FaultTally {
    this.#splitter.finish();
    return this.#faults;
  }

  get faults(): FaultTally {
    return this.#faults;
  }

  #line(outcome: LineFault | 'blank' | null, line: number, offset: number): void {
    if (outcome === 'blank') {
      this.writer.blank();
      return;
    }
    if (outcome !== null) {
      this.#faults.add(outcome, LINE_TEXT[outcome], offset, line);
      return;
    }
    const reader = this.#reader;
    if (reader.unknown > 0)
      this.#faults.add(
        'E_JSON_UNKNOWN',
        '出现了开头各行没有的键，其值未计入任何一列',
        offset,
        line,
        reader.unknown,
      );
    if (reader.lone > 0)
      this.#faults.add('E_SURROGATE', '半个代理字符，已用替代符号 U+FFFD 表示', offset, line, reader.lone);
    for (let c = 0; c < reader.starts.length; c += 1)
      if (reader.has(c)) this.writer.bytes(reader.cells, reader.starts[c] ?? 0, reader.ends[c] ?? 0);
      else this.writer.empty();
    this.writer.endRecord();
  }
}

async function* converted(
  stream: AsyncIterable<SourceChunk>,
  columns: readonly string[],
): AsyncGenerator<SourceChunk> {
  const converter = new LineConverter(columns);
  let consumed = 0;
  for await (const chunk of stream) {
    ({ consumed } = chunk);
    converter.push(chunk.bytes);
    if (chunk.failure !== undefined) {
      converter.faults.addAll(chunk.faults ?? []);
      yield {
        bytes: converter.writer.take(),
        consumed,
        failure: chunk.failure,
        faults: converter.faults.list(),
      };
      return;
    }
    if (chunk.faults !== undefined) converter.faults.addAll(chunk.faults);
    if (converter.writer.length >= CHUNK_BYTES) yield { bytes: converter.writer.take(), consumed };
  }
  const faults = converter.finish().list();
  yield { bytes: converter.writer.take(), consumed, faults };
}

/**
 * One JSON object per line as delimited records. Columns are the names of the first 1,000 records (at most 4 MiB), in the
 * order of their first occurrence, or those chosen; names that come later are counted. `null`, `""` and a missing name are all
 * the empty cell.
 * @param mark bytes of a UTF-8 byte-order mark
 *
 * Errors: `E_JSON` when no line of the beginning is an object; those of `settleNames`.
 */
export const openJsonLines = async (
  file: SourceFile,
  form: TextForm,
  { encoding, mark, note }: HeadEncoding,
  choice: SourceChoice,
): Promise<Result<TableSource>> => {
  const skip = form.transcoding === null ? mark : 0;
  const lines = (): AsyncGenerator<SourceChunk> => without(textLines(file, form), skip);
  const sample = await sampleColumns(lines());
  if (!sample.ok) return sample;
  const { records, lines: seen } = sample.value;
  if (sample.value.wide)
    return refuse('E_COLUMNS', `开头的记录有超过 ${MAX_COLUMNS} 个键`, file.name, '请拆成较窄的表后再画像');
  if (records === 0)
    return refuse(
      'E_JSON',
      `开头 ${seen} 行中没有一行是完整的 JSON 对象`,
      file.name,
      'JSON Lines 须每行一个对象；排版过的 JSON 或 [ ] 数组请先转换成每行一个对象',
    );
  const keys = choice.columns ?? sample.value.columns;
  const settled = settleNames(keys, file.name, true);
  if (!settled.ok) return settled;
  return ok({
    file,
    format: 'jsonl',
    gzip: form.gzip,
    encoding,
    delimiter: WRITTEN_DELIMITER,
    pairs: false,
    header: settled.value.header,
    seekable: false,
    from: 0,
    sheet: null,
    sheets: [],
    notes: [
      ...settled.value.notes,
      ...(note === null ? [] : [note]),
      `列取自前 ${records} 条记录出现过的键；缺键、null 与空文字都按空单元格计`,
    ],
    claimedRows: null,
    stream: () => converted(lines(), keys),
  });
};
