import type { FileFact, FileSource } from '../../case/enterprise-file-section';
import { type SourceRef, type TraceNode, type Unit, leaf } from '../../kernel/trace';
import type { FileField } from './catalogue';

const UNITS: Readonly<Record<FileField['kind'], Unit>> = {
  money: 'fen',
  decimal: 'none',
  ratio: 'ratio',
  count: 'count',
  date: 'date',
  flag: 'text',
  choice: 'text',
  text: 'text',
};

export const traceUnit = (field: FileField): Unit => UNITS[field.kind];

/** Key of `FileSource.columns` for the column of a period, in a table whose rows are the items. */
export const periodColumn = (period: string): string => `@${period}`;

/** `2024 年营业收入`, `2024 年 6 月用电量（千瓦时）`. */
export const factLabel = (field: FileField, period: string | null): string => {
  const unit = field.unit === '' ? '' : `（${field.unit}）`;
  return `${period === null ? '' : periodText(period)}${field.label}${unit}`;
};

/** `2024 年`, `2024 年 6 月`, `2024 年 1–6 月`. */
export const periodText = (period: string): string => {
  const [year = '', months = ''] = period.split('-');
  const [from = '', to] = months.split('/');
  if (from === '') return `${year} 年`;
  return to === undefined ? `${year} 年 ${Number(from)} 月` : `${year} 年 ${Number(from)}–${Number(to)} 月`;
};

export const factPath = (field: string, period: string | null): string =>
  `sections.enterpriseFile.facts[${field}${period === null ? '' : `@${period}`}]`;

const refOf = (fact: FileFact, source: FileSource | null, label: string): SourceRef => {
  const row = fact.from?.row ?? null;
  const column =
    source === null
      ? undefined
      : (source.columns[fact.field] ??
        (fact.period === null ? undefined : source.columns[periodColumn(fact.period)]));
  if (source !== null && source.sha256 !== null && row !== null && column !== undefined)
    return {
      kind: 'cell',
      file: source.sha256,
      fileName: source.title,
      ...(source.sheet === null ? {} : { sheet: source.sheet }),
      row,
      column,
    };
  return {
    kind: 'field',
    path: factPath(fact.field, fact.period),
    label,
    ...(source === null ? {} : { by: source.by }),
  };
};

const noteOf = (fact: FileFact, source: FileSource | null): string => {
  const parts = [
    source === null ? '未写来源' : source.sha256 === null ? `依据：${source.title}` : '',
    source === null || source.asOf === null ? '' : `数据日期 ${source.asOf}`,
    fact.edit.trim() === '' ? '' : `人工认定：${fact.edit.trim()}`,
  ];
  return parts.filter((part) => part !== '').join('；');
};

/** One fact as a leaf: its cell when it was read from a file, otherwise the field with the paper it was typed from. */
export const factLeaf = (
  fact: FileFact,
  field: FileField,
  source: FileSource | null,
  shown: string,
): TraceNode => {
  const label = factLabel(field, fact.period);
  const note = noteOf(fact, source);
  return leaf({
    id: `field/${factPath(fact.field, fact.period)}${source === null ? '' : `/${source.id}`}`,
    label,
    value: shown,
    unit: traceUnit(field),
    confidence: source === null ? 'assumption' : 'verified',
    source: refOf(fact, source, label),
    ...(note === '' ? {} : { note }),
  });
};
