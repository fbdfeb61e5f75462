import type { CaseRecord } from '../case/case-record';
import type { JsonValue } from '../kernel/json';

/** JSON of a record made of plain data; absent optional fields are left out. */
export const plainJson = (value: unknown): JsonValue => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object') throw new Error(`${typeof value} cannot be written as JSON`);
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, plainJson(item)]));
};

const partyOf = (party: { readonly name: string; readonly creditCode: string | null } | null): JsonValue =>
  party === null || party.name.trim() === '' ? null : { name: party.name, creditCode: party.creditCode };

/** The two sides as form, contract and package name them; `null` = not given. */
export const partiesJson = ({ sections }: CaseRecord): JsonValue => ({
  pledgor: partyOf(sections.enterprise.enterprise),
  pledgee: partyOf(sections.enterprise.pledgee),
  agent: partyOf(sections.registration.agent),
});
