import type { Failure } from '../../kernel/result';
import { ByteRecords } from '../byte-records';
import type { TableSource } from './source-model';

/** Characters of a cell that are shown, and bytes read for a preview. */
const CELL_LENGTH = 200;
const PREVIEW_BYTES = 4 * 1024 * 1024;

export interface Preview {
  /** Cells as text, cut to 200 characters; a record may have more or fewer of them than the header. */
  readonly rows: readonly (readonly string[])[];
  /** Where they stand in the file, as a person counts rows there; empty for formats without rows. */
  readonly numbers: readonly number[];
  /** The source broke off before so many rows were read. */
  readonly failure: Failure | null;
}

/**
 * The first rows as they will be profiled. For the owner's own screen: nothing of it may be stored.
 * @param rows at most so many
 */
export const previewRows = async (source: TableSource, rows = 20): Promise<Preview> => {
  const gb = source.seekable && source.encoding === 'gb18030';
  const decoder = new TextDecoder(gb ? 'gb18030' : 'utf-8', { ignoreBOM: true });
  const found: string[][] = [];
  const numbers: number[] = [];
  const { place } = source;
  let row = place?.header ?? 0;
  const records = new ByteRecords(source.delimiter, source.pairs, source.from, {
    record: (bytes, starts, ends, fields) => {
      row += 1;
      if (found.length >= rows) return;
      if (place !== undefined) numbers.push(place.first?.[found.length] ?? row);
      found.push(
        Array.from({ length: Math.min(fields, starts.length) }, (_, i) => {
          const from = starts[i] ?? 0;
          const to = Math.min(ends[i] ?? 0, from + CELL_LENGTH * 4);
          return Array.from(decoder.decode(bytes.subarray(from, to)))
            .slice(0, CELL_LENGTH)
            .join('');
        }),
      );
    },
    blank: () => {
      row += 1;
    },
    fault: (code) => {
      if (code === 'E_RECORD') row += 1;
    },
  });
  let failure: Failure | null = null;
  let taken = 0;
  for await (const chunk of source.stream()) {
    records.push(chunk.bytes);
    taken += chunk.bytes.length;
    if (found.length >= rows) return { rows: found, numbers, failure: null };
    failure = chunk.failure ?? null;
    if (failure !== null || taken >= PREVIEW_BYTES) return { rows: found, numbers, failure };
  }
  records.finish();
  return { rows: found, numbers, failure };
};
