import { openTable } from '../../../src/lib/data-asset/kernel/open-table';
import { splitRanges } from '../../../src/lib/data-asset/kernel/split-ranges';
import { mustBeOk } from '../../../src/lib/kernel/result';

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

/** Header and as many ranges of whole records as asked. */
export const splitFile = async (file: File, parts: number) => {
  const head = await bytesOf(file.slice(0, 64 * 1024));
  const table = mustBeOk(openTable(head, head.length === file.size, file.name));
  const columns = table.header.length;
  const ranges = await splitRanges({ ...table, columns, size: file.size, parts }, (from, to) =>
    bytesOf(file.slice(from, to)),
  );
  return { table, columns, ranges };
};
