import { excerpt, markUnseen } from '../../kernel/characters';
import { isMissing } from '../../kernel/missing';
import { type Result, ok, refuse } from '../../kernel/result';
import { type RecordFailure, type Table, recordFailure } from '../../intake/table';
import type { RulesAt } from '../../rulebook/model';
import { plainWords } from './bounds';
import {
  type ProductAnswers,
  type ProductColumn,
  type ProductQuestion,
  recogniseProductColumns,
} from './product-columns';
import type { Condition, CreditProduct, ProductField } from './product-model';
import { type ProductWords, fold } from './product-rules';
import { isBareAmount, isBareRate } from './read-offer';
import { productRow, readProduct, timeUnitOf } from './read-product';

/** What a catalogue gave. */
export interface ProductCatalogue {
  readonly fileName: string;
  readonly sha256: string;
  /** Credit products by record. */
  readonly products: readonly CreditProduct[];
  /** Products of the catalogue that are no credit (保险、理财 …): counted, not matched. */
  readonly otherProducts: number;
  readonly banks: number;
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly ProductQuestion[];
  readonly columns: readonly ProductColumn[];
  /** Columns that mean nothing to the program and that nobody has settled. */
  readonly unmapped: readonly Pick<ProductColumn, 'index' | 'header'>[];
}

const MONEY: readonly ProductField[] = ['最低额度', '最高额度', '营业收入', '纳税额'];
const TIME: readonly ProductField[] = ['期限', '成立年限'];

/** Questions that only the cells raise: bare numbers in a column whose unit nobody stated. */
const unitQuestions = (
  table: Table,
  byField: ReadonlyMap<ProductField, ProductColumn>,
  answers: ProductAnswers,
): readonly ProductQuestion[] => {
  const found: ProductQuestion[] = [];
  const bare = (
    field: ProductField,
    is: (text: string) => boolean,
  ): { column: ProductColumn; example: string } | null => {
    const column = byField.get(field);
    if (column === undefined) return null;
    const cell = table.rows.map(({ cells }) => cells[column.index] ?? '').find(is);
    return cell === undefined ? null : { column, example: excerpt(cell.trim()) };
  };
  for (const field of MONEY) {
    const one = bare(field, isBareAmount);
    if (one === null || one.column.unit !== null) continue;
    found.push({
      kind: 'money-unit',
      column: one.column.index,
      choices: ['yuan', 'wan', 'yi'],
      message: `“${one.column.header}”列有没写单位的金额（如“${one.example}”），请选择元、万元或亿元`,
    });
  }
  const rate = bare('利率', isBareRate);
  if (rate !== null && !rate.column.percent && answers.rateUnits?.[rate.column.index] === undefined)
    found.push({
      kind: 'rate-unit',
      column: rate.column.index,
      choices: ['percent', 'ratio'],
      message: `“${rate.column.header}”列有没写单位的利率（如“${rate.example}”），请选择百分数还是小数`,
    });
  for (const field of TIME) {
    const one = bare(field, (text) => /^\d+([-~至到]\d+)?$/.test(plainWords(text)));
    if (one === null || timeUnitOf(one.column, answers) !== null) continue;
    found.push({
      kind: 'time-unit',
      column: one.column.index,
      choices: ['year', 'month'],
      message: `“${one.column.header}”列有没写单位的年限（如“${one.example}”），请选择年还是月`,
    });
  }
  return found;
};

const isOther = (words: ProductWords, kind: string | null): boolean =>
  kind !== null && words.kinds.get(fold(kind)) === 'other';

interface Gathered {
  readonly products: CreditProduct[];
  readonly failures: RecordFailure[];
  others: number;
}

/** What asks something of the enterprise or of the request; the rest only says what is offered. */
const ASKING: ReadonlySet<ProductField> = new Set([
  '适用地区',
  '适用对象',
  '成立年限',
  '行业',
  '担保方式',
  '押品',
  '专利要求',
  '纳税信用',
  '信用要求',
  '营业收入',
  '纳税额',
  '最低额度',
  '期限',
  '申请条件',
]);

/** Columns in doubt that may hold a condition: what stands there is kept as text, so that it is never taken as met. */
const doubtfulConditions = (questions: readonly ProductQuestion[]): readonly number[] =>
  questions.flatMap((one) =>
    one.kind === 'twice'
      ? ASKING.has(one.field)
        ? one.columns
        : []
      : one.kind === 'meaning' && one.fields.some((field) => ASKING.has(field))
        ? [one.column]
        : [],
  );

