import * as v from 'valibot';
import { isPlainDate } from '../kernel/plain-date';
import type { PackageSummary } from './verify-report';

/**
 * The package layouts this program understands. `/1` carries every trace in full, `/2` its nodes once; `/3` adds which renderer
 * laid out the documents, and until when the package is meant to be used; `/4` carries results in columns, and says from which seeds
 * random numbers came and, where wanted, where in its history of revisions the case stood.
 */
export const KNOWN_PROFILES = [
  'zhiya.package/1',
  'zhiya.package/2',
  'zhiya.package/3',
  'zhiya.package/4',
] as const;
export type KnownProfile = (typeof KNOWN_PROFILES)[number];
export const NEWEST_PROFILE = 'zhiya.package/4' satisfies KnownProfile;

export const isKnownProfile = (profile: string): profile is KnownProfile =>
  KNOWN_PROFILES.some((known) => known === profile);

const text = v.pipe(v.string(), v.maxLength(20_000));
const nullableText = v.nullable(text);
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const party = v.nullable(v.strictObject({ name: text, creditCode: nullableText }));

export const packageParties = v.strictObject({ pledgor: party, pledgee: party, agent: party });
export type PackageParties = v.InferOutput<typeof packageParties>;

/** One paper that the registry asks for, with its state when the package was made. */
export const requiredDocument = v.strictObject({
  no: count,
  code: text,
  title: text,
  article: text,
  need: v.picklist(['needed', 'not-needed', 'unknown']),
  status: v.picklist(['present', 'missing', 'unstated', 'not-needed']),
  reason: text,
  file: nullableText,
  rule: text,
  confidence: v.picklist(['verified', 'secondary', 'assumption']),
});
export type RequiredDocument = v.InferOutput<typeof requiredDocument>;

const common = {
  purpose: text,
  registry: v.strictObject({ code: text, registrar: text }),
  recipient: nullableText,
  case: v.strictObject({ id: text, title: text, mode: text }),
  fiction: text,
  valuationDate: text,
  region: text,
  parties: packageParties,
  securedAmountFen: nullableText,
  patents: v.array(v.strictObject({ id: text, number: text, title: text })),
  requiredDocuments: v.array(requiredDocument),
  documents: v.array(text),
  attachments: v.array(
    v.strictObject({ id: text, name: text, role: text, bytes: count, sha256: hash, included: v.boolean() }),
  ),
  engineVersion: text,
  methods: v.array(text),
  rulePack: v.strictObject({ sha256: hash, rules: count }),
};

const revision = { number: v.nullable(count), previous: nullableText };
/** Where random numbers came from: place in the case, and seed. */
const seed = v.strictObject({ path: text, seed: text });

/** One registry and one act of a package; its documents stand in `documents/<folder>`, or beside each other where there is one. */
export const packagedFiling = v.strictObject({
  id: text,
  kind: text,
  act: text,
  title: text,
  registry: v.strictObject({ code: text, registrar: text }),
  folder: text,
  sources: v.array(text),
  securedAmountFen: nullableText,
  registrationNumber: nullableText,
});

const day = v.nullable(v.pipe(v.string(), v.check(isPlainDate, '不是日期')));
const validity = v.nullable(v.strictObject({ from: day, until: day }));

const withFilings = { filings: v.array(packagedFiling), renderer: text, validity };

type EarlierRevision = { readonly revision: { number: number | null; previous: string | null } };

const withoutHead = <T extends EarlierRevision>(earlier: T) => ({
  ...earlier,
  revision: { ...earlier.revision, head: null },
});

/** `data/package.json` of the known profiles; what an earlier one did not say is `null`. */
export const packageDescription = v.variant('profile', [
  v.pipe(
    v.strictObject({
      ...common,
      profile: v.picklist(['zhiya.package/1', 'zhiya.package/2']),
      revision: v.strictObject(revision),
      validity: v.null(),
    }),
    v.transform((earlier) => ({ ...withoutHead(earlier), filings: [], renderer: null, seeds: null })),
  ),
  v.pipe(
    v.strictObject({
      ...common,
      ...withFilings,
      profile: v.literal('zhiya.package/3'),
      revision: v.strictObject(revision),
    }),
    v.transform((earlier) => ({ ...withoutHead(earlier), seeds: null })),
  ),
  v.strictObject({
    ...common,
    ...withFilings,
    profile: v.literal('zhiya.package/4'),
    revision: v.strictObject({ ...revision, head: v.nullable(hash) }),
    seeds: v.array(seed),
  }),
]);
export type PackageDescription = v.InferOutput<typeof packageDescription>;

/** Of `results/form.json` only what other files are compared with; the whole is compared by rendering it again. */
export const formHead = v.looseObject({
  schema: v.picklist(['zhiya.form/1', 'zhiya.form/2']),
  fiction: text,
  parties: packageParties,
  securedAmountFen: nullableText,
  documents: v.array(requiredDocument),
});
export type FormHead = v.InferOutput<typeof formHead>;

export const summaryOf = (d: PackageDescription): PackageSummary => ({
  profile: d.profile,
  purpose: d.purpose,
  registry: d.registry.registrar,
  recipient: d.recipient,
  caseId: d.case.id,
  caseTitle: d.case.title,
  fiction: d.fiction,
  valuationDate: d.valuationDate,
  region: d.region,
  pledgor: d.parties.pledgor,
  pledgee: d.parties.pledgee,
  securedAmountFen: d.securedAmountFen,
  patents: d.patents.map(({ number, title }) => ({ number, title })),
  engineVersion: d.engineVersion,
  methods: d.methods,
  revision: d.revision.number,
  previous: d.revision.previous,
});
