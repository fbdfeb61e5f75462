import { type Result, ok, refuse } from '../lib/kernel/result';
import {
  type ComparedPart,
  type PackageChange,
  type PackageSide,
  comparePackages,
} from '../lib/review/compare-packages';
import type { Answer, Command } from './command';
import { packageSource } from './package-source';
import { plain } from './plain-json';

const LABEL: Readonly<Record<ComparedPart, string>> = {
  description: '包的说明（package.json）',
  inputs: '案卷',
  rules: '规则值',
  figures: '数字',
  findings: '检查',
  offers: '押品',
  documents: '文书',
  attachments: '附件',
};
const PARTS = Object.keys(LABEL) as readonly ComparedPart[];

const side = ({ id, caseTitle, revision, findings }: PackageSide): string =>
  [
    id.slice(0, 16),
    caseTitle ?? '（案卷名称不可读）',
    revision === null ? '未编修订号' : `第 ${revision} 次修订`,
    ...(findings > 0 ? [`包本身有 ${findings} 处不符清单`] : []),
  ].join('  ');

const line = ({ path, title, before, after }: PackageChange): string =>
  `  ${title === '' ? path : `${title} ${path}`}：${before ?? '（无）'} → ${after ?? '（无）'}`;

/** Two packages, or two revisions of one, field by field. Finding: they differ. */
export const diffCommand: Command = {
  usage: 'diff A.zip B.zip',
  run: async ({ files: [before, after] }): Promise<Result<Answer>> => {
    if (before === undefined || after === undefined)
      return refuse('E_USAGE', '要给出两个登记包', 'diff', '请写成 zhiya diff 前.zip 后.zip');
    const [one, two] = [await packageSource(before), await packageSource(after)];
    if (!one.ok) return one;
    if (!two.ok) return two;
    const compared = await comparePackages(one.value, two.value);
    if (!compared.ok) return compared;
    const { changes, same, unread } = compared.value;
    return ok({
      document: plain(compared.value) as Answer['document'],
      text: [
        `前：${side(compared.value.before)}`,
        `后：${side(compared.value.after)}`,
        ...PARTS.filter((part) => changes[part].length > 0).flatMap((part) => [
          `${LABEL[part]}：${changes[part].length} 处不同`,
          ...changes[part].map(line),
        ]),
        ...unread.map((part) => `读不出 ${part}`),
        ...(same ? ['内容相同'] : []),
      ].join('\n'),
      finding: !same,
    });
  },
};
