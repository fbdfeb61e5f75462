import { type Fen, formatWan } from '../../kernel/fen';
import { type ApplicantView, CREDIT_NEEDS, type Condition } from './product-model';

export type Answer = 'yes' | 'no' | 'unknown';

/** Answer to one condition, with its reason in Chinese. */
export interface Reason {
  readonly answer: Answer;
  readonly reason: string;
  /** What is missing to know, in Chinese; empty unless unknown. */
  readonly ask: string;
  readonly condition: Condition | null;
}

type Said = Omit<Reason, 'condition'>;

const yes = (reason: string): Said => ({ answer: 'yes', reason, ask: '' });
const no = (reason: string): Said => ({ answer: 'no', reason, ask: '' });
const unknown = (reason: string, ask: string): Said => ({ answer: 'unknown', reason, ask });

/** Bounds on a number that may not be known. */
const within = (
  label: string,
  value: bigint | number | null,
  min: bigint | null,
  max: bigint | null,
  shown: (value: bigint | number) => string,
): Said => {
  const range = [min === null ? '' : `不低于 ${shown(min)}`, max === null ? '' : `不高于 ${shown(max)}`]
    .filter((part) => part !== '')
    .join('、');
  if (value === null) return unknown(`要求${label}${range}，企业数据未知`, `请补充${label}`);
  const low = min !== null && value < min;
  const high = max !== null && value > max;
  return low || high
    ? no(`${label} ${shown(value)}，要求${range}`)
    : yes(`${label} ${shown(value)}，符合${range === '' ? '要求' : range}`);
};

const months = (value: number | bigint): string => `${value.toString()} 个月`;
const money = (value: Fen | number): string => `${formatWan(BigInt(value))} 万元`;
const pieces = (value: number | bigint): string => `${value.toString()} 件`;

const matchRegion = (codes: readonly string[], region: string | null): Said => {
  if (codes.includes('cn')) return yes('适用于全国');
  if (region === null) return unknown(`适用地区 ${codes.join('、')}，企业所在地未知`, '请补充企业所在地');
  if (codes.some((code) => region.startsWith(code))) return yes(`企业在 ${region}，在适用地区内`);
  if (codes.some((code) => code.startsWith(region)))
    return unknown(
      `适用地区 ${codes.join('、')}，企业所在地只知道 ${region}`,
      '请把企业所在地填到县（市、区）',
    );
  return no(`企业在 ${region}，适用地区为 ${codes.join('、')}`);
};

const matchIndustry = (codes: readonly string[], industry: string | null): Said => {
  if (industry === null) return unknown(`限行业 ${codes.join('、')}，企业行业未知`, '请补充国民经济行业代码');
  if (codes.some((code) => industry.startsWith(code))) return yes(`行业 ${industry} 在适用范围内`);
  if (codes.some((code) => code.startsWith(industry)))
    return unknown(`限行业 ${codes.join('、')}，企业只知道 ${industry}`, '请把行业代码填细');
  return no(`行业 ${industry}，适用 ${codes.join('、')}`);
};

