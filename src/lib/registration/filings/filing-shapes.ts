import * as v from 'valibot';
import { FILING_ACTS, FILING_KINDS } from '../../case/filings-section';
import { formField, formSection, requiredDocument } from '../rule-shapes';

/** Shapes of the rulebook values that filings are made of. An overlay must keep them. */

/** Holds when the value at a source is one of those listed; unknown while there is no value. */
const when = v.strictObject({ source: v.string(), is: v.array(v.string()) });
export type When = v.InferOutput<typeof when>;

export const filingField = v.strictObject({
  ...formField.entries,
  required: v.picklist(['always', 'never', 'agent', 'appraised', 'when']),
  when: v.optional(when),
  /** Where the value comes from; absent = the place of that code. `entered` = only a person can say it. */
  source: v.optional(v.string()),
});
export type FilingField = v.InferOutput<typeof filingField>;

export const filingSection = v.strictObject({
  ...formSection.entries,
  fields: v.array(filingField),
  /** For `rows`: a line per source of the filing or per changed item; absent = per patent. */
  rows: v.optional(v.picklist(['sources', 'changes'])),
});
export type FilingSectionRule = v.InferOutput<typeof filingSection>;

export const filingPaper = v.strictObject({
  ...requiredDocument.entries,
  need: v.picklist([...requiredDocument.entries.need.options, 'when']),
  when: v.optional(when),
  generated: v.optional(v.picklist(['application-form', 'patent-list', 'list'])),
});
export type FilingPaper = v.InferOutput<typeof filingPaper>;
export const filingPapers = v.array(filingPaper);

const filingAct = v.strictObject({
  act: v.picklist(FILING_ACTS),
  title: v.string(),
  /** Rule ids. */
  form: v.string(),
  papers: v.array(v.string()),
  days: v.nullable(v.string()),
  /** By when it must be filed after it happened. */
  deadline: v.nullable(
    v.strictObject({
      /** How many of the unit. */
      days: v.number(),
      unit: v.picklist(['day', 'working-day', 'month']),
      note: v.string(),
      /** Words of what changed that it counts for; absent = for every filing of this act. */
      of: v.optional(v.array(v.string())),
    }),
  ),
});
export type FilingActRule = v.InferOutput<typeof filingAct>;

const listColumn = v.strictObject({ title: v.string(), source: v.string() });

export const filingDefinition = v.strictObject({
  registry: v.strictObject({ code: v.string(), title: v.string(), registrar: v.string() }),
  /** Whether papers go to a registrar; else they are the file of the lender, or are handed in after the loan was made. */
  registered: v.boolean(),
  providerWord: v.string(),
  holderWord: v.string(),
  effect: v.string(),
  /** What must be printed of the risk of this route. */
  risk: v.array(v.string()),
  acts: v.array(filingAct),
  /** Rule ids; `null` = none. */
  contract: v.nullable(v.string()),
  portal: v.nullable(v.string()),
  list: v.nullable(
    v.strictObject({
      title: v.string(),
      /** Rule with the number of sources above which the list is wanted; `null` = always. */
      aboveRule: v.nullable(v.string()),
      columns: v.array(listColumn),
    }),
  ),
});
export type FilingDefinition = v.InferOutput<typeof filingDefinition>;

export const filingIndex = v.array(
  v.strictObject({
    kind: v.picklist(FILING_KINDS),
    title: v.string(),
    folder: v.string(),
    subject: v.picklist(['patents', 'assets', 'data', 'supports', 'credit']),
    /** Codes of the registry matrix whose classes are filed here. */
    classes: v.array(v.string()),
    /** Kinds of support that belong here. */
    supports: v.array(v.string()),
    definition: v.string(),
  }),
);
export type FilingIndexEntry = v.InferOutput<typeof filingIndex>[number];

const contractItem = v.strictObject({
  code: v.string(),
  label: v.string(),
  fields: v.array(v.string()),
  text: v.string(),
});
const contractClause = v.strictObject({ code: v.string(), label: v.string(), text: v.string() });
export type ContractClause = v.InferOutput<typeof contractClause>;

export const contractText = v.strictObject({
  title: v.string(),
  mandatoryArticle: v.string(),
  optionalArticle: v.string(),
  mandatory: v.array(contractItem),
  optional: v.array(contractClause),
});
export type ContractText = v.InferOutput<typeof contractText>;

export const letterTexts = v.array(
  v.strictObject({
    code: v.string(),
    title: v.string(),
    kinds: v.array(v.picklist(FILING_KINDS)),
    acts: v.array(v.picklist(FILING_ACTS)),
    need: filingPaper.entries.need,
    when: v.optional(when),
    /** Whether the sources are listed below the text. */
    rows: v.boolean(),
    paragraphs: v.array(v.string()),
    signers: v.array(v.string()),
  }),
);
export type LetterText = v.InferOutput<typeof letterTexts>[number];

export const portalScreens = v.strictObject({
  site: v.string(),
  date: v.picklist(['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/MM/DD', 'YYYY年MM月DD日']),
  money: v.picklist(['yuan', 'wan']),
  layoutVerified: v.boolean(),
  note: v.string(),
  screens: v.array(v.strictObject({ title: v.string(), fields: v.array(v.string()) })),
});
export type PortalScreens = v.InferOutput<typeof portalScreens>;

export const eastFields = v.strictObject({ table: v.string(), fields: v.array(v.string()) });
