import type { ColumnProfile, DataAsset } from '../../case/data-assets-section';
import { Decimal } from '../../kernel/decimal';
import { type Measured, type MeasuringContext, boundedShare, exactShare, factLeaf } from './measurement';
import { columnNamed, filled, raggedRows, wholeRows } from './table-rows';
import { freshnessOf, periodsOf } from './time-facts';

/** What the stored profile answers by itself, by indicator of GB/T 36344-2018. */

const NO_ROWS = '画像中没有可用的行';
const unknownColumn = (name: string): string => `画像中没有“${name}”这一列，请核对质量设定`;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

interface Placed {
  readonly column: ColumnProfile;
  readonly at: number;
}

const placed = (asset: DataAsset): readonly Placed[] => asset.columns.map((column, at) => ({ column, at }));

const rowLeaves = (context: MeasuringContext) => [
  factLeaf(context, 'rows', '行数', context.asset.rows),
  factLeaf(context, 'faults', '不齐的行', raggedRows(context.asset)),
];

/** The columns that must be filled, or the name of one that is not there. */
const required = ({ asset }: MeasuringContext): readonly Placed[] | string => {
  const names = asset.quality.setting.required;
  if (names === null) return placed(asset);
  const list: Placed[] = [];
  for (const name of names) {
    const found = columnNamed(asset, name);
    if (found === null) return unknownColumn(name);
    list.push(found);
  }
  return list;
};

const missingLeaves = (context: MeasuringContext, columns: readonly Placed[]) =>
  columns
    .filter(({ column }) => column.missing > 0)
    .map(({ column, at }) =>
      factLeaf(context, `columns[${at}].missing`, `“${column.name}”缺失`, column.missing),
    );

/** Cells that nobody could read count neither as filled nor as missing. */
const unreadableLeaves = (context: MeasuringContext, columns: readonly Placed[]) =>
  columns
    .filter(({ column }) => column.unreadable > 0)
    .map(({ column, at }) =>
      factLeaf(context, `columns[${at}].unreadable`, `“${column.name}”读不出`, column.unreadable),
    );

/** 0102: rows whose number of fields is that of the header. */
const structure = (context: MeasuringContext): Measured => {
  const { rows } = context.asset;
  if (rows === 0) return NO_ROWS;
  return exactShare(wholeRows(context.asset), rows, '字段数与表头一致的行 ÷ 读到的行', rowLeaves(context));
};

/** 0201: cells that must be filled and are. */
const cells = (context: MeasuringContext): Measured => {
  const { asset } = context;
  const columns = required(context);
  if (typeof columns === 'string') return columns;
  const all = wholeRows(asset) * columns.length - sum(columns.map(({ column }) => column.unreadable));
  if (all === 0) return NO_ROWS;
  const missing = sum(columns.map(({ column }) => column.missing));
  return exactShare(all - missing, all, '已填单元格 ÷ 应填单元格', [
    ...rowLeaves(context),
    ...missingLeaves(context, columns),
    ...unreadableLeaves(context, columns),
  ]);
};

/** 0202: records with every required cell. Column counts give bounds; they meet when at most one column has gaps. */
const records = (context: MeasuringContext): Measured => {
  const { asset } = context;
  const columns = required(context);
  if (typeof columns === 'string') return columns;
  const rows = wholeRows(asset);
  if (rows === 0 || columns.length === 0) return NO_ROWS;
  const missing = columns.map(({ column }) => column.missing);
  const unreadable = sum(columns.map(({ column }) => column.unreadable));
  const low = Math.max(0, rows - sum(missing) - unreadable);
  const high = rows - Math.max(...missing);
  const leaves = [
    ...rowLeaves(context),
    ...missingLeaves(context, columns),
    ...unreadableLeaves(context, columns),
  ];
  const formula = '应填字段齐全的记录 ÷ 记录';
  return low === high
    ? exactShare(low, rows, formula, leaves)
    : boundedShare(
        [low, low, high],
        rows,
        formula,
        leaves,
        `画像只知道各列的缺失：齐全的记录在 ${low} 与 ${high} 之间，取最少的；写一条“必填”规则可以数准`,
      );
};

/** A column in which most values are an identifier with check digits. */
const checked = (asset: DataAsset, column: ColumnProfile): number | null => {
  const found = column.detected.find(
    ({ matches, valid }) => valid !== null && matches * 2 >= filled(asset, column) && matches > 0,
  );
  return found?.valid ?? null;
};

/** 0302: values that fit the type of their column, or pass the check digits where it holds identifiers. */
const format = (context: MeasuringContext): Measured => {
  const { asset } = context;
  const judged = placed(asset).flatMap(({ column, at }) => {
    const values = filled(asset, column);
    if (values === 0) return [];
    const valid = checked(asset, column);
    if (valid !== null)
      return [{ at, column, values, good: Math.min(values, valid), what: '校验码通过', place: 'detected' }];
    return column.type === 'text' || column.type === 'empty'
      ? []
      : [{ at, column, values, good: Math.max(0, values - column.bad), what: '符合类型', place: 'bad' }];
  });
  if (judged.length === 0) return '各列都是文字，没有类型可核对；请写规则核对格式';
  return exactShare(
    sum(judged.map(({ good }) => good)),
    sum(judged.map(({ values }) => values)),
    'Σ符合类型或通过校验码的值 ÷ Σ非空值',
    judged.map(({ column, at, good, what, place }) =>
      factLeaf(context, `columns[${at}].${place}`, `“${column.name}”${what}`, good),
    ),
    '文字列没有类型可核对，不计入',
  );
};

