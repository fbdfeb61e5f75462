import { Decimal } from '../../kernel/decimal';
import type { ProfileBundle } from '../bundle/bundle-model';
import { type ColumnType, columnDistinct, columnType } from '../kernel/column-summary';
import type { ColumnSketch } from '../kernel/sketch';
import { settledEncoding } from '../run/settled-encoding';
import { type ReferenceScreen, screenReference } from '../table/reference-screen';

/** A finished profile bundle under the name a person knows it by. */
export interface NamedBundle {
  /** Id of the data asset, or the place of the file on the command line. */
  readonly id: string;
  readonly title: string;
  readonly bundle: ProfileBundle;
}

/** One column of a table held against a column that may be a key of another, from the two profiles alone. */
export interface ReferenceFound extends Pick<
  ReferenceScreen,
  'verdict' | 'basis' | 'childValues' | 'found' | 'foundShare' | 'certainOrphans'
> {
  readonly child: { readonly id: string; readonly title: string; readonly column: string };
  readonly parent: { readonly id: string; readonly title: string; readonly column: string };
}

export interface ReferencesFound {
  readonly found: readonly ReferenceFound[];
  /** Found beyond the limit and not listed. */
  readonly unlisted: number;
  /** What could not be compared, and why, and what is not listed; empty when everything is. */
  readonly notes: readonly string[];
}

/** A key has nearly as many different values as rows: 0.97 is three standard errors of the count below 1. */
const KEY_SHARE = 0.97;
/** A column of which fewer values are found is no reference with gaps, but another column. */
const LEAST_FOUND = 0.8;
/** Two or three values stand in every list of numbers. */
const LEAST_VALUES = 4;
const MOST_FOUND = 50;

interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly sketch: ColumnSketch;
}

const REFERRING: ReadonlySet<ColumnType> = new Set(['integer', 'text']);

const columnsOf = ({ bundle }: NamedBundle, typeShare: number): readonly Column[] =>
  (bundle.sketch?.columns ?? []).flatMap((sketch, i): Column[] => {
    const { type } = columnType(sketch, typeShare);
    return REFERRING.has(type) ? [{ name: bundle.header.columns[i] ?? '', type, sketch }] : [];
  });

const isKeyLike = ({ sketch }: Column, rows: number): boolean =>
  rows > 0 && sketch.values === rows && columnDistinct(sketch).count >= rows * KEY_SHARE;

const hasOtherThanAscii = ({ encodings }: ColumnSketch): boolean =>
  encodings.utf8Only + encodings.gb18030Only + encodings.either + encodings.neither > 0;

const shareOf = ({ foundShare }: ReferenceFound): Decimal => new Decimal(foundShare ?? '0');

/** Surest first: same name, then how much of the child is found, then by name. */
const order = (a: ReferenceFound, b: ReferenceFound): number => {
  const named = ({ child, parent }: ReferenceFound): number => (child.column === parent.column ? 0 : 1);
  const text = ({ child, parent }: ReferenceFound): string =>
    [child.id, child.column, parent.id, parent.column].join('\u0000');
  return (
    named(a) - named(b) ||
    shareOf(b).comparedTo(shareOf(a)) ||
    b.childValues - a.childValues ||
    (text(a) < text(b) ? -1 : 1)
  );
};

const between = (
  child: NamedBundle,
  parent: NamedBundle,
  typeShare: number,
): { readonly found: readonly ReferenceFound[]; readonly skipped: boolean } => {
  const keys = columnsOf(parent, typeShare).filter((column) =>
    isKeyLike(column, parent.bundle.sketch?.rows ?? 0),
  );
  const [own, other] = [child, parent].map(({ bundle }) =>
    bundle.sketch === null ? null : settledEncoding(bundle.sketch, bundle).encoding,
  );
  const found: ReferenceFound[] = [];
  let skipped = false;
  for (const column of columnsOf(child, typeShare)) {
    if (columnDistinct(column.sketch).count < LEAST_VALUES) continue;
    for (const key of keys) {
      if (key.type !== column.type) continue;
      if (own !== other && (hasOtherThanAscii(column.sketch) || hasOtherThanAscii(key.sketch))) {
        skipped = true;
        continue;
      }
      const {
        verdict,
        basis,
        childValues,
        found: values,
        foundShare,
        certainOrphans,
      } = screenReference(column.sketch, key.sketch);
      if (verdict === 'unknown' || new Decimal(foundShare ?? '0').lt(LEAST_FOUND)) continue;
      found.push({
        child: { id: child.id, title: child.title, column: column.name },
        parent: { id: parent.id, title: parent.title, column: key.name },
        verdict,
        basis,
        childValues,
        found: values,
        foundShare,
        certainOrphans,
      });
    }
  }
  return { found, skipped };
};

/**
 * Which columns of each table stand in a column that may be a key of another one: proposals out of the profiles, without reading a
 * file. Values are compared by their bytes; counting them is a second reading (`exact/count-exactly`).
 * @param typeShare of the values that must fit a type
 * @param of id of the only table whose references are asked, from it and to it; left out: of all
 */
export const referencesBetween = (
  tables: readonly NamedBundle[],
  typeShare: number,
  of?: string,
): ReferencesFound => {
  const found: ReferenceFound[] = [];
  const notes = new Set<string>();
  for (const child of tables)
    for (const parent of tables) {
      if (child.id === parent.id || (of !== undefined && child.id !== of && parent.id !== of)) continue;
      const pair = between(child, parent, typeShare);
      found.push(...pair.found);
      if (pair.skipped)
        notes.add(
          `“${[child.title, parent.title].sort().join('”与“')}”编码不同，含有汉字的列没有比较；请把两份都另存为 UTF-8 后再画像`,
        );
    }
  const unlisted = Math.max(0, found.length - MOST_FOUND);
  if (unlisted > 0)
    notes.add(
      `共见到 ${found.length} 条引用，只列出最可靠的 ${MOST_FOUND} 条，另 ${unlisted} 条没有列出；请少放几份数据，分次比较`,
    );
  return { found: found.sort(order).slice(0, MOST_FOUND), unlisted, notes: [...notes] };
};

const VERDICTS: Readonly<Record<ReferenceScreen['verdict'], string>> = {
  included: '全部见于',
  possible: '可能全部见于',
  'not-included': '不全见于',
  unknown: '未知',
};

const count = (value: number): string => value.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** One found reference in words, with its counts and how far they may be off. */
export const referenceText = ({
  child,
  parent,
  verdict,
  basis,
  childValues,
  found,
  certainOrphans,
}: ReferenceFound): string => {
  const values =
    found.low === found.high
      ? `${count(found.low)} 个`
      : `${count(found.low)} 至 ${count(found.high)} 个（95 %）`;
  const orphans = certainOrphans === 0 ? '' : `；至少 ${count(certainOrphans)} 行肯定找不到`;
  const how = basis.kind === 'exact' ? '两列的取值都逐一数过' : basis.error;
  return `“${child.title}”的 ${child.column} ${VERDICTS[verdict]}“${parent.title}”的 ${parent.column}：${basis.kind === 'exact' ? '' : '约 '}${count(childValues)} 个不同值中见到 ${values}${orphans}。${how}`;
};
