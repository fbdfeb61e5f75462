import type { GroundLine, GroundView, ScreeningView } from '../src/lib/bridge/screening-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import type { Finding, Verdict } from '../src/lib/case/exchange';
import { type Result, ok, refuse } from '../src/lib/kernel/result';
import type { TraceNode } from '../src/lib/kernel/trace';
import type { RulesAt } from '../src/lib/rulebook/model';
import type { GroundResult } from '../src/lib/screening/finding-model';
import { METHOD_WORDS } from '../src/lib/screening/method-words';
import { type Screener, type Screening, createScreener } from '../src/lib/screening/screen-case';
import { assetOutputs } from './asset-outputs';

const known = new WeakMap<CaseRecord, Screening>();

/** The case asked about last: a page that edits it asks again and again. The rules follow from date, region and overlay. */
let desk: { readonly setting: string; readonly screener: Screener } | null = null;

const screenerOf = ({ valuationDate, region, overlay }: CaseRecord, rules: RulesAt): Screener => {
  const setting = JSON.stringify([valuationDate, region, overlay?.json ?? null]);
  if (desk?.setting !== setting) desk = { setting, screener: createScreener(rules) };
  return desk.screener;
};

/**
 * The screening of a case, computed once for a record that several calls ask about; of an edited record only the rules that
 * read what changed are judged anew. The rules follow from the record.
 */
export const screeningOf = (caseRecord: CaseRecord, rules: RulesAt): Screening => {
  const before = known.get(caseRecord);
  if (before !== undefined) return before;
  const screening = screenerOf(caseRecord, rules).screen(caseRecord, assetOutputs(caseRecord, rules));
  known.set(caseRecord, screening);
  return screening;
};

/** How many findings the last call judged anew. */
export const judgedAnew = (): number => desk?.screener.evaluated.length ?? 0;

const confirmable = ({ verdict, findings }: GroundResult): readonly string[] =>
  verdict === 'unknown' && findings.some((f) => f.answerable && f.subject.kind === 'patent')
    ? findings.map((f) => f.subject.id)
    : [];

const groundView = (ground: GroundResult): GroundView => ({
  rule: ground.rule,
  code: ground.code,
  title: ground.title,
  about: ground.about,
  verdict: ground.verdict,
  counts: ground.counts,
  message: ground.message,
  remedies: ground.remedies,
  confidence: ground.confidence,
  confirmable: confirmable(ground),
});

const verdictsOf = (findings: readonly Finding[]): ScreeningView['findings'] => [
  ...new Map(findings.map(({ rule, verdict }) => [`${rule} ${verdict}`, { rule, verdict }])).values(),
];

export const screeningView = (screening: Screening): ScreeningView => {
  const { refusal, gates } = screening;
  return {
    filingDate: screening.filingDate,
    refusal: { method: refusal.method, title: refusal.title, grounds: refusal.grounds.map(groundView) },
    threeViews: screening.threeViews,
    repayment: screening.repayment,
    preflight: screening.preflight,
    consistency: screening.consistency,
    gates: { method: gates.method, title: gates.title, assets: gates.assets },
    decision: screening.decision,
    missing: screening.missing,
    toCure: screening.toCure,
    unheard: screening.unheard,
    methodWords: METHOD_WORDS,
    findings: verdictsOf(screening.findings),
    figures: screening.figures,
  };
};

const ORDER: Readonly<Record<Verdict, number>> = { fail: 0, unknown: 1, pass: 2 };

/** Findings of one ground, what is not passed first, otherwise in the order of the pledge. */
export const groundLines = ({ refusal }: Screening, rule: string): readonly GroundLine[] =>
  (refusal.grounds.find((ground) => ground.rule === rule)?.findings ?? [])
    .map(({ subject, title, verdict, message, answerable, declarable }) => ({
      rule,
      subject,
      title,
      verdict,
      message,
      answerable,
      declarable,
    }))
    .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);

export const findingTrace = ({ findings }: Screening, rule: string, subject: string): Result<TraceNode> => {
  const found = findings.find((finding) => finding.rule === rule && finding.subject.id === subject);
  return found === undefined
    ? refuse('E_UNKNOWN_FINDING', '这一项检查已经没有结果', rule, '案卷可能刚刚改过，请重新打开这一项', rule)
    : ok(found.trace);
};