/** 0303: extra copies of a row (bad). */
const duplicates = (context: MeasuringContext): Measured => {
  const { asset, rules } = context;
  const found = asset.table?.duplicateRows ?? null;
  const rows = wholeRows(asset);
  if (found === null) return '画像没有统计重复行';
  if (rows === 0) return NO_ROWS;
  const leaves = [...rowLeaves(context), factLeaf(context, 'table.duplicateRows', '多余副本', found.extra)];
  const formula = '多余副本 ÷ 记录';
  if (found.exact) return exactShare(found.extra, rows, formula, leaves, '首条不计为重复');
  const error = new Decimal(rows - found.extra).times(rules.sketchError.value);
  return boundedShare(
    [Decimal.max(0, error.neg().plus(found.extra)), found.extra, error.plus(found.extra)],
    rows,
    formula,
    leaves,
    '重复行为估计，区间取三倍标准误；首条不计为重复',
  );
};

/** 0304: records without a conflict of their key. */
const uniqueness = (context: MeasuringContext): Measured => {
  const { asset, rules } = context;
  const { key } = asset.quality.setting;
  if (key === null || key.length === 0) return '还没有说明哪几列是主键';
  const rows = wholeRows(asset);
  if (rows === 0) return NO_ROWS;
  const gone = key.find((name) => columnNamed(asset, name) === null);
  if (gone !== undefined) return unknownColumn(gone);
  const wanted = [...key].sort().join('\u0000');
  const known = asset.table?.keys.find((one) => [...one.columns].sort().join('\u0000') === wanted);
  const single = key.length === 1 ? columnNamed(asset, key[0] ?? '') : null;
  const formula = `主键“${key.join('、')}”的不同值 ÷ 记录`;
  if (known?.exact === true)
    return exactShare(known.distinct, known.rows, formula, [
      factLeaf(context, 'table.keys', '主键的不同值', known.distinct),
    ]);
  if (single === null) return '画像没有统计这几列合起来的不同值；请写一条“唯一”规则来数';
  const { column, at } = single;
  const leaves = [
    ...rowLeaves(context),
    factLeaf(context, `columns[${at}].distinct`, `“${column.name}”不同值`, column.distinct),
  ];
  if (column.distinctExact) return exactShare(Math.min(rows, column.distinct), rows, formula, leaves);
  const error = new Decimal(column.distinct).times(rules.sketchError.value);
  const most = (value: Decimal): Decimal => Decimal.min(rows, value);
  return boundedShare(
    [
      most(error.neg().plus(column.distinct)),
      most(new Decimal(column.distinct)),
      most(error.plus(column.distinct)),
    ],
    rows,
    formula,
    leaves,
    '不同值为估计，区间取三倍标准误',
  );
};

/** 0305: cells that do not fit the type of their column (bad). */
const dirty = (context: MeasuringContext): Measured => {
  const { asset } = context;
  const all = wholeRows(asset) * asset.columns.length;
  if (all === 0) return NO_ROWS;
  const typed = placed(asset).filter(({ column }) => column.type !== 'text' && column.type !== 'empty');
  if (typed.length === 0) return '各列都是文字，看不出脏数据；请写规则来数';
  return exactShare(
    sum(typed.map(({ column }) => column.bad)),
    all,
    '不合类型的单元格 ÷ 单元格',
    [
      ...rowLeaves(context),
      ...typed
        .filter(({ column }) => column.bad > 0)
        .map(({ column, at }) =>
          factLeaf(context, `columns[${at}].bad`, `“${column.name}”不合类型`, column.bad),
        ),
    ],
    '写了规则并计数后，按至少违反一条规则的单元格计',
  );
};

/** 0402: references found in the other table, and dependencies that a person says should hold. */
const constraints = (context: MeasuringContext): Measured => {
  const { table } = context.asset;
  const references = (table?.references ?? []).map((one, i) => ({ ...one, i }));
  const confirmed = (table?.dependencies ?? [])
    .map((one, i) => ({ ...one, i }))
    .filter((one) => one.confirmed === true);
  const checkedOf = sum([...references.map((one) => one.checked), ...confirmed.map((one) => one.rows)]);
  if (checkedOf === 0) return '没有经人确认的关联约束；请写跨字段规则，或确认画像发现的函数依赖';
  const satisfied = confirmed.reduce(
    (total, one) => total.plus(new Decimal(one.strength).times(one.rows)),
    new Decimal(sum(references.map((one) => one.found))),
  );
  const measured = exactShare(satisfied, checkedOf, '满足约束的记录 ÷ 适用约束的记录', [
    ...references.map((one) =>
      factLeaf(
        context,
        `table.references[${one.i}].found`,
        `“${one.columns.join('、')}”在另一表中找到`,
        one.found,
      ),
    ),
    ...confirmed.map((one) =>
      factLeaf(
        context,
        `table.dependencies[${one.i}].strength`,
        `${one.from.join('、')} → ${one.to}`,
        one.strength,
        'ratio',
      ),
    ),
  ]);
  const estimated = [...references, ...confirmed].some((one) => !one.exact);
  return estimated ? { ...measured, confidence: 'secondary', note: '有的约束只在抽样的行上核对' } : measured;
};

const FACTS: Readonly<Record<string, (context: MeasuringContext) => Measured>> = {
  '0102': structure,
  '0201': cells,
  '0202': records,
  '0302': format,
  '0303': duplicates,
  '0304': uniqueness,
  '0305': dirty,
  '0402': constraints,
  '0501': periodsOf,
  '0502': freshnessOf,
};

/** What the table itself says of an indicator; `null` when no table can say anything about it. */
export const tableFact = (code: string, context: MeasuringContext): Measured | null =>
  FACTS[code]?.(context) ?? null;
