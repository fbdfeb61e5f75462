export interface GuardEdit {
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}
/** One guard of one row. Several edits: it stands in several layers, and all of them are taken away. */
export interface Guard {
  readonly row: string;
  /** What is taken away. */
  readonly guard: string;
  readonly edits: readonly GuardEdit[];
}
export declare const ROWS: readonly string[];
export declare const readGuards: (root: string) => readonly Guard[];
export declare const testFilesByRow: (root: string) => ReadonlyMap<string, readonly string[]>;
/** Throws, naming the row, when the text is not there exactly once. */
export declare const lineOf: (guard: Guard, edit: GuardEdit, text: string) => number;
