import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type MoneyUnit, unitOfHeading } from './bounds';
import { PRODUCT_FIELDS, type ProductField } from './product-model';
import { type ProductWords, fold, readProductWords } from './product-rules';

/** One column as understood. */
export interface ProductColumn {
  readonly index: number;
  /** Header as printed. */
  readonly header: string;
  /** `null` = not recognised, not chosen, or in doubt. */
  readonly field: ProductField | null;
  /** Unit of money that the header states. */
  readonly unit: MoneyUnit | null;
  /** `true` when the header states per cent. */
  readonly percent: boolean;
}

/** What only a person can say. Asked, never guessed; without an answer the cells stay unread. */
export type ProductQuestion =
  | {
      readonly kind: 'twice';
      readonly field: ProductField;
      readonly columns: readonly number[];
      readonly message: string;
    }
  | {
      readonly kind: 'meaning';
      readonly column: number;
      readonly fields: readonly ProductField[];
      readonly message: string;
    }
  | {
      readonly kind: 'money-unit';
      readonly column: number;
      readonly choices: readonly MoneyUnit[];
      readonly message: string;
    }
  | {
      readonly kind: 'rate-unit' | 'time-unit';
      readonly column: number;
      readonly choices: readonly string[];
      readonly message: string;
    };

/** Answers by column. */
export interface ProductAnswers {
  /** `null` = leave the column out. */
  readonly fields?: Readonly<Record<number, ProductField | null>>;
  readonly moneyUnits?: Readonly<Record<number, MoneyUnit>>;
  readonly rateUnits?: Readonly<Record<number, 'percent' | 'ratio'>>;
  readonly timeUnits?: Readonly<Record<number, 'year' | 'month'>>;
}

export interface ProductColumns {
  readonly columns: readonly ProductColumn[];
  readonly questions: readonly ProductQuestion[];
  /** Required fields that no column carries. */
  readonly missing: readonly ProductField[];
  readonly words: ProductWords;
}

const REQUIRED: readonly ProductField[] = ['机构', '产品名称'];

const withoutBrackets = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, '')
    .replace(/[/_:]\s*(亿元|万元|元|%)$/, '');

interface Candidate {
  readonly field: ProductField;
  /** Exact names before those without their brackets. */
  readonly weight: number;
}

const candidate = ({ headings }: ProductWords, header: string): Candidate | null => {
  const exact = headings.get(fold(header));
  if (exact !== undefined) return { field: exact.field, weight: exact.rank };
  const loose = headings.get(fold(withoutBrackets(header)));
  return loose === undefined ? null : { field: loose.field, weight: loose.rank };
};

const listed = (header: readonly string[], columns: readonly number[]): string =>
  columns.map((i) => `第 ${i + 1} 列“${header[i] ?? ''}”`).join('、');

/**
 * Says what the columns of a catalogue mean. A field that two columns carry and a heading with several meanings become questions; neither is
 * guessed. `answers` of a person settle them. Fails as rules do.
 */
export const recogniseProductColumns = (
  header: readonly string[],
  rules: RulesAt,
  answers: ProductAnswers = {},
): Result<ProductColumns> => {
  const read = readProductWords(rules);
  if (!read.ok) return read;
  const words = read.value;
  const questions: ProductQuestion[] = [];
  const fields = header.map((text, i): ProductField | null => {
    const chosen = answers.fields?.[i];
    return chosen === undefined ? (candidate(words, text)?.field ?? null) : chosen;
  });
  for (const field of PRODUCT_FIELDS) {
    const columns = fields.flatMap((one, i) => (one === field ? [i] : []));
    if (columns.length < 2) continue;
    const chosen = columns.filter((i) => answers.fields?.[i] === field);
    for (const i of columns) if (chosen.length !== 1 || chosen[0] !== i) fields[i] = null;
    if (chosen.length !== 1)
      questions.push({
        kind: 'twice',
        field,
        columns,
        message: `${listed(header, columns)}都像是“${field}”，请选用其中一列`,
      });
  }
  header.forEach((text, i) => {
    const possible = words.doubtful.get(fold(withoutBrackets(text)));
    if (possible !== undefined && fields[i] === null && answers.fields?.[i] === undefined)
      questions.push({
        kind: 'meaning',
        column: i,
        fields: possible,
        message: `${listed(header, [i])}可能是${possible.map((field) => `“${field}”`).join('或')}，请选择`,
      });
  });
  const columns = header.map((text, index): ProductColumn => {
    const unit = unitOfHeading(text);
    return {
      index,
      header: text,
      field: fields[index] ?? null,
      unit: answers.moneyUnits?.[index] ?? (unit.ok ? unit.value : null),
      percent: answers.rateUnits?.[index] === 'percent' || /[(/_]\s*%|百分/.test(text.normalize('NFKC')),
    };
  });
  return ok({
    columns,
    questions,
    missing: REQUIRED.filter((field) => fields.every((one) => one !== field)),
    words,
  });
};
