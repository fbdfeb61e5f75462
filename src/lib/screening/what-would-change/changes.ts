import type { CaseRecord } from '../../case/case-record';
import type { Severity, Subject } from '../../case/exchange';
import { type Result, fail, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { repaymentSums } from '../computed-items';
import type { ScreenedFinding } from '../finding-model';
import { groupedText } from '../grouped-text';
import type { DaySpan } from '../routes/route-model';
import { compareSeverity, heaviest } from '../severity';
import { type DropOutcome, type Judged, type Rejudge, dropper } from './drops';
import { type KnownWay, type WayBook, type WayKind, readWays } from './way-model';

/** One way to a pass, for the eye. */
export interface WayToPass {
  readonly kind: WayKind;
  readonly kindTitle: string;
  /** What to do; several where the patents need different things. */
  readonly actions: readonly string[];
  /** Where it is had; empty when it is in the house. */
  readonly where: string;
  /** Calendar days it usually takes; `null` = nobody can say. */
  readonly days: DaySpan | null;
  /** For patents that are dropped: what the rest comes to. `null` = not worked out. */
  readonly drop: DropOutcome | null;
}

/** A rule that does not pass, with every real way to a pass. */
export interface Change {
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  readonly verdict: 'fail' | 'unknown';
  readonly severity: Severity;
  readonly veto: boolean;
  readonly subjects: readonly Subject[];
  readonly message: string;
  readonly evidence: readonly string[];
  /** The soonest first. */
  readonly ways: readonly WayToPass[];
  /** Days of the soonest way at the most; `null` = nobody can say, or nothing cures it. */
  readonly soonest: number | null;
}

export interface WhatWouldChange {
  /** What can be had soonest comes first. */
  readonly changes: readonly Change[];
  /** All patents with a fail dropped at once; `null` when none fails or it was not worked out. */
  readonly dropAll: DropOutcome | null;
}

/** Days at the most; what nobody can say comes last. */
const reach = (days: DaySpan | null): number => (days === null ? Number.POSITIVE_INFINITY : days.high);

/** What a person must still do before something counts as a way: an incurable fact is told, not offered. */
const bySpeed = (a: WayToPass, b: WayToPass): number =>
  Number(a.kind === 'incurable') - Number(b.kind === 'incurable') || compare(reach(a.days), reach(b.days));

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

interface Group {
  readonly verdict: 'fail' | 'unknown';
  readonly first: ScreenedFinding;
  readonly of: readonly ScreenedFinding[];
}

/** One group per rule and verdict; items that only sum up other findings are left out. */
const groupsOf = (findings: readonly ScreenedFinding[], rulesAt: RulesAt): readonly Group[] => {
  const rules = new Set(findings.map((f) => f.rule));
  const said = new Set(findings.map((f) => `${f.rule} ${f.verdict}`));
  const sums = repaymentSums(rulesAt);
  const groups = new Map<string, ScreenedFinding[]>();
  for (const finding of findings) {
    const repeats =
      (finding.derivedFrom.length > 0 && finding.derivedFrom.every((rule) => rules.has(rule))) ||
      (sums.get(finding.rule) ?? []).some((rule) => said.has(`${rule} ${finding.verdict}`));
    if (finding.verdict === 'pass' || repeats) continue;
    const key = JSON.stringify([finding.rule, finding.verdict]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((of): Group[] => {
    const first = of[0];
    return first === undefined || first.verdict === 'pass' ? [] : [{ verdict: first.verdict, first, of }];
  });
};

type Drop = (patents: readonly string[], rule: string) => DropOutcome;

const wayOf = (known: KnownWay, { first, of }: Group, drop: Drop | null): WayToPass | null => {
  const patents = of.filter((f) => f.subject.kind === 'patent').map((f) => f.subject.id);
  const own = [...new Set(of.flatMap((f) => f.remedies))];
  const shared = { kind: known.kind, kindTitle: known.kindTitle, where: known.where, days: known.days };
  if (known.kind === 'drop') {
    if (patents.length === 0) return null;
    const names = of.map((f) => `《${f.subject.title}》`);
    const shown = names.length > 3 ? `${names.slice(0, 3).join('')}等 ${names.length} 件` : names.join('');
    return {
      ...shared,
      actions: [`把${shown}移出质押清单`],
      drop: drop === null ? null : drop(patents, first.rule),
    };
  }
  return { ...shared, actions: known.action === '' ? own : [known.action], drop: null };
};

/** Stands in the rulebook for any rule about a patent that is not in the case. */
const NO_PATENT = 'patent-not-in-case';

/** Patents that are pledged and not in the case. */
const absentFrom = ({ sections: { patents } }: CaseRecord): ReadonlySet<string> => {
  const present = new Set(patents.records.map(({ id }) => id));
  return new Set(patents.pledged.filter((id) => !present.has(id)));
};

const changeOf = (group: Group, book: WayBook, drop: Drop | null, absent: ReadonlySet<string>): Change => {
  const { first, of, verdict } = group;
  // Of a patent that the case does not hold there is nothing to search, pay or sign: the list comes first.
  const isAbsent = of.every(({ subject: { kind, id } }) => kind === 'patent-pool' || absent.has(id));
  const ways = book
    .waysOf(isAbsent ? NO_PATENT : first.rule, verdict)
    .flatMap((known) => wayOf(known, group, drop) ?? [])
    .sort(bySpeed);
  const curable = ways.filter((w) => w.kind !== 'incurable' && w.days !== null);
  return {
    rule: first.rule,
    code: first.code,
    title: first.title,
    verdict,
    severity: heaviest(of.map((f) => f.severity)),
    veto: of.some((f) => f.veto),
    subjects: of.map((f) => f.subject),
    message: groupedText(of),
    evidence: [...new Set(of.flatMap((f) => f.evidence))],
    ways,
    soonest: curable[0]?.days?.high ?? null,
  };
};

/** Soonest first; among equals what weighs more, then the order of the rules. Amounts have no say. */
const bySoonest = (a: Change, b: Change): number =>
  compare(a.soonest ?? Number.POSITIVE_INFINITY, b.soonest ?? Number.POSITIVE_INFINITY) ||
  Number(b.veto) - Number(a.veto) ||
  compareSeverity(b.severity, a.severity);

export interface ChangeInput {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  readonly findings: readonly ScreenedFinding[];
  readonly judged: Judged;
  /** `null`: what dropping patents does is not worked out. */
  readonly rejudge: Rejudge | null;
}

/**
 * For every rule that fails or is unknown the real ways to a pass, ordered by how soon they can be had. What dropping
 * patents does is judged again, never guessed. Fails when the remedies of the rulebook cannot be read.
 */
export const whatWouldChange = (input: ChangeInput): Result<WhatWouldChange> => {
  const book = readWays(input.rules);
  if (!book.ok) return fail(book.failure);
  const drop = input.rejudge === null ? null : dropper(input.caseRecord, input.judged, input.rejudge);
  const groups = groupsOf(input.findings, input.rules);
  const absent = absentFrom(input.caseRecord);
  const changes = groups.map((group) => changeOf(group, book.value, drop, absent)).sort(bySoonest);
  const failing = groups
    .filter((g) => g.verdict === 'fail')
    .flatMap((g) => g.of.filter((f) => f.subject.kind === 'patent').map((f) => f.subject.id));
  const dropAll = drop === null || failing.length === 0 ? null : drop(failing, '');
  return ok({ changes, dropAll });
};
