import type { DeskOpinion, OpinionReason } from '../../../case/desk/opinion';
import { type Result, ok, refuse } from '../../../kernel/result';
import { type DeskRole } from './roles';
import { GROUND_TOPIC, MOST_REASONS } from './reasons';

export type OpinionChoice = DeskOpinion['opinion'];

/** How unknowns were cleared by a person: key of the reason → what was looked at. */
export type Settled = Readonly<Record<string, string>>;

const settledText = (settled: Settled, key: string): string | null => {
  const text = Object.hasOwn(settled, key) ? (settled[key] ?? '').trim() : '';
  return text === '' ? null : text;
};

/** The reasons with what a person cleared. A failure stays: it is mended, not settled. */
export const withSettled = (reasons: readonly OpinionReason[], settled: Settled): readonly OpinionReason[] =>
  reasons.map((one) => (one.verdict === 'fail' ? one : { ...one, settled: settledText(settled, one.key) }));

const choiceOf = ({ opinions }: DeskRole, code: string): OpinionChoice | null =>
  opinions.find((opinion) => opinion.code === code) ?? null;

/** Said of papers that are addressed to another office. */
const ELSEWHERE = 'E_RECIPIENT';

/**
 * The opinion that follows from the findings; `null` while an unknown is open: it is never taken for a pass. Papers addressed elsewhere
 * are not judged where the role can say so; a ground for refusal weighs more than a defect of the papers.
 */
export const draftOpinion = (role: DeskRole, reasons: readonly OpinionReason[]): OpinionChoice | null => {
  const failed = reasons.filter(({ verdict }) => verdict === 'fail');
  const outside = role.opinions.find(({ effect }) => effect === 'outside');
  if (outside !== undefined && failed.some(({ code }) => code === ELSEWHERE)) return outside;
  if (failed.some(({ topic }) => topic === GROUND_TOPIC)) return choiceOf(role, role.draft.ground);
  if (failed.length > 0) return choiceOf(role, role.draft.defect);
  if (reasons.some(({ verdict, settled }) => verdict === 'unknown' && settled === null)) return null;
  return choiceOf(role, role.draft.clear);
};

/** What a person decided. */
export interface Decision {
  readonly opinion: string;
  readonly note: string;
  readonly by: string;
  /** By the clock of the computer. */
  readonly at: string;
  /** Hash of the opinion before about the same entry. */
  readonly previous: string | null;
}

type About = Pick<
  DeskOpinion,
  'entry' | 'kind' | 'fileName' | 'caseTitle' | 'fiction' | 'pledgor' | 'pledgee' | 'answers' | 'grounds'
> & { readonly engineVersion: string };

const WHERE = '复核台 › 意见';

const objection = (
  role: DeskRole,
  reasons: readonly OpinionReason[],
  draft: OpinionChoice | null,
  { opinion, note, by }: Decision,
): Result<OpinionChoice> => {
  const chosen = choiceOf(role, opinion);
  if (chosen === null)
    return refuse(
      'E_OPINION',
      `${role.title}不能出具这种意见`,
      WHERE,
      `可以出具：${role.opinions.map(({ label }) => label).join('、')}`,
    );
  if (by.trim() === '') return refuse('E_SIGNER', '没有写明谁出具意见', WHERE, '请填写姓名');
  const open = reasons.filter(({ verdict, settled }) => verdict === 'unknown' && settled === null).length;
  if (chosen.effect === 'forward' && open > 0)
    return refuse(
      'E_UNSETTLED',
      `还有 ${open} 项未知没有核实，不能出具“${chosen.label}”`,
      WHERE,
      '请逐项写明怎样核实的，或改选其他意见',
    );
  if (draft !== null && draft.code !== chosen.code && note.trim() === '')
    return refuse(
      'E_DEPARTURE',
      `意见与草拟的“${draft.label}”不同，没有写明理由`,
      WHERE,
      '请在说明里写出理由',
    );
  return ok(chosen);
};

/**
 * The opinion a person gives, without its hash. Fails with `E_OPINION` (not one of the role), `E_SIGNER`, `E_UNSETTLED` (forward with
 * unknowns open), `E_DEPARTURE` (other than drafted, without a reason).
 */
export const giveOpinion = (
  role: DeskRole,
  reasons: readonly OpinionReason[],
  decision: Decision,
  about: About,
): Result<Omit<DeskOpinion, 'sha256'>> => {
  const draft = draftOpinion(role, reasons);
  const chosen = objection(role, reasons, draft, decision);
  if (!chosen.ok) return chosen;
  const { engineVersion, ...of } = about;
  const { rule } = role;
  return ok({
    schema: 'zhiya.opinion/1',
    ...of,
    role: { code: role.code, title: role.title, statement: role.statement },
    opinion: chosen.value,
    draft,
    note: decision.note.trim(),
    reasons: reasons.slice(0, MOST_REASONS),
    reasonsLeftOut: Math.max(0, reasons.length - MOST_REASONS),
    by: decision.by.trim(),
    at: decision.at,
    basis: {
      rule: rule.id,
      instrument: rule.citation.instrument,
      article: rule.citation.article ?? '',
      confidence: rule.confidence,
    },
    engineVersion,
    previous: decision.previous,
  });
};
