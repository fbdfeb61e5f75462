import * as v from 'valibot';
import { date, id, shortText, text } from './schema-parts';

/** What is filed where. A kind is one registry, or one file that no registry keeps. */
export const FILING_KINDS = [
  'patent-pledge',
  'mark-pledge',
  'copyright-pledge',
  'movables',
  'receivables',
  'real-estate',
  'data-ip',
  'guarantee',
  'insurance',
  'subsidy',
] as const;
export type FilingKind = (typeof FILING_KINDS)[number];

export const FILING_ACTS = ['register', 'change', 'extend', 'cancel'] as const;
export type FilingAct = (typeof FILING_ACTS)[number];

/** A value that nothing else in the case holds, with who gave it and when. */
export const enteredFieldValue = v.strictObject({
  /** Dates `YYYY-MM-DD`, money integer 分, booleans `是`/`否`, else the text itself. */
  value: text,
  by: shortText,
  on: v.nullable(date),
});
export type EnteredFieldValue = v.InferOutput<typeof enteredFieldValue>;

/** An optional clause that the parties chose. */
export const chosenClause = v.strictObject({
  code: shortText,
  /** Own wording; empty = the sample wording of the rulebook. */
  text,
});

/** Somebody who signs, as typed by a person. */
export const filingSigner = v.strictObject({
  side: v.picklist(['provider', 'holder', 'agent', 'co-owner']),
  name: shortText,
  /** 职务或授权依据 */
  role: shortText,
});
export type FilingSigner = v.InferOutput<typeof filingSigner>;

/** What a change, an extension or a cancellation rests on. */
export const filingEvent = v.strictObject({
  happenedOn: v.nullable(date),
  reason: text,
  changes: v.array(v.strictObject({ what: shortText, before: text, after: text })),
  /** New end of the debt or of the registration, for an extension. */
  newEnd: v.nullable(date),
});
export type FilingEvent = v.InferOutput<typeof filingEvent>;

/**
 * What a person said of one filing. A filing that registers is derived from the case and has a record only when something was said of
 * it; a change, an extension or a cancellation is there because a person added it. The registrar's receipt stands with the security
 * itself (`collateral.items[].receipt`, `collateral.support[].contract`), never here.
 */
export const filingRecord = v.strictObject({
  id,
  kind: v.picklist(FILING_KINDS),
  act: v.picklist(FILING_ACTS),
  /** Assets, supports or data it is about; empty = all of its kind. */
  sources: v.array(id),
  /** Why it is not filed; `null` = it is. */
  omitted: v.nullable(text),
  /** Field code, or `<source>/<field code>` for a row, → value. */
  entered: v.record(v.string(), enteredFieldValue),
  clauses: v.array(chosenClause),
  signers: v.array(filingSigner),
  event: v.nullable(filingEvent),
});
export type FilingRecord = v.InferOutput<typeof filingRecord>;

export const filingsSection = v.strictObject({ records: v.array(filingRecord) });
export type FilingsSection = v.InferOutput<typeof filingsSection>;
