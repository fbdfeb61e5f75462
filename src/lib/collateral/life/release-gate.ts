import type { Drawdown, Waiver } from '../../case/collateral-life';
import type { Finding, Subject, Verdict } from '../../case/exchange';
import { type Result, ok } from '../../kernel/result';
import { derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { ASSET_CHECKS, isConstitutive } from './gate-asset';
import { CASE_CHECKS } from './gate-case';
import {
  type CheckResult,
  type Gate,
  type GateCheck,
  type GateContext,
  type GateInput,
  failed,
} from './gate-model';
import { SUPPORT_CHECKS } from './gate-support';
import { type LifeAsset, lifeAssets } from './life-assets';
import { type GateCheckRule, readLifeRules } from './life-rules';

export const GATE_SET = 'collateral.release-gate@1';

const UNRECOGNISED = '放行只许可放款；没有登记的价值仍不计入已认定';

interface Judged {
  readonly rule: GateCheckRule;
  readonly subject: Subject;
  readonly result: CheckResult;
  /** The right does not exist without registration, delivery or control. */
  readonly constitutive: boolean;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const waiversOf = ({ rule, subject }: Judged, waivers: readonly Waiver[]): readonly Waiver[] =>
  waivers
    .filter(
      (waiver) =>
        waiver.check === rule.code && waiver.subject === (subject.kind === 'case' ? null : subject.id),
    )
    .sort(
      (a, b) =>
        byCodeUnit(b.on, a.on) || byCodeUnit(a.approver, b.approver) || byCodeUnit(a.reason, b.reason),
    );

const barOf = ({ rule, result, constitutive }: Judged): string => {
  if (result.barred !== '') return result.barred;
  if (rule.waivable === 'never') return '这一项不能放行';
  return rule.waivable === 'unless-constitutive' && constitutive
    ? '登记（交付、控制）是权利设立的要件，放行不能代替；没有登记的价值不计入已认定'
    : '';
};

/** The last day before a day on which money was paid out; empty = none. */
const lastDrawdownBefore = (drawdowns: readonly Drawdown[], on: string): string =>
  drawdowns.reduce((last, one) => (one.on < on && one.on > last ? one.on : last), '');

const lacksOf = (waiver: Waiver, { on, caseRecord }: GateInput): string => {
  if (waiver.approver.trim() === '') return '放行没有写明批准人，不算数';
  if (waiver.reason.trim() === '') return '放行没有写明理由，不算数';
  if (waiver.on > on) return `放行日期 ${waiver.on} 晚于放款日，不算数`;
  const last = lastDrawdownBefore(caseRecord.sections.collateral.drawdowns, on);
  return waiver.on < last ? `${waiver.on} 的放行只用于 ${last} 的放款，本次放款须重新放行` : '';
};

const checkOf = (judged: Judged, { input, rules }: GateContext): GateCheck => {
  const { rule, subject, result } = judged;
  const { verdict, message, remedy, evidence } = result;
  const bar = barOf(judged);
  const entered = verdict === 'pass' ? [] : waiversOf(judged, input.caseRecord.sections.collateral.waivers);
  const waived = bar === '' ? (entered.find((waiver) => lacksOf(waiver, input) === '') ?? null) : null;
  const flaw = entered[0] === undefined ? '' : lacksOf(entered[0], input);
  const notes =
    verdict === 'pass'
      ? ''
      : bar !== ''
        ? bar
        : waived === null
          ? flaw
          : rule.code === 'registered' || rule.code === 'need-recognised'
            ? UNRECOGNISED
            : '';
  return {
    code: rule.code,
    title: rule.title,
    basis: rule.basis,
    subject,
    verdict,
    waived,
    open: verdict === 'pass' || waived !== null,
    message,
    remedy,
    evidence,
    waivable: verdict !== 'pass' && bar === '',
    waiverNote: notes,
    confidence: rules.gateChecks.rule.confidence,
  };
};

const judgedAssets = (context: GateContext, assets: readonly LifeAsset[]): readonly Judged[] => {
  const { input, rules } = context;
  const wanted = assets.filter(
    ({ asset }) => asset.use === 'must' || input.used === null || input.used.has(asset.id),
  );
  return wanted.flatMap((asset) =>
    rules.gateChecks.value.flatMap((rule): Judged[] => {
      const result = rule.subject === 'asset' ? ASSET_CHECKS[rule.code]?.(asset, context) : null;
      return result === null || result === undefined
        ? []
        : [{ rule, subject: asset.subject, result, constitutive: isConstitutive(asset) }];
    }),
  );
};

/** What the structure uses, or has to, and cannot be read: nothing can be checked of it, so it holds the gate. */
const judgedUnreadable = (context: GateContext, assets: readonly LifeAsset[]): readonly Judged[] => {
  const { input, rules } = context;
  const { items, support } = input.caseRecord.sections.collateral;
  const read = new Set(assets.flatMap(({ asset, item }) => [asset.id, item?.id ?? asset.id]));
  const wanted = new Set([
    ...(input.used ?? []),
    ...items
      .filter(({ use }) => use === 'must' || (input.used === null && use === 'may'))
      .map(({ id }) => id),
  ]);
  const rule = rules.gateChecks.value.find(({ code }) => code === 'registered');
  if (rule === undefined) return [];
  return [...wanted]
    .filter((id) => !read.has(id) && !support.some((one) => one.id === id))
    .map((id) => ({
      rule,
      subject: { kind: 'asset', id, title: items.find((item) => item.id === id)?.title ?? id },
      result: failed(
        '要采用的押品读不出来（标识重复、金额有误或已不在案卷中），无法检查',
        '请在押品页改正这一项',
      ),
      constitutive: true,
    }));
};

const judgedSupport = (context: GateContext): readonly Judged[] => {
  const { input, rules } = context;
  const wanted = input.caseRecord.sections.collateral.support.filter(
    ({ id, use }) => use !== 'never' && (use === 'must' || input.used === null || input.used.has(id)),
  );
  return wanted.flatMap((support) =>
    rules.gateChecks.value.flatMap((rule): Judged[] => {
      const result = rule.subject === 'support' ? SUPPORT_CHECKS[rule.code]?.(support, context) : null;
      const subject: Subject = { kind: 'support', id: support.id, title: support.title };
      return result === null || result === undefined ? [] : [{ rule, subject, result, constitutive: false }];
    }),
  );
};

const judgedCase = (context: GateContext): readonly Judged[] => {
  const subject: Subject = { kind: 'case', id: 'case', title: context.input.caseRecord.title };
  return context.rules.gateChecks.value.flatMap((rule): Judged[] => {
    const result = rule.subject === 'case' ? CASE_CHECKS[rule.code]?.(context) : null;
    return result === null || result === undefined ? [] : [{ rule, subject, result, constitutive: false }];
  });
};

const verdictOf = (checks: readonly GateCheck[]): Verdict => {
  const closed = checks.filter((check) => !check.open);
  if (closed.length === 0) return checks.length === 0 ? 'unknown' : 'pass';
  return closed.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'unknown';
};

const findingOf = (check: GateCheck, { rules, input }: GateContext): Finding => ({
  rule: `collateral.life.gate.${check.code}`,
  method: GATE_SET,
  subject: check.subject,
  title: check.title,
  verdict: check.open ? 'pass' : check.verdict,
  severity: 'hold',
  veto: !check.waivable && !check.open,
  message:
    check.waived === null
      ? check.message
      : `${check.message}；${check.waived.approver} 于 ${check.waived.on} 放行：${check.waived.reason}`,
  remedy: check.open ? '' : check.remedy,
  confidence: check.confidence,
  trace: derive({
    id: `gate/${check.code}/${check.subject.id}`,
    label: `${check.subject.title} › ${check.title}`,
    value: check.open ? '通过' : check.verdict === 'fail' ? '不通过' : '未知',
    unit: 'text',
    formula: check.message,
    note: check.basis,
    children: [
      ...check.evidence.map((text, i) =>
        leaf({
          id: `gate/${check.code}/${check.subject.id}/evidence/${i + 1}`,
          label: '依据',
          value: text,
          unit: 'text',
          confidence: 'verified',
          source: { kind: 'field', path: `$.sections.collateral`, label: text },
        }),
      ),
      ruleLeaf(rules.gateChecks.rule, '放款前检查各项', check.title),
      ...(check.code === 'search-fresh'
        ? [ruleLeaf(rules.searchDays.rule, undefined, String(rules.searchDays.value), 'day')]
        : []),
      leaf({
        id: 'gate/on',
        label: '放款日',
        value: input.on,
        unit: 'date',
        confidence: 'verified',
      }),
    ],
  }),
});

/**
 * 放款前检查 on a day: every check about what the structure uses and about the case, three-valued, with evidence, remedy and the
 * waiver that holds. Open only when each passed or was waived by a named person; a waiver never stands for a registration that makes
 * the right (民法典 402, 429, 443–445), nor for a veto, and leaves what is unrecognised unrecognised. Fails when a parameter cannot
 * be read. Source: 押品管理指引（银监发〔2017〕16号）“登记或交付在放款前完成或例外经批准” [S]; days and what may be waived are the
 * bank's own [A].
 */
export const releaseGate = (input: GateInput): Result<Gate> => {
  const rules = readLifeRules(input.rules);
  if (!rules.ok) return rules;
  const assets = lifeAssets(input);
  if (!assets.ok) return assets;
  const context: GateContext = { input, rules: rules.value, assets: assets.value };
  const order = new Map(rules.value.gateChecks.value.map(({ code }, i) => [code, i]));
  const kinds = ['asset', 'support', 'case'];
  const checks = [
    ...judgedAssets(context, assets.value),
    ...judgedUnreadable(context, assets.value),
    ...judgedSupport(context),
    ...judgedCase(context),
  ]
    .map((judged) => checkOf(judged, context))
    .sort(
      (a, b) =>
        kinds.indexOf(a.subject.kind) - kinds.indexOf(b.subject.kind) ||
        byCodeUnit(a.subject.id, b.subject.id) ||
        (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0),
    );
  return ok({
    on: input.on,
    verdict: verdictOf(checks),
    checks,
    findings: checks.map((check) => findingOf(check, context)),
  });
};
