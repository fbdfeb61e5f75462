import type { RuleCondition } from '../../case/data-rules';
import type { ProfileBundle } from '../bundle/bundle-model';
import { codeSample } from '../table/coded-sample';
import { type RelationProposal, screenRelations } from '../table/relation-screen';

/** A relation between columns of one table, seen in its sampled rows; a person decides whether it is meant. */
export interface RelationFound {
  readonly kind: RelationProposal['kind'];
  readonly columns: readonly string[];
  readonly holds: number;
  readonly applicable: number;
  readonly basis: RelationProposal['basis'];
  /** The relation as a rule of data quality; `null` where no rule says it. */
  readonly condition: RuleCondition | null;
}

const conditionOf = (
  kind: RelationProposal['kind'],
  [a = '', b = '', c = '']: readonly string[],
): RuleCondition | null => {
  switch (kind) {
    case 'equal':
      return { kind: 'compare', left: a, operator: '=', right: b };
    case 'date-order':
    case 'less-or-equal':
      return { kind: 'compare', left: a, operator: '<=', right: b };
    case 'sum':
      return { kind: 'sum', total: c, parts: [a, b], tolerance: '0' };
    case 'product':
      return null;
  }
};

/**
 * Order of dates, a ≤ b, a = b, a + b = c, a × b = c as the sampled rows of a bundle show them; `null` without a sample.
 * @param least share of the rows in which a relation must hold, rulebook `data-table.relation-share`
 * @param typeShare of the values that must be numbers or dates
 */
export const relationsWithin = (
  { header, sketch }: ProfileBundle,
  least: number,
  typeShare: number,
): readonly RelationFound[] | null => {
  const sample = sketch?.sample ?? null;
  if (sample === null) return null;
  return screenRelations(codeSample(sample, header.missingTokens), least, typeShare).map(
    ({ kind, columns, holds, applicable, basis }) => {
      const names = columns.map((at) => header.columns[at] ?? '');
      return { kind, columns: names, holds, applicable, basis, condition: conditionOf(kind, names) };
    },
  );
};

/** `a + b = c` of a found relation. */
export const relationWords = ({ kind, columns: [a = '', b = '', c = ''] }: RelationFound): string => {
  switch (kind) {
    case 'equal':
      return `${a} = ${b}`;
    case 'date-order':
      return `${a} 不晚于 ${b}`;
    case 'less-or-equal':
      return `${a} ≤ ${b}`;
    case 'sum':
      return `${a} + ${b} = ${c}`;
    case 'product':
      return `${a} × ${b} = ${c}`;
  }
};
