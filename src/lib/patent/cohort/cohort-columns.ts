import { type PatentRecord, type PatentType, patentType } from '../../case/patents-section';
import { parseIpc } from '../../kernel/ipc';
import { type PlainDate, dayNumber, partsOf } from '../../kernel/plain-date';
import { recordDate } from '../calendar/calendar';

/** Patent types in the order of their column codes. */
export const PATENT_TYPES: readonly PatentType[] = patentType.options;

/** Stands in a day column for a day that is not known. */
export const UNKNOWN_DAY = -2_147_483_648;

/** What a cohort and a citation count are made of, one entry per patent. A million rows take about 25 MB. */
export interface CohortColumns {
  readonly rows: number;
  /** Dictionary of IPC subclasses (`G06Q`), in order of first appearance. */
  readonly subclasses: readonly string[];
  /** Index into `subclasses`; −1 = not known. */
  readonly subclass: Int32Array;
  /** Year of the filing **date**; 0 = not known. */
  readonly filingYear: Int32Array;
  /** Index into `PATENT_TYPES`. */
  readonly type: Uint8Array;
  /** Day number from which the patent could be cited: publication if known, else grant; `UNKNOWN_DAY` = not known. */
  readonly publicDay: Int32Array;
  /** Forward citations; NaN = not known. */
  readonly forward: Float64Array;
}

/** One patent as the columns take it. `null` = not known. */
export interface CohortRow {
  readonly subclass: string | null;
  readonly filingDate: PlainDate | null;
  readonly type: PatentType;
  readonly publicDate: PlainDate | null;
  readonly forward: number | null;
}

interface Buffers {
  subclass: Int32Array;
  filingYear: Int32Array;
  type: Uint8Array;
  publicDay: Int32Array;
  forward: Float64Array;
}

const buffers = (capacity: number): Buffers => ({
  subclass: new Int32Array(capacity),
  filingYear: new Int32Array(capacity),
  type: new Uint8Array(capacity),
  publicDay: new Int32Array(capacity),
  forward: new Float64Array(capacity),
});

const grown = (from: Buffers, capacity: number): Buffers => {
  const to = buffers(capacity);
  to.subclass.set(from.subclass);
  to.filingYear.set(from.filingYear);
  to.type.set(from.type);
  to.publicDay.set(from.publicDay);
  to.forward.set(from.forward);
  return to;
};

/** Takes rows one by one; columns double as they fill. `capacity` is a guess of the number of rows. */
export const cohortColumnBuilder = (
  capacity = 1024,
): { readonly add: (row: CohortRow) => void; readonly finish: () => CohortColumns } => {
  let to = buffers(Math.max(1, capacity));
  let rows = 0;
  const codes = new Map<string, number>();
  const codeOf = (subclass: string | null): number => {
    if (subclass === null) return -1;
    const code = codes.get(subclass) ?? codes.size;
    codes.set(subclass, code);
    return code;
  };
  return {
    add(row) {
      if (rows === to.subclass.length) to = grown(to, rows * 2);
      to.subclass[rows] = codeOf(row.subclass);
      to.filingYear[rows] = row.filingDate === null ? 0 : partsOf(row.filingDate).year;
      to.type[rows] = PATENT_TYPES.indexOf(row.type);
      to.publicDay[rows] = row.publicDate === null ? UNKNOWN_DAY : dayNumber(row.publicDate);
      to.forward[rows] = row.forward ?? NaN;
      rows += 1;
    },
    finish: () => ({
      rows,
      subclasses: [...codes.keys()],
      subclass: to.subclass.subarray(0, rows),
      filingYear: to.filingYear.subarray(0, rows),
      type: to.type.subarray(0, rows),
      publicDay: to.publicDay.subarray(0, rows),
      forward: to.forward.subarray(0, rows),
    }),
  };
};

/** IPC subclass of the main symbol; `null` when there is none or it is not an IPC symbol (外观设计 carry Locarno classes). */
export const subclassOf = (ipcMain: string | null): string | null => {
  if (ipcMain === null) return null;
  const read = parseIpc(ipcMain);
  return read.ok ? read.value.subclass : null;
};

/** Columns of the records of a case. Records carry no publication date: the grant date stands for it. */
export const cohortColumnsOf = (records: readonly PatentRecord[]): CohortColumns => {
  const builder = cohortColumnBuilder(records.length);
  for (const record of records)
    builder.add({
      subclass: subclassOf(record.ipcMain),
      filingDate: recordDate(record.filingDate),
      type: record.type,
      publicDate: recordDate(record.grantDate),
      forward: record.forwardCitationCount,
    });
  return builder.finish();
};
