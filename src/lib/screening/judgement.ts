import type { Severity, Subject, Verdict } from '../case/exchange';
import type { Confidence } from '../kernel/confidence';
import { type TraceNode, derive } from '../kernel/trace';
import { ruleLeaf } from '../rulebook/read-rule';
import { type Check, type Points, type Standing, madeNodes } from './check';
import type { ScreenedFinding } from './finding-model';
import { type Said, say } from './messages';
import type { LoadedRule, LoadedSet } from './rule-sets';
import { heaviest } from './severity';

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter((t) => t !== ''))];

/** The severity is that of the deciding reasons; a reason without its own has the rule's. */
const severityOf = (verdict: Verdict, said: readonly Said[], own: Severity): Severity =>
  verdict === 'pass' || said.length === 0 ? own : heaviest(said.map((s) => s.severity ?? own));

interface Words {
  readonly message: string;
  readonly remedies: readonly string[];
  readonly severity: Severity;
}

const NO_REMEDIES: readonly string[] = [];

const fallback = ({ rule }: LoadedRule): string => `按“${rule.title}”的要求补充材料后重新核查`;

/** The words of a result with one reason, which is what most have; the same as `describe` says of it. */
const describeOne = (verdict: Verdict, said: Said, loaded: LoadedRule): Words => ({
  message: said.message,
  remedies: verdict === 'pass' ? NO_REMEDIES : [said.remedy === '' ? fallback(loaded) : said.remedy],
  severity: verdict === 'pass' ? loaded.spec.severity : (said.severity ?? loaded.spec.severity),
});

const describe = (result: Check, loaded: LoadedRule, set: LoadedSet): Words => {
  const { verdict } = result;
  const reasons = result.reasons.length > 0 ? result.reasons : [{ verdict, key: verdict, facts: {} }];
  const [only] = reasons;
  if (reasons.length === 1 && only?.verdict === verdict)
    return describeOne(verdict, say(only, loaded, set), loaded);
  const spoken = reasons.map((reason) => ({ reason, said: say(reason, loaded, set) }));
  const deciding = spoken.filter(({ reason }) => reason.verdict === verdict).map(({ said }) => said);
  const remedies = verdict === 'pass' ? [] : unique(deciding.map((s) => s.remedy));
  return {
    message: unique(spoken.map(({ said }) => said.message)).join('；'),
    remedies: verdict === 'pass' || remedies.length > 0 ? remedies : [fallback(loaded)],
    severity: severityOf(verdict, deciding, loaded.spec.severity),
  };
};

/**
 * The verdict of one rule on one subject with its words. The trace, and the confidence that follows from it, are made when
 * they are first asked for. Not plain data: `plainFinding` makes what may leave the thread.
 */
export class Judgement implements ScreenedFinding {
  readonly rule: string;
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly message: string;
  readonly remedies: readonly string[];
  readonly points?: Points;
  readonly standing?: readonly Standing[];
  private made: TraceNode | null = null;

  constructor(
    private readonly result: Check,
    private readonly loaded: LoadedRule,
    private readonly from: LoadedSet,
    readonly subject: Subject,
    readonly method: string,
  ) {
    const { message, remedies, severity } = describe(result, loaded, from);
    this.rule = loaded.id;
    this.verdict = result.verdict;
    this.severity = severity;
    this.message = message;
    this.remedies = remedies;
    if (result.points !== undefined) this.points = result.points;
    if (result.standing !== undefined) this.standing = result.standing;
  }

  get title(): string {
    return this.loaded.rule.title;
  }
  get veto(): boolean {
    return this.loaded.spec.veto;
  }
  get remedy(): string {
    return this.remedies.length === 1 ? (this.remedies[0] ?? '') : this.remedies.join('；');
  }
  get set(): string {
    return this.from.id;
  }
  get code(): string {
    return this.loaded.spec.code;
  }
  get curable(): boolean {
    return this.loaded.spec.curable;
  }
  get derivedFrom(): readonly string[] {
    return this.loaded.spec.derivedFrom;
  }
  get answerable(): boolean {
    return this.loaded.spec.answerable;
  }
  get declarable(): boolean {
    return this.loaded.spec.declarable;
  }
  get evidence(): readonly string[] {
    return this.loaded.spec.evidence;
  }
  get confidence(): Confidence {
    return this.trace.confidence;
  }
  get trace(): TraceNode {
    return (this.made ??= this.explain());
  }

  private explain(): TraceNode {
    const { loaded, result } = this;
    const codes = unique(result.reasons.map((r) => r.facts['code'] ?? ''));
    return derive({
      id: `finding/${loaded.id}/${this.subject.id}`,
      label: loaded.rule.title,
      value: result.verdict,
      unit: 'text',
      formula: this.message,
      method: this.method,
      ...(codes.length === 0 ? {} : { note: codes.join(' ') }),
      children: [
        ...madeNodes(result.nodes),
        ruleLeaf(loaded.rule, `规则 ${loaded.spec.code} ${loaded.rule.title}`, loaded.spec.test, 'text'),
      ],
    });
  }

  /** The finding as plain data, its trace included. */
  plain(): ScreenedFinding {
    const { loaded, result, trace } = this;
    return {
      rule: this.rule,
      method: this.method,
      subject: this.subject,
      title: this.title,
      verdict: this.verdict,
      severity: this.severity,
      veto: this.veto,
      message: this.message,
      remedy: this.remedy,
      confidence: trace.confidence,
      trace,
      set: this.set,
      code: this.code,
      curable: this.curable,
      derivedFrom: this.derivedFrom,
      answerable: this.answerable,
      declarable: this.declarable,
      remedies: this.remedies,
      evidence: loaded.spec.evidence,
      ...(result.points === undefined ? {} : { points: result.points }),
      ...(result.standing === undefined ? {} : { standing: result.standing }),
    };
  }
}
