import type { ScreeningView } from '../bridge/screening-contract';
import type { CaseRecord } from '../case/case-record';
import type { Verdict } from '../case/exchange';
import type { ScreenedFinding } from '../screening/finding-model';
import { type Paper, dataPapers, paperOf } from './finding-papers';

/** One item as a credit officer signs it. */
export interface SheetLine {
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly veto: boolean;
  /** `3`, `0–4`, or empty for items without points. */
  readonly points: string;
  readonly message: string;
  readonly papers: readonly Paper[];
  /** Who judged and when; empty for what the program computed. */
  readonly by: string;
  readonly on: string;
  readonly reason: string;
  /** Papers that would prove it, and what would make it a pass; empty on a pass. */
  readonly evidence: string;
  readonly remedy: string;
}

export interface SheetGroup {
  readonly code: string;
  readonly title: string;
  readonly lines: readonly SheetLine[];
}

const pointsText = ({ points }: ScreenedFinding): string =>
  points === undefined
    ? ''
    : points.low === points.high
      ? String(points.low)
      : `${points.low}–${points.high}`;

/** Papers of a collateral item or support that the rule asks for by name. */
const itemPapers = ({ evidence, subject }: ScreenedFinding, record: CaseRecord): readonly Paper[] => {
  const { items, support } = record.sections.collateral;
  const held = [...items, ...support].find(({ id }) => id === subject.id);
  return (held?.evidence ?? [])
    .filter(({ description }) => evidence.some((name) => description.startsWith(name)))
    .map((e) => paperOf(e, record));
};

const lineOf = (finding: ScreenedFinding, record: CaseRecord): SheetLine => {
  const { answers, declarations } = record.sections.screening;
  const isOwn = (a: { rule: string; subject: string }): boolean =>
    a.rule === finding.rule && a.subject === finding.subject.id;
  const own = answers.filter(isOwn);
  const said = declarations.filter(isOwn);
  const papers = [...own, ...said].flatMap((a) => a.evidence.map((e) => paperOf(e, record)));
  const unique = (texts: readonly string[]): string => [...new Set(texts.filter((t) => t !== ''))].join('、');
  return {
    rule: finding.rule,
    code: finding.code,
    title: finding.title,
    verdict: finding.verdict,
    veto: finding.veto,
    points: pointsText(finding),
    message: finding.message,
    papers: [...papers, ...itemPapers(finding, record), ...dataPapers(finding.trace)],
    by: unique([...own, ...said].map((a) => a.by)),
    on: unique(own.map((a) => a.on ?? '')),
    reason: unique(own.map((a) => a.reason.trim())),
    evidence: finding.evidence.join('、'),
    remedy: finding.remedy,
  };
};

/** The register copies that the grounds were checked against: how many, from which days. */
const registerPaper = ({ sections }: CaseRecord): readonly Paper[] => {
  const { records, pledged } = sections.patents;
  const chosen = new Set(pledged.length === 0 ? records.map((p) => p.id) : pledged);
  const days = records
    .filter((p) => chosen.has(p.id))
    .flatMap((p) => (p.registerCopyDate === null ? [] : [p.registerCopyDate]))
    .sort();
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    {
      title: `专利登记簿副本 ${days.length} 份（质押专利 ${chosen.size} 件）`,
      place: '',
      hash: '',
      on: first === last ? first : `${first} 至 ${last}`,
      by: '',
      gone: false,
    },
  ];
};

const groundLines = ({ refusal }: ScreeningView, record: CaseRecord): readonly SheetLine[] => {
  const papers = registerPaper(record);
  return refusal.grounds.map((ground) => {
    const said = record.sections.screening.answers.filter((a) => a.rule === ground.rule);
    return {
      rule: ground.rule,
      code: ground.code,
      title: ground.title,
      verdict: ground.verdict,
      veto: true,
      points: '',
      message: ground.message,
      papers,
      by: [...new Set(said.map((a) => a.by))].join('、'),
      on: [...new Set(said.flatMap((a) => (a.on === null ? [] : [a.on])))].join('、'),
      reason: '',
      evidence: '',
      remedy: ground.remedies.join('；'),
    };
  });
};

const group = (
  code: string,
  title: string,
  findings: readonly ScreenedFinding[],
  record: CaseRecord,
): SheetGroup => ({ code, title, lines: findings.map((f) => lineOf(f, record)) });

/**
 * Everything that was looked at, in the order in which it is signed: the first repayment source before any collateral, then
 * 三看三评, the grounds of the register, data assets and other collateral. Groups without a line are left out.
 */
export const sheetGroups = (screening: ScreeningView, record: CaseRecord): readonly SheetGroup[] =>
  [
    group('repayment', '第一还款来源', screening.repayment.findings, record),
    ...screening.threeViews.dimensions.map((d) =>
      group(
        d.code,
        d.title,
        d.items.map((i) => i.finding),
        record,
      ),
    ),
    { code: 'refusal', title: '专利权质押不予登记的情形', lines: groundLines(screening, record) },
    group('consistency', '一企一档的一致性', screening.consistency, record),
    ...screening.gates.assets.map((a) =>
      group(`gates-${a.subject.id}`, `数据资产：${a.subject.title}`, a.findings, record),
    ),
    ...screening.preflight.items.map((i) =>
      group(`item-${i.subject.id}`, `其他押品与增信：${i.subject.title}`, i.findings, record),
    ),
  ].filter((g) => g.lines.length > 0);

/** What an enterprise has ready, what is still missing, and what must be solved first. */
export interface ReadyLine {
  readonly rule: string;
  readonly question: string;
  readonly state: 'ready' | 'missing' | 'solve';
  /** What to have ready; on a fail what to solve. */
  readonly todo: string;
  readonly where: string;
  readonly message: string;
}

export interface PlainRule {
  readonly rule: string;
  readonly question: string;
  readonly ready: string;
  readonly where: string;
}

const STATE: Readonly<Record<Verdict, ReadyLine['state']>> = {
  pass: 'ready',
  unknown: 'missing',
  fail: 'solve',
};

/** Where a rule has no plain words: the papers it asks for, or its own remedy. */
const todoOf = ({ evidence, remedy, title }: SheetLine): string =>
  evidence === '' ? (remedy === '' ? title : remedy) : evidence;

/** The same lines in plain words: one per rule, what must be solved first, then what is missing, then what is ready. */
export const readinessLines = (
  groups: readonly SheetGroup[],
  words: readonly PlainRule[],
): readonly ReadyLine[] => {
  const byRule = new Map(words.map((w) => [w.rule, w]));
  const worst = new Map<string, SheetLine>();
  const rank: Readonly<Record<Verdict, number>> = { fail: 0, unknown: 1, pass: 2 };
  for (const line of groups.flatMap((g) => g.lines)) {
    const before = worst.get(line.rule);
    if (before === undefined || rank[line.verdict] < rank[before.verdict]) worst.set(line.rule, line);
  }
  return [...worst.values()]
    .map((line): ReadyLine => {
      const plain = byRule.get(line.rule);
      return {
        rule: line.rule,
        question: plain?.question ?? `${line.title}，是这样吗？`,
        state: STATE[line.verdict],
        todo: plain?.ready ?? todoOf(line),
        where: plain?.where ?? '',
        message: line.message,
      };
    })
    .sort((a, b) => ORDER[a.state] - ORDER[b.state]);
};

const ORDER: Readonly<Record<ReadyLine['state'], number>> = { solve: 0, missing: 1, ready: 2 };
