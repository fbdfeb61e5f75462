/** The five questions of a review as an official reads them: what each asks. Never summed up into one answer. */
export const FIVE_QUESTIONS = [
  { id: 'safety', label: '安全性', asks: '容器可读、不超限、没有会运行的内容' },
  { id: 'integrity', label: '完整性', asks: '文件与清单一致，SHA-256 与 SM3 均符，材料齐' },
  { id: 'authenticity', label: '真实性', asks: '谁签的名' },
  { id: 'usability', label: '可用性', asks: '文件打得开，类型与内容相符' },
  { id: 'recalculation', label: '重算', asks: '用包里的输入和规则重算，逐个数字比对' },
] as const;

export type FiveQuestion = (typeof FIVE_QUESTIONS)[number]['id'];
export type AnswerWord = 'pass' | 'fail' | 'unknown';

/** One thing that was seen, and what it weighs: `pass` is a note. */
export interface SeenFinding {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly verdict: AnswerWord;
}

export type FiveAnswersOf = Readonly<
  Record<FiveQuestion, { readonly verdict: AnswerWord; readonly findings: readonly SeenFinding[] }>
>;

const WORDS: readonly (readonly [AnswerWord, string])[] = [
  ['fail', '不通过'],
  ['unknown', '未知'],
  ['pass', '通过'],
];

/** How many of the five answers are of each kind. */
export const countsOf = (answers: FiveAnswersOf): string =>
  WORDS.map(
    ([verdict, word]) =>
      `${word} ${FIVE_QUESTIONS.filter(({ id }) => answers[id].verdict === verdict).length}`,
  ).join(' · ');

/** What a package says of itself, as it is shown beside the five answers. */
export interface SaidOfItself {
  /** Content id; `null` = it could not be read. */
  readonly id: string | null;
  /** Byte for byte as the program writes it. */
  readonly canonical: boolean;
  readonly summary: {
    readonly purpose: string;
    readonly registry: string;
    readonly recipient: string | null;
    readonly pledgor: { readonly name: string } | null;
    readonly pledgee: { readonly name: string } | null;
    readonly securedAmountFen: string | null;
    readonly patents: readonly { readonly number: string; readonly title: string }[];
    readonly valuationDate: string;
    readonly engineVersion: string;
  } | null;
}
