import { type Result, ok, refuse } from '../../kernel/result';
import type { PassTask } from '../table/second-pass';

/** Column names that together refer to columns of another data asset, in the same order. */
export interface ReferenceQuestion {
  readonly columns: readonly string[];
  /** Id of the other asset. */
  readonly other: string;
  readonly otherColumns: readonly string[];
}

/** What is to be counted; duplicate rows always are. Sets of column names. */
export interface ExactQuestion {
  /** May the rows be told apart by these? */
  readonly keys: readonly (readonly string[])[];
  /** How many rows agree in these? */
  readonly groups: readonly (readonly string[])[];
  readonly references: readonly ReferenceQuestion[];
}

/** Each costs 8 bytes of spill per row, and memory for its buckets. */
export const MOST_TASKS = 12;

const placed = (names: readonly string[], header: readonly string[], what: string): Result<number[]> => {
  const unknown = names.find((name) => !header.includes(name));
  if (unknown !== undefined)
    return refuse('E_COLUMN', `${what}中没有列“${unknown}”`, unknown, '请核对列名，与画像中的写法相同');
  if (names.length === 0 || new Set(names).size < names.length)
    return refuse('E_COLUMN', `${what}的列为空或有重复`, names.join('、'), '请选一列或几列，每列只选一次');
  return ok(names.map((name) => header.indexOf(name)));
};

export interface ExactPlan {
  /** Whole rows, then keys, groups, references. */
  readonly tasks: readonly PassTask[];
  readonly question: ExactQuestion;
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

const withoutRepeats = (sets: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  sets.filter((set, i) => sets.findIndex((other) => sameSet(set, other)) === i);

/**
 * The question as tasks of a pass over a table of the given columns; a set named twice is counted once.
 *
 * Errors: `E_COLUMN` unknown, none or twice; `E_EXACT` too much at once.
 */
export const planExact = (asked: ExactQuestion, header: readonly string[]): Result<ExactPlan> => {
  const question = { ...asked, keys: withoutRepeats(asked.keys), groups: withoutRepeats(asked.groups) };
  const tasks: PassTask[] = [{ kind: 'rows' }];
  for (const [sets, missing, what] of [
    [question.keys, 'drop', '主键'],
    [question.groups, 'value', '准标识'],
    [question.references.map(({ columns }) => columns), 'drop', '引用'],
  ] as const)
    for (const names of sets) {
      const columns = placed(names, header, what);
      if (!columns.ok) return columns;
      tasks.push({ kind: 'cells', columns: columns.value, missing });
    }
  return tasks.length > MOST_TASKS
    ? refuse('E_EXACT', `一次最多数 ${MOST_TASKS - 1} 组列，现在有 ${tasks.length - 1} 组`, '', '请分几次数')
    : ok({ tasks, question });
};

/** The task of the other side of a reference. Errors: `E_COLUMN`. */
export const parentTask = (
  { columns, otherColumns }: ReferenceQuestion,
  header: readonly string[],
): Result<PassTask> => {
  const found = placed(otherColumns, header, '被引用的表');
  if (!found.ok) return found;
  return found.value.length === columns.length
    ? ok({ kind: 'cells', columns: found.value, missing: 'drop' })
    : refuse('E_COLUMN', '引用两边的列数不同', columns.join('、'), '请按顺序选同样多的列');
};
