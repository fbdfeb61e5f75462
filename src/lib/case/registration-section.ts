import * as v from 'valibot';
import { date, id, nonNegativeFen, party, shortText, text } from './schema-parts';

/** What the registration forms need beyond the other sections. */
export const registrationSection = v.strictObject({
  pledgeContract: v.strictObject({
    number: v.nullable(shortText),
    signedOn: v.nullable(date),
    /** Amount secured by the patents, 分. One amount everywhere. */
    securedAmountFen: v.nullable(nonNegativeFen),
    maximumAmount: v.nullable(v.boolean()),
    securityScope: v.nullable(text),
    economicActivity: v.nullable(text),
  }),
  agent: v.nullable(party),
  appraisal: v.strictObject({
    appraised: v.nullable(v.boolean()),
    agency: v.nullable(shortText),
    valueFen: v.nullable(nonNegativeFen),
    baseDate: v.nullable(date),
    /** Last day on which the agency's report may be used. */
    validUntil: v.nullable(date),
    /** 本机构对外部评估值的确认. */
    confirmation: v.nullable(
      v.strictObject({ by: shortText, on: date, valueFen: v.nullable(nonNegativeFen) }),
    ),
  }),
  /** Which papers of the checklist are present: document code → note. */
  papers: v.record(
    v.string(),
    v.strictObject({ present: v.boolean(), attachment: v.nullable(id), note: text }),
  ),
  /** Receiving office, e.g. `国家知识产权局专利局杭州代办处`. */
  recipient: v.nullable(shortText),
});
export type RegistrationSection = v.InferOutput<typeof registrationSection>;
