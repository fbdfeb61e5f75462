import type { ProfileBundle } from '../bundle/bundle-model';
import type { ProfileSketch } from '../kernel/sketch';

/** What all values above ASCII say about how the bytes are to be read. */
export interface SettledEncoding {
  readonly encoding: 'utf-8' | 'gb18030';
  /** Values that are not valid in it. */
  readonly bad: number;
}

/** The encoding that most values above ASCII fit; the others are counted. Streams are always UTF-8. */
export const settledEncoding = (
  { columns }: ProfileSketch,
  { files }: Pick<ProfileBundle, 'files'>,
): SettledEncoding => {
  let [utf8Only, gbOnly, either, neither] = [0, 0, 0, 0];
  for (const { encodings } of columns) {
    utf8Only += encodings.utf8Only;
    gbOnly += encodings.gb18030Only;
    either += encodings.either;
    neither += encodings.neither;
  }
  const raw = files.some(({ format, gzip, encoding }) => format === 'csv' && !gzip && encoding === 'gb18030');
  // What can be read both ways is nearly always UTF-8: an even number of Chinese characters of three bytes each.
  const gb = gbOnly > utf8Only + either || (gbOnly >= utf8Only && raw);
  return gb ? { encoding: 'gb18030', bad: utf8Only + neither } : { encoding: 'utf-8', bad: gbOnly + neither };
};
