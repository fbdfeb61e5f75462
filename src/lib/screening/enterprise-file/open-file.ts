import type { CaseRecord } from '../../case/case-record';
import type { FileFact, FileSource } from '../../case/enterprise-file-section';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Failure, mustBeOk } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type FileCatalogue, fileCatalogue } from './catalogue';
import type { KeptValues } from '../kept';
import type { FactRead, FileEvents } from './file-reads';

type FactTable = ReadonlyMap<string, ReadonlyMap<string, readonly FileFact[]>>;

/** The enterprise file of one case under the rules in force. Reads are remembered; nothing is computed before it is asked. */
export interface EnterpriseFile {
  readonly caseRecord: CaseRecord;
  readonly valuationDate: PlainDate;
  /** `null` = the catalogue cannot be read: then every read is an error with its code. */
  readonly catalogue: FileCatalogue | null;
  readonly failure: Failure | null;
  /** Facts by field, then by period (`''` = none). */
  readonly facts: FactTable;
  /** By id. */
  readonly sources: ReadonlyMap<string, FileSource>;
  /** By field, then by period. */
  readonly reads: Map<string, Map<string, FactRead>>;
  /** Kinds of events that have been read. */
  readonly events: Map<string, FileEvents>;
  /** What was worked out from it. */
  readonly kept: KeptValues;
  /** Nobody has stated a fact or a product: what is computed is the same for every such case of one day. */
  readonly isBlank: boolean;
}

/** Name of a fact of a period. */
export const factKey = (field: string, period: string | null): string => `${field}@${period ?? ''}`;

/** The facts of one field of one period; `undefined`: nobody has said. */
export const factsAt = (
  { facts }: Pick<EnterpriseFile, 'facts'>,
  field: string,
  period: string | null,
): readonly FileFact[] | undefined => facts.get(field)?.get(period ?? '');

const grouped = (facts: readonly FileFact[]): FactTable => {
  const table = new Map<string, Map<string, FileFact[]>>();
  for (const fact of facts) {
    const { field, period } = fact;
    let periods = table.get(field);
    if (periods === undefined) table.set(field, (periods = new Map<string, FileFact[]>()));
    const list = periods.get(period ?? '');
    if (list === undefined) periods.set(period ?? '', [fact]);
    else list.push(fact);
  }
  return table;
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
    events: new Map(),
    kept: new Map(),
    isBlank: facts.length === 0 && products.length === 0,
  };
};
