import { parentPort, workerData } from 'node:worker_threads';
import { rulesOfCase } from '../../workers/case-rules';
import type { RangeColumns, RangeJob } from '../lib/patent/bulk/range-columns';
import { readRange } from '../lib/patent/bulk/read-range';

/** Buffers that go over to the main thread instead of being copied. */
const buffersOf = (read: RangeColumns): ArrayBuffer[] => {
  const values: unknown[] = [read, read.failed].flatMap((part) => Object.values<unknown>({ ...part }));
  return [...values, ...read.points].flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
};

// The one message that starts this thread is its data: a range to read.
const job = workerData as RangeJob;
const rules = rulesOfCase(job.caseRecord);
const read = rules.ok ? readRange(job, rules.value) : rules;
parentPort?.postMessage(read, read.ok ? buffersOf(read.value) : []);
