/** What a ZIP archive may contain. Sizes are bytes; every limit is inclusive. */
export interface ZipPolicy {
  /** Size of the archive file itself. */
  readonly maxArchive: number;
  /** Sum of all entries after inflating. */
  readonly maxTotal: number;
  /** One entry after inflating. */
  readonly maxEntry: number;
  /** Number of directory records, folders included. */
  readonly maxEntries: number;
  /** Inflated ÷ compressed size of one entry, applied once the inflated size passes `ratioFrom`. */
  readonly maxRatio: number;
  readonly ratioFrom: number;
  /** Central directory, and beside it names and extra fields of all local headers together. */
  readonly maxDirectory: number;
  /** Extra fields of one record. */
  readonly maxExtra: number;
  /** UTF-8 length of an entry name. */
  readonly maxNameBytes: number;
  /** Path segments, the file itself included. */
  readonly maxDepth: number;
  /**
   * `han-ascii`: only what our own writer produces (Han, ASCII letters and digits, a short list of marks).
   * `any`: every visible character.
   */
  readonly alphabet: 'han-ascii' | 'any';
  /**
   * Names that are neither ASCII nor marked UTF-8 (common from Windows and Mac tools): `ask` = E_ASK_ENCODING showing
   * the names as they would read, so that a person decides and the caller reads again with `utf-8` or `gb18030`.
   */
  readonly legacyNames: 'ask' | 'utf-8' | 'gb18030';
  /** Inflate only the entries it accepts; all others are still checked, but not their content. */
  readonly select?: (name: string) => boolean;
}

const MB = 1024 * 1024;

/** Archives made elsewhere: workbooks, text documents, lists from third parties. Default of `readZip`. */
export const FOREIGN_ZIP_POLICY: ZipPolicy = {
  maxArchive: 500 * MB,
  maxTotal: 1024 * MB,
  maxEntry: 200 * MB,
  maxEntries: 5_000,
  maxRatio: 100,
  ratioFrom: MB,
  // 5,000 records with the longest names and the usual extra fields take less than 3 MB; Office pads a header with some KB.
  maxDirectory: 4 * MB,
  maxExtra: 16 * 1024,
  maxNameBytes: 240,
  maxDepth: 6,
  alphabet: 'any',
  legacyNames: 'ask',
};

/** Our own packages, case files and backups. The Finder drops the UTF-8 mark when it packs them anew; GBK is refused. */
export const PACKAGE_ZIP_POLICY: ZipPolicy = {
  ...FOREIGN_ZIP_POLICY,
  alphabet: 'han-ascii',
  legacyNames: 'utf-8',
};

const UNITS = [
  ['GB', 1024 * MB],
  ['MB', MB],
  ['KB', 1024],
] as const;

/** A size for messages, one decimal at most: `200 MB`, `1.5 KB`, `121 字节`. */
export const sizeText = (bytes: number): string => {
  for (const [unit, factor] of UNITS)
    if (bytes >= factor) return `${(Math.round((bytes * 10) / factor) / 10).toString()} ${unit}`;
  return `${bytes.toString()} 字节`;
};
