import type { Waiver } from '../../case/collateral-life';
import type { Finding, Subject, Verdict } from '../../case/exchange';
import type { MethodInput } from '../../case/method';
import type { Confidence } from '../../kernel/confidence';
import type { Fen } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import type { LifeAsset } from './life-assets';
import type { LifeRules } from './life-rules';

/** What one check saw. */
export interface CheckResult {
  readonly verdict: Verdict;
  readonly message: string;
  /** What would make it a pass; empty on a pass. */
  readonly remedy: string;
  /** Papers, dates, findings it was seen from. */
  readonly evidence: readonly string[];
  /** A reason why nobody may let it pass, besides the rule of the check; empty = none. */
  readonly barred: string;
}

/** One check of the gate about one thing. */
export interface GateCheck {
  readonly code: string;
  readonly title: string;
  readonly basis: string;
  readonly subject: Subject;
  readonly verdict: Verdict;
  /** The waiver that lets it pass; `null` = none that counts. */
  readonly waived: Waiver | null;
  /** Passed or validly waived. */
  readonly open: boolean;
  readonly message: string;
  readonly remedy: string;
  readonly evidence: readonly string[];
  readonly waivable: boolean;
  /** Why a waiver is impossible or does not count, or what it leaves as it is; empty = nothing to say. */
  readonly waiverNote: string;
  readonly confidence: Confidence;
}

export interface Gate {
  /** Day asked about. */
  readonly on: PlainDate;
  /** `pass` only when every check passed or was validly waived. */
  readonly verdict: Verdict;
  readonly checks: readonly GateCheck[];
  readonly findings: readonly Finding[];
}

/** What the gate is asked. */
export interface GateInput extends MethodInput {
  /** Day of the release. */
  readonly on: PlainDate;
  /** Ids of what the structure uses; `null` = not known, then everything that may be used is asked for. */
  readonly used: ReadonlySet<string> | null;
  /** What the structure takes from each, by id; absent = not known, then what lapsed cannot be taken off and is unknown. */
  readonly amounts?: ReadonlyMap<string, Fen>;
}

export interface GateContext {
  readonly input: GateInput;
  readonly rules: LifeRules;
  /** The assets of the case, each once. */
  readonly assets: readonly LifeAsset[];
}

export const pass = (message: string, evidence: readonly string[] = []): CheckResult => ({
  verdict: 'pass',
  message,
  remedy: '',
  evidence,
  barred: '',
});

const open =
  (verdict: 'fail' | 'unknown') =>
  (message: string, remedy: string, evidence: readonly string[] = [], barred = ''): CheckResult => ({
    verdict,
    message,
    remedy,
    evidence,
    barred,
  });

export const failed = open('fail');
export const unknown = open('unknown');

const VETO = '否决项不能放行';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const LISTED = 4;

const named = (findings: readonly Finding[]): string => {
  const titles = [...new Set(findings.map(({ title }) => title))].sort(byCodeUnit);
  const rest = titles.length > LISTED ? ` 等 ${titles.length} 项` : '';
  return `${titles.slice(0, LISTED).join('、')}${rest}`;
};

/** The verdict of findings of the checks taken together: none at all is unknown, never a pass. */
export const ofFindings = (findings: readonly Finding[], about: string): CheckResult => {
  const evidence = [...new Set(findings.map(({ rule }) => rule))].sort(byCodeUnit);
  if (findings.length === 0)
    return unknown(`${about}：没有核查结果`, '请先在“核查”和押品页“登记与法律核查”中补齐');
  const remedyOf = (list: readonly Finding[]): string =>
    [...list].sort((a, b) => byCodeUnit(a.rule, b.rule)).find(({ remedy }) => remedy !== '')?.remedy ??
    '请在“核查”中查看并补正';
  const bad = findings.filter(({ verdict }) => verdict === 'fail');
  if (bad.length > 0)
    return failed(
      `${about}：不通过 ${named(bad)}`,
      remedyOf(bad),
      evidence,
      bad.some(({ veto }) => veto) ? VETO : '',
    );
  const open = findings.filter(({ verdict }) => verdict === 'unknown');
  return open.length > 0
    ? unknown(`${about}：未知 ${named(open)}`, remedyOf(open), evidence)
    : pass(`${about}：全部通过`, evidence);
};
