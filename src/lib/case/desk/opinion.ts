import * as v from 'valibot';
import { canonicalJson } from '../../kernel/canonical-json';
import { sha256Hex as hashOf } from '../../kernel/hashing';
import { encodeUtf8 } from '../../kernel/utf8';
import { count, sha256Hex, shortText, text } from '../schema-parts';
import { fiveVerdicts } from './entry';

/** What an opinion says of the papers, whatever it is called: forward, back for completion, against, not for this desk. */
export const EFFECTS = ['forward', 'return', 'against', 'outside'] as const;
export type OpinionEffect = (typeof EFFECTS)[number];

/** One reason. `settled` = how a person cleared an unknown; nothing that failed can be settled. */
export const opinionReason = v.strictObject({
  /** Stable within one entry: topic, code and place. */
  key: text,
  topic: shortText,
  code: shortText,
  path: text,
  message: text,
  verdict: v.picklist(['fail', 'unknown']),
  settled: v.nullable(text),
});
export type OpinionReason = v.InferOutput<typeof opinionReason>;

const choice = v.strictObject({ code: shortText, label: shortText, effect: v.picklist(EFFECTS) });

/** An opinion as it was given: never changed, each naming the one before about the same entry. */
export const deskOpinion = v.strictObject({
  schema: v.literal('zhiya.opinion/1'),
  /** Content id of the package or filing. */
  entry: sha256Hex,
  kind: v.picklist(['package', 'folder']),
  fileName: shortText,
  caseTitle: text,
  fiction: text,
  pledgor: v.nullable(text),
  pledgee: v.nullable(text),
  role: v.strictObject({ code: shortText, title: shortText, statement: text }),
  opinion: choice,
  /** What the program drew from the findings; `null` = unknowns were open. */
  draft: v.nullable(choice),
  /** Why the person departed from the draft, or any other remark. */
  note: text,
  answers: fiveVerdicts,
  grounds: v.array(v.strictObject({ title: text, pass: count, fail: count, unknown: count })),
  reasons: v.array(opinionReason),
  /** Reasons beyond those listed. */
  reasonsLeftOut: count,
  by: shortText,
  /** When, by the clock of the computer: claimed, not proven. */
  at: shortText,
  basis: v.strictObject({
    rule: shortText,
    instrument: text,
    article: text,
    confidence: v.picklist(['verified', 'secondary', 'assumption']),
  }),
  engineVersion: shortText,
  previous: v.nullable(sha256Hex),
  /** SHA-256 over the canonical JSON of all other fields. */
  sha256: sha256Hex,
});
export type DeskOpinion = v.InferOutput<typeof deskOpinion>;

export const opinionHash = (opinion: DeskOpinion): Promise<string> =>
  hashOf(
    encodeUtf8(
      canonicalJson(Object.fromEntries(Object.entries(opinion).filter(([field]) => field !== 'sha256'))),
    ),
  );

/** The opinion with its hash. */
export const sealOpinion = async (opinion: Omit<DeskOpinion, 'sha256'>): Promise<DeskOpinion> => ({
  ...opinion,
  sha256: await hashOf(encodeUtf8(canonicalJson(opinion))),
});
