import * as v from 'valibot';
import { date, decimalText, evidence, id, nonNegativeFen, shortText, text } from './schema-parts';

/** A person's answer to one check item. `points` 0–4 for scored items, `pass`/`fail` for gate items. */
export const screeningAnswer = v.strictObject({
  /** Rule id of the check item. */
  rule: shortText,
  /** Subject id the answer is about; `case` for the whole case. */
  subject: shortText,
  answer: v.union([
    v.strictObject({ kind: v.literal('points'), points: v.picklist([0, 1, 2, 3, 4]) }),
    v.strictObject({ kind: v.literal('verdict'), verdict: v.picklist(['pass', 'fail']) }),
  ]),
  reason: text,
  by: shortText,
  on: v.nullable(shortText),
  evidence: v.array(evidence),
});
export type ScreeningAnswer = v.InferOutput<typeof screeningAnswer>;

/** Declarations that the law accepts, e.g. that both parties know of an open invalidation case. */
export const declaration = v.strictObject({
  rule: shortText,
  subject: shortText,
  statement: text,
  by: shortText,
  evidence: v.array(evidence),
});
export type Declaration = v.InferOutput<typeof declaration>;

/** An amount with where it comes from; `null` = not known, never 0. */
const sourcedFen = v.strictObject({
  fen: v.nullable(nonNegativeFen),
  source: text,
  evidence: v.array(evidence),
});

/** 第一还款来源: what cash-flow cover, the need for working capital and exposure are computed from. */
export const repaymentInputs = v.strictObject({
  /** 预计销售收入年增长率, e.g. `0.15`. */
  growth: v.strictObject({ value: v.nullable(decimalText), source: text }),
  ownFunds: sourcedFen,
  /** 现有流动资金贷款. */
  workingLoans: sourcedFen,
  /** 其他渠道提供的营运资金. */
  otherSources: sourcedFen,
  /** Principal and interest of all debts due within the term of one year, including this loan. */
  debtService: sourcedFen,
  /** 他行融资余额. */
  bankDebt: sourcedFen,
  /** 对外担保余额. */
  guaranteesGiven: sourcedFen,
  /** Financing of the group of related parties, this enterprise included. `related` false: there is no group. */
  group: v.strictObject({ related: v.nullable(v.boolean()), exposure: sourcedFen }),
});
export type RepaymentInputs = v.InferOutput<typeof repaymentInputs>;

/** 无还本续贷: the old loan, and what each provider of security knows and agrees to. */
export const renewal = v.strictObject({
  oldContract: shortText,
  oldPrincipalFen: v.nullable(nonNegativeFen),
  newPrincipalFen: v.nullable(nonNegativeFen),
  oldEnd: v.nullable(date),
  /** Whether the old loan is paid as agreed: no arrears of interest or principal. */
  serviced: v.nullable(v.boolean()),
  /** Whether the enterprise operates as usual. */
  operating: v.nullable(v.boolean()),
  evidence: v.array(evidence),
  providers: v.array(
    v.strictObject({
      id,
      name: shortText,
      /** Asset or support of the case that this provider stands for; `null` = security of the old loan only. */
      subject: v.nullable(shortText),
      kind: v.picklist(['guarantor', 'asset-owner']),
      /** Knows that the new loan repays the old one. */
      knows: v.nullable(v.boolean()),
      /** Agrees in writing to secure the new loan. */
      consents: v.nullable(v.boolean()),
      on: v.nullable(date),
      evidence: v.array(evidence),
    }),
  ),
  /** Registered security of the old loan: kept or registered anew, and whether anybody ranks between. */
  ranking: v.array(
    v.strictObject({
      subject: shortText,
      registration: v.nullable(v.picklist(['kept', 'anew'])),
      intervening: v.nullable(v.boolean()),
      searchedOn: v.nullable(date),
      evidence: v.array(evidence),
    }),
  ),
});
export type Renewal = v.InferOutput<typeof renewal>;

/** 辅导: something the enterprise builds up before it asks again. */
export const coachingGoal = v.strictObject({
  id,
  /** Rule and subject whose verdict it should change. */
  rule: shortText,
  subject: shortText,
  action: text,
  owner: shortText,
  due: v.nullable(date),
  state: v.picklist(['open', 'done', 'dropped']),
  note: text,
});
export type CoachingGoal = v.InferOutput<typeof coachingGoal>;

/** What an earlier submission came to, kept for comparison; the verdicts are those of that day. */
export const coachingRun = v.strictObject({
  id,
  on: v.nullable(date),
  by: shortText,
  decision: shortText,
  /** `method@version` and institution release under which it was judged. */
  method: shortText,
  release: v.nullable(shortText),
  verdicts: v.array(
    v.strictObject({ rule: shortText, subject: shortText, verdict: v.picklist(['pass', 'fail', 'unknown']) }),
  ),
});
export type CoachingRun = v.InferOutput<typeof coachingRun>;

export const screeningSection = v.strictObject({
  answers: v.array(screeningAnswer),
  declarations: v.array(declaration),
  repayment: repaymentInputs,
  /** Way the case is handled, code of the catalogue; `null` = not chosen. */
  route: v.strictObject({ chosen: v.nullable(shortText), reason: text, by: shortText }),
  renewal: v.nullable(renewal),
  coaching: v.strictObject({ goals: v.array(coachingGoal), runs: v.array(coachingRun) }),
  /** 实地核查: who went, when, where. */
  survey: v.strictObject({
    by: shortText,
    second: shortText,
    on: v.nullable(date),
    place: shortText,
    note: text,
  }),
});
export type ScreeningSection = v.InferOutput<typeof screeningSection>;
