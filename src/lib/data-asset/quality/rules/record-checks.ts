import type { CellTest, Comparison, RuleCondition } from '../../../case/data-rules';
import { type Result, ok, refuse } from '../../../kernel/result';
import { KeyMap, MOST_KEYS } from './key-map';
import { type Outcome, type RowCheck, outcomeOf, outcomeWithout } from './row-check';
import type { RowCells } from './row-cells';
import { Scalar, compareScalars, scalarOf } from './scalar';

type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { kind: K }>;

const holds = (order: number, operator: Comparison): boolean => {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '!=':
      return order !== 0;
  }
};

const isEquality = (operator: string): boolean => operator === '=' || operator === '!=';

/** @param instead what a person does who wants it counted all the same */
const overflow = (map: KeyMap, instead: string): string | null =>
  map.full
    ? `不同的键超过 ${(MOST_KEYS / 10_000).toFixed(0)} 万个，超出规则一次能记住的范围，这条规则没有计数。${instead}`
    : null;

const EXACT_KEYS = '请在“画像”页的“精确核验”中核验这组列：逐一数清不同值，个数不受此限';
const EXACT_REFERENCES = '请在“画像”页的“精确核验”中核验对那份数据的引用：逐一数清，个数不受此限';
const IN_PARTS = '请把文件按主体分成几份（同一主体的记录放在一份里），分别作为数据资产画像后再按规则计数';

/** All these cells are filled. Speaks about every record that can be read: a lost cell is not an empty one. */
export const requiredCheck = (columns: readonly number[]): RowCheck => ({
  columns,
  judgesCell: false,
  check: (cells, row) => {
    let outcome: Outcome = 'satisfied';
    for (const column of columns) {
      if (cells.locate(row, column)) continue;
      if (!cells.lost) return 'violated';
      outcome = 'unreadable';
    }
    return outcome;
  },
});

/** The first record with a key is right, every further one is a conflict. */
export const uniqueCheck = (columns: readonly number[]): RowCheck => {
  const seen = new KeyMap();
  return {
    columns,
    judgesCell: false,
    check: (cells, row) => {
      if (!cells.hashCells(row, columns)) return outcomeWithout(cells);
      const high = cells.hash[0] ?? 0;
      const low = cells.hash[1] ?? 0;
      if (seen.get(high, low) !== undefined) return 'violated';
      seen.set(high, low, 1);
      return 'satisfied';
    },
    problem: () => overflow(seen, EXACT_KEYS),
  };
};

/** Two cells of a record compared as numbers or dates; a record without both does not apply. */
export const compareCheck = ({ operator }: Of<'compare'>, left: number, right: number): RowCheck => {
  const [a, b] = [new Scalar(), new Scalar()];
  return {
    columns: [left, right],
    judgesCell: false,
    check: (cells, row) => {
      if (!cells.locate(row, left)) return outcomeWithout(cells);
      a.read(cells.bytes, cells.view, cells.start, cells.end);
      const text = isEquality(operator) && a.kind === 'none' ? cells.text() : null;
      if (!cells.locate(row, right)) return outcomeWithout(cells);
      b.read(cells.bytes, cells.view, cells.start, cells.end);
      const order = compareScalars(a, b);
      if (order !== null) return outcomeOf(holds(order, operator));
      if (text !== null) return outcomeOf(holds(cells.text() === text ? 0 : 1, operator));
      return outcomeOf(operator === '!=');
    },
  };
};

/** `null` = nobody can say. */
type RowTest = (cells: RowCells, row: number) => boolean | null;

/** A statement about one cell as a test; a cell without value meets only `empty`, a lost one nothing that can be told. */
const rowTest = ({ operator, value }: CellTest, column: number): Result<RowTest> => {
  const found = (cells: RowCells, row: number): boolean | null =>
    cells.locate(row, column) ? true : cells.lost ? null : false;
  if (operator === 'filled') return ok(found);
  if (operator === 'empty')
    return ok((cells, row) => {
      const there = found(cells, row);
      return there === null ? null : !there;
    });
  const wanted = scalarOf(value);
  const text = value.trim();
  if (wanted === null && (!isEquality(operator) || text === ''))
    return refuse('E_RULE_VALUE', '比较大小要用数字或日期，等于要写出值', '条件', '请改正比较的值');
  const scalar = new Scalar();
  return ok((cells, row) => {
    const there = found(cells, row);
    if (there !== true) return there;
    if (wanted === null) return holds(cells.text() === text ? 0 : 1, operator);
    scalar.read(cells.bytes, cells.view, cells.start, cells.end);
    const order = compareScalars(scalar, wanted);
    return order === null ? operator === '!=' : holds(order, operator);
  });
};

/** Where one cell has a value or a given text, another must have one too. */
export const impliesCheck = (
  { when, then }: Of<'implies'>,
  whenColumn: number,
  thenColumn: number,
): Result<RowCheck> => {
  const applies = rowTest(when, whenColumn);
  if (!applies.ok) return applies;
  const met = rowTest(then, thenColumn);
  if (!met.ok) return met;
  return ok({
    columns: whenColumn === thenColumn ? [whenColumn] : [whenColumn, thenColumn],
    judgesCell: false,
    check: (cells, row): Outcome => {
      const applying = applies.value(cells, row);
      if (applying !== true) return applying === null ? 'unreadable' : 'not-applicable';
      const holding = met.value(cells, row);
      return holding === null ? 'unreadable' : outcomeOf(holding);
    },
  });
};

/** A record against the one before it of the same entity; the first of an entity has nothing before it. */
export const orderCheck = (entity: readonly number[], time: number): RowCheck => {
  const last = new KeyMap();
  const scalar = new Scalar();
  return {
    columns: [...entity, time],
    judgesCell: false,
    check: (cells, row) => {
      if (!cells.hashCells(row, entity)) return outcomeWithout(cells);
      const high = cells.hash[0] ?? 0;
      const low = cells.hash[1] ?? 0;
      if (!cells.locate(row, time)) return outcomeWithout(cells);
      if (!scalar.read(cells.bytes, cells.view, cells.start, cells.end)) return 'violated';
      const before = last.get(high, low);
      last.set(high, low, scalar.value);
      return before === undefined ? 'not-applicable' : outcomeOf(scalar.value >= before);
    },
    problem: () => overflow(last, IN_PARTS),
  };
};

/**
 * The cells occur among the keys of another table. One that is not found there may stand where that table is damaged: then nobody can
 * say how many are found, and there is no count.
 */
export const referenceCheck = (columns: readonly number[], keys: KeyMap): RowCheck => {
  let unfound = 0;
  return {
    columns,
    judgesCell: false,
    check: (cells, row) => {
      if (!cells.hashCells(row, columns)) return outcomeWithout(cells);
      if (keys.get(cells.hash[0] ?? 0, cells.hash[1] ?? 0) !== undefined) return 'satisfied';
      unfound += 1;
      return keys.lost === null ? 'violated' : 'unreadable';
    },
    problem: () =>
      overflow(keys, EXACT_REFERENCES) ??
      (keys.lost === null || unfound === 0
        ? null
        : `${unfound} 条记录在被关联的那份数据中没有找到，而${keys.lost}，不能断定它们没有对应，这条规则没有计数。请重新取得那份完整的文件，或由导出它的程序重新导出，画像后再计数`),
  };
};
