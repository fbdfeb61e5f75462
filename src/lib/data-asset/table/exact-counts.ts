import { type Result, ok, refuse } from '../../kernel/result';
import { type Basis, exactBasis } from './basis';
import { type GroupCounts, GroupTally } from './group-counts';
import type { PassPart, PassTask } from './second-pass';

/** All hashes of one bucket of a task, ascending, so that equal ones are neighbours. */
const sortedBucket = (parts: readonly PassPart[], task: number, bucket: number): Result<BigUint64Array> => {
  const pieces: Uint8Array[] = [];
  for (const { spill, buckets } of parts) {
    const piece = spill.read(task * buckets + bucket);
    if (!piece.ok) return piece;
    pieces.push(piece.value);
  }
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return ok(new BigUint64Array(all.buffer).sort());
};

/** Length of each run of equal hashes. */
function* runs(sorted: BigUint64Array): Generator<number> {
  const words = new Uint32Array(sorted.buffer);
  let length = 0;
  for (let i = 0; i < words.length; i += 2) {
    if (length > 0 && words[i] === words[i - 2] && words[i + 1] === words[i - 1]) length += 1;
    else {
      if (length > 0) yield length;
      length = 1;
    }
  }
  if (length > 0) yield length;
}

const sameTask = (a: PassTask | undefined, b: PassTask | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  (a.kind === 'rows'
    ? b.kind === 'rows'
    : b.kind === 'cells' && a.missing === b.missing && a.columns.join() === b.columns.join());

const checkParts = (parts: readonly PassPart[], task: number): Result<number> => {
  const [first] = parts;
  const agree = parts.every(
    (part) => part.buckets === first?.buckets && sameTask(part.tasks[task], first.tasks[task]),
  );
  return first === undefined || !agree
    ? refuse('E_PASS', '各部分的核验项目不同，不能合计', '', '请用同一组核验项目重新核验全部范围')
    : ok(first.buckets);
};

const missingOf = (parts: readonly PassPart[], task: number): number =>
  parts.reduce((sum, part) => sum + (part.missing[task] ?? 0), 0);

export interface ExactGroups {
  readonly basis: Basis;
  readonly counts: GroupCounts;
}

/** Work in steps of one bucket each, for who must look up in between; ends with the result. */
export type CountSteps<T> = Generator<number, Result<T>>;

/** All steps at once. */
export const allSteps = <T>(steps: CountSteps<T>): Result<T> => {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
};

/** As `taskCounts`, bucket by bucket. */
export function* taskSteps(parts: readonly PassPart[], task: number, small: number): CountSteps<ExactGroups> {
  const buckets = checkParts(parts, task);
  if (!buckets.ok) return buckets;
  const tally = new GroupTally(small);
  for (let bucket = 0; bucket < buckets.value; bucket += 1) {
    const sorted = sortedBucket(parts, task, bucket);
    if (!sorted.ok) return sorted;
    for (const size of runs(sorted.value)) tally.add(size);
    yield bucket;
  }
  const counts = tally.counts(missingOf(parts, task));
  return ok({ basis: exactBasis(counts.rows), counts });
}

/**
 * Exact sizes of the groups of one task over all parts of a table; one bucket is in memory at a time.
 * @param small groups below so many rows are counted apart
 *
 * Errors: `E_PASS` parts of different passes, `E_SPILL` hashes could not be read back.
 */
export const taskCounts = (parts: readonly PassPart[], task: number, small: number): Result<ExactGroups> =>
  allSteps(taskSteps(parts, task, small));

/** Exact reference of a child's columns to a parent's. Rows without a value refer to nothing and are counted apart. */
export interface ReferenceCounts {
  readonly basis: Basis;
  readonly childRows: number;
  readonly childMissing: number;
  /** Child rows whose value stands in the parent, and those whose value does not. */
  readonly found: number;
  readonly orphans: number;
  readonly childValues: number;
  readonly foundValues: number;
  readonly parentRows: number;
  readonly parentValues: number;
  /** The parent's values are a key: none occurs twice, none is missing. */
  readonly parentUnique: boolean;
}

type Tally = {
  -readonly [
    K in 'childRows' | 'found' | 'childValues' | 'foundValues' | 'parentRows' | 'parentValues'
  ]: number;
};

const runEnd = (sorted: BigUint64Array, from: number): number => {
  let to = from + 1;
  while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
  return to;
};

const joinBucket = (child: BigUint64Array, parent: BigUint64Array, tally: Tally): void => {
  let p = 0;
  let c = 0;
  while (c < child.length) {
    const value = child[c] ?? 0n;
    while (p < parent.length && (parent[p] ?? 0n) < value) p += 1;
    const end = runEnd(child, c);
    tally.childValues += 1;
    if (p < parent.length && parent[p] === value) {
      tally.found += end - c;
      tally.foundValues += 1;
    }
    c = end;
  }
  tally.childRows += child.length;
  tally.parentRows += parent.length;
  for (let at = 0; at < parent.length; at = runEnd(parent, at)) tally.parentValues += 1;
};

/** Task and parts of one side of a reference. */
export interface PassSide {
  readonly parts: readonly PassPart[];
  readonly task: number;
}

/** As `referenceCounts`, bucket by bucket. */
export function* referenceSteps(child: PassSide, parent: PassSide): CountSteps<ReferenceCounts> {
  const buckets = checkParts(child.parts, child.task);
  if (!buckets.ok) return buckets;
  const other = checkParts(parent.parts, parent.task);
  if (!other.ok) return other;
  if (other.value !== buckets.value)
    return refuse('E_PASS', '两张表的核验分桶数不同，不能对照', '', '请用同一分桶数重新核验两张表');
  const tally: Tally = {
    childRows: 0,
    found: 0,
    childValues: 0,
    foundValues: 0,
    parentRows: 0,
    parentValues: 0,
  };
  for (let bucket = 0; bucket < buckets.value; bucket += 1) {
    const left = sortedBucket(child.parts, child.task, bucket);
    if (!left.ok) return left;
    const right = sortedBucket(parent.parts, parent.task, bucket);
    if (!right.ok) return right;
    joinBucket(left.value, right.value, tally);
    yield bucket;
  }
  return ok({
    basis: exactBasis(tally.childRows + tally.parentRows),
    ...tally,
    childMissing: missingOf(child.parts, child.task),
    orphans: tally.childRows - tally.found,
    parentUnique: tally.parentValues === tally.parentRows && missingOf(parent.parts, parent.task) === 0,
  });
}

/**
 * Exact reference counts by joining bucket with bucket. Both sides were passed with the same number of buckets and
 * `missing: 'drop'`.
 *
 * Errors: `E_PASS` different numbers of buckets, `E_SPILL`.
 */
export const referenceCounts = (child: PassSide, parent: PassSide): Result<ReferenceCounts> =>
  allSteps(referenceSteps(child, parent));
