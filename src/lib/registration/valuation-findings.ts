import type { CaseRecord } from '../case/case-record';
import type { Finding } from '../case/exchange';
import { shorten } from './display';
import type { Block } from '../documents/model';
import { table } from '../documents/table';
import { paragraph } from '../documents/text';
import { pledgedPatents } from './patent-values';
import { subjectText } from './valuation-figures';

const SAID: Record<Finding['verdict'], string> = { pass: '通过', fail: '不通过', unknown: '未知' };

/** Up to so many patents are called by name; more of them by their numbers in the table of patents. */
const BY_NAME = 2;

/** `[1, 2, 3, 7]` → `1–3、7`. */
export const numberRanges = (numbers: readonly number[]): string => {
  const ranges: [first: number, last: number][] = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open !== undefined && n <= open[1] + 1) open[1] = n;
    else ranges.push([n, n]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join('、');
};

/** Findings that say the same of several subjects. */
const alike = (findings: readonly Finding[]): readonly (readonly Finding[])[] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.title, finding.verdict, finding.message]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
};

/** Longest message that stands in a cell: some list every patent of a large pledge. */
const MESSAGE_LIMIT = 200;

const messageText = (message: string): string => {
  const cut = shorten(message, MESSAGE_LIMIT);
  return cut === message ? message : `${cut}（全文见登记包 results/findings.json）`;
};

const subjectsText = (group: readonly Finding[], places: ReadonlyMap<string, number>): string => {
  const numbers = group.flatMap(({ subject }) =>
    subject.kind === 'patent' ? (places.get(subject.id) ?? []) : [],
  );
  if (group.length <= BY_NAME || numbers.length < group.length)
    return [...new Set(group.map(({ subject }) => subjectText(subject)))].join('；');
  return numbers.length === places.size
    ? `全部 ${places.size} 件质押专利`
    : `质押专利 ${numberRanges(numbers)}（共 ${numbers.length} 件）`;
};

/** What did not pass; the same words about many patents stand once. */
export const findingBlocks = (caseRecord: CaseRecord, findings: readonly Finding[]): readonly Block[] => {
  const open = findings.filter(({ verdict }) => verdict !== 'pass');
  if (open.length === 0) return [paragraph(findings.length === 0 ? '没有运行检查，不等于通过。' : '没有。')];
  const places = new Map(pledgedPatents(caseRecord).map(({ id }, index) => [id, index + 1]));
  return [
    table({
      size: 19,
      columns: [
        { title: '对象', share: 22 },
        { title: '检查', share: 30 },
        { title: '结果', share: 10, align: 'center' },
        { title: '说明', share: 38 },
      ],
      rows: alike(open).flatMap((group) => {
        const [first] = group;
        return first === undefined
          ? []
          : [[subjectsText(group, places), first.title, SAID[first.verdict], messageText(first.message)]];
      }),
    }),
  ];
};
