import type { RightsView } from '../bridge/data-rights-contract';

/** The registration form as lines of text, for the registry's own page: empty fields say so. */
export const sheetText = (title: string, { fields }: RightsView['form']): string => {
  const groups = [...new Set(fields.map((f) => f.group))];
  return [
    `数据产权初次登记申请表（草稿）：${title}`,
    ...groups.flatMap((group) => [
      '',
      group,
      ...fields.filter((f) => f.group === group).map((f) => `${f.title}：${f.value ?? '（待填）'}`),
    ]),
  ].join('\n');
};
