import type { FilingRecord } from '../case/filings-section';
import type { Party } from '../case/schema-parts';
import { enterField } from './filing-edits';
import type { OpenCase } from './open-case.svelte';

/** What is said of an agent: for each filing whether there is one, for the case who it is. */

export type AgentAnswer = '委托' | '不委托';

const NOBODY: Party = {
  name: '',
  creditCode: null,
  address: null,
  postalCode: null,
  phone: null,
  legalRepresentative: null,
};

/** Says of filings whether an agent files them; `null` takes the answer back. */
export const answerAgent = (
  open: OpenCase,
  filings: readonly Pick<FilingRecord, 'id' | 'kind' | 'act'>[],
  answer: AgentAnswer | null,
  by: string,
): void => {
  for (const { id, kind, act } of filings) enterField(open, { id, kind, act }, 'agent_used', answer, by);
};

/** Says who the agent is; without any word left there is none. */
export const setAgent = (open: OpenCase, part: Partial<Party>): void =>
  open.changeSection('registration', (section) => {
    const agent = { ...(section.agent ?? NOBODY), ...part };
    const empty =
      agent.name === '' && Object.entries(agent).every(([key, one]) => key === 'name' || one === null);
    return { ...section, agent: empty ? null : agent };
  });
