import * as v from 'valibot';
import { count, date, evidence, id, nonNegativeFen, shortText, text } from './schema-parts';

/** 数据持有权、数据使用权、数据经营权 (数据产权登记工作指引 art. 3): independent of each other, may be shared. */
export const RIGHT_KINDS = ['hold', 'use', 'operate'] as const;
export type RightKind = (typeof RIGHT_KINDS)[number];

/** One right of one holder. */
export const dataRight = v.strictObject({
  kind: v.picklist(RIGHT_KINDS),
  /** Full legal name. */
  holder: shortText,
  creditCode: v.nullable(shortText),
  /** By what it was got: own production, contract, licence. */
  source: text,
  from: v.nullable(date),
  /** Last day; `null` = none agreed or not stated. */
  until: v.nullable(date),
  exclusive: v.nullable(v.boolean()),
  limits: text,
  evidence: v.array(evidence),
});
export type DataRight = v.InferOutput<typeof dataRight>;

/**
 * Two systems that are never merged: the national 数据产权登记 (国数综政策〔2026〕35号) and the 数据知识产权登记 of the
 * provincial pilots. A certificate of one says nothing in the other.
 */
export const REGISTER_SYSTEMS = ['national-data-property', 'provincial-data-ip'] as const;
export type RegisterSystem = (typeof REGISTER_SYSTEMS)[number];

export const certificatePledge = v.strictObject({
  pledgee: shortText,
  registeredOn: v.nullable(date),
  releasedOn: v.nullable(date),
  note: text,
});

export const dataCertificate = v.strictObject({
  id,
  registerSystem: v.picklist(REGISTER_SYSTEMS),
  number: shortText,
  /** Registration body or platform. */
  register: shortText,
  /** Name of the data as registered. */
  object: shortText,
  holder: shortText,
  /** Which of the three rights it records; a 数据知识产权 certificate records none of them. */
  rights: v.array(v.picklist(RIGHT_KINDS)),
  /** National: day of 存证; provincial: day of the announcement. */
  issuedOn: v.nullable(date),
  validUntil: v.nullable(date),
  state: v.nullable(
    v.picklist(['in-force', 'renewed', 'changed', 'cancelled', 'revoked', 'expired', 'objected']),
  ),
  /** Notes in the register (art. 23): seizure, measures of control, agreed limits. */
  control: v.nullable(v.picklist(['none', 'limited', 'control', 'seized'])),
  controlNote: text,
  /** Day on which the register was looked up. */
  queriedOn: v.nullable(date),
  pledges: v.array(certificatePledge),
  evidence: v.array(evidence),
});
export type DataCertificate = v.InferOutput<typeof dataCertificate>;

/** Elements of GB/T 43697-2024. */
export const GRADING_ELEMENTS = [
  'field',
  'group',
  'region',
  'precision',
  'scale',
  'depth',
  'coverage',
  'importance',
] as const;
export const DATA_LEVELS = ['core', 'important', 'general'] as const;
export type DataLevel = (typeof DATA_LEVELS)[number];

/** 分类分级: each part with its level; the strictest part decides (就高从严). */
export const dataGrading = v.strictObject({
  parts: v.array(v.strictObject({ part: shortText, level: v.picklist(DATA_LEVELS), reason: text })),
  elements: v.array(v.strictObject({ element: v.picklist(GRADING_ELEMENTS), finding: text })),
  by: shortText,
  on: v.nullable(date),
  evidence: v.array(evidence),
});
export type DataGrading = v.InferOutput<typeof dataGrading>;

/** 数据来源 of the registration form. */
export const SOURCE_KINDS = ['collected', 'scraped-public', 'agreement', 'derived'] as const;
export const dataSource = v.strictObject({
  kind: v.picklist(SOURCE_KINDS),
  description: text,
  evidence: v.array(evidence),
});

/** Whoever else has a part in the data; consent to the 数据经营权 and its pledge. */
export const otherParty = v.strictObject({
  name: shortText,
  part: text,
  consent: v.nullable(v.picklist(['given', 'refused'])),
  on: v.nullable(date),
  evidence: v.array(evidence),
});

export const dataRecipient = v.strictObject({
  name: shortText,
  /** Contract with purpose, way, scope and duties of protection. */
  contract: shortText,
  signedOn: v.nullable(date),
  /** Until when the record of processing is kept. */
  recordsKeptUntil: v.nullable(date),
  evidence: v.array(evidence),
});

/** Nine steps to the balance sheet, 财会〔2023〕11号. */
export const BOOKING_STEPS = [
  'inventory',
  'compliance',
  'asset-test',
  'classification',
  'cost',
  'amortisation',
  'presentation',
  'disclosure',
  'upkeep',
] as const;
export type BookingStep = (typeof BOOKING_STEPS)[number];

export const dataBooking = v.strictObject({
  steps: v.array(
    v.strictObject({
      step: v.picklist(BOOKING_STEPS),
      done: v.boolean(),
      note: text,
      by: shortText,
      on: v.nullable(date),
      evidence: v.array(evidence),
    }),
  ),
  category: v.nullable(v.picklist(['intangible', 'inventory', 'development', 'off-balance'])),
  /** Cost on the books, 分. Never a market value. */
  bookValueFen: v.nullable(nonNegativeFen),
  bookDate: v.nullable(date),
});

export const PLEDGE_ROUTES = ['data-ip-record', 'receivable', 'movable-registry', 'guarantee-addon'] as const;
export type PledgeRoute = (typeof PLEDGE_ROUTES)[number];

/** Rights, certificates, registration and booking of one data asset. `null`: nobody has said. */
export const dataRights = v.strictObject({
  rights: v.array(dataRight),
  sources: v.array(dataSource),
  certificates: v.array(dataCertificate),
  /** `[]` = stated that there are none. */
  otherParties: v.nullable(v.array(otherParty)),
  grading: v.nullable(dataGrading),
  personal: v.strictObject({
    /** none: no personal information; lawful-basis: present, with basis and consent; anonymised: none left. */
    route: v.nullable(v.picklist(['none', 'lawful-basis', 'anonymised'])),
    sensitive: v.nullable(v.boolean()),
  }),
  export: v.strictObject({
    /** Whether the value rests on use abroad. */
    depends: v.nullable(v.boolean()),
    route: v.nullable(v.picklist(['assessment', 'standard-contract', 'certification', 'exempt', 'absent'])),
    evidence: v.array(evidence),
  }),
  /** `[]` = stated that the data goes to nobody. */
  recipients: v.nullable(v.array(dataRecipient)),
  /** Entities as the owner states them, counted in one column. */
  entities: v.nullable(v.strictObject({ column: shortText, claimed: count, source: text })),
  /** How the pledge is set up, and the certificate it rests on. */
  pledge: v.strictObject({
    route: v.nullable(v.picklist(PLEDGE_ROUTES)),
    certificate: v.nullable(id),
    note: text,
  }),
  booking: dataBooking,
  /** What a person wrote into the registration form, by field code. */
  form: v.record(v.string(), text),
  /** Planned day of the application for registration. */
  applyOn: v.nullable(date),
});
export type DataRights = v.InferOutput<typeof dataRights>;

export const emptyDataRights = (): DataRights => ({
  rights: [],
  sources: [],
  certificates: [],
  otherParties: null,
  grading: null,
  personal: { route: null, sensitive: null },
  export: { depends: null, route: null, evidence: [] },
  recipients: null,
  entities: null,
  pledge: { route: null, certificate: null, note: '' },
  booking: { steps: [], category: null, bookValueFen: null, bookDate: null },
  form: {},
  applyOn: null,
});
