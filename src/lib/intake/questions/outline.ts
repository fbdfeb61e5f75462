import type { ReadPatents } from '../import-patents';
import type { RecordFailure, Table } from '../table';
import type { ImportQuestions } from './import-questions';
import type { ImportPlan } from './plan-import';

/** What a person sees before a list becomes part of the case: what is asked and what could not be read. */
export interface ImportOutline {
  readonly questions: ImportQuestions;
  /** Records that cannot be read, and why. */
  readonly failures: readonly RecordFailure[];
  /** What to look at although the record was read. */
  readonly warnings: readonly RecordFailure[];
  /** Rows that the reader of the file left out. */
  readonly readFaults: readonly RecordFailure[];
  readonly counts: { readonly records: number; readonly failed: number; readonly leftOut: number };
}

/** The plan without its records, beside the failures of the reading. */
export const importOutline = (table: Table, read: ReadPatents, { questions }: ImportPlan): ImportOutline => {
  const named = new Set(questions.publicationRows.map(({ record }) => record));
  const failed = read.built.filter(({ patent, record }) => patent === null && !named.has(record));
  return {
    questions,
    failures: [...read.faults, ...failed.flatMap(({ failures }) => failures)],
    warnings: read.built.filter(({ patent }) => patent !== null).flatMap(({ warnings }) => warnings),
    readFaults: table.faults,
    counts: {
      records: table.rows.length + table.leftOut,
      failed: read.faults.length > 0 ? table.rows.length : failed.length,
      leftOut: table.leftOut,
    },
  };
};
