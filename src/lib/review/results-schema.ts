import * as v from 'valibot';
import type { CollateralOffer, Figure, Finding, Subject } from '../case/exchange';
import { CONFIDENCES, SEVERITIES, SUBJECT_KINDS, VERDICTS } from '../case/results/columns';
import { type Citation, type SourceRef, type TraceNode, UNITS } from '../kernel/trace';

/** Shapes of `results/*.json`: what methods leave, as strict objects, by package profile. */

const confidence = v.picklist(CONFIDENCES);
const unit = v.picklist(UNITS);
const optionalText = v.exactOptional(v.string());

const citation = v.strictObject({
  instrument: v.string(),
  number: optionalText,
  issuer: optionalText,
  article: optionalText,
  quote: optionalText,
  url: optionalText,
  reason: optionalText,
}) satisfies v.GenericSchema<Citation>;

/** A value of the rulebook as the source of a leaf. */
export const parameterSource = v.strictObject({
  kind: v.literal('parameter'),
  id: v.string(),
  effectiveFrom: v.string(),
  region: v.string(),
  citation,
  overlay: optionalText,
});

const source = v.variant('kind', [
  v.strictObject({
    kind: v.literal('cell'),
    file: v.string(),
    fileName: v.string(),
    sheet: optionalText,
    row: v.number(),
    column: v.string(),
  }),
  v.strictObject({ kind: v.literal('field'), path: v.string(), label: v.string(), by: optionalText }),
  parameterSource,
]) satisfies v.GenericSchema<SourceRef>;

const node = {
  id: v.string(),
  label: v.string(),
  value: v.nullable(v.string()),
  unit,
  formula: optionalText,
  method: optionalText,
  rounding: optionalText,
  confidence,
  source: v.exactOptional(source),
  note: optionalText,
};

const trace: v.GenericSchema<TraceNode> = v.lazy(() => v.strictObject({ ...node, children: v.array(trace) }));

const nodeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A trace node whose children are named by their place in the table. */
const packedNode = v.strictObject({ ...node, children: v.array(nodeNumber) });
export type PackedNode = v.InferOutput<typeof packedNode>;

const subject = v.strictObject({
  kind: v.picklist(SUBJECT_KINDS),
  id: v.string(),
  title: v.string(),
}) satisfies v.GenericSchema<Subject>;

const figure = v.strictObject({
  id: v.string(),
  subject,
  label: v.string(),
  value: v.nullable(v.string()),
  unit,
  interval: v.exactOptional(v.strictObject({ low: v.string(), high: v.string() })),
  method: v.string(),
  confidence,
  trace,
}) satisfies v.GenericSchema<Figure>;

const finding = v.strictObject({
  rule: v.string(),
  method: v.string(),
  subject,
  title: v.string(),
  verdict: v.picklist(VERDICTS),
  severity: v.picklist(SEVERITIES),
  veto: v.boolean(),
  message: v.string(),
  remedy: v.string(),
  confidence,
  trace,
}) satisfies v.GenericSchema<Finding>;

const offer = v.strictObject({
  id: v.string(),
  subject,
  assetClass: v.string(),
  valueFen: v.nullable(v.string()),
  enteredCreditFen: v.nullable(v.string()),
  confidence,
  trace,
}) satisfies v.GenericSchema<CollateralOffer>;

/** Of profile `zhiya.package/1`: every result with its whole trace. */
export const figures = v.array(figure);
export const findings = v.array(finding);
export const offers = v.array(offer);

const RESULTS_SCHEMA = 'zhiya.results/2';

/** Of profiles `zhiya.package/2` and `/3`: the distinct nodes of all traces once, and their numbers in the results. */
export const figureTable = v.strictObject({
  schema: v.literal(RESULTS_SCHEMA),
  items: v.array(v.strictObject({ ...figure.entries, trace: nodeNumber })),
  nodes: v.array(packedNode),
});
export const findingTable = v.strictObject({
  schema: v.literal(RESULTS_SCHEMA),
  items: v.array(v.strictObject({ ...finding.entries, trace: nodeNumber })),
  nodes: v.array(packedNode),
});
export const offerTable = v.strictObject({
  schema: v.literal(RESULTS_SCHEMA),
  items: v.array(v.strictObject({ ...offer.entries, trace: nodeNumber })),
  nodes: v.array(packedNode),
});
