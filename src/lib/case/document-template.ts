import * as v from 'valibot';
import { date, sha256Hex, shortText, text } from './schema-parts';

/**
 * A document template of an institution (本行文书模板): who may use it from when to when, and who signed it off. It belongs to no
 * case; a package that was made with it carries it.
 */
export const documentTemplate = v.strictObject({
  id: v.pipe(shortText, v.minLength(1)),
  /** Name of the document that it replaces, as in the name of the file: `专利权质押登记申请表`. */
  document: v.pipe(shortText, v.minLength(1)),
  institution: v.pipe(shortText, v.minLength(1)),
  version: v.pipe(shortText, v.minLength(1)),
  /** First and last day of use, both included; `null`: no end is known. */
  effectiveFrom: date,
  effectiveTo: v.nullable(date),
  /** Legal sign-off as a person entered it; nobody's identity is checked here. */
  signOff: v.strictObject({ by: v.pipe(shortText, v.minLength(1)), on: date, reference: shortText }),
  fileName: v.pipe(shortText, v.minLength(1)),
  /** Of the .docx file. */
  sha256: sha256Hex,
  note: v.optional(text),
});
export type DocumentTemplate = v.InferOutput<typeof documentTemplate>;

/** Whether a template may be used on a day. */
export const inForce = (
  { effectiveFrom, effectiveTo }: Pick<DocumentTemplate, 'effectiveFrom' | 'effectiveTo'>,
  day: string,
): boolean => effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo);

const later = (a: DocumentTemplate, b: DocumentTemplate): boolean =>
  a.effectiveFrom === b.effectiveFrom ? a.id > b.id : a.effectiveFrom > b.effectiveFrom;

/** The template for each document on a day: of several in force the one that came into force last. By name of the document. */
export const templatesInForce = (
  templates: readonly DocumentTemplate[],
  day: string,
): ReadonlyMap<string, DocumentTemplate> => {
  const chosen = new Map<string, DocumentTemplate>();
  for (const template of templates.filter((one) => inForce(one, day))) {
    const other = chosen.get(template.document);
    if (other === undefined || later(template, other)) chosen.set(template.document, template);
  }
  return chosen;
};
