import * as v from 'valibot';

const key = v.pipe(v.string(), v.minLength(1));
const severity = v.picklist(['block', 'hold', 'note']);
const template = v.strictObject({ message: v.string(), remedy: v.string() });
/** One consistency check as data; what it compares is a small named function (`test`). */
export const consistencyRule = v.strictObject({
  set: key,
  code: key,
  test: key,
  first: key,
  second: key,
  third: v.optional(key),
  tolerance: key,
  /** Of a fail, and of an unknown. */
  severity,
  unknownSeverity: severity,
  messages: v.strictObject({ pass: template, fail: template, unknown: template }),
});
export type ConsistencyRule = v.InferOutput<typeof consistencyRule>;
