import type { FileOutline, FileView } from '../bridge/enterprise-file-contract';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const LONG: readonly Choice[] = [
  { value: '@item', label: '项目' },
  { value: '@unit', label: '单位' },
  { value: '@value', label: '数值' },
  { value: '@this', label: '本年（期末）' },
  { value: '@before', label: '上年（年初）' },
];
const WIDE: readonly Choice[] = [{ value: '@period', label: '期间' }];
const EVENTS: readonly Choice[] = [
  { value: '@kind', label: '事项类型' },
  { value: '@number', label: '案号或文号' },
  { value: '@on', label: '发生日期' },
  { value: '@amount', label: '金额' },
  { value: '@state', label: '现状' },
  { value: '@repairedOn', label: '履行或修复日期' },
  { value: '@detail', label: '事由' },
];
const PRODUCTS: readonly Choice[] = [
  { value: '@product', label: '产品' },
  { value: '@year', label: '年度' },
  { value: '@revenue', label: '收入' },
  { value: '@patents', label: '所用专利' },
];

const fieldsOf = (groups: FileView['groups']): readonly Choice[] =>
  groups.flatMap(({ label: group, fields }) =>
    fields.map(({ code, label }) => ({ value: code, label: `${group}：${label}` })),
  );

/** What a column can be given to, by what the table is. */
export const meaningOptions = (
  layout: FileOutline['layout'],
  groups: FileView['groups'],
): readonly Choice[] => {
  switch (layout) {
    case 'events':
      return EVENTS;
    case 'products':
      return PRODUCTS;
    case 'long':
      return [...LONG, ...fieldsOf(groups)];
    case 'wide':
      return [...WIDE, ...fieldsOf(groups)];
  }
};
