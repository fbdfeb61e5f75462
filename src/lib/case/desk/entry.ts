import * as v from 'valibot';
import { dataFingerprint } from '../data-fingerprint';
import { count, date, nonNegativeFen, sha256Hex, shortText, text } from '../schema-parts';

/**
 * What the review desk keeps of a package or of an ordinary filing that it has seen. What was read out of it (`facts`, `answers`) and
 * what a person typed stand apart; nothing of the one is ever taken for the other.
 */

const verdict = v.picklist(['pass', 'fail', 'unknown']);
const hash = sha256Hex;

/** The five answers, never summed up. */
export const fiveVerdicts = v.strictObject({
  safety: verdict,
  integrity: verdict,
  authenticity: verdict,
  usability: verdict,
  recalculation: verdict,
});
export type FiveVerdicts = v.InferOutput<typeof fiveVerdicts>;

/** What the papers say of themselves. */
export const deskFacts = v.strictObject({
  caseId: v.nullable(shortText),
  caseTitle: text,
  revision: v.nullable(count),
  /** Package that this one replaces. */
  previous: v.nullable(shortText),
  fiction: text,
  /** Where its rules come from, e.g. `cn-330726`. */
  region: v.nullable(shortText),
  purpose: text,
  registry: text,
  recipient: v.nullable(text),
  pledgor: v.nullable(text),
  pledgee: v.nullable(text),
  /** 申报额: the amount that the package asks to have secured, 分. Not yet registered. */
  declaredFen: v.nullable(nonNegativeFen),
  /** Application numbers, canonical where they could be read. */
  patents: v.pipe(v.array(shortText), v.maxLength(20_000)),
  /** Titles of data assets without a fingerprint: whether they stand in another package is not known. Left out where there are none. */
  unprinted: v.exactOptional(v.pipe(v.array(shortText), v.maxLength(1_000))),
});
export type DeskFacts = v.InferOutput<typeof deskFacts>;

/** Four amounts in 分 that are never added to each other. Each may be unknown. */
export const deskAmounts = v.strictObject({
  /** 登记额: by the notice of registration. */
  registeredFen: v.nullable(nonNegativeFen),
  /** 授信额 */
  creditFen: v.nullable(nonNegativeFen),
  /** 放款额 */
  disbursedFen: v.nullable(nonNegativeFen),
  /** 余额, on `balanceOn`. */
  outstandingFen: v.nullable(nonNegativeFen),
});
export type DeskAmounts = v.InferOutput<typeof deskAmounts>;

export const CHANNELS = ['online', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `accepted` 受理 starts the clock, `paused` 通知补正 stops it, `resumed` 补正齐备 lets it go on, `decided` 办结 ends it. */
export const STEP_KINDS = ['accepted', 'paused', 'resumed', 'decided'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export const clockStep = v.strictObject({ kind: v.picklist(STEP_KINDS), on: date, by: shortText });
export type ClockStep = v.InferOutput<typeof clockStep>;

export const deskEntry = v.strictObject({
  schema: v.literal('zhiya.desk-entry/1'),
  /** Content id of the package; of a folder the SHA-256 over the hashes of its files. */
  id: hash,
  kind: v.picklist(['package', 'folder']),
  fileName: shortText,
  bytes: count,
  firstSeen: shortText,
  lastSeen: shortText,
  times: v.pipe(count, v.minValue(1)),
  answers: fiveVerdicts,
  facts: deskFacts,
  /** Typed by a person from here on. */
  bank: shortText,
  office: shortText,
  channel: v.nullable(v.picklist(CHANNELS)),
  receivedOn: v.nullable(date),
  amounts: deskAmounts,
  balanceOn: v.nullable(date),
  steps: v.pipe(v.array(clockStep), v.maxLength(200)),
  /** Day on which the pledge was released or the filing withdrawn: its patents stand in nobody's way any more. */
  releasedOn: v.nullable(date),
  note: text,
});
export type DeskEntry = v.InferOutput<typeof deskEntry>;

/** A data fingerprint of an entry. */
export const deskFingerprint = v.strictObject({
  entry: hash,
  title: shortText,
  fingerprint: dataFingerprint,
});
export type DeskFingerprint = v.InferOutput<typeof deskFingerprint>;

export const NO_AMOUNTS: DeskAmounts = {
  registeredFen: null,
  creditFen: null,
  disbursedFen: null,
  outstandingFen: null,
};

/** What was seen of an entry at one opening. */
export type SeenEntry = Pick<DeskEntry, 'id' | 'kind' | 'fileName' | 'bytes' | 'answers' | 'facts'>;

/** Only what was seen: a typed field that comes along is left where it is. */
const onlySeen = ({ id, kind, fileName, bytes, answers, facts }: SeenEntry): SeenEntry => ({
  id,
  kind,
  fileName,
  bytes,
  answers,
  facts,
});

/** An entry seen for the first time; bank and office are proposed from the papers, the rest waits for a person. */
export const firstEntry = (seen: SeenEntry, at: string): DeskEntry => ({
  schema: 'zhiya.desk-entry/1',
  ...onlySeen(seen),
  firstSeen: at,
  lastSeen: at,
  times: 1,
  bank: (seen.facts.pledgee ?? '').slice(0, 500),
  office: (seen.facts.recipient ?? '').slice(0, 500),
  channel: null,
  receivedOn: null,
  amounts: NO_AMOUNTS,
  balanceOn: null,
  steps: [],
  releasedOn: null,
  note: '',
});

/** The same entry seen again: what a person typed stays. */
export const seenAgain = (known: DeskEntry, seen: SeenEntry, at: string): DeskEntry => ({
  ...known,
  ...onlySeen(seen),
  lastSeen: at,
  times: known.times + 1,
});
