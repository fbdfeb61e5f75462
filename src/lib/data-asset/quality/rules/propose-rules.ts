import type { DataAsset } from '../../../case/data-assets-section';
import type { DataRule, RuleCondition } from '../../../case/data-rules';
import { ruleHash } from './rule-identity';

/** A column with so few different values is a list of codes. */
const MOST_CODES = 20;

const proposal = (title: string, indicator: string, condition: RuleCondition): DataRule => ({
  id: `rule-${ruleHash(condition)}`,
  title,
  indicator,
  condition,
});

const ofColumns = ({ columns }: DataAsset): readonly DataRule[] =>
  columns.flatMap((column): DataRule[] => {
    const { name, type, distinct, topComplete, top } = column;
    const found: DataRule[] = [];
    if (type !== 'text' && type !== 'empty')
      found.push(proposal(`“${name}”合乎类型`, '0302', { kind: 'type', column: name, type }));
    if (type === 'text' && topComplete && distinct > 1 && distinct <= MOST_CODES)
      found.push(
        proposal(`“${name}”取自代码表`, '0105', {
          kind: 'domain',
          column: name,
          values: top.map(({ value }) => value),
        }),
      );
    return found;
  });

const ofTable = ({ table }: DataAsset): readonly DataRule[] =>
  table === null
    ? []
    : [
        // Sets that were counted and found to repeat are no keys.
        ...table.keys.flatMap(({ columns, distinct, rows, exact }) =>
          exact && distinct < rows
            ? []
            : proposal(`“${columns.join('、')}”不重复`, '0304', { kind: 'unique', columns: [...columns] }),
        ),
        ...table.references.map(({ columns, other, otherColumns }) =>
          proposal(`“${columns.join('、')}”在另一表中找得到`, '0402', {
            kind: 'reference',
            columns: [...columns],
            asset: other,
            otherColumns: [...otherColumns],
          }),
        ),
      ];

/** Rules that the profile suggests: types, code lists, keys, references. Those already taken are left out. */
export const proposeRules = (asset: DataAsset): readonly DataRule[] => {
  const taken = new Set(asset.quality.rules.map(({ condition }) => ruleHash(condition)));
  return [...ofTable(asset), ...ofColumns(asset)].filter(({ condition }) => !taken.has(ruleHash(condition)));
};
