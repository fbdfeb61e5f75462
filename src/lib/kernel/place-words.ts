/** Files of a package as people call them, longest first. */
const FILES: readonly (readonly [path: string, words: string])[] = [
  ['package.json › requiredDocuments', '材料清单'],
  ['package.json › methods', '登记包说明 › 方法列表'],
  ['package.json › revision.previous', '登记包说明 › 上一版'],
  ['package.json', '登记包说明'],
  ['inputs/case.json', '案卷'],
  ['rules/rules.json', '规则值'],
  ['results/figures.json', '计算结果'],
  ['results/findings.json', '检查结果'],
  ['results/offers.json', '押品'],
  ['results/form.json', '申请表数据'],
];

/** Where something stands, in words an applicant knows; what has no other name keeps its path. */
export const placeWords = (path: string): string => {
  const file = FILES.find(([start]) => path === start || path.startsWith(`${start} `));
  return file === undefined ? path : `${file[1]}${path.slice(file[0].length)}`;
};
