import type { CaseRecord } from '../case/case-record';
import { seedsOf } from '../case/seeds';
import type { JsonValue } from '../kernel/json';
import type { PlainDate } from '../kernel/plain-date';
import { packagedFilings } from './filings/package-filings';
import type { WholeFiling } from './filings/bound-filings';
import { partiesJson } from './form-json';
import { pledgedPatents } from './patent-values';
import { RENDERER } from './renderer';

/** Version of the package layout and of `package.json`. */
export const PACKAGE_PROFILE = 'zhiya.package/4';

/** Which revision of the case this is, where it stands in the history of the case, and the id of the package that it replaces. */
export interface PackageRevision {
  readonly number: number | null;
  /** SHA-256 of the record of that revision, which names the one before it, and so on to the first. */
  readonly head: string | null;
  readonly previous: string | null;
}

/** Days, both included, on which the package is meant to be used; `null` = open at that end. */
export interface PackageValidity {
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

export interface PackageFacts {
  readonly caseRecord: CaseRecord;
  /** In the order of the package, their papers with the files that were written for them. */
  readonly filings: readonly WholeFiling[];
  /** Payload paths of the generated documents. */
  readonly documents: readonly string[];
  /** SHA-256 of the attachments whose bytes travel with the package. */
  readonly included: ReadonlySet<string>;
  readonly engineVersion: string;
  /** `method@version` in the order they ran. */
  readonly methods: readonly string[];
  readonly rulePackSha256: string;
  readonly ruleCount: number;
  readonly revision: PackageRevision;
  readonly validity: PackageValidity | null;
}

/** What the package says of itself: read first, checked against case, rules and results by the reviewer. */
export const packageJson = (facts: PackageFacts): JsonValue => {
  const { caseRecord } = facts;
  const { purpose, registry, filings, papers } = packagedFilings(facts.filings);
  return {
    profile: PACKAGE_PROFILE,
    purpose,
    registry: { code: registry.code, registrar: registry.registrar },
    recipient: caseRecord.sections.registration.recipient,
    case: { id: caseRecord.id, title: caseRecord.title, mode: caseRecord.mode },
    fiction: caseRecord.fiction,
    valuationDate: caseRecord.valuationDate,
    region: caseRecord.region,
    parties: partiesJson(caseRecord),
    securedAmountFen: caseRecord.sections.registration.pledgeContract.securedAmountFen,
    patents: pledgedPatents(caseRecord).map(({ id, applicationNumber, title }) => ({
      id,
      number: applicationNumber,
      title,
    })),
    filings,
    requiredDocuments: papers,
    documents: facts.documents,
    attachments: caseRecord.attachments.map(({ id, name, role, bytes, sha256 }) => ({
      id,
      name,
      role,
      bytes,
      sha256,
      included: facts.included.has(sha256),
    })),
    engineVersion: facts.engineVersion,
    methods: facts.methods,
    rulePack: { sha256: facts.rulePackSha256, rules: facts.ruleCount },
    revision: {
      number: facts.revision.number,
      head: facts.revision.head,
      previous: facts.revision.previous,
    },
    seeds: seedsOf(caseRecord).map(({ path, seed }) => ({ path, seed })),
    renderer: RENDERER,
    validity: facts.validity === null ? null : { from: facts.validity.from, until: facts.validity.until },
  };
};
