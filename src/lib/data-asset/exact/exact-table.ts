import type { TableProfile } from '../../case/data-profile';
import type { ExactFacts } from './count-exactly';

const EMPTY: TableProfile = {
  duplicateRows: null,
  keys: [],
  groups: [],
  dependencies: [],
  references: [],
  signals: [],
};

interface Columned {
  readonly columns: readonly string[];
}

/** Same columns, whatever their order. */
const sameColumns = (a: Columned, b: Columned): boolean =>
  a.columns.length === b.columns.length && a.columns.every((name) => b.columns.includes(name));

const replaced = <T extends Columned>(known: readonly T[], counted: readonly T[]): T[] => [
  ...known.filter((one) => !counted.some((other) => sameColumns(one, other))),
  ...counted,
];

/** Counted facts in the place of the estimates of the same columns; what was not counted stays as it was. */
export const withExact = (known: TableProfile | null, facts: ExactFacts): TableProfile => {
  const table = known ?? EMPTY;
  const isCounted = (one: TableProfile['references'][number]): boolean =>
    facts.references.some(
      (other) =>
        other.other === one.other &&
        sameColumns(other, one) &&
        sameColumns({ columns: other.otherColumns }, { columns: one.otherColumns }),
    );
  return {
    ...table,
    duplicateRows: facts.duplicateRows,
    keys: replaced(table.keys, facts.keys),
    groups: replaced(table.groups, facts.groups),
    references: [...table.references.filter((one) => !isCounted(one)), ...facts.references],
    // The bound on group sizes was a question; it is answered.
    signals:
      facts.groups.length === 0 ? table.signals : table.signals.filter(({ code }) => code !== 'quasi-groups'),
  };
};
