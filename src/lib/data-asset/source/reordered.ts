import { ByteRecords, type ScanFault } from '../byte-records';
import { FaultTally } from './fault-tally';
import { RecordWriter, WRITTEN_DELIMITER } from './record-writer';
import type { SourceChunk, TableSource } from './source-model';
import { transcoded } from './transcode';

const CHUNK_BYTES = 256 * 1024;

const FAULT_TEXT: Readonly<Record<ScanFault, string>> = {
  E_QUOTE_TEXT: '右引号之后还有文字',
  E_QUOTE_STRAY: '未加引号的单元格中有引号',
  E_RECORD: '单条记录超过 1 MiB，未计入',
  E_QUOTE_OPEN: '引号没有闭合，其后的内容未计入',
};

/** Writes the fields of each record in another order; ragged records are handed on as they are, for the kernel to count. */
class Reorderer {
  readonly writer: RecordWriter;
  readonly faults = new FaultTally();
  readonly #records: ByteRecords;

  /** @param order for each column of the dataset its place in the file */
  constructor(source: TableSource, order: readonly number[], offset: number) {
    this.writer = new RecordWriter(order.length);
    this.#records = new ByteRecords(source.delimiter, false, offset, {
      record: (bytes, starts, ends, fields) => {
        const places =
          fields === order.length
            ? order
            : Array.from({ length: Math.min(fields, starts.length) }, (_, i) => i);
        for (const place of places) this.writer.bytes(bytes, starts[place] ?? 0, ends[place] ?? 0);
        this.writer.endRecord();
      },
      blank: () => {
        this.writer.blank();
      },
      fault: (code, at) => {
        this.faults.add(code, FAULT_TEXT[code], at, null);
      },
    });
  }

  push(bytes: Uint8Array): void {
    this.#records.push(bytes);
  }

  finish(): void {
    this.#records.finish();
  }
}

async function* reorderedStream(source: TableSource, order: readonly number[]): AsyncGenerator<SourceChunk> {
  const gb = source.seekable && source.encoding === 'gb18030';
  const reorderer = new Reorderer(source, order, source.from);
  let consumed = 0;
  for await (const chunk of gb ? transcoded(source.stream(), 'gb18030', 0) : source.stream()) {
    ({ consumed } = chunk);
    reorderer.push(chunk.bytes);
    reorderer.faults.addAll(chunk.faults ?? []);
    if (chunk.failure !== undefined) {
      yield {
        bytes: reorderer.writer.take(),
        consumed,
        failure: chunk.failure,
        faults: reorderer.faults.list(),
      };
      return;
    }
    if (reorderer.writer.length >= CHUNK_BYTES) yield { bytes: reorderer.writer.take(), consumed };
  }
  reorderer.finish();
  yield { bytes: reorderer.writer.take(), consumed, faults: reorderer.faults.list() };
}

/** The same table with its columns in another order; it can only be streamed. */
export const reordered = (source: TableSource, header: readonly string[]): TableSource => ({
  ...source,
  header,
  delimiter: WRITTEN_DELIMITER,
  pairs: false,
  seekable: false,
  from: 0,
  notes: [...source.notes, '列的顺序与第一个文件不同，已按列名对应'],
  stream: () =>
    reorderedStream(
      source,
      header.map((name) => source.header.indexOf(name)),
    ),
});
