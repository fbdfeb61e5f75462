import type { CaseRecord } from '../case/case-record';
import type { DataAsset } from '../case/data-assets-section';
import type { Figure, Finding, Subject } from '../case/exchange';
import type { MethodInput } from '../case/method';
import type { PatentRecord } from '../case/patents-section';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date';
import { mustBeOk } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { type AnswerBook, answerBook } from './answers';
import { type EnterpriseFile, openEnterpriseFile } from './enterprise-file/open-file';
import type { GroundResult } from './finding-model';
import type { HeldItem } from './held-item';
import type { KeptValues } from './kept';
import type { Memory } from './memory';
import type { PatentSubject } from './patent-subject';
import { type PoolTerm, poolTerm } from './pool-term';
import type { LoadedRule, LoadedSet } from './rule-sets';

/** Ways of judging that released versions keep. */
export interface EarlierWays {
  /** A favourable answer counts though nobody stands for it. */
  readonly unnamedPass: boolean;
  /** Growth and debts of 第一还款来源 stand as they were entered, whatever the enterprise file shows. */
  readonly repaymentAsEntered: boolean;
  /** Nobody asks for owners and registrations that a renewal does not list. */
  readonly ownersAsListed: boolean;
  /** Traces say of names that nothing detects them. */
  readonly namesUndetected: boolean;
  /** The products entered are the main ones while the revenue of the year is unknown. */
  readonly mainWithoutRevenue: boolean;
}

/** Everything a check may read. */
export interface ScreeningContext {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  /** Planned day of the registration application: the valuation date of the case. */
  readonly filingDate: PlainDate;
  /** The pledged patents, or all when none is chosen yet; sorted by application number, then id. */
  readonly patents: readonly PatentSubject[];
  readonly figures: ReadonlyMap<string, Figure>;
  readonly answers: AnswerBook;
  readonly term: PoolTerm;
  /** 一企一档, opened when the first rule asks. */
  readonly file: () => EnterpriseFile;
  /** What earlier methods found, by rule. */
  readonly found: ReadonlyMap<string, readonly Finding[]>;
  /** As the first versions of the methods did: a paper whose file is not in the case stands in nobody's way. */
  readonly lostFilesPass?: boolean;
  /** What released versions did and the present ones no longer do. */
  readonly earlier?: EarlierWays;
  /** Verdicts and words alone are asked for: findings make their traces when somebody looks, and stay in this thread. */
  readonly untraced?: boolean;
  /** Figures and findings of the accounts are made from this very file, not left by an earlier method. */
  readonly ownAccounts?: boolean;
  /** What rules have worked out from this context; each that is remembered has its own. */
  readonly kept: KeptValues;
  /** Findings of an earlier run that hold as long as nothing they were made from has changed. */
  readonly memory?: FindingMemory;
}

/** Everything that one rule can see when it judges one subject. */
export interface Sight {
  readonly context: ScreeningContext;
  readonly subject: Subject;
  readonly patent: PatentSubject | null;
  readonly asset: DataAsset | null;
  readonly held: HeldItem | null;
  readonly grounds: readonly GroundResult[];
  readonly loaded: LoadedRule;
  readonly set: LoadedSet;
}

/** Remembers findings by rule and subject. */
export type FindingMemory = Memory<Sight>;

export const POOL_SUBJECT: Subject = { kind: 'patent-pool', id: 'patent-pool', title: '质押专利清单' };

export const caseSubject = (caseRecord: CaseRecord): Subject => ({
  kind: 'case',
  id: 'case',
  title: caseRecord.title,
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const patentSubject = (record: PatentRecord): PatentSubject => ({
  subject: { kind: 'patent', id: record.id, title: record.title },
  record,
});

const missingSubject = (id: string): PatentSubject => ({
  subject: { kind: 'patent', id, title: `（案卷中没有的专利 ${id}）` },
  record: null,
});

const orderKey = (p: PatentSubject): string => p.record?.applicationNumber ?? '';

const chosenPatents = ({ patents }: CaseRecord['sections']): readonly PatentSubject[] => {
  if (patents.pledged.length === 0) return patents.records.map(patentSubject);
  const pledged = new Set(patents.pledged);
  const present = new Set(patents.records.map((r) => r.id));
  return [
    ...patents.records.filter((r) => pledged.has(r.id)).map(patentSubject),
    ...[...pledged].filter((id) => !present.has(id)).map(missingSubject),
  ];
};

/** The order of the import never shows in a result. */
const sorted = (patents: readonly PatentSubject[]): readonly PatentSubject[] =>
  [...patents].sort((a, b) => compare(orderKey(a), orderKey(b)) || compare(a.subject.id, b.subject.id));

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

const byRule = (findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group === undefined) groups.set(finding.rule, [finding]);
    else group.push(finding);
  }
  return groups;
};

/** What a context holds beside what it reads of the case. */
interface Given {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly findings: readonly Finding[];
  readonly file: () => EnterpriseFile;
  readonly untraced?: boolean;
  readonly ownAccounts?: boolean;
}

export const contextWith = (
  { caseRecord, rules }: Pick<MethodInput, 'caseRecord' | 'rules'>,
  { figures, findings, file, untraced = false, ownAccounts = false }: Given,
): ScreeningContext => {
  const patents = sorted(chosenPatents(caseRecord.sections));
  return {
    caseRecord,
    rules,
    filingDate: mustBeOk(parsePlainDate(caseRecord.valuationDate)),
    patents,
    figures,
    answers: answerBook(caseRecord),
    term: poolTerm(patents, figures),
    file,
    found: byRule(findings),
    untraced,
    ownAccounts,
    kept: new Map(),
  };
};

export const screeningContext = (input: MethodInput): ScreeningContext => {
  const { caseRecord, rules, prior } = input;
  return contextWith(input, {
    figures: new Map(prior.figures.map((figure) => [figure.id, figure])),
    findings: prior.findings,
    file: once(() => openEnterpriseFile(caseRecord, rules)),
  });
};