const own = <T>(table: Readonly<Partial<Record<string, T>>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** One of several facts, each known, known not to be, or unknown. */
const anyFact = (
  label: string,
  keys: readonly string[],
  facts: Readonly<Partial<Record<string, boolean>>>,
): Said => {
  const shown = keys.join('、');
  if (keys.some((key) => own(facts, key) === true)) return yes(`${label}符合：${shown}`);
  return keys.every((key) => own(facts, key) === false)
    ? no(`${label}不符合：要求 ${shown}`)
    : unknown(`${label}要求 ${shown}，是否符合未知`, `请确认${label}`);
};

const matchSecurity = (
  anyOf: readonly (readonly string[])[],
  securities: ApplicantView['securities'],
): Said => {
  const shown = anyOf.map((kinds) => kinds.join('＋')).join('，或 ');
  const each = anyOf.map((kinds): Answer => {
    // Credit without security asks for nothing that could be given.
    const needed = kinds.filter((kind) => kind !== 'unsecured');
    if (needed.some((kind) => own(securities, kind) === false)) return 'no';
    return needed.every((kind) => own(securities, kind) === true) ? 'yes' : 'unknown';
  });
  if (each.includes('yes')) return yes(`可提供的担保方式符合：${shown}`);
  return each.includes('unknown')
    ? unknown(`担保方式要求 ${shown}，能否提供未知`, '请确认可提供的担保方式')
    : no(`不能提供所要求的担保方式：${shown}`);
};

const matchCredit = (
  needs: readonly (keyof typeof CREDIT_NEEDS)[],
  credit: ApplicantView['credit'],
): Said => {
  const broken = needs.filter((need) => own(credit, need) === false);
  if (broken.length > 0) return no(`不符合信用要求：${broken.map((need) => CREDIT_NEEDS[need]).join('、')}`);
  const open = needs.filter((need) => own(credit, need) === undefined);
  return open.length > 0
    ? unknown(
        `信用要求 ${open.map((need) => CREDIT_NEEDS[need]).join('、')}，未查询`,
        '请查询征信和失信、被执行记录',
      )
    : yes(`符合信用要求：${needs.map((need) => CREDIT_NEEDS[need]).join('、')}`);
};

const matchCollateral = (classes: readonly string[], given: readonly string[] | null): Said => {
  const shown = classes.join('、');
  if (given === null) return unknown(`要求押品 ${shown}，可提供的押品未知`, '请录入可提供的押品');
  return classes.some((one) => given.includes(one))
    ? yes(`有所要求的押品：${shown}`)
    : no(`没有所要求的押品：${shown}`);
};

const said = (condition: Condition, applicant: ApplicantView): Said => {
  switch (condition.kind) {
    case 'region':
      return matchRegion(condition.codes, applicant.region);
    case 'enterprise-type':
      return anyFact('企业类型', condition.anyOf, applicant.types);
    case 'age':
      return within('成立时间', applicant.ageMonths, condition.min, condition.max, months);
    case 'industry':
      return matchIndustry(condition.anyOf, applicant.industry);
    case 'security':
      return matchSecurity(condition.anyOf, applicant.securities);
    case 'collateral':
      return matchCollateral(condition.anyOf, applicant.collateralClasses);
    case 'patents':
      return condition.of === 'invention'
        ? within('发明专利', applicant.inventionPatents, condition.min, null, pieces)
        : within('专利', applicant.patents, condition.min, null, pieces);
    case 'tax-grade':
      if (applicant.taxGrade === null)
        return unknown(`要求纳税信用 ${condition.anyOf.join('、')}，企业等级未知`, '请补充纳税信用等级');
      return condition.anyOf.includes(applicant.taxGrade)
        ? yes(`纳税信用 ${applicant.taxGrade} 级符合`)
        : no(`纳税信用 ${applicant.taxGrade} 级，要求 ${condition.anyOf.join('、')}`);
    case 'credit':
      return matchCredit(condition.needs, applicant.credit);
    case 'revenue':
      return within('年营业收入', applicant.revenueFen, condition.min, condition.max, money);
    case 'tax-paid':
      return within('年纳税额', applicant.taxPaidFen, condition.min, condition.max, money);
    case 'text':
      return unknown(`“${condition.origin.text}”没有读懂，不作判断`, '请人工核对这一条');
  }
};

/** Three-valued answer to one condition. What was not understood is unknown, never yes. */
export const matchCondition = (condition: Condition, applicant: ApplicantView): Reason => ({
  ...said(condition, applicant),
  condition,
});

/** Answers of the request itself: amount and term. */
export const matchRequest = (
  applicant: ApplicantView,
  minFen: Fen | null,
  termMin: bigint | null,
  termMax: bigint | null,
): readonly Reason[] => [
  ...(minFen === null
    ? []
    : [{ ...within('申请金额', applicant.needFen, minFen, null, money), condition: null }]),
  ...(termMin === null && termMax === null
    ? []
    : [{ ...within('申请期限', applicant.termMonths, termMin, termMax, months), condition: null }]),
];
