import type { CaseRecord } from '../../case/case-record';
import { type Fen, formatWan } from '../../kernel/fen';
import { ofYears, unknownFact } from './applicant-enterprise';
import { type Known, caseLeaf, factFrom } from './applicant-fact';
import type { ApplicantFile } from './applicant-file';
import type { ApplicantRules } from './applicant-rules';
import type { ProductLabels } from './product-rules';

/** Titles held on the valuation date; the last day counts. Held without a day until which is not known to hold. */
const titleFact = (
  caseRecord: CaseRecord,
  file: ApplicantFile,
  code: string,
  names: { readonly flag: string; readonly until: string },
  label: string,
): Known<boolean> => {
  const flag = file.fact(names.flag, null);
  const base = { key: `type/${code}`, label, place: 'file' } as const;
  if (!flag.known) return { value: null, fact: factFrom({ ...base, ...unknownFact(flag) }) };
  if (flag.value !== 'true')
    return { value: false, fact: factFrom({ ...base, shown: '否', children: [flag.node] }) };
  const until = file.fact(names.until, null);
  const children = [flag.node, until.node];
  if (!until.known) return { value: null, fact: factFrom({ ...base, ...unknownFact(until), children }) };
  const held = until.value >= caseRecord.valuationDate;
  return {
    value: held,
    fact: factFrom({
      ...base,
      shown: held ? `是（有效期至 ${until.value}）` : `否（已于 ${until.value} 到期）`,
      children,
    }),
  };
};

/** Size by the rule of the industry: below either bound. `null` where no rule names the industry or nothing is known. */
const sizeFact = (
  file: ApplicantFile,
  { sizes }: ApplicantRules,
  code: string,
  label: string,
  industry: string | null,
  revenue: Known<Fen>,
): Known<boolean> => {
  const rule = sizes.find(
    ({ type, industries }) =>
      type === code && industry !== null && industries.some((i) => industry.startsWith(i)),
  );
  const base = { key: `type/${code}`, label, place: 'file' } as const;
  if (rule === undefined)
    return {
      value: null,
      fact: factFrom({
        ...base,
        shown: null,
        note: industry === null ? '行业未知，不能划型' : `参数库没有行业 ${industry} 的划型标准`,
        remedy: '请按划型标准人工核对，或由机构在参数库补充这一行业的标准',
        children: [],
      }),
    };
  const staff = ofYears(file, 'employees', file.accountYears);
  const people = staff.known && /^\d{1,9}$/.test(staff.value) ? Number(staff.value) : null;
  const below = [
    people === null ? null : people < rule.employees,
    revenue.value === null ? null : revenue.value < BigInt(rule.revenueFen),
  ];
  const value = below.includes(true) ? true : below.every((one) => one === false) ? false : null;
  const bounds = `从业人员少于 ${rule.employees} 人，或营业收入低于 ${formatWan(BigInt(rule.revenueFen))} 万元`;
  return {
    value,
    fact: factFrom({
      ...base,
      shown: value === null ? null : value ? '是' : '否',
      note: bounds,
      remedy: '请在一企一档补录员工人数和营业收入',
      children: [staff.node, revenue.fact.trace],
    }),
  };
};

/** 统一社会信用代码: `92` is a 个体工商户, `91` an enterprise, `93` a 农民专业合作社 (GB 32100-2015). */
const codeFact = (caseRecord: CaseRecord, key: string, label: string, prefix: string): Known<boolean> => {
  const text = caseRecord.sections.enterprise.enterprise.creditCode;
  const known = text !== null && /^9[1-3]/.test(text);
  return {
    value: known ? text.startsWith(prefix) : null,
    fact: factFrom({
      key,
      label,
      place: 'facts',
      shown: known ? (text.startsWith(prefix) ? '是' : '否') : null,
      note: known ? '按统一社会信用代码的登记类别' : '',
      remedy: '请在案情填写统一社会信用代码',
      children: [
        caseLeaf('sections.enterprise.enterprise.creditCode', '案情 › 统一社会信用代码', text, 'text'),
      ],
    }),
  };
};

const IN_FORCE: ReadonlySet<string | null> = new Set(['in-force', 'renewed', 'changed']);

/** Holds a 数据知识产权 certificate that is in force. None entered is unknown: the case need not list them. */
const certificateFact = (
  { sections: { dataAssets, enterprise }, valuationDate }: CaseRecord,
  label: string,
): Known<boolean> => {
  const holder = enterprise.enterprise.name.trim();
  const own = dataAssets.assets
    .flatMap(({ rights }) => rights.certificates)
    .filter(
      (one) => one.registerSystem === 'provincial-data-ip' && one.holder.trim() === holder && holder !== '',
    );
  const valid = own.filter(
    ({ state, issuedOn, validUntil }) =>
      IN_FORCE.has(state) &&
      issuedOn !== null &&
      issuedOn <= valuationDate &&
      validUntil !== null &&
      validUntil >= valuationDate,
  );
  return {
    value: valid.length > 0 ? true : null,
    fact: factFrom({
      key: 'type/data-ip-holder',
      label,
      place: 'data',
      shown: valid.length > 0 ? `是（${valid.map(({ number }) => number).join('、')}）` : null,
      note: own.length > valid.length ? '有证书的状态或有效期没有写明，或已失效' : '',
      remedy: '请在数据资产的权属与合规登记证书及其状态、有效期',
      children: own.map(({ id, number, validUntil }) =>
        caseLeaf(
          `sections.dataAssets/certificates/${id}`,
          `数据知识产权登记证书 ${number}`,
          validUntil,
          'date',
        ),
      ),
    }),
  };
};

/** Types of enterprise that the case can answer; every other code stays unknown. */
export const typeFacts = (
  caseRecord: CaseRecord,
  file: ApplicantFile,
  rules: ApplicantRules,
  labels: ProductLabels,
  industry: string | null,
  revenue: Known<Fen>,
): readonly (Known<boolean> & { readonly code: string })[] => [
  ...Object.entries(rules.reading.types).map(([code, names]) => ({
    code,
    ...titleFact(caseRecord, file, code, names, labels.type(code)),
  })),
  ...[...new Set(rules.sizes.map(({ type }) => type))].map((code) => ({
    code,
    ...sizeFact(file, rules, code, labels.type(code), industry, revenue),
  })),
  { code: 'data-ip-holder', ...certificateFact(caseRecord, labels.type('data-ip-holder')) },
  { code: 'individual', ...codeFact(caseRecord, 'type/individual', labels.type('individual'), '92') },
];
