import { type ReviewFinding, failed, undecided } from '../../verify-report';
import type { AmountMention } from './mentions';
import type { ReadPaper } from './read-paper';

/** A paper with its place in the checklist; `null` = none. */
export interface NamedPaper {
  readonly paper: ReadPaper;
  readonly code: string | null;
  readonly title: string;
}

/** Codes of the papers that must name the same patents. */
const SAME_PATENTS = ['application-form', 'pledge-contract', 'patent-list'];

const SHOWN = 5;
const some = (numbers: readonly string[]): string =>
  `${numbers.slice(0, SHOWN).join('、')}${numbers.length > SHOWN ? ` 等 ${numbers.length} 件` : ''}`;

/** Patents by paper; files of one paper together. Papers of which one file could not be read are left out: they say no less than all. */
const patentsByTitle = (papers: readonly NamedPaper[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const byTitle = new Map<string, Set<string>>();
  for (const code of SAME_PATENTS) {
    const files = papers.filter((one) => one.code === code);
    const title = files[0]?.title ?? code;
    const read = files.flatMap(({ paper }) => (paper.mentions === null ? [] : [paper.mentions]));
    if (read.length === 0 || read.length < files.length) continue;
    const numbers = new Set(read.flatMap(({ patents }) => patents.map(({ number }) => number)));
    if (numbers.size > 0) byTitle.set(title, numbers);
  }
  return byTitle;
};

const patentDifferences = (papers: readonly NamedPaper[]): readonly ReviewFinding[] => {
  const [first, ...rest] = [...patentsByTitle(papers)];
  if (first === undefined) return [];
  const [firstTitle, held] = first;
  return rest.flatMap(([title, numbers]) => {
    const lacking = [...held].filter((number) => !numbers.has(number)).sort();
    const extra = [...numbers].filter((number) => !held.has(number)).sort();
    return [
      ...(lacking.length === 0
        ? []
        : [failed('E_MISMATCH', title, `“${firstTitle}”有、“${title}”没有的专利：${some(lacking)}`)]),
      ...(extra.length === 0
        ? []
        : [failed('E_MISMATCH', title, `“${title}”有、“${firstTitle}”没有的专利：${some(extra)}`)]),
    ];
  });
};

/** Secured amounts that do not agree. A contract may well hold several, so a person looks. */
const amountDifferences = (papers: readonly NamedPaper[]): readonly ReviewFinding[] => {
  const all = papers.flatMap(({ paper }) =>
    (paper.mentions?.amounts ?? []).map((amount): [string, AmountMention] => [paper.path, amount]),
  );
  const [first] = all;
  if (first === undefined) return [];
  const [firstPath, { fen, label, text }] = first;
  return all
    .filter(([, amount]) => amount.fen !== fen)
    .map(([path, amount]) =>
      undecided(
        'E_AMOUNT',
        path,
        `金额不一致：“${firstPath}”的${label}是 ${text}，“${path}”的${amount.label}是 ${amount.text}，请核对是否同一金额`,
      ),
    );
};

const wrongNumbers = (papers: readonly NamedPaper[]): readonly ReviewFinding[] =>
  papers.flatMap(({ paper }) => {
    const wrong = paper.mentions?.wrongNumbers ?? [];
    return wrong.length === 0
      ? []
      : [
          undecided(
            'E_NUMBER',
            paper.path,
            `“${paper.name}”里像专利号、但校验位不对的号码：${some(wrong)}，请对照证书`,
          ),
        ];
  });

/** What the papers that could be read say against each other. */
export const compareMentions = (papers: readonly NamedPaper[]): readonly ReviewFinding[] => [
  ...patentDifferences(papers),
  ...wrongNumbers(papers),
  ...amountDifferences(papers),
];
