import {
  FORMATS,
  ROW_NUMBER,
  type TemplateData,
  type TemplateField,
  type TemplateList,
  plainName,
} from './template-data';
import type { Placeholder } from './placeholders';

/** What a placeholder means. */
export type Meaning =
  | { readonly kind: 'field'; readonly field: TemplateField }
  | { readonly kind: 'column'; readonly list: TemplateList; readonly at: number | null }
  | {
      readonly kind: 'fault';
      readonly code: 'E_TEMPLATE_FIELD' | 'E_TEMPLATE_FORMAT';
      readonly message: string;
    };

const fault = (code: 'E_TEMPLATE_FIELD' | 'E_TEMPLATE_FORMAT', message: string): Meaning => ({
  kind: 'fault',
  code,
  message,
});

/** By code, by `节.栏`, or by the name of the field alone where only one has it. */
const fieldNamed = (data: TemplateData, name: string): TemplateField | 'several' | null => {
  const plain = plainName(name);
  const exact = data.fields.find(({ code, label }) => code === name || plainName(label) === plain);
  if (exact !== undefined) return exact;
  const alone = data.fields.filter(({ label }) => plainName(label.slice(label.indexOf('.') + 1)) === plain);
  return alone.length > 1 ? 'several' : (alone[0] ?? null);
};

const columnNamed = (data: TemplateData, name: string): Meaning | null => {
  const plain = plainName(name);
  for (const list of data.lists) {
    if (plain === `${plainName(list.label)}.${ROW_NUMBER}`) return { kind: 'column', list, at: null };
    const at = list.columns.findIndex(({ code, label }) => code === name || plainName(label) === plain);
    if (at >= 0) return { kind: 'column', list, at };
  }
  return null;
};

const withFormat = (meaning: Meaning, { text, format }: Placeholder): Meaning => {
  if (meaning.kind === 'fault') return meaning;
  const kind =
    meaning.kind === 'field'
      ? meaning.field.kind
      : meaning.at === null
        ? 'text'
        : (meaning.list.columns[meaning.at]?.kind ?? 'text');
  if (FORMATS[kind].has(format)) return meaning;
  const known = [...FORMATS[kind].keys()].filter((one) => one !== '');
  return fault(
    'E_TEMPLATE_FORMAT',
    `“${text}”的写法“${format}”不能用于这一栏，${known.length === 0 ? '这一栏不带写法' : `可用：${known.join('、')}`}`,
  );
};

/** What a placeholder of a template means among the data of a case. */
export const meaningOf = (data: TemplateData, placeholder: Placeholder): Meaning => {
  const column = columnNamed(data, placeholder.name);
  if (column !== null) return withFormat(column, placeholder);
  const field = fieldNamed(data, placeholder.name);
  if (field === 'several')
    return fault(
      'E_TEMPLATE_FIELD',
      `“${placeholder.text}”在几个栏目里都有，请写明是哪一节的，例如“{出质人.地址}”`,
    );
  if (field === null) return fault('E_TEMPLATE_FIELD', `没有“${placeholder.text}”这个栏目`);
  return withFormat({ kind: 'field', field }, placeholder);
};
