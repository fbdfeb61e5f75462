import { type Result, mapResult } from '../kernel/result';
import type { Compression } from './zip-deflate';
import { readZip } from './zip-reader';
import { writeZip } from './zip-writer';

/**
 * Packs a workbook or text document anew so that its bytes depend on its content only: the libraries that write .docx
 * and .xlsx stamp each entry with the moment of writing.
 *
 * @param transform may replace the content of an entry, for instance the dates in `docProps/core.xml`
 * @param compression as for `writeZip`
 * @returns the archive as `writeZip` writes it, or the refusal of `readZip`
 */
export const rezip = async (
  bytes: Uint8Array,
  transform: (name: string, bytes: Uint8Array) => Uint8Array = (_name, content) => content,
  compression: Compression = 'store',
): Promise<Result<Uint8Array>> =>
  mapResult(await readZip(bytes), (files) =>
    writeZip(
      [...files].map(([name, content]) => [name, transform(name, content)] as const),
      compression,
    ),
  );
