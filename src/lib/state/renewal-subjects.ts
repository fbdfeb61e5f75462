import type { CaseRecord } from '../case/case-record';
import type { PatentRecord } from '../case/patents-section';
import type { Renewal } from '../case/screening-section';

/** Something of a case that stands for a loan. */
export interface SecuritySubject {
  readonly id: string;
  readonly title: string;
  readonly kind: 'support' | 'item' | 'patent' | 'data-asset';
}

/** Somebody whom the case shows and whom a renewal has not listed. */
export interface UnlistedProvider {
  readonly kind: Renewal['providers'][number]['kind'];
  readonly subject: string;
  readonly name: string;
  /** What the provider stands for. */
  readonly about: string;
}

/** The pledged patents, or all of them while none is chosen: those that the rules ask about. */
const askedPatents = ({ sections }: CaseRecord): readonly PatentRecord[] => {
  const { pledged, records } = sections.patents;
  if (pledged.length === 0) return records;
  const chosen = new Set(pledged);
  return records.filter(({ id }) => chosen.has(id));
};

/** What may be listed as registered security of the old loan. */
export const rankingSubjects = (caseRecord: CaseRecord): readonly SecuritySubject[] => [
  ...caseRecord.sections.collateral.items.map(({ id, title }) => ({ id, title, kind: 'item' as const })),
  ...askedPatents(caseRecord).map(({ id, title }) => ({ id, title, kind: 'patent' as const })),
];

/** What a provider may stand for. */
export const providerSubjects = (caseRecord: CaseRecord): readonly SecuritySubject[] => {
  const { collateral, dataAssets } = caseRecord.sections;
  return [
    ...collateral.support.map(({ id, title }) => ({ id, title, kind: 'support' as const })),
    ...rankingSubjects(caseRecord),
    ...dataAssets.assets.map(({ id, title }) => ({ id, title, kind: 'data-asset' as const })),
  ];
};

interface Owned {
  readonly id: string;
  readonly title: string;
  readonly owners: readonly string[];
}

const ownedAssets = (caseRecord: CaseRecord): readonly Owned[] => [
  ...askedPatents(caseRecord).map(({ id, title, owners }) => ({ id, title, owners })),
  ...caseRecord.sections.dataAssets.assets.map(({ id, title, rights }) => ({
    id,
    title,
    owners: rights.rights.filter(({ kind }) => kind === 'operate').map(({ holder }) => holder),
  })),
];

/** Owners of patents and data assets who are neither the borrower nor listed by name; each once, with the first asset. */
const unlistedOwners = (caseRecord: CaseRecord, renewal: Renewal): readonly UnlistedProvider[] => {
  const listed = renewal.providers
    .filter(({ kind }) => kind === 'asset-owner')
    .map(({ name }) => name.trim());
  const seen = new Set([caseRecord.sections.enterprise.enterprise.name.trim(), ...listed, '']);
  return ownedAssets(caseRecord).flatMap(({ id, owners, title }) =>
    owners.flatMap((owner): UnlistedProvider[] => {
      const name = owner.trim();
      if (seen.has(name)) return [];
      seen.add(name);
      return [{ kind: 'asset-owner', subject: id, name, about: title }];
    }),
  );
};

/** Patents whose registration is kept and for which no owner is listed: the owner must agree to go on, the borrower too. */
const keptOwners = (caseRecord: CaseRecord, renewal: Renewal): readonly UnlistedProvider[] => {
  const kept = new Set(
    renewal.ranking.filter(({ registration }) => registration === 'kept').map(({ subject }) => subject),
  );
  const agreeing = new Set(
    renewal.providers.filter(({ kind }) => kind === 'asset-owner').map(({ subject }) => subject),
  );
  return askedPatents(caseRecord)
    .filter(({ id }) => kept.has(id) && !agreeing.has(id))
    .map(({ id, owners, title }) => ({
      kind: 'asset-owner',
      subject: id,
      name: owners[0]?.trim() ?? '',
      about: title,
    }));
};

const named = (name: string, title: string): string => (name === '' ? title : name);

/** Guarantors and owners of the case whom the renewal does not list yet. */
export const unlistedProviders = (caseRecord: CaseRecord, renewal: Renewal): readonly UnlistedProvider[] => {
  const { collateral } = caseRecord.sections;
  const listed = new Set(renewal.providers.map(({ subject }) => subject));
  const owners = unlistedOwners(caseRecord, renewal);
  return [
    ...collateral.support
      .filter(({ id, kind, use }) => kind === 'guarantee' && use !== 'never' && !listed.has(id))
      .map(({ id, provider, title }) => ({
        kind: 'guarantor' as const,
        subject: id,
        name: named(provider, title),
        about: title,
      })),
    ...collateral.items
      .filter(({ id, use }) => use !== 'never' && !listed.has(id))
      .map(({ id, owner, title }) => ({
        kind: 'asset-owner' as const,
        subject: id,
        name: named(owner, title),
        about: title,
      })),
    ...owners,
    ...keptOwners(caseRecord, renewal).filter(
      (kept) => !owners.some(({ name, subject }) => name === kept.name && subject === kept.subject),
    ),
  ];
};
