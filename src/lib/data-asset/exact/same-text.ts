import type { TableSource } from '../source/table-source';
import { transcoded } from '../source/transcode';

/** How the records of a source come to a pass. */
export interface PassStream {
  readonly delimiter: number;
  readonly pairs: boolean;
  /** Offset of the first byte of `stream`. */
  readonly from: number;
  readonly stream: TableSource['stream'];
}

const isGb = ({ seekable, encoding }: TableSource): boolean => seekable && encoding === 'gb18030';

const asUtf8 = (source: TableSource): PassStream =>
  isGb(source)
    ? {
        delimiter: source.delimiter,
        pairs: false,
        from: 0,
        stream: () => transcoded(source.stream(), 'gb18030', 0),
      }
    : source;

/** Sources whose texts are compared by their bytes come in one encoding: as they are when all agree, else in UTF-8. */
export const inOneEncoding = (sources: readonly TableSource[]): readonly PassStream[] =>
  sources.every(isGb) ? sources : sources.map(asUtf8);

/** In UTF-8, for what is compared with packages that are not here. */
export const inUtf8 = (sources: readonly TableSource[]): readonly PassStream[] => sources.map(asUtf8);
