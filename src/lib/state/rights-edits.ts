import type { DataCertificate, DataRight, DataRights, RegisterSystem } from '../case/data-rights';
import type { Evidence } from '../case/schema-parts';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';
import { nextId } from './free-id';

/** Replaces some of what was said about the rights of one data asset. */
export const setRights = (open: OpenCase, assetId: string, part: Partial<DataRights>): void =>
  open.changeSection('dataAssets', (s) => ({
    ...s,
    assets: s.assets.map((a) => (a.id === assetId ? { ...a, rights: { ...a.rights, ...part } } : a)),
  }));

/** The list with some fields of one entry changed. */
export const changedAt = <T>(list: readonly T[], index: number, part: Partial<T>): T[] =>
  list.map((item, i) => (i === index ? { ...item, ...part } : item));

export const withoutAt = <T>(list: readonly T[], index: number): T[] => list.filter((_, i) => i !== index);

/** One described paper as evidence; an empty description takes it back, an attached file stays attached. */
export const paperAs = (description: string | null, before: readonly Evidence[]): Evidence[] => {
  if (description === null) return [];
  const [first, ...rest] = before;
  const paper = first ?? { attachment: null, description, page: null, date: today(), by: null };
  return [{ ...paper, description }, ...rest];
};

export const newRight = (kind: DataRight['kind'], holder: string, creditCode: string | null): DataRight => ({
  kind,
  holder,
  creditCode,
  source: '',
  from: null,
  until: null,
  exclusive: null,
  limits: '',
  evidence: [],
});

export const newCertificate = (
  taken: readonly DataCertificate[],
  registerSystem: RegisterSystem,
  holder: string,
): DataCertificate => ({
  id: nextId('cert', taken),
  registerSystem,
  number: '',
  register: '',
  object: '',
  holder,
  rights: [],
  issuedOn: null,
  validUntil: null,
  state: null,
  control: null,
  controlNote: '',
  queriedOn: null,
  pledges: [],
  evidence: [],
});

/** Takes a certificate away, and the pledge off it. */
export const withoutCertificate = (rights: DataRights, id: string): Partial<DataRights> => ({
  certificates: rights.certificates.filter((c) => c.id !== id),
  pledge: rights.pledge.certificate === id ? { ...rights.pledge, certificate: null } : rights.pledge,
});

/** What stands in one field of the registration form; `null` goes back to what the case gives. */
export const withFormField = (
  { form }: DataRights,
  code: string,
  value: string | null,
): Pick<DataRights, 'form'> => {
  const others = Object.fromEntries(Object.entries(form).filter(([key]) => key !== code));
  return { form: value === null ? others : { ...others, [code]: value } };
};

type BookingSaid = DataRights['booking']['steps'][number];

/** Says of a step of 入表 that it is done or not; `null` takes it back. */
export const withBookingStep = (
  { booking }: DataRights,
  step: BookingSaid['step'],
  part: Partial<BookingSaid> | null,
): Pick<DataRights, 'booking'> => {
  const others = booking.steps.filter((s) => s.step !== step);
  if (part === null) return { booking: { ...booking, steps: others } };
  const before = booking.steps.find((s) => s.step === step);
  const fresh: BookingSaid = { step, done: false, note: '', by: '经办', on: today(), evidence: [] };
  return { booking: { ...booking, steps: [...others, { ...fresh, ...before, ...part, step }] } };
};
