import * as v from 'valibot';
import { date, nonNegativeFen, party, shortText, text } from './schema-parts';

/** 案情: who asks for how much, for what, until when, and from whom. */
export const enterpriseSection = v.strictObject({
  enterprise: v.strictObject({
    ...party.entries,
    /** GB/T 4754-2017 section, division or class code, e.g. `C26`. */
    industryCode: v.nullable(shortText),
    foundedOn: v.nullable(date),
  }),
  need: v.strictObject({
    /** Amount asked for, 分. */
    amountFen: v.nullable(nonNegativeFen),
    purpose: v.nullable(text),
    /** Main contract (主债权合同). */
    debtContractNumber: v.nullable(shortText),
    debtKind: v.nullable(shortText),
    debtStart: v.nullable(date),
    debtEnd: v.nullable(date),
  }),
  /** 质权人, usually the bank. */
  pledgee: v.nullable(party),
  note: text,
});
export type EnterpriseSection = v.InferOutput<typeof enterpriseSection>;
