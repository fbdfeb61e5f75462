import type { Finding, Subject, Verdict } from '../case/exchange';
import type { Confidence } from '../kernel/confidence';
import type { Points, Standing } from './check';
import type { RuleSubject } from './rule-model';

/** A finding with what the pages and the decision need beside it. */
export interface ScreenedFinding extends Finding {
  readonly set: string;
  /** Number in its set: `4`, `P9`. Empty for a rule that could not be read. */
  readonly code: string;
  /** A fail holds the case instead of declining it. */
  readonly curable: boolean;
  /** Rules whose findings it sums up: its remedies repeat theirs. */
  readonly derivedFrom: readonly string[];
  /** Whether answers and declarations on this rule and subject are heard. */
  readonly answerable: boolean;
  readonly declarable: boolean;
  /** Every remedy on its own; `remedy` joins them. */
  readonly remedies: readonly string[];
  /** Papers that prove it. */
  readonly evidence: readonly string[];
  readonly points?: Points | undefined;
  readonly standing?: readonly Standing[] | undefined;
}

/** The part of a finding that other domains and the package see. */
export const toFinding = (f: ScreenedFinding): Finding => ({
  rule: f.rule,
  method: f.method,
  subject: f.subject,
  title: f.title,
  verdict: f.verdict,
  severity: f.severity,
  veto: f.veto,
  message: f.message,
  remedy: f.remedy,
  confidence: f.confidence,
  trace: f.trace,
});

/** One refusal ground over the whole pledge list. */
export interface GroundResult {
  readonly rule: string;
  /** `1` to `12`. */
  readonly code: string;
  readonly title: string;
  readonly about: RuleSubject;
  /** Kleene `all` over the findings: ready only when every patent passes. */
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly failing: readonly Subject[];
  readonly unknown: readonly Subject[];
  readonly message: string;
  readonly remedies: readonly string[];
  readonly confidence: Confidence;
  readonly findings: readonly ScreenedFinding[];
}
