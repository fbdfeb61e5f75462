import type { DuplicateRows, TableProfile } from '../../case/data-profile';
import type { ProfileSketch } from '../kernel/sketch';
import { type CodedSample, codeSample } from '../table/coded-sample';
import { screenDependencies } from '../table/dependency-screen';
import { duplicateEstimate } from '../table/duplicates';
import { type KeyCandidate, screenKeys } from '../table/key-screen';
import { paddingSignals } from '../table/padding-signals';
import { proposeQuasiIdentifiers, screenQuasi } from '../table/quasi-identifiers';
import type { TableSettings } from '../table/table-settings';
import { columnDistinct } from '../kernel/column-summary';
import { UNREADABLE } from '../unreadable';

/** Quasi-identifiers looked at together: more of them put every row into a group of its own. */
const MOST_QUASI = 6;
const MOST_STORED = 100;

type Named = (columns: readonly number[]) => string[];

const keysOf = (sketch: ProfileSketch, keys: readonly KeyCandidate[], named: Named): TableProfile['keys'] =>
  keys.slice(0, MOST_STORED).map(({ columns, status, basis }) => {
    const [only] = columns;
    const single = columns.length === 1 && only !== undefined ? sketch.columns[only] : undefined;
    const distinct = single === undefined ? basis.of : Math.min(basis.of, columnDistinct(single).count);
    return { columns: named(columns), distinct, rows: basis.of, exact: status === 'exact' };
  });

const groupsOf = (
  coded: CodedSample,
  columns: readonly number[],
  small: number,
  named: Named,
): Pick<TableProfile, 'groups' | 'signals'> => {
  const { groups, smallest, rowsBelow, k, basis, statement } = screenQuasi(coded, columns, small);
  if (smallest !== null && rowsBelow !== null)
    return {
      signals: [],
      groups: [
        { columns: named(columns), groups, smallest, below: rowsBelow, size: k, rows: basis.of, exact: true },
      ],
    };
  return {
    groups: [],
    signals: [
      { code: 'quasi-groups', message: `${named(columns).join('、')}：${statement}`, count: basis.rows },
    ],
  };
};

/** Columns by which a person could be found again, as proposed. */
const quasiColumns = (
  sketch: ProfileSketch,
  names: readonly string[],
  typeShare: number,
): readonly number[] =>
  proposeQuasiIdentifiers(sketch, names, typeShare)
    .map(({ column }) => column)
    .slice(0, MOST_QUASI);

/** Rows with a cell that cannot be read may be alike or not: none of them is a copy for certain. */
const duplicateRowsOf = (sketch: ProfileSketch): DuplicateRows => {
  const { extraCopies, members, basis, extraInterval } = duplicateEstimate(sketch);
  const unreadable = sketch.columns.reduce((sum, { missing }) => sum + (missing.get(UNREADABLE) ?? 0), 0);
  return {
    extra: extraCopies,
    members,
    exact: basis.kind === 'exact' && unreadable === 0,
    low: Math.min(extraCopies, Math.max(0, extraInterval.low - unreadable)),
    high: Math.max(extraCopies, extraInterval.high),
  };
};

/** What is true of the table as a whole, from the sample and the registers. */
export const tablePart = (
  sketch: ProfileSketch,
  names: readonly string[],
  missingTokens: readonly string[],
  typeShare: number,
  settings: TableSettings,
): TableProfile => {
  const named: Named = (columns) => columns.map((at) => (names[at] ?? '').slice(0, 500));
  const duplicates = duplicateRowsOf(sketch);
  const coded = sketch.sample === null ? null : codeSample(sketch.sample, missingTokens);
  const { keys } = screenKeys(sketch, coded);
  const single = keys.flatMap(({ columns }) => (columns.length === 1 ? columns : []));
  const quasi = quasiColumns(sketch, names, typeShare);
  const grouped =
    coded === null || quasi.length === 0
      ? { groups: [], signals: [] }
      : groupsOf(coded, quasi, settings.smallGroup, named);
  const signals = paddingSignals(sketch, coded, single, settings.signals).map(
    ({ code, columns, observed, question, basis: { rows } }) => ({
      code,
      message:
        `${columns.length === 0 ? '' : `${named(columns).join('、')}：`}${observed}。${question}`.slice(
          0,
          500,
        ),
      count: rows,
    }),
  );
  const dependencies = coded === null ? [] : screenDependencies(coded, settings.dependency);
  return {
    duplicateRows: duplicates,
    keys: keysOf(sketch, keys, named),
    groups: grouped.groups,
    dependencies: dependencies
      .slice(0, MOST_STORED)
      .flatMap(({ columns: [from, to], strength, basis: of }) =>
        strength === null
          ? []
          : [
              {
                from: named([from]),
                to: named([to])[0] ?? '',
                strength,
                rows: of.rows,
                exact: of.kind === 'exact',
                confirmed: null,
              },
            ],
      ),
    references: [],
    signals: [...signals, ...grouped.signals].slice(0, MOST_STORED),
  };
};
