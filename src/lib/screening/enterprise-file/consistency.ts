import { mapOf } from '../../kernel/nested-map';
import * as v from 'valibot';
import type { Severity, Subject, Verdict } from '../../case/exchange';
import type { Confidence } from '../../kernel/confidence';
import { Decimal, decimalText } from '../../kernel/decimal';
import type { Result } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import type { ScreenedFinding } from '../finding-model';
import { onceWhenBlank } from './blank-file';
import { type Computed, firstComputed } from './computed';
import { type ConsistencyRule, consistencyRule } from './consistency-rule';
import { CONSISTENCY_TESTS, type Comparison } from './consistency-tests';
import type { EnterpriseFile } from './open-file';
import { accountYears } from './statements';

export const CONSISTENCY_RULE = 'enterprise-file.consistency';

const key = v.pipe(v.string(), v.minLength(1));
const tolerance = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,3})(\.\d{1,6})?$/));
const ruleList = v.pipe(v.array(key), v.minLength(1));

const percent = (ratio: Decimal): string => `${decimalText(ratio.times(100), 2)} %`;

const filled = (text: string, facts: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z]+)\}/g, (_, name: string) => facts[name] ?? '—');

interface Judged {
  readonly verdict: Verdict;
  readonly facts: () => Readonly<Record<string, string>>;
  readonly nodes: () => readonly TraceNode[];
}

const judged = (comparison: Comparison, limit: Decimal, year: number | null): Judged => {
  if (!comparison.ok)
    return {
      verdict: 'unknown',
      facts: () => ({ why: comparison.failure.message, remedy: comparison.failure.remedy }),
      nodes: comparison.nodes,
    };
  const { gap, detail, reason } = comparison;
  return {
    verdict: gap.lte(limit) ? 'pass' : 'fail',
    facts: () => ({ detail: `${year ?? ''} 年${detail()}`, tolerance: percent(limit) }),
    nodes: () => [reason.node],
  };
};

interface Loaded {
  readonly id: string;
  readonly spec: ConsistencyRule;
  readonly rule: ResolvedRule;
  readonly limit: Decimal;
  readonly limitRule: ResolvedRule;
  readonly check: (file: EnterpriseFile, id: string) => Finished;
}

const loadedFrom = new WeakMap<RulesAt, Map<string, Result<Loaded>>>();

/** A rule as it is carried out, read once for the rules of one date, region and overlay. */
const load = (rules: RulesAt, id: string): Result<Loaded> => {
  const rulesById = mapOf(loadedFrom, rules);
  const before = rulesById.get(id);
  if (before !== undefined) return before;
  const read = readRule(rules, id);
  rulesById.set(id, read);
  return read;
};

const readRule = (rules: RulesAt, id: string): Result<Loaded> => {
  const spec = readTyped(rules, id, consistencyRule);
  if (!spec.ok) return spec;
  const limit = readTyped(rules, spec.value.value.tolerance, tolerance);
  if (!limit.ok) return limit;
  const value: Loaded = {
    id,
    spec: spec.value.value,
    rule: spec.value.rule,
    limit: new Decimal(limit.value.value),
    limitRule: limit.value.rule,
    check: onceWhenBlank((file) => checked(file, value)),
  };
  return { ok: true, value };
};

interface Finished extends Judged {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  readonly message: () => string;
  readonly remedy: () => string;
  readonly leaves: () => readonly TraceNode[];
}

/** A consistency finding; its words and its trace are made when somebody looks. Not plain data: `plain()` is. */
export class ConsistencyFinding implements ScreenedFinding {
  readonly veto = false;
  readonly set = CONSISTENCY_RULE;
  readonly curable = true;
  readonly derivedFrom: readonly string[] = [];
  readonly answerable = false;
  readonly declarable = false;
  readonly evidence: readonly string[] = [];
  readonly verdict: Verdict;
  private made: TraceNode | null = null;

  constructor(
    private readonly done: Finished,
    readonly subject: Subject,
    readonly method: string,
  ) {
    this.verdict = done.verdict;
  }