const withDoubts = (
  product: CreditProduct,
  cells: readonly string[],
  doubtful: readonly ProductColumn[],
): CreditProduct => {
  const open = doubtful.flatMap(({ index, header }): readonly Condition[] => {
    const text = cells[index]?.trim();
    return text === undefined || isMissing(text)
      ? []
      : [{ kind: 'text', origin: { column: header, record: product.record, text: markUnseen(text) } }];
  });
  return open.length === 0 ? product : { ...product, conditions: [...product.conditions, ...open] };
};

const gather = (
  table: Table,
  byField: ReadonlyMap<ProductField, ProductColumn>,
  words: ProductWords,
  answers: ProductAnswers,
  doubtful: readonly ProductColumn[],
): Gathered => {
  const found: Gathered = { products: [], failures: [], others: 0 };
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  for (const { record, cells } of table.rows) {
    const row = productRow(record, cells, byField);
    const product = readProduct(row, words, answers);
    if (product === null) {
      found.failures.push(
        recordFailure(table.fileName, record, null, {
          code: 'E_PRODUCT_NAME',
          message: '这一条没有机构或产品名称，未导入',
          remedy: '请补齐机构和产品名称',
        }),
      );
      continue;
    }
    if (isOther(words, row.cell('产品类别')?.text ?? null)) {
      found.others += 1;
      continue;
    }
    const name = `${fold(product.bank)}\n${fold(product.name)}`;
    const earlier = ids.get(product.id) ?? names.get(name);
    if (earlier !== undefined) {
      found.failures.push(
        recordFailure(table.fileName, record, null, {
          code: 'E_PRODUCT_TWICE',
          message: `“${excerpt(product.bank)}”的“${excerpt(product.name)}”与第 ${earlier} 条重复，只用第 ${earlier} 条`,
          remedy: '请删去重复的一条，或改用不同的编号和名称',
        }),
      );
      continue;
    }
    ids.set(product.id, record);
    names.set(name, record);
    found.products.push(withDoubts(product, cells, doubtful));
  }
  return found;
};

/**
 * Reads a product catalogue from a table (`intake/readTable`: CSV or XLSX, UTF-8 or GB 18030). Good products survive bad ones; what is not
 * understood stays as text. `E_COLUMNS` when no column says the bank or the product.
 */
export const importProducts = (
  table: Table,
  rules: RulesAt,
  answers: ProductAnswers = {},
): Result<ProductCatalogue> => {
  const read = recogniseProductColumns(table.header, rules, answers);
  if (!read.ok) return read;
  const { columns, questions, missing, words } = read.value;
  // Which of two columns is meant can still be answered: then the catalogue waits with its questions instead of being refused.
  const asked = new Set(
    questions.flatMap((one) =>
      one.kind === 'twice' ? [one.field] : one.kind === 'meaning' ? one.fields : [],
    ),
  );
  const absent = missing.filter((field) => !asked.has(field));
  if (absent.length > 0)
    return refuse(
      'E_COLUMNS',
      `产品目录缺少${absent.map((field) => `“${field}”`).join('、')}列`,
      table.fileName,
      '请确认选对了文件，或为这些项选定所在的列',
    );
  const byField = new Map<ProductField, ProductColumn>();
  for (const column of columns) if (column.field !== null) byField.set(column.field, column);
  const questioned = questions.flatMap((one) =>
    one.kind === 'twice' ? one.columns : 'column' in one ? [one.column] : [],
  );
  const unmapped = columns.filter(
    ({ index, field, header }) =>
      field === null &&
      header !== '' &&
      !questioned.includes(index) &&
      !words.plain.has(fold(header)) &&
      answers.fields?.[index] === undefined,
  );
  const inDoubt = new Set([...doubtfulConditions(questions), ...unmapped.map(({ index }) => index)]);
  const { products, failures, others } =
    missing.length > 0
      ? { products: [], failures: [], others: 0 }
      : gather(
          table,
          byField,
          words,
          answers,
          columns.filter(({ index }) => inDoubt.has(index)),
        );
  return ok({
    fileName: table.fileName,
    sha256: table.sha256,
    products,
    otherProducts: others,
    banks: new Set(products.map(({ bank }) => fold(bank))).size,
    failures: [...table.faults, ...failures],
    questions: [...questions, ...unitQuestions(table, byField, answers)],
    columns,
    unmapped: unmapped.map(({ index, header }) => ({ index, header })),
  });
};
