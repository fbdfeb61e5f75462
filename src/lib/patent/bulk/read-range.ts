import type { PatentRecord } from '../../case/patents-section';
import { blankness } from '../../intake/bulk/cell-text';
import { emptyTable } from '../../intake/bulk/empty-table';
import { publicationKeyOf } from '../../intake/bulk/identity-bytes';
import { PatentRowReader } from '../../intake/bulk/patent-row-reader';
import { RowCells } from '../../intake/bulk/row-cells';
import { RowScanner } from '../../intake/bulk/row-scanner';
import { importContext } from '../../intake/patent-cells';
import { buildRecord } from '../../intake/patent-record';
import { valueVocabulary } from '../../intake/patent-vocabulary';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { scoringContext1 } from '../score/scoring-context';
import { FailedBuffers, RangeBuffers } from './range-buffers';
import type { RangeColumns, RangeJob } from './range-columns';
import { RowPoints, measurable } from './row-points';

/** Id of the one import batch of the case that a range job carries. */
export const BATCH_ID = 'import-1';

/** Whether no cell of the record at hand holds more than white space. */
const isBlankRow = (row: RowCells, fields: number): boolean => {
  for (let i = 0; i < fields; i++) {
    const blank = blankness(row.bytes, row.start(i), row.end(i)) ?? row.text(i).trim() === '';
    if (!blank) return false;
  }
  return true;
};

/** Last column with content from `used` on, plus one. */
const usedBy = (row: RowCells, fields: number, used: number): number => {
  for (let i = fields - 1; i >= used; i--) {
    const blank = blankness(row.bytes, row.start(i), row.end(i)) ?? row.text(i).trim() === '';
    if (!blank) return i + 1;
  }
  return used;
};

const SEVERAL_WIDTHS = -1;
const NO_ROWS = -2;

/**
 * Reads one range of a list into columns: rows → facts → points and gates. No record is built but for what has not been met
 * before and for rows that fail. Fails as `scoringContext1` does, or when the vocabulary cannot be read.
 */
export const readRange = (job: RangeJob, rules: RulesAt): Result<RangeColumns> => {
  const scoring = scoringContext1(job.caseRecord, rules);
  if (!scoring.ok) return scoring;
  const words = valueVocabulary(rules);
  if (!words.ok) return words;
  const { bytes, width } = job;
  const context = importContext(emptyTable(job), job.columns, words.value, false);
  const scanner = new RowScanner(bytes, job.from, job.end, job.delimiter);
  const row = new RowCells(bytes, scanner, context, width);
  const reader = new PatentRowReader(row, { at: job.tail[0], end: job.tail[1] });
  const buffers = new RangeBuffers(job.expectedRows, measurable(scoring.value).length);
  const failed = new FailedBuffers();
  const title = row.column('title');
  let records = 0;
  let blank = 0;
  let uniform = NO_ROWS;
  let used = 0;
  const recordOfRow = (): PatentRecord => {
    const { patent } = buildRecord(row.row(records), context, BATCH_ID);
    if (patent === null) throw new Error(`row ${records} was read but cannot be built`);
    return patent;
  };
  const points = new RowPoints(scoring.value, buffers.points, recordOfRow);
  while (scanner.position < job.to && scanner.next()) {
    const record = records;
    const { fields } = scanner;
    if (scanner.stray) failed.addMisfit({ record, line: scanner.startLine, width: null });
    else if (isBlankRow(row, fields)) blank += 1;
    else {
      if (uniform === NO_ROWS) uniform = fields;
      else if (uniform !== fields) uniform = SEVERAL_WIDTHS;
      if (used < fields) used = usedBy(row, fields, used);
      if (fields !== width) failed.addMisfit({ record, line: scanner.startLine, width: fields });
      else if (reader.read()) {
        if (buffers.full) {
          buffers.grow();
          points.moveTo(buffers.points);
        }
        points.read(reader.facts, buffers.rows);
        buffers.add(record, reader.facts, points, row.start(title), row.end(title));
      } else {
        const built = buildRecord(row.row(record), context, BATCH_ID);
        if (built.patent !== null) throw new Error(`row ${record} was refused but can be built`);
        const key = built.publicationInstead === null ? NaN : publicationKeyOf(built.publicationInstead);
        failed.addFailed(record, scanner.start, built.failures.length, key);
      }
    }
    records += 1;
  }
  return ok(
    buffers.finish(failed.failed(), {
      records,
      lines: scanner.line,
      blank,
      leftOut: failed.leftOut,
      misfits: failed.misfits,
      uniform,
      used,
      position: scanner.position,
      broken: scanner.broken,
    }),
  );
};
