import type { Verdict } from '../case/exchange';

/** The five questions of a review. Four are those of DA/T 70-2018 (四性检测), the fifth is our own. */
export type Question = 'safety' | 'integrity' | 'authenticity' | 'usability' | 'recalculation';

export const QUESTION_LABEL: Record<Question, string> = {
  safety: '安全性',
  integrity: '完整性',
  authenticity: '真实性',
  usability: '可用性',
  recalculation: '重算',
};

/** One thing that was seen. `verdict` is its own weight: `pass` marks a mere note. */
export interface ReviewFinding {
  readonly code: string;
  /** Entry below the payload, or `entry › place inside`. */
  readonly path: string;
  readonly message: string;
  readonly verdict: Verdict;
}

export interface Answer {
  readonly verdict: Verdict;
  readonly findings: readonly ReviewFinding[];
}

export interface PackageParty {
  readonly name: string;
  readonly creditCode: string | null;
}

/** What the package says of itself, for the head of the review page. Nothing here is checked by being shown. */
export interface PackageSummary {
  readonly profile: string;
  readonly purpose: string;
  readonly registry: string;
  readonly recipient: string | null;
  readonly caseId: string;
  readonly caseTitle: string;
  readonly fiction: string;
  readonly valuationDate: string;
  readonly region: string;
  readonly pledgor: PackageParty | null;
  readonly pledgee: PackageParty | null;
  /** Integer 分 as text. */
  readonly securedAmountFen: string | null;
  readonly patents: readonly { readonly number: string; readonly title: string }[];
  readonly engineVersion: string;
  readonly methods: readonly string[];
  readonly revision: number | null;
  /** Content id of the package that this one says it replaces. */
  readonly previous: string | null;
}

/** Five separate answers, never one. */
export interface VerifyReport {
  readonly schema: 'zhiya.verify/1';
  /** Content id; `null` when no bag could be read. */
  readonly id: string | null;
  /** Whether the archive is byte for byte what our writer makes of its content; `false` = re-packed by another tool. */
  readonly canonical: boolean;
  readonly answers: Readonly<Record<Question, Answer>>;
  /** `null` when `package.json` could not be read. */
  readonly summary: PackageSummary | null;
}

export const failed = (code: string, path: string, message: string): ReviewFinding => ({
  code,
  path,
  message,
  verdict: 'fail',
});

export const undecided = (code: string, path: string, message: string): ReviewFinding => ({
  code,
  path,
  message,
  verdict: 'unknown',
});

export const noted = (code: string, path: string, message: string): ReviewFinding => ({
  code,
  path,
  message,
  verdict: 'pass',
});

/** The answer to a question that was examined: the worst of what was found; nothing found is a pass. */
export const answerOf = (findings: readonly ReviewFinding[]): Answer => {
  if (findings.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail', findings };
  return { verdict: findings.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'pass', findings };
};

/** The answer to a question that could not be examined. */
export const notExamined = (code: string, reason: string): Answer => answerOf([undecided(code, '', reason)]);
