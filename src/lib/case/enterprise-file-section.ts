import * as v from 'valibot';
import { count, date, evidence, id, nonNegativeFen, sha256Hex, shortText, text } from './schema-parts';

/** A file that a group of the enterprise file was read from, or a paper it was typed from. */
export const fileSource = v.strictObject({
  id,
  /** Code of the group, e.g. `operation`; the catalogue is in the rulebook. */
  group: shortText,
  /** What it is: file name, or the paper's name when typed. */
  title: shortText,
  /** `null` when it was typed from a paper. */
  sha256: v.nullable(sha256Hex),
  /** The stored file, when it was kept as an attachment. */
  attachment: v.nullable(id),
  sheet: v.nullable(shortText),
  /** Field code → header of the column it was read from. */
  columns: v.record(v.string(), shortText),
  /** Day the data speaks of (报表日, 查询日). */
  asOf: v.nullable(date),
  importedOn: v.nullable(date),
  by: shortText,
  rows: v.nullable(count),
});
export type FileSource = v.InferOutput<typeof fileSource>;

const from = v.nullable(v.strictObject({ source: id, row: v.nullable(count) }));

/** A year `2024`, a month `2024-06`, or a year so far `2024-01/06`. */
export const filePeriod = v.pipe(
  v.string(),
  v.regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2])(\/(0[1-9]|1[0-2]))?)?$/, '期间应为 2024、2024-06 或 2024-01/06'),
);

/** One fact of the enterprise file. Two facts of one field and period that differ are a contradiction, not a choice. */
export const fileFact = v.strictObject({
  /** Field code of the catalogue, e.g. `revenue`. */
  field: shortText,
  period: v.nullable(filePeriod),
  /** Canonical text of the field's kind: 分 for money, decimal, count, date, `true`/`false`, a choice code, or text. */
  value: text,
  from,
  /** Why it was corrected by hand; empty when it stands as read. */
  edit: text,
});
export type FileFact = v.InferOutput<typeof fileFact>;

/** Something that happened: a lawsuit, an enforcement, a penalty, an abnormal listing. */
export const fileEvent = v.strictObject({
  id,
  /** Code of the catalogue, e.g. `enforcement`. */
  kind: shortText,
  /** Own case or document number, as printed. */
  number: shortText,
  on: v.nullable(date),
  amountFen: v.nullable(nonNegativeFen),
  /** `repaired`: credit repaired or obligation fulfilled, with its day. `null` = nobody has said. */
  state: v.nullable(v.picklist(['open', 'closed', 'repaired'])),
  repairedOn: v.nullable(date),
  detail: text,
  evidence: v.array(evidence),
  from,
});
export type FileEvent = v.InferOutput<typeof fileEvent>;

/** A product of the enterprise with the revenue of one year and the patents it uses. */
export const fileProduct = v.strictObject({
  id,
  name: shortText,
  /** Calendar year of the revenue, as text. */
  year: v.nullable(filePeriod),
  revenueFen: v.nullable(nonNegativeFen),
  /** Ids of patents of the case; an empty list: it uses none of them. `null` = nobody has said. */
  patents: v.nullable(v.array(id)),
  evidence: v.array(evidence),
  from,
});
export type FileProduct = v.InferOutput<typeof fileProduct>;

/** 一企一档: what is known of the enterprise by group, with date and source. */
export const enterpriseFileSection = v.strictObject({
  sources: v.array(fileSource),
  facts: v.array(fileFact),
  events: v.array(fileEvent),
  /** Event kinds that were searched and had no hit: kind → when, by whom, on what paper. Without it, no event is not “none”. */
  searches: v.array(
    v.strictObject({ kind: shortText, on: v.nullable(date), by: shortText, evidence: v.array(evidence) }),
  ),
  products: v.array(fileProduct),
});
export type EnterpriseFileSection = v.InferOutput<typeof enterpriseFileSection>;
