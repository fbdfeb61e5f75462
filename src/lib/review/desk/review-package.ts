import type { DeskFacts, FiveVerdicts } from '../../case/desk/entry';
import type { DataFingerprint } from '../../case/data-fingerprint';
import { parseCaseJson } from '../../case/case-json';
import type { CaseRecord } from '../../case/case-record';
import { readBag } from '../../container/bagit';
import type { ByteSource } from '../../container/byte-source';
import { decodeUtf8 } from '../../kernel/utf8';
import { JSON_PATH } from '../json-parts';
import { type VerifyOptions, verifyPackage } from '../verify-package';
import type { Question, ReviewFinding, VerifyReport } from '../verify-report';
import { datasetsOf, packageFacts } from './facts';
import { type GroundAgain, groundsAgain } from './grounds';
import { notAPackage } from './not-a-package';
import { tapMethods } from './tap-methods';

/** A package as the desk shows it. */
export interface ReviewedPackage {
  readonly report: VerifyReport;
  /** How many findings each question has; `report` may hold fewer. */
  readonly counts: Readonly<Record<Question, number>>;
  readonly facts: DeskFacts;
  readonly datasets: readonly { readonly title: string; readonly fingerprint: DataFingerprint }[];
  /** Whether the case could be read. If not, which data it holds is not known. */
  readonly caseRead: boolean;
  /** What the file is instead, where it is no package and that can be told. */
  readonly instead: string | null;
  /** The grounds run again; empty = they could not be run, which leaves them unknown. */
  readonly grounds: readonly GroundAgain[];
}

export interface DeskOptions extends VerifyOptions {
  /** Whether a method gives the verdicts on grounds for refusal. */
  readonly isGround: (method: string) => boolean;
}

export const QUESTIONS: readonly Question[] = [
  'safety',
  'integrity',
  'authenticity',
  'usability',
  'recalculation',
];

export const verdictsOf = ({ answers }: Pick<VerifyReport, 'answers'>): FiveVerdicts => ({
  safety: answers.safety.verdict,
  integrity: answers.integrity.verdict,
  authenticity: answers.authenticity.verdict,
  usability: answers.usability.verdict,
  recalculation: answers.recalculation.verdict,
});

const byQuestion = <T>(of: (question: Question) => T): Record<Question, T> => ({
  safety: of('safety'),
  integrity: of('integrity'),
  authenticity: of('authenticity'),
  usability: of('usability'),
  recalculation: of('recalculation'),
});

const ORDER = { fail: 0, unknown: 1, pass: 2 } as const;

/** The worst findings of each question, at most `most`; the order among equals stays. */
const capped = (report: VerifyReport, most: number): VerifyReport => ({
  ...report,
  answers: byQuestion((question) => {
    const { verdict, findings } = report.answers[question];
    const kept: readonly ReviewFinding[] =
      findings.length <= most
        ? findings
        : [...findings].sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]).slice(0, most);
    return { verdict, findings: kept };
  }),
});

/** The case as the package holds it, for what no method was given. */
const packagedCase = async (source: Uint8Array | ByteSource): Promise<CaseRecord | null> => {
  const bag = await readBag(source, { hold: (name) => name.endsWith(`/data/${JSON_PATH.caseRecord}`) });
  const bytes = bag.ok ? bag.value.payload.get(JSON_PATH.caseRecord) : undefined;
  const text = bytes === undefined ? null : decodeUtf8(bytes);
  if (text === null || !text.ok) return null;
  const parsed = parseCaseJson(text.value);
  return parsed.ok ? parsed.value : null;
};

/**
 * Verifies a package, and keeps what the re-run said of the grounds for refusal and what the register needs of the case, in one run.
 * @param most findings per question that are handed out; all are counted
 */
export const reviewPackage = async (
  source: Uint8Array | ByteSource,
  { isGround, ...options }: DeskOptions,
  most: number,
): Promise<ReviewedPackage> => {
  const tapped = tapMethods(options.methods, isGround);
  const report = await verifyPackage(source, { ...options, methods: tapped.methods });
  const { caseRecord: ran, findings } = tapped.seen();
  const caseRecord = ran ?? (report.id === null ? null : await packagedCase(source));
  return {
    report: capped(report, most),
    counts: byQuestion((question) => report.answers[question].findings.length),
    facts: packageFacts(report.summary, caseRecord),
    datasets: datasetsOf(caseRecord),
    caseRead: caseRecord !== null,
    instead: report.id === null ? await notAPackage(source) : null,
    grounds: groundsAgain(findings),
  };
};
