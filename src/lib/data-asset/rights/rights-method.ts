import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import type { DataCertificate } from '../../case/data-rights';
import type { Figure, Finding, Subject, Verdict } from '../../case/exchange';
import type { Method, MethodInput } from '../../case/method';
import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { bookingChecklist } from './booking';
import { fillForm } from './registration-form';
import { readBookValueStatement, readBookingSteps, readForm } from './rights-rules';

export const RIGHTS_METHOD = 'data-asset.rights@2';

const SYSTEM = {
  'national-data-property': '数据产权登记凭证',
  'provincial-data-ip': '数据知识产权登记证书',
} as const;

const fieldLeaf = (path: string, label: string, value: string | null, unit: TraceNode['unit']): TraceNode =>
  leaf({
    id: `field/${path}`,
    label,
    value,
    unit,
    confidence: 'verified',
    source: { kind: 'field', path, label },
  });

/** Days a certificate outlasts the loan: end of validity less end of the debt. Negative when it ends first. */
const daysLeft = (
  c: DataCertificate,
  asset: DataAsset,
  { sections }: CaseRecord,
  subject: Subject,
): Figure => {
  const debtEnd = sections.enterprise.need.debtEnd;
  const until = c.validUntil === null ? null : parsePlainDate(c.validUntil);
  const end = debtEnd === null ? null : parsePlainDate(debtEnd);
  const value = until?.ok === true && end?.ok === true ? String(daysBetween(end.value, until.value)) : null;
  const id = `data-asset/certificate-days-left/${asset.id}/${c.id}`;
  const label = `${SYSTEM[c.registerSystem]} ${c.number}在债务届满时剩余天数`;
  const path = `sections.dataAssets.assets[${asset.id}].rights.certificates[${c.id}].validUntil`;
  const trace = derive({
    id,
    label,
    value,
    unit: 'day',
    method: RIGHTS_METHOD,
    formula: `有效期至 ${c.validUntil ?? '未知'} − 债务届满日 ${debtEnd ?? '未知'}`,
    children: [
      fieldLeaf(path, '有效期至', c.validUntil, 'date'),
      fieldLeaf('sections.enterprise.need.debtEnd', '债务履行期限届满日', debtEnd, 'date'),
    ],
  });
  return {
    id,
    subject,
    label,
    value,
    unit: 'day',
    method: RIGHTS_METHOD,
    confidence: trace.confidence,
    trace,
  };
};

const ORIGIN = { profile: '画像', facts: '案情', rights: '权属', entered: '填写', missing: '待填' } as const;

/** Every field of the registration form as it would be printed; `null` = still to be filled. */
const formFigures = (
  asset: DataAsset,
  { caseRecord, rules }: MethodInput,
  subject: Subject,
): readonly Figure[] => {
  const form = fillForm(asset, caseRecord, rules);
  if (!form.ok) return [];
  return form.value.fields.map((field): Figure => {
    const id = `data-asset/registration-form/${asset.id}/${field.code}`;
    const path = `sections.dataAssets.assets[${asset.id}].rights.form.${field.code}`;
    const trace = derive({
      id,
      label: field.title,
      value: field.value,
      unit: 'text',
      method: RIGHTS_METHOD,
      formula: field.value === null ? '待填' : `${ORIGIN[field.origin]}：${field.from}`,
      children: [fieldLeaf(path, `${field.title}（${ORIGIN[field.origin]}）`, field.value, 'text')],
    });
    const { confidence } = trace;
    return {
      id,
      subject,
      label: field.title,
      value: field.value,
      unit: 'text',
      method: RIGHTS_METHOD,
      confidence,
      trace,
    };
  });
};

interface Said {
  readonly rule: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly message: string;
  readonly remedy: string;
  readonly nodes: readonly TraceNode[];
}

