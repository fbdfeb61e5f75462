import type { Attachment, CaseRecord } from '../case/case-record';

/** Patent lists kept with the case that no import has taken over yet. */
export const attachedLists = ({ attachments, sections }: CaseRecord): readonly Attachment[] => {
  const taken = new Set(sections.patents.imports.map((batch) => batch.sha256));
  return attachments.filter(({ role, sha256 }) => role === 'patent-list' && !taken.has(sha256));
};
