import type { PlanInput } from './plan-model';
import { sqlName, sqlText } from './sql-text';

/** ` WHERE …` of the part of the table that was asked for; empty for all of it. */
export const rangeCondition = ({ dialect, range }: PlanInput): string => {
  if (range === null) return '';
  const column = sqlName(dialect, range.column);
  const conditions = [
    ...(range.from === null ? [] : [`${column} >= ${sqlText(dialect, range.from)}`]),
    ...(range.before === null ? [] : [`${column} < ${sqlText(dialect, range.before)}`]),
  ];
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
};
