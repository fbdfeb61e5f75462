import type { PortfolioProposal } from '../bridge/portfolio-contract';
import type { PatentsSection } from '../case/patents-section';

/** A patent pledged against the proposal, or proposed and not pledged. */
export interface Deviation {
  readonly patent: string;
  readonly kind: 'put-in' | 'left-out';
  /** `null` = nobody said why. */
  readonly reason: PatentsSection['selectionReasons'][number] | null;
}

const proposedIds = ({ patents }: PortfolioProposal): ReadonlySet<string> =>
  new Set(patents.filter(({ stage }) => stage === 'pledge').map(({ id }) => id));

/** Where the pledge departs from the proposal, in rank order. */
export const deviationsOf = (
  { pledged, selectionReasons }: Pick<PatentsSection, 'pledged' | 'selectionReasons'>,
  proposal: PortfolioProposal,
): readonly Deviation[] => {
  const chosen = new Set(pledged);
  const reasons = new Map(selectionReasons.map((reason) => [reason.patent, reason]));
  return proposal.patents.flatMap(({ id, stage }): readonly Deviation[] => {
    if ((stage === 'pledge') === chosen.has(id)) return [];
    return [
      { patent: id, kind: stage === 'pledge' ? 'left-out' : 'put-in', reason: reasons.get(id) ?? null },
    ];
  });
};

/** Takes the proposal over: patents already pledged keep their places, reasons against it are no longer needed. */
export const adoptProposal = (section: PatentsSection, proposal: PortfolioProposal): PatentsSection => {
  const proposed = proposedIds(proposal);
  const kept = section.pledged.filter((id) => proposed.has(id));
  const before = new Set(kept);
  const added = proposal.patents.flatMap(({ id }) => (proposed.has(id) && !before.has(id) ? [id] : []));
  return { ...section, pledged: [...kept, ...added], selectionReasons: [] };
};

/** Whether pledging or releasing it goes against the proposal and so needs a reason. */
export const needsReason = (proposal: PortfolioProposal, patent: string, pledge: boolean): boolean =>
  proposedIds(proposal).has(patent) !== pledge;

/** Puts patents into the pledge or takes them out, in line with the proposal: earlier reasons against it go. */
export const setPledged = (
  section: PatentsSection,
  patents: readonly string[],
  pledge: boolean,
): PatentsSection => {
  const chosen = new Set(patents);
  const before = new Set(section.pledged);
  return {
    ...section,
    pledged: pledge
      ? [...section.pledged, ...patents.filter((id) => !before.has(id))]
      : section.pledged.filter((id) => !chosen.has(id)),
    selectionReasons: section.selectionReasons.filter(({ patent }) => !chosen.has(patent)),
  };
};

/** The same against the proposal. The reason and who gave it are kept with each patent; both must be said. */
export const setPledgedAgainst = (
  section: PatentsSection,
  patents: readonly string[],
  pledge: boolean,
  said: { readonly reason: string; readonly by: string },
): PatentsSection => {
  const changed = setPledged(section, patents, pledge);
  const reason = { reason: said.reason.trim(), by: said.by.trim() };
  return {
    ...changed,
    selectionReasons: [...changed.selectionReasons, ...patents.map((patent) => ({ patent, ...reason }))],
  };
};
