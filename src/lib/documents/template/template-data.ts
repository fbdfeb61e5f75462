import { toCapitalAmount } from '../../kernel/capital-amount';
import { fenToDecimalText, formatYuan, parseFenText } from '../../kernel/fen';
import { exactWan, formAmount, groupWhole } from '../amounts';

/** What a template may name: fields of the case, and lists whose records become rows of a table. */

export type FieldKind = 'text' | 'date' | 'money';

export interface TemplateField {
  /** Code of the form, `pledgor_name`. */
  readonly code: string;
  /** `出质人.姓名或名称`. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Dates `YYYY-MM-DD`, money in 分; `null`: not given. */
  readonly value: string | null;
  /** What is printed when it is not given. */
  readonly blank: string;
}

/** Field of one record; its value stands in `rows`. */
export type TemplateColumn = Omit<TemplateField, 'value'>;

export interface TemplateList {
  readonly label: string;
  readonly columns: readonly TemplateColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface TemplateData {
  readonly fields: readonly TemplateField[];
  readonly lists: readonly TemplateList[];
}

/** Number of the row, in every list. */
export const ROW_NUMBER = '序号';

type Format = (value: string) => string;

const money =
  (show: (fen: bigint) => string): Format =>
  (value) => {
    const fen = parseFenText(value);
    return fen.ok ? show(fen.value) : value;
  };

/** As `formAmount`, in 元: exact, then 大写金额. */
const yuanAmount: Format = money(
  (fen) => `${groupWhole(fenToDecimalText(fen, 2))}（大写：${toCapitalAmount(fen)}）`,
);

const inWords: Format = (value) => {
  const [year = '', month = '', day = ''] = value.split('-');
  return day === '' ? value : `${year}年${Number(month)}月${Number(day)}日`;
};

/** What may stand after `|`, by kind of field. The empty one is the usual form. */
export const FORMATS: Readonly<Record<FieldKind, ReadonlyMap<string, Format>>> = {
  text: new Map([['', (value: string) => value]]),
  date: new Map([
    ['', (value: string) => value],
    ['年月日', inWords],
  ]),
  money: new Map([
    ['', formAmount],
    ['万元', money(exactWan)],
    ['元', money(formatYuan)],
    ['大写', money(toCapitalAmount)],
  ]),
};

/** A name as templates may write it: without spaces and without the unit in brackets at its end. */
export const plainName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/\s+/g, '')
    .replace(/[（(][^（()）]*[)）]$/, '');

/** A label that names 元 as its unit. */
const IN_YUAN = /[（(]元[）)]$/;

/** Value in the wanted form; an amount whose label says 元 is in 元 unless another form is asked for; a value that is not given is its blank. */
export const shownValue = (
  { kind, blank, label }: Pick<TemplateField, 'kind' | 'blank' | 'label'>,
  value: string | null,
  format: string,
): string => {
  if (value === null) return blank;
  if (format === '' && kind === 'money' && IN_YUAN.test(label)) return yuanAmount(value);
  return FORMATS[kind].get(format)?.(value) ?? value;
};
