import type { CaseRecord } from '../../case/case-record';
import type { FileFact, FileSource } from '../../case/enterprise-file-section';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Failure, mustBeOk } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type FileCatalogue, fileCatalogue } from './catalogue';
import type { KeptValues } from '../kept';
import type { FactRead, FileEvents } from './file-reads';

/** The enterprise file of one case under the rules in force. Reads are remembered; nothing is computed before it is asked. */
export interface EnterpriseFile {
  readonly caseRecord: CaseRecord;
  readonly valuationDate: PlainDate;
  /** `null` = the catalogue cannot be read: then every read is an error with its code. */
  readonly catalogue: FileCatalogue | null;
  readonly failure: Failure | null;
  /** Facts by field and period, sources by id. */
  readonly facts: ReadonlyMap<string, readonly FileFact[]>;
  readonly sources: ReadonlyMap<string, FileSource>;
  readonly reads: Map<string, FactRead>;
  /** `field@year` of facts that are stated by months. */
  readonly monthly: ReadonlySet<string>;
  /** Kinds of events that have been read. */
  readonly events: Map<string, FileEvents>;
  /** What was worked out from it. */
  readonly kept: KeptValues;
  /** Nobody has stated a fact or a product: what is computed is the same for every such case of one day. */
  readonly isBlank: boolean;
}

/** Key of `facts` and `reads`. */
export const factKey = (field: string, period: string | null): string => `${field}@${period ?? ''}`;

const grouped = (facts: readonly FileFact[]): ReadonlyMap<string, readonly FileFact[]> => {
  const byKey = new Map<string, FileFact[]>();
  for (const fact of facts) {
    const key = factKey(fact.field, fact.period);
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [fact]);
    else list.push(fact);
  }
  return byKey;
};

const MONTH_LENGTH = 7;

const monthlyOf = (facts: readonly FileFact[]): ReadonlySet<string> => {
  const years = new Set<string>();
  for (const { field, period } of facts)
    if (period?.length === MONTH_LENGTH) years.add(factKey(field, period.slice(0, 4)));
  return years;
};

/** Opens the enterprise file of a case. Open it once per case and rules, and ask it for everything. */
export const openEnterpriseFile = (caseRecord: CaseRecord, rules: RulesAt): EnterpriseFile => {
  const { facts, sources, products } = caseRecord.sections.enterpriseFile;
  const catalogue = fileCatalogue(rules);
  return {
    caseRecord,
    valuationDate: mustBeOk(parsePlainDate(caseRecord.valuationDate)),
    catalogue: catalogue.ok ? catalogue.value : null,
    failure: catalogue.ok ? null : catalogue.failure,
    facts: grouped(facts),
    sources: new Map(sources.map((source) => [source.id, source])),
    reads: new Map(),
    monthly: monthlyOf(facts),
    events: new Map(),
    kept: new Map(),
    isBlank: facts.length === 0 && products.length === 0,
  };
};
