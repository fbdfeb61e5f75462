import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem, SupportItem } from '../../case/collateral-section';
import type { DataAsset } from '../../case/data-assets-section';
import type { FilingAct, FilingKind, FilingRecord } from '../../case/filings-section';
import type { PatentRecord } from '../../case/patents-section';
import type { CreditTerms } from '../../case/structure-ask';
import type { FilingActRule, FilingDefinition, FilingIndexEntry } from './filing-shapes';
import type { Reading } from './reading';

/** One thing that a filing covers: a patent, an asset, data, a support or a credit. */
export interface FilingSource {
  readonly id: string;
  readonly title: string;
  readonly patent: PatentRecord | null;
  /** Card of the pool; `null` where nobody keeps one. */
  readonly item: CollateralItem | null;
  readonly data: DataAsset | null;
  readonly support: SupportItem | null;
  readonly credit: CreditTerms | null;
}

/** A source of which nothing is said yet. */
export const NOTHING = { patent: null, item: null, data: null, support: null, credit: null };

/** One registry and one act, with what of the case it covers. */
export interface Filing {
  /** Stable in a case: the kind, or the kind and what sets it apart. */
  readonly id: string;
  readonly kind: FilingKind;
  readonly act: FilingAct;
  /** Act as people call it. */
  readonly title: string;
  readonly index: FilingIndexEntry;
  readonly definition: FilingDefinition;
  readonly rule: FilingActRule;
  readonly sources: readonly FilingSource[];
  /** Who gives the security; `null` = the enterprise of the case. */
  readonly provider: string | null;
  /** Cards that bear the registrar's receipt: those of the sources, or of the patents together. */
  readonly cards: readonly CollateralItem[];
  /** What a person said of it; `null` = nothing. */
  readonly record: FilingRecord | null;
  /** For an act that follows: what was said when it was registered. */
  readonly before: FilingRecord | null;
  readonly reading: Reading;
}

const enteredIn = (record: FilingRecord | null, key: string): string | null => {
  const { entered } = record ?? {};
  const found = entered !== undefined && Object.hasOwn(entered, key) ? entered[key]?.value : undefined;
  return found === undefined || found.trim() === '' ? null : found;
};

/** Field code → value, or `<source>/<field code>`: what was entered here. */
export const enteredOf = (filing: Filing, key: string): string | null => enteredIn(filing.record, key);

/** What was entered here, or when the thing was registered: who a party is, and on what papers hang, holds for what follows. */
export const enteredSoFar = (filing: Filing, key: string): string | null =>
  enteredOf(filing, key) ?? (filing.reading === 2 ? null : enteredIn(filing.before, key));

/** Whether the case is the enterprise's own: an owner nobody named is the enterprise. */
export const isEnterprise = ({ sections }: CaseRecord, owner: string): boolean =>
  owner.trim() === '' || owner.trim() === sections.enterprise.enterprise.name.trim();