  get rule(): string {
    return this.done.id;
  }
  get title(): string {
    return this.done.title;
  }
  get severity(): Severity {
    return this.done.severity;
  }
  get code(): string {
    return this.done.code;
  }
  get message(): string {
    return this.done.message();
  }
  get remedy(): string {
    return this.verdict === 'pass' ? '' : this.done.remedy();
  }
  get remedies(): readonly string[] {
    return this.verdict === 'pass' ? [] : [this.remedy];
  }
  get confidence(): Confidence {
    return this.trace.confidence;
  }
  get trace(): TraceNode {
    return (this.made ??= this.explain());
  }

  private explain(): TraceNode {
    const { id, title, nodes, leaves } = this.done;
    return derive({
      id: `finding/${id}/${this.subject.id}`,
      label: title,
      value: this.verdict,
      unit: 'text',
      formula: this.message,
      method: this.method,
      children: [...nodes(), ...leaves()],
    });
  }

  /** The finding as plain data, its trace included. */
  plain(): ScreenedFinding {
    const { rule, method, subject, title, verdict, severity, veto, message, remedy, confidence, trace } =
      this;
    const { set, code, curable, derivedFrom, answerable, declarable, remedies, evidence } = this;
    return {
      rule,
      method,
      subject,
      title,
      verdict,
      severity,
      veto,
      message,
      remedy,
      confidence,
      trace,
      set,
      code,
      curable,
      derivedFrom,
      answerable,
      declarable,
      remedies,
      evidence,
    };
  }
}

const finding = (done: Finished, subject: Subject, method: string): ConsistencyFinding =>
  new ConsistencyFinding(done, subject, method);

const checked = (file: EnterpriseFile, loaded: Loaded): Finished => {
  const { id, spec, rule, limit, limitRule } = loaded;
  const test = CONSISTENCY_TESTS.get(spec.test);
  const leaves = (): readonly TraceNode[] => [
    ruleLeaf(limitRule, undefined, limitRule.value === null ? null : undefined, 'ratio'),
    ruleLeaf(rule, `规则 ${spec.code} ${rule.title}`, spec.test, 'text'),
  ];
  if (test === undefined)
    return broken(id, `没有名为“${spec.test}”的核对方法`, '请在参数库恢复内置规则', spec.code, rule.title);
  const found = firstOf(accountYears(file), (year) => test(file, year, spec));
  const { verdict, facts, nodes } = judged(found.comparison, limit, found.year);
  const { message, remedy } = spec.messages[verdict];
  return {
    verdict,
    facts,
    nodes,
    id,
    code: spec.code,
    title: rule.title,
    severity: verdict === 'unknown' ? spec.unknownSeverity : spec.severity,
    message: () => filled(message, facts()),
    remedy: () => filled(remedy, facts()),
    leaves,
  };
};

const firstOf = (
  years: readonly number[],
  test: (year: number) => Comparison,
): { readonly year: number | null; readonly comparison: Comparison } => {
  const comparisons = new Map<number, Comparison>();
  const { period } = firstComputed(years, (year): Computed => {
    const comparison = test(year);
    comparisons.set(year, comparison);
    return comparison.ok ? { ok: true, term: comparison.reason } : comparison;
  });
  const comparison = period === null ? undefined : comparisons.get(period);
  return comparison === undefined
    ? {
        year: null,
        comparison: {
          ok: false,
          failure: { code: 'E_MISSING', message: '没有可用的年度', remedy: '请核对评估基准日' },
          nodes: () => [],
        },
      }
    : { year: period, comparison };
};

const broken = (id: string, detail: string, remedy: string, code = '', title = id): Finished => ({
  verdict: 'unknown',
  facts: () => ({}),
  nodes: () => [],
  id,
  code,
  title,
  severity: 'hold',
  message: () => `规则未能执行：${detail}`,
  remedy: () => remedy,
  leaves: () => [],
});

/** Whether what different sources say of the enterprise fits together: one finding per rule, three-valued. */
export const consistencyFindings = (
  file: EnterpriseFile,
  rules: RulesAt,
  subject: Subject,
  method: string,
): readonly ConsistencyFinding[] => {
  const list = readTyped(rules, CONSISTENCY_RULE, ruleList);
  if (!list.ok)
    return [finding(broken(CONSISTENCY_RULE, list.failure.message, list.failure.remedy), subject, method)];
  return list.value.value.map((id) => {
    const loaded = load(rules, id);
    return finding(
      loaded.ok ? loaded.value.check(file, id) : broken(id, loaded.failure.message, loaded.failure.remedy),
      subject,
      method,
    );
  });
};
