import type { DataRule, RuleCondition } from '../../../case/data-rules';
import { type Result, ok, refuse } from '../../../kernel/result';
import { domainCheck, freshCheck, lengthCheck, patternCheck, rangeCheck, typeCheck } from './cell-checks';
import type { KeyMap } from './key-map';
import {
  compareCheck,
  impliesCheck,
  orderCheck,
  referenceCheck,
  requiredCheck,
  uniqueCheck,
} from './record-checks';
import type { RowCheck } from './row-check';
import { sumCheck } from './sum-check';

/** What rules are compiled against. */
export interface RuleGround {
  readonly header: readonly string[];
  /** Valuation date. */
  readonly asOf: string;
  /** Keys of the other table by rule id; a `reference` rule without an entry cannot be counted. */
  readonly references: ReadonlyMap<string, KeyMap>;
}

const COLUMN_REMEDY = '请在规则中重新选择列';

const place = (header: readonly string[], name: string): Result<number> => {
  const at = header.indexOf(name);
  if (at >= 0) return ok(at);
  return name === ''
    ? refuse('E_RULE_COLUMN', '还没有选择列', '列', COLUMN_REMEDY)
    : refuse('E_RULE_COLUMN', `数据中没有“${name}”这一列`, '列', COLUMN_REMEDY);
};

const places = (header: readonly string[], names: readonly string[]): Result<readonly number[]> => {
  if (names.length === 0) return refuse('E_RULE_COLUMN', '还没有选择列', '列', COLUMN_REMEDY);
  const found: number[] = [];
  for (const name of names) {
    const at = place(header, name);
    if (!at.ok) return at;
    found.push(at.value);
  }
  return ok(found);
};

/** Maps the places of the named columns. */
const withColumns = <T>(
  header: readonly string[],
  names: readonly string[],
  build: (at: readonly [number, number, ...number[]]) => Result<T>,
): Result<T> => {
  const found = places(header, names);
  if (!found.ok) return found;
  const [first = 0, second = first, ...rest] = found.value;
  return build([first, second, ...rest]);
};

const compileCondition = (id: string, condition: RuleCondition, ground: RuleGround): Result<RowCheck> => {
  const { header } = ground;
  const many = (
    names: readonly string[],
    build: (at: readonly number[]) => Result<RowCheck>,
  ): Result<RowCheck> => {
    const at = places(header, names);
    return at.ok ? build(at.value) : at;
  };
  switch (condition.kind) {
    case 'required':
      return many(condition.columns, (at) => ok(requiredCheck(at)));
    case 'unique':
      return many(condition.columns, (at) => ok(uniqueCheck(at)));
    case 'type':
      return withColumns(header, [condition.column], ([at]) => ok(typeCheck(condition, at)));
    case 'range':
      return withColumns(header, [condition.column], ([at]) => rangeCheck(condition, at));
    case 'length':
      return withColumns(header, [condition.column], ([at]) => lengthCheck(condition, at));
    case 'pattern':
      return withColumns(header, [condition.column], ([at]) => patternCheck(condition, at));
    case 'domain':
      return withColumns(header, [condition.column], ([at]) => domainCheck(condition, at));
    case 'compare':
      return withColumns(header, [condition.left, condition.right], ([left, right]) =>
        ok(compareCheck(condition, left, right)),
      );
    case 'sum':
      return many([condition.total], ([total = 0]) =>
        many(condition.parts, (parts) => sumCheck(condition, total, parts)),
      );
    case 'implies':
      return withColumns(header, [condition.when.column, condition.then.column], ([when, then]) =>
        impliesCheck(condition, when, then),
      );
    case 'order':
      return many(condition.entity, (entity) =>
        many([condition.time], ([time = 0]) => ok(orderCheck(entity, time))),
      );
    case 'reference': {
      const keys = ground.references.get(id);
      if (condition.columns.length !== condition.otherColumns.length)
        return refuse('E_RULE_COLUMN', '两边的列数不同', '关联', '请让两边各列一一对应');
      return keys === undefined
        ? refuse(
            'E_RULE_REFERENCE',
            '被关联的数据资产的文件不在手边',
            '关联',
            '请在“画像”页放入那份文件后再计数',
          )
        : many(condition.columns, (at) => ok(referenceCheck(at, keys)));
    }
    case 'fresh':
      return many([condition.column], ([at = 0]) =>
        condition.against === null
          ? ok(freshCheck(condition, at, null, ground.asOf))
          : many([condition.against], ([against = 0]) => ok(freshCheck(condition, at, against, ground.asOf))),
      );
  }
};

/** Compiles a rule against a header. Fails with `E_RULE_COLUMN`, `E_RULE_VALUE`, `E_RULE_REFERENCE` or `E_PATTERN`. */
export const compileRule = (rule: DataRule, ground: RuleGround): Result<RowCheck> =>
  compileCondition(rule.id, rule.condition, ground);
