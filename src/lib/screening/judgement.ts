import type { Severity, Subject, Verdict } from '../case/exchange';
import type { Confidence } from '../kernel/confidence';
import { type TraceNode, derive } from '../kernel/trace';
import { ruleLeaf } from '../rulebook/read-rule';
import { type Check, type Points, type Reason, type Standing, madeNodes } from './check';
import type { ScreenedFinding } from './finding-model';
import { type Said, say, severityOfWords } from './messages';
import type { LoadedRule, LoadedSet } from './rule-sets';
import { heaviest } from './severity';

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter((t) => t !== ''))];

/** The severity is that of the deciding reasons; a reason without its own has the rule's. */
const severityOf = ({ verdict, reasons }: Check, loaded: LoadedRule, set: LoadedSet): Severity => {
  const own = loaded.spec.severity;
  if (verdict === 'pass') return own;
  if (reasons.length === 0) return severityOfWords(bare(verdict), loaded, set) ?? own;
  let found: Severity | null = null;
  for (const reason of reasons) {
    if (reason.verdict !== verdict) continue;
    const said = severityOfWords(reason, loaded, set) ?? own;
    found = found === null ? said : heaviest([found, said]);
  }
  return found ?? own;
};

/** What a verdict without a reason is worded by. */
const bare = (verdict: Verdict): Reason => ({ verdict, key: verdict, facts: {} });

interface Words {
  readonly message: string;
  readonly remedies: readonly string[];
}

const NO_REMEDIES: readonly string[] = [];

const fallback = ({ rule }: LoadedRule): string => `按“${rule.title}”的要求补充材料后重新核查`;

/** The words of a result with one reason, which is what most have; the same as `describe` says of it. */
const describeOne = (verdict: Verdict, said: Said, loaded: LoadedRule): Words => ({
  message: said.message,
  remedies: verdict === 'pass' ? NO_REMEDIES : [said.remedy === '' ? fallback(loaded) : said.remedy],
});

const describe = (result: Check, loaded: LoadedRule, set: LoadedSet): Words => {
  const { verdict } = result;
  const reasons = result.reasons.length > 0 ? result.reasons : [bare(verdict)];
  const [only] = reasons;
  if (reasons.length === 1 && only?.verdict === verdict)
    return describeOne(verdict, say(only, loaded, set), loaded);
  const spoken = reasons.map((reason) => ({ reason, said: say(reason, loaded, set) }));
  const deciding = spoken.filter(({ reason }) => reason.verdict === verdict).map(({ said }) => said);
  const remedies = verdict === 'pass' ? [] : unique(deciding.map((s) => s.remedy));
  return {
    message: unique(spoken.map(({ said }) => said.message)).join('；'),
    remedies: verdict === 'pass' || remedies.length > 0 ? remedies : [fallback(loaded)],
  };
};

/**
 * The verdict of one rule on one subject. Its words, its trace and the confidence that follows from it are made when they are
 * first asked for. Not plain data: `plain()` makes what may leave the thread.
 */
export class Judgement implements ScreenedFinding {
  readonly verdict: Verdict;
  readonly points: Points | undefined;
  readonly standing: readonly Standing[] | undefined;
  private spoken: Words | null = null;
  private made: TraceNode | null = null;

  constructor(
    private readonly result: Check,
    private readonly loaded: LoadedRule,
    private readonly from: LoadedSet,
    readonly subject: Subject,
    readonly method: string,
  ) {
    this.verdict = result.verdict;
    this.points = result.points;
    this.standing = result.standing;
  }

  get rule(): string {
    return this.loaded.id;
  }
  get severity(): Severity {
    return severityOf(this.result, this.loaded, this.from);
  }
  get message(): string {
    return this.words.message;
  }
  get remedies(): readonly string[] {
    return this.words.remedies;
  }
  private get words(): Words {
    return (this.spoken ??= describe(this.result, this.loaded, this.from));
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