const findingOf = (subject: Subject, { nodes, ...said }: Said): Finding => {
  const trace = derive({
    id: `finding/${said.rule}/${subject.id}`,
    label: said.title,
    value: said.verdict,
    unit: 'text',
    method: RIGHTS_METHOD,
    formula: said.message,
    children: nodes,
  });
  return {
    ...said,
    method: RIGHTS_METHOD,
    subject,
    severity: 'note',
    veto: false,
    confidence: trace.confidence,
    trace,
  };
};

const unreadable = (rule: string, title: string, message: string, remedy: string): Said => ({
  rule,
  title,
  verdict: 'unknown',
  message,
  remedy,
  nodes: [],
});

const formSaid = (asset: DataAsset, { caseRecord, rules }: MethodInput): Said => {
  const rule = 'data-rights.national-form';
  const title = '数据产权登记申请表';
  const form = fillForm(asset, caseRecord, rules);
  const source = readForm(rules);
  if (!form.ok) return unreadable(rule, title, form.failure.message, form.failure.remedy);
  const { fields, missing, problems } = form.value;
  const nodes = [
    ...(source.ok ? [ruleLeaf(source.value.rule, undefined, String(fields.length), 'count')] : []),
    fieldLeaf(
      `sections.dataAssets.assets[${asset.id}].rights.form`,
      '已填栏目',
      String(form.value.filled),
      'count',
    ),
  ];
  const counts = `${fields.length} 栏中已填 ${form.value.filled} 栏`;
  if (problems.length > 0)
    return {
      rule,
      title,
      verdict: 'fail',
      message: `${counts}；${problems.join('；')}`,
      remedy: '按申请表的要求改正',
      nodes,
    };
  return missing.length > 0
    ? {
        rule,
        title,
        verdict: 'unknown',
        message: `${counts}；待填：${missing.join('、')}`,
        remedy: '在权属与合规页补齐',
        nodes,
      }
    : { rule, title, verdict: 'pass', message: counts, remedy: '', nodes };
};

const bookingSaid = (asset: DataAsset, { caseRecord, rules }: MethodInput): Said => {
  const rule = 'data-rights.booking-steps';
  const title = '数据资源入表';
  const held = new Set(caseRecord.attachments.map((a) => a.id));
  const booking = bookingChecklist(asset, rules, (id) => held.has(id));
  if (!booking.ok) return unreadable(rule, title, booking.failure.message, booking.failure.remedy);
  const { steps, done, state, statement } = booking.value;
  const sources = [readBookingSteps(rules), readBookValueStatement(rules)];
  const nodes = [
    ...sources.flatMap((s) => (s.ok ? [ruleLeaf(s.value.rule, undefined, null)] : [])),
    fieldLeaf(
      `sections.dataAssets.assets[${asset.id}].rights.booking.bookValueFen`,
      '账面价值（成本）',
      asset.rights.booking.bookValueFen,
      'fen',
    ),
  ];
  const open = steps.filter((s) => s.state !== 'pass').map((s) => s.title);
  const message = [
    `${steps.length} 步中已完成 ${done} 步`,
    ...(open.length === 0 ? [] : [`未完成：${open.join('、')}`]),
    statement,
  ].join('；');
  return {
    rule,
    title,
    verdict: state,
    message,
    remedy: state === 'pass' ? '' : '逐步完成并附产出文件',
    nodes,
  };
};

/** Figures and findings about rights, registration and booking. Findings are notes: the gates are judged by screening. */
export const RIGHTS: Method = {
  id: RIGHTS_METHOD,
  title: '数据资产权属、登记与入表',
  needs: [],
  run: (input) => {
    const { assets } = input.caseRecord.sections.dataAssets;
    const subjectOf = ({ id, title }: DataAsset): Subject => ({ kind: 'data-asset', id, title });
    return {
      figures: assets.flatMap((asset) => [
        ...asset.rights.certificates.map((c) => daysLeft(c, asset, input.caseRecord, subjectOf(asset))),
        ...formFigures(asset, input, subjectOf(asset)),
      ]),
      findings: assets.flatMap((asset) =>
        [formSaid(asset, input), bookingSaid(asset, input)].map((said) => findingOf(subjectOf(asset), said)),
      ),
      offers: [],
    };
  },
};
