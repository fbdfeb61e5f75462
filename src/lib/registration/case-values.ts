import type { CaseRecord } from '../case/case-record';
import { type Unit, leaf } from '../kernel/trace';
import type { FieldValue } from './form-model';

type Raw = string | boolean | null | undefined;

const textOf = (raw: Raw): string | null => {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'boolean') return raw ? '是' : '否';
  return raw.trim() === '' ? null : raw;
};

/** A value a person entered in the case, with the JSON path where it stands. */
export const enteredValue = (path: string, label: string, raw: Raw, unit: Unit = 'text'): FieldValue => {
  const value = textOf(raw);
  return {
    value,
    trace: leaf({
      id: `field/${path}`,
      label,
      value,
      unit,
      confidence: 'verified',
      source: { kind: 'field', path, label },
    }),
  };
};

type Party = NonNullable<CaseRecord['sections']['registration']['agent']>;
type Values = Map<string, FieldValue>;

const PARTY_FIELDS: readonly (readonly [suffix: string, key: keyof Party, label: string])[] = [
  ['name', 'name', '名称'],
  ['id', 'creditCode', '统一社会信用代码'],
  ['addr', 'address', '地址'],
  ['zip', 'postalCode', '邮政编码'],
  ['tel', 'phone', '电话'],
  ['rep', 'legalRepresentative', '法定代表人'],
];

const addParty = (values: Values, prefix: string, path: string, label: string, party: Party | null): void => {
  for (const [suffix, key, name] of PARTY_FIELDS)
    values.set(`${prefix}_${suffix}`, enteredValue(`${path}.${key}`, `${label} › ${name}`, party?.[key]));
};

const addDebt = (values: Values, { need }: CaseRecord['sections']['enterprise']): void => {
  const at = '$.sections.enterprise.need';
  const label = '案情 › 融资需求';
  values.set(
    'debt_contract_name',
    enteredValue(`${at}.debtContractNumber`, `${label} › 主债权合同编号`, need.debtContractNumber),
  );
  values.set('debt_kind', enteredValue(`${at}.debtKind`, `${label} › 债权种类`, need.debtKind));
  values.set('debt_amount', enteredValue(`${at}.amountFen`, `${label} › 金额`, need.amountFen, 'fen'));
  values.set(
    'debt_term_start',
    enteredValue(`${at}.debtStart`, `${label} › 履行期限起`, need.debtStart, 'date'),
  );
  values.set('debt_term_end', enteredValue(`${at}.debtEnd`, `${label} › 履行期限止`, need.debtEnd, 'date'));
};

const addPledge = (
  values: Values,
  { pledgeContract: c, appraisal: a }: CaseRecord['sections']['registration'],
): void => {
  const at = '$.sections.registration.pledgeContract';
  const label = '登记 › 质押合同';
  values.set('pledge_contract_no', enteredValue(`${at}.number`, `${label} › 编号`, c.number));
  values.set(
    'pledge_contract_date',
    enteredValue(`${at}.signedOn`, `${label} › 签订日期`, c.signedOn, 'date'),
  );
  values.set(
    'pledge_amount',
    enteredValue(`${at}.securedAmountFen`, `${label} › 质押金额`, c.securedAmountFen, 'fen'),
  );
  values.set('is_maximum', enteredValue(`${at}.maximumAmount`, `${label} › 是否最高额质押`, c.maximumAmount));
  values.set('security_scope', enteredValue(`${at}.securityScope`, `${label} › 担保范围`, c.securityScope));
  values.set(
    'economic_activity',
    enteredValue(`${at}.economicActivity`, `${label} › 经济活动简述`, c.economicActivity),
  );
  const on = '$.sections.registration.appraisal';
  const name = '登记 › 专利权评估';
  values.set('appraised', enteredValue(`${on}.appraised`, `${name} › 是否经过资产评估`, a.appraised));
  values.set('appraiser', enteredValue(`${on}.agency`, `${name} › 评估机构`, a.agency));
  values.set('appraised_value', enteredValue(`${on}.valueFen`, `${name} › 评估金额`, a.valueFen, 'fen'));
  values.set('appraisal_date', enteredValue(`${on}.baseDate`, `${name} › 评估基准日`, a.baseDate, 'date'));
};

/**
 * What the case says for every field of the application form that is not about one patent, by field code.
 * A code that is not in the map is one this program does not know.
 */
export const caseValues = ({ sections }: CaseRecord): ReadonlyMap<string, FieldValue> => {
  const values: Values = new Map();
  const { enterprise, registration } = sections;
  addParty(values, 'pledgor', '$.sections.enterprise.enterprise', '案情 › 企业', enterprise.enterprise);
  addParty(values, 'pledgee', '$.sections.enterprise.pledgee', '案情 › 质权人', enterprise.pledgee);
  addParty(values, 'agent', '$.sections.registration.agent', '登记 › 代理人', registration.agent);
  addDebt(values, enterprise);
  addPledge(values, registration);
  return values;
};
