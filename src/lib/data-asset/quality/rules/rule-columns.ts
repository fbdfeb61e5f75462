import type { RuleCondition } from '../../../case/data-rules';

/** Columns of the own table that a condition reads, each once. */
export const columnsOfRule = (condition: RuleCondition): readonly string[] => {
  switch (condition.kind) {
    case 'required':
    case 'unique':
    case 'reference':
      return [...new Set(condition.columns)];
    case 'compare':
      return [...new Set([condition.left, condition.right])];
    case 'sum':
      return [...new Set([condition.total, ...condition.parts])];
    case 'implies':
      return [...new Set([condition.when.column, condition.then.column])];
    case 'order':
      return [...new Set([...condition.entity, condition.time])];
    case 'fresh':
      return condition.against === null ? [condition.column] : [condition.column, condition.against];
    default:
      return [condition.column];
  }
};
