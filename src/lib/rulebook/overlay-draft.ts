import * as v from 'valibot';
import { type Result, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';

/**
 * What a head office has written so far for its next release (参数发布草稿). Everything stands as it was typed, right or
 * wrong, so that nothing entered is lost; what it amounts to is said by a review. A draft is no overlay: its schema name
 * differs, and `parseOverlay` refuses it.
 */

const line = v.pipe(v.string(), v.maxLength(500));
const note = v.pipe(v.string(), v.maxLength(20_000));
const itemParts = {
  /** Identity inside the draft. */
  key: line,
  reason: note,
};
/** Rule id, first day and last day in force, as typed; last day empty = open. */
const target = { rule: line, effectiveFrom: line, effectiveTo: line };

/** One judge's pairwise judgements, row over column, as chosen: `3` or `1/3`. */
export const judge = v.strictObject({ name: line, matrix: v.array(v.array(line)) });
export type Judge = v.InferOutput<typeof judge>;

/** Objects that entropy compares: one value per key, `null` = not measured. */
export const sample = v.strictObject({
  /** File name with hash, or case with scheme: goes into the reason of the released entry. */
  source: note,
  rows: v.pipe(
    v.array(v.strictObject({ label: line, values: v.array(v.nullable(line)) })),
    v.maxLength(20_000),
  ),
  /** Objects with a missing value are left out by a person's decision. */
  dropIncomplete: v.boolean(),
});
export type Sample = v.InferOutput<typeof sample>;

export const WEIGHT_BASES = ['ahp', 'entropy', 'combined', 'entered'] as const;
export type WeightBasisKind = (typeof WEIGHT_BASES)[number];

const weightsItem = v.strictObject({
  kind: v.literal('weights'),
  ...itemParts,
  ...target,
  basis: v.picklist(WEIGHT_BASES),
  judges: v.array(judge),
  sample: v.nullable(sample),
  entered: v.array(line),
});
export type WeightsItem = v.InferOutput<typeof weightsItem>;

/** One rule by its value, JSON text. */
const valueItem = v.strictObject({
  kind: v.literal('value'),
  ...itemParts,
  ...target,
  text: v.pipe(v.string(), v.maxLength(1_000_000)),
});
export type ValueItem = v.InferOutput<typeof valueItem>;

/** A scheme file as dropped. */
const schemeItem = v.strictObject({
  kind: v.literal('scheme'),
  ...itemParts,
  fileName: line,
  text: v.pipe(v.string(), v.maxLength(1_100_000)),
});
export type SchemeItem = v.InferOutput<typeof schemeItem>;

/** An official licence table as dropped, with what was asked about it. */
const licenceItem = v.strictObject({
  kind: v.literal('licence'),
  ...itemParts,
  fileName: line,
  header: v.array(line),
  rows: v.array(v.strictObject({ record: v.number(), cells: v.array(line) })),
  /** Period → day of publication, as typed. */
  publishedOn: v.record(v.string(), line),
  /** Empty cells that a person confirmed as not published. */
  confirmedEmpty: v.array(line),
});
export type LicenceItem = v.InferOutput<typeof licenceItem>;

export const draftItem = v.variant('kind', [weightsItem, valueItem, schemeItem, licenceItem]);
export type DraftItem = v.InferOutput<typeof draftItem>;

export const overlayDraft = v.strictObject({
  schema: v.literal('zhiya.overlay-draft/1'),
  institution: line,
  version: line,
  releasedOn: line,
  author: line,
  reason: note,
  /** SHA-256 of the release it starts from; `null` = first release. */
  previous: v.nullable(line),
  items: v.array(draftItem),
});
export type OverlayDraft = v.InferOutput<typeof overlayDraft>;

export const newDraft = (given: {
  readonly institution: string;
  readonly releasedOn: string;
  readonly previous: string | null;
}): OverlayDraft => ({
  schema: 'zhiya.overlay-draft/1',
  version: '',
  author: '',
  reason: '',
  items: [],
  ...given,
});

/** Reads a draft that was kept. Fails with the codes of `parseStrictJson` or with `E_DRAFT`. */
export const parseDraft = (text: string): Result<OverlayDraft> => {
  const json = parseStrictJson(text, { maxLength: 16 * 1024 * 1024 });
  if (!json.ok) return json;
  const parsed = v.safeParse(overlayDraft, json.value);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return refuse(
    'E_DRAFT',
    `发布草稿读不出来：${issue.message}`,
    v.getDotPath(issue) ?? '',
    '草稿原样保留；请导出草稿文件后另起一份',
  );
};
