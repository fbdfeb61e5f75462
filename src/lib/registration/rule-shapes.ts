import * as v from 'valibot';

/** Shapes of the rulebook values that the registration forms are made of. An overlay must keep them. */

/** When a field must be filled: always, never, if an agent acts, or if the patents were appraised. */
export const fieldRequired = v.picklist(['always', 'never', 'agent', 'appraised']);
export type FieldRequired = v.InferOutput<typeof fieldRequired>;

export const formField = v.strictObject({
  /** Our own key: the registrar publishes no field codes. */
  code: v.string(),
  /** Label as printed by the registrar, as far as it is known. */
  label: v.string(),
  /** `seal` is filled by hand on the finished form and never by the program. */
  type: v.picklist(['text', 'date', 'money', 'choice', 'boolean', 'list', 'seal']),
  required: fieldRequired,
  options: v.optional(v.array(v.string())),
  /** Value that stands when the case says nothing else. */
  default: v.optional(v.string()),
  hint: v.optional(v.string()),
});
export type FormField = v.InferOutput<typeof formField>;

export const formSection = v.strictObject({
  key: v.string(),
  title: v.string(),
  /** `rows`: one line per patent; `list`: the papers; `seals`: filled by hand. */
  layout: v.picklist(['rows', 'fields', 'list', 'seals']),
  notes: v.array(v.string()),
  fields: v.array(formField),
});
export type FormSection = v.InferOutput<typeof formSection>;

export const formTemplate = v.strictObject({
  code: v.string(),
  title: v.string(),
  copies: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** `true` only after somebody compared every field with the registrar's blank. */
  layoutVerified: v.boolean(),
  layoutNote: v.string(),
  /** Rule ids of the sections, in order. */
  sections: v.array(v.string()),
});
export type FormTemplate = v.InferOutput<typeof formTemplate>;

/** Condition under which a paper is asked for. */
export const documentNeed = v.picklist([
  'always',
  'agent',
  'appraised',
  'same-day',
  'co-owned',
  'invalidation',
  'over-list-threshold',
]);
export type DocumentNeed = v.InferOutput<typeof documentNeed>;

export const requiredDocument = v.strictObject({
  /** Key of `registration.papers` in the case. */
  code: v.string(),
  title: v.string(),
  need: documentNeed,
  article: v.string(),
  note: v.optional(v.string()),
  /** Written by this program. The application form still needs the signatures. */
  generated: v.optional(v.picklist(['application-form', 'patent-list'])),
});
export type RequiredDocument = v.InferOutput<typeof requiredDocument>;
export const documentList = v.array(requiredDocument);

export const contractItem = v.strictObject({
  code: v.string(),
  label: v.string(),
  /** Form fields that must be known so that the contract can carry the item. */
  fields: v.array(v.string()),
});
export type ContractItem = v.InferOutput<typeof contractItem>;
export const contractItems = v.array(contractItem);

export const reviewDays = v.strictObject({
  online: v.nullable(v.number()),
  paper: v.nullable(v.number()),
});
export type ReviewDays = v.InferOutput<typeof reviewDays>;

export const registry = v.strictObject({ code: v.string(), title: v.string(), registrar: v.string() });
export type Registry = v.InferOutput<typeof registry>;

export const textList = v.array(v.string());
export const positiveCount = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Fields of the 数据产权登记 form, as far as a document prints them. */
export const registrationFields = v.array(v.object({ code: v.string(), title: v.string() }));

/** What a pledge of data is worth in law, and the routes to set one up. */
export const legalEffectText = v.object({
  statement: v.string(),
  routes: v.array(v.object({ code: v.string(), title: v.string(), note: v.string() })),
});
