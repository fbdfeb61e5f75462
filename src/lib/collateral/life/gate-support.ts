import type { SupportItem } from '../../case/collateral-section';
import type { Finding } from '../../case/exchange';
import { type CheckResult, type GateContext, failed, ofFindings, pass, unknown } from './gate-model';
import { guaranteeSetting } from './guarantee-period';
import { supportInForce } from './recognition';

type Check = (support: SupportItem, context: GateContext) => CheckResult | null;

const contractInForce: Check = (support, { input, rules }) => {
  const { inForce, reason } = supportInForce(support, input.on, guaranteeSetting(input.caseRecord, rules));
  if (inForce === true)
    return pass(reason, support.contract === null ? [] : [support.contract.registrationNumber]);
  return inForce === null
    ? unknown(reason, '请在押品页核对届满日')
    : failed(reason, '请在本页录入已签署的担保合同或保单；已届满的，请续签');
};

const contractDocument: Check = ({ kind, contract }, { input }) => {
  if (kind === 'unsecured') return null;
  const hash = contract?.documentHash ?? null;
  if (hash === null || hash === '')
    return unknown('没有附担保合同或保单', '请附上合同或保单，程序会记下它的哈希');
  const file = input.caseRecord.attachments.find(({ sha256 }) => sha256 === hash);
  return file === undefined
    ? unknown(`合同文件（${hash.slice(0, 12)}…）不在案卷中`, '请把合同附进案卷')
    : pass(`已附 ${file.name}`, [file.name, hash]);
};

const findingsOf = ({ id }: SupportItem, { input }: GateContext): readonly Finding[] =>
  input.prior.findings.filter(({ subject }) => subject.kind === 'support' && subject.id === id);

const consents: Check = (support, context) => {
  const { supportConsents, supportWithoutConsents } = context.rules.gateFindings.value;
  if (supportWithoutConsents.includes(support.kind)) return null;
  return ofFindings(
    findingsOf(support, context).filter(({ rule }) => supportConsents.includes(rule)),
    '公司决议',
  );
};

const checks: Check = (support, context) => {
  if (support.kind === 'unsecured' || support.kind === 'risk-pool') return null;
  const { supportConsents } = context.rules.gateFindings.value;
  return ofFindings(
    findingsOf(support, context).filter(
      ({ rule, severity }) => severity !== 'note' && !supportConsents.includes(rule),
    ),
    '增信核查',
  );
};

/** The checks about one support, by code. `null` = does not apply. */
export const SUPPORT_CHECKS: Readonly<Record<string, Check>> = {
  'contract-in-force': contractInForce,
  'contract-document': contractDocument,
  'support-consents': consents,
  'support-checks': checks,
};
