import * as v from 'valibot';
import { parseFenText } from '../kernel/fen';
import { parsePlainDate } from '../kernel/plain-date';

/** Building blocks shared by the section schemas. Every object is strict: an unknown field is refused. */

export const text = v.pipe(v.string(), v.maxLength(20_000));
export const shortText = v.pipe(v.string(), v.maxLength(500));
export const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, '标识只能用小写字母、数字、点和连字符'),
);
export const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const sm3Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Integer 分 as text. */
export const fen = v.pipe(
  v.string(),
  v.check((s) => parseFenText(s).ok, '金额应为整数分'),
);
/** Integer 分 ≥ 0 as text. */
export const nonNegativeFen = v.pipe(
  fen,
  v.check((s) => !s.startsWith('-'), '金额不能为负'),
);
export const date = v.pipe(
  v.string(),
  v.check((s) => parsePlainDate(s).ok, '日期应为日历上存在的 YYYY-MM-DD'),
);
/** Decimal text, no exponent, no leading zeros. */
export const decimalText = v.pipe(
  v.string(),
  v.regex(/^-?(0|[1-9]\d{0,29})(\.\d{1,30})?$/, '应为十进制数字'),
);
/** Decimal text in 0–1. */
export const ratioText = v.pipe(
  v.string(),
  v.regex(/^(0(\.\d{1,30})?|1(\.0{1,30})?)$/, '应为 0 到 1 之间的小数'),
);
/** `cn` or `cn-` + 2, 4 or 6 digits of the administrative-division code. */
export const region = v.pipe(
  v.string(),
  v.regex(/^cn(-\d{2}(\d{2}(\d{2})?)?)?$/, '地区应为 cn 或 cn-行政区划代码'),
);

/** A person or organisation that signs. */
export const party = v.strictObject({
  name: shortText,
  creditCode: v.nullable(shortText),
  address: v.nullable(shortText),
  postalCode: v.nullable(shortText),
  phone: v.nullable(shortText),
  legalRepresentative: v.nullable(shortText),
});
export type Party = v.InferOutput<typeof party>;

/** A piece of evidence: which paper, which page, its hash, when seen and by whom. */
export const evidence = v.strictObject({
  /** Attachment id in the case, or `null` when only described. */
  attachment: v.nullable(id),
  description: shortText,
  page: v.nullable(shortText),
  date: v.nullable(date),
  by: v.nullable(shortText),
});
export type Evidence = v.InferOutput<typeof evidence>;
