import * as v from 'valibot';
import { perfectionState } from '../../case/collateral-life';
import { date, ratioText } from '../../case/schema-parts';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const states = v.array(perfectionState);
const texts = v.array(v.string());
const days = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const machine = v.object({
  next: v.record(v.string(), states),
  withoutFiling: texts,
  needReceipt: states,
});
const words = v.record(v.string(), v.string());
const gateCheck = v.object({
  code: v.string(),
  title: v.string(),
  subject: v.picklist(['asset', 'support', 'case']),
  waivable: v.picklist(['always', 'never', 'unless-constitutive']),
  basis: v.string(),
});
const gateFindings = v.object({
  consents: texts,
  patentConsents: texts,
  dataConsents: texts,
  supportConsents: texts,
  supportWithoutConsents: texts,
  standards: texts,
  repayment: texts,
  patentChecks: v.string(),
  dataChecks: v.string(),
});
const watchedField = v.object({
  list: v.picklist(['items', 'support']),
  field: v.string(),
  kind: v.picklist(['right-end', 'insurance-end', 'guarantee-end', 'other']),
  title: v.string(),
  remedy: v.string(),
});
const lapsing = v.object({
  registry: v.string(),
  months: v.nullable(v.string()),
  until: v.nullable(v.string()),
});
const monitoring = v.object({
  valueFallWarn: ratioText,
  valueFallTopUp: ratioText,
  topUpWorkingDays: days,
  valuationMaxAgeMonths: days,
});
const workingDays = v.object({ years: v.array(days), closed: v.array(date), open: v.array(date) });
const note = v.object({ code: v.string(), title: v.string(), text: v.string(), article: v.string() });
const perfection = v.object({ recognised: states, ended: states });

export type Machine = v.InferOutput<typeof machine>;
export type GateCheckRule = v.InferOutput<typeof gateCheck>;
export type GateFindings = v.InferOutput<typeof gateFindings>;
export type WatchedField = v.InferOutput<typeof watchedField>;
export type Lapsing = v.InferOutput<typeof lapsing>;
export type Monitoring = v.InferOutput<typeof monitoring>;
export type WorkingDays = v.InferOutput<typeof workingDays>;
export type LifeNote = v.InferOutput<typeof note>;

const SCHEMAS = {
  machine: ['collateral.life.transitions', machine],
  words: ['collateral.life.state-words', words],
  perfection: ['collateral.perfection-states', perfection],
  gateChecks: ['collateral.life.gate-checks', v.array(gateCheck)],
  gateFindings: ['collateral.life.gate-findings', gateFindings],
  searchDays: ['collateral.life.search-max-age-days', days],
  searchFree: ['collateral.life.search-free', texts],
  stages: ['collateral.life.watch-stages', v.array(days)],
  watchedFields: ['collateral.life.watched-fields', v.array(watchedField)],
  lapsing: ['collateral.life.lapsing-registrations', v.array(lapsing)],
  changeDays: ['collateral.life.change-duty-days', days],
  cancelWorkingDays: ['collateral.life.cancel-duty-working-days', days],
  workingDays: ['collateral.life.working-days', workingDays],
  monitoring: ['collateral.monitoring', monitoring],
  guaranteeMonths: ['collateral.life.guarantee-period-months', days],
  limitationYears: ['collateral.life.limitation-years', days],
  claimNotes: ['collateral.life.claim-notes', v.array(note)],
} as const;

type Schemas = typeof SCHEMAS;

/** Parameters of the life of a security, each with the rule it was read from. */
export type LifeRules = {
  readonly [K in keyof Schemas]: TypedRule<v.InferOutput<Schemas[K][1]>>;
};

const readKeys = <const K extends keyof Schemas>(
  rules: RulesAt,
  keys: readonly K[],
): Result<Pick<LifeRules, K>> => {
  const read: Partial<Record<keyof Schemas, TypedRule<unknown>>> = {};
  for (const key of keys) {
    const [id, schema] = SCHEMAS[key];
    const one = readTyped(rules, id, schema);
    if (!one.ok) return one;
    read[key] = one.value;
  }
  // Every key was read by its own schema above.
  return ok(read as Pick<LifeRules, K>);
};

/** Reads everything this folder needs. Fails as `readTyped` does on the first that cannot be read. */
export const readLifeRules = (rules: RulesAt): Result<LifeRules> =>
  readKeys(rules, Object.keys(SCHEMAS) as (keyof Schemas)[]);

/** Parameters that decide what counts as recognised: states, terms of registrations, periods of guarantees. */
export type RecognitionRules = Pick<LifeRules, 'perfection' | 'lapsing' | 'guaranteeMonths'>;

/** Reads those alone. Fails as `readTyped` does. */
export const readRecognitionRules = (rules: RulesAt): Result<RecognitionRules> =>
  readKeys(rules, ['perfection', 'lapsing', 'guaranteeMonths']);
