import type { PatentRecord, PatentsSection } from '../case/patents-section';
import type { PatentColumns } from './patent-columns';

export type Grouping = 'none' | 'family' | 'product';

/** Rows under one heading. */
export interface RowGroup {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly number[];
}

interface Bundle {
  readonly product: string;
  readonly patents: readonly string[];
}

const REST: Readonly<Record<Exclude<Grouping, 'none'>, string>> = {
  family: '未列入同族',
  product: '未与产品相连',
};

/** Product → its patents, over forecasts and worksheets; bundles of one product are one group. */
const productsOf = ({ forecasts, worksheets }: Pick<PatentsSection, 'forecasts' | 'worksheets'>) => {
  const products = new Map<string, Set<string>>();
  const bundles: readonly Bundle[] = [...forecasts, ...worksheets];
  for (const { product, patents } of bundles) {
    if (patents.length === 0) continue;
    const known = products.get(product) ?? new Set<string>();
    for (const id of patents) known.add(id);
    products.set(product, known);
  }
  return products;
};

/**
 * Sorted rows under their family or product, groups in the order in which their first row comes, rows without one last. A
 * patent that several products use stands under each. Families of one member stay families: somebody entered them.
 */
export const groupRows = (
  rows: Int32Array,
  { records }: PatentColumns,
  section: Pick<PatentsSection, 'forecasts' | 'worksheets'>,
  grouping: Exclude<Grouping, 'none'>,
): readonly RowGroup[] => {
  const products = grouping === 'product' ? productsOf(section) : new Map<string, Set<string>>();
  const namesOf = ({ id, familyId }: PatentRecord): readonly string[] =>
    grouping === 'family'
      ? familyId === null
        ? []
        : [familyId]
      : [...products].flatMap(([product, patents]) => (patents.has(id) ? [product] : []));
  const groups = new Map<string, number[]>();
  const rest: number[] = [];
  for (const row of rows) {
    const record = records[row];
    const names = record === undefined ? [] : namesOf(record);
    if (names.length === 0) rest.push(row);
    for (const name of names) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [row]);
      else group.push(row);
    }
  }
  const word = grouping === 'family' ? '同族' : '产品';
  return [
    ...[...groups].map(([name, own]) => ({ key: `+${name}`, title: `${word} ${name}`, rows: own })),
    ...(rest.length === 0 ? [] : [{ key: '-', title: REST[grouping], rows: rest }]),
  ];
};

/** One line of the list on the page. */
export type ListLine =
  | { readonly kind: 'group'; readonly key: string; readonly title: string; readonly count: number }
  /** `key` tells two lines of one patent apart. */
  | { readonly kind: 'row'; readonly key: string; readonly row: number };

export const linesOf = (
  rows: Int32Array,
  list: PatentColumns,
  section: Pick<PatentsSection, 'forecasts' | 'worksheets'>,
  grouping: Grouping,
): readonly ListLine[] => {
  const line = (row: number, prefix: string): ListLine => ({
    kind: 'row',
    key: `${prefix}/${list.records[row]?.id ?? row}`,
    row,
  });
  if (grouping === 'none') return Array.from(rows, (row) => line(row, ''));
  return groupRows(rows, list, section, grouping).flatMap(({ key, title, rows: own }) => [
    { kind: 'group' as const, key: `group${key}`, title, count: own.length },
    ...own.map((row) => line(row, key)),
  ]);
};
