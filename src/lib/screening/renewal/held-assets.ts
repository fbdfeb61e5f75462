import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem } from '../../case/collateral-section';
import type { Renewal } from '../../case/screening-section';
import { leaf } from '../../kernel/trace';
import { type Check, check } from '../check';
import { foldName } from '../checks/register-checks';
import type { ScreeningContext } from '../context';

type Provider = Renewal['providers'][number];

/** Something of the case that secures the new loan, and who owns it. */
interface HeldAsset {
  readonly id: string;
  readonly title: string;
  /** Empty: nobody has said. */
  readonly owners: readonly string[];
  readonly path: string;
}

const filled = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.trim()).filter((name) => name !== '')),
];

/** Collateral that is used, pledged patents and data assets, with the owners that the case knows. */
const heldAssets = ({ caseRecord, patents }: ScreeningContext): readonly HeldAsset[] => {
  const { collateral, dataAssets } = caseRecord.sections;
  return [
    ...collateral.items
      .filter(({ use }) => use !== 'never')
      .map(({ id, title, owner }) => ({
        id,
        title,
        owners: filled([owner]),
        path: `collateral.items[${id}].owner`,
      })),
    ...patents.flatMap(({ subject, record }) =>
      record === null
        ? []
        : [
            {
              id: subject.id,
              title: subject.title,
              owners: filled(record.owners),
              path: `patents.records[${subject.id}].owners`,
            },
          ],
    ),
    ...dataAssets.assets.map(({ id, title, rights }) => ({
      id,
      title,
      owners: filled(rights.rights.filter((r) => r.kind === 'operate').map((r) => r.holder)),
      path: `dataAssets.assets[${id}].rights`,
    })),
  ];
};

const ownersLeaf = ({ owners, path, title }: HeldAsset) =>
  leaf({
    id: `field/sections.${path}`,
    label: `${title} 的权利人`,
    value: owners.length === 0 ? null : owners.join('；'),
    unit: 'text',
    confidence: 'verified',
    source: { kind: 'field', path: `sections.${path}`, label: `${title} 的权利人` },
  });

const unasked = (
  asset: HeldAsset,
  owner: string,
  applicant: string,
  listed: readonly Provider[],
): readonly Check[] => {
  if (owner === applicant || listed.some(({ name }) => name.trim() === owner)) return [];
  const facts = { name: owner, title: asset.title, applicant };
  const other = listed.find(({ subject }) => subject === asset.id)?.name.trim() ?? '';
  const key =
    applicant === ''
      ? 'unknown.applicant'
      : foldName(owner) === foldName(applicant)
        ? 'unknown.similar'
        : other === ''
          ? 'unknown.unlisted'
          : 'unknown.other-owner';
  return [check('unknown', key, { ...facts, other }, [ownersLeaf(asset)])];
};

/**
 * Owners of what secures the new loan who are not the borrower and whom the renewal does not list: nobody asked them. An
 * owner of whom nobody knows is one of them. Names are equal only letter by letter.
 */
export const unaskedOwners = (context: ScreeningContext, listed: readonly Provider[]): readonly Check[] => {
  const applicant = context.caseRecord.sections.enterprise.enterprise.name.trim();
  return heldAssets(context).flatMap((asset) =>
    asset.owners.length === 0
      ? [check('unknown', 'unknown.ownerless', { title: asset.title }, [ownersLeaf(asset)])]
      : asset.owners.flatMap((owner) => unasked(asset, owner, applicant, listed)),
  );
};

const REGISTERED: ReadonlySet<CollateralItem['perfection']> = new Set([
  'registered',
  'changed',
  'extended',
  'objected',
]);

const registrationLeaf = (path: string, title: string, value: string) =>
  leaf({
    id: `field/sections.${path}`,
    label: `${title} 的登记`,
    value,
    unit: 'text',
    confidence: 'verified',
    source: { kind: 'field', path: `sections.${path}`, label: `${title} 的登记` },
  });

const pledgedNow = ({ patents }: ScreeningContext): readonly { id: string; title: string }[] =>
  patents.flatMap(({ subject, record }) =>
    record?.pledgeLive === true ? [{ id: subject.id, title: subject.title }] : [],
  );

const registeredItems = ({ sections }: CaseRecord): readonly CollateralItem[] =>
  sections.collateral.items.filter(({ use, perfection }) => use !== 'never' && REGISTERED.has(perfection));

/** Security that the case shows registered and whose rank the renewal says nothing of. */
export const unrankedSecurity = (
  context: ScreeningContext,
  listed: readonly Renewal['ranking'][number][],
): readonly Check[] => {
  const ranked = new Set(listed.map(({ subject }) => subject));
  return [
    ...registeredItems(context.caseRecord).map(({ id, title }) => ({
      id,
      title,
      path: `collateral.items[${id}].perfection`,
    })),
    ...pledgedNow(context).map(({ id, title }) => ({
      id,
      title,
      path: `patents.records[${id}].pledgeLive`,
    })),
  ].flatMap(({ id, title, path }) =>
    ranked.has(id)
      ? []
      : [check('unknown', 'unknown.unlisted', { name: title }, [registrationLeaf(path, title, '已登记')])],
  );
};
