import type { Subject, Verdict } from '../case/exchange';
import { type Confidence, weakest } from '../kernel/confidence';
import type { GroundResult, ScreenedFinding } from './finding-model';
import { allCounted } from './kleene';
import type { RuleSubject } from './rule-model';
import type { LoadedRule } from './rule-sets';

export type ByVerdict = Readonly<Record<Verdict, readonly ScreenedFinding[]>>;

/** What a kind of rule says of its findings together. */
export interface GroundWords {
  message(by: ByVerdict, ground: GroundResult): string;
  remedies(by: ByVerdict, ground: GroundResult): readonly string[];
}

const subjectOf = ({ subject }: ScreenedFinding): Subject => subject;

/**
 * The result of one rule over all its findings. Its words, and the confidence that follows from the traces, are made when
 * somebody reads them. A class and not an object with accessors: each of those would have a shape of its own. Not plain data.
 */
export class LateGround implements GroundResult {
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  readonly about: RuleSubject;
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  private parted: ByVerdict | null = null;
  private spoken: string | null = null;

  constructor(
    loaded: LoadedRule,
    readonly findings: readonly ScreenedFinding[],
    private readonly words: GroundWords,
  ) {
    const counts: Record<Verdict, number> = { pass: 0, fail: 0, unknown: 0 };
    for (const finding of findings) counts[finding.verdict] += 1;
    this.rule = loaded.id;
    this.code = loaded.spec.code;
    this.title = loaded.rule.title;
    this.about = loaded.spec.subject;
    this.verdict = allCounted(counts);
    this.counts = counts;
  }

  private get by(): ByVerdict {
    if (this.parted !== null) return this.parted;
    const by: Record<Verdict, ScreenedFinding[]> = { pass: [], fail: [], unknown: [] };
    for (const finding of this.findings) by[finding.verdict].push(finding);
    return (this.parted = by);
  }

  get failing(): readonly Subject[] {
    return this.by.fail.map(subjectOf);
  }
  get unknown(): readonly Subject[] {
    return this.by.unknown.map(subjectOf);
  }
  get message(): string {
    return (this.spoken ??= this.words.message(this.by, this));
  }
  get remedies(): readonly string[] {
    return this.words.remedies(this.by, this);
  }
  get confidence(): Confidence {
    return weakest(this.findings.map((f) => f.confidence));
  }

  /** The result as plain data. */
  plain(): GroundResult {
    const { rule, code, title, about, verdict, counts, failing, unknown, message, remedies } = this;
    const { confidence, findings } = this;
    return {
      rule,
      code,
      title,
      about,
      verdict,
      counts,
      failing,
      unknown,
      message,
      remedies,
      confidence,
      findings,
    };
  }
}
