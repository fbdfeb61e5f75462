import { formatWan } from '../../kernel/fen';
import {
  type ApplicantView,
  CREDIT_NEEDS,
  type Condition,
  type Count,
  type CreditProduct,
  type Origin,
} from './product-model';
import { CODES_ONLY, type ProductLabels } from './product-rules';

export type Answer = 'yes' | 'no' | 'unknown';

/** Answer to one condition, with its reason in Chinese. */
export interface Reason {
  readonly answer: Answer;
  readonly reason: string;
  /** What is missing to know, in Chinese; empty unless unknown. */
  readonly ask: string;
  readonly condition: Condition | null;
  /** Where the catalogue says so; `null` = it says nothing. */
  readonly origin: Origin | null;
  /** Keys of the facts that answer it. */
  readonly facts: readonly string[];
}

type Said = Pick<Reason, 'answer' | 'reason' | 'ask'>;

const yes = (reason: string): Said => ({ answer: 'yes', reason, ask: '' });
const no = (reason: string): Said => ({ answer: 'no', reason, ask: '' });
const unknown = (reason: string, ask: string): Said => ({ answer: 'unknown', reason, ask });

interface Ends {
  readonly low: bigint | number;
  readonly high: bigint | number;
}

const endsOf = (value: bigint | Count): Ends =>
  typeof value === 'object' ? value : { low: value, high: value };

/** Bounds on a number that may not be known, or only between two ends. */
const within = (
  label: string,
  value: bigint | Count | null,
  min: bigint | null,
  max: bigint | null,
  shown: (value: bigint | number) => string,
): Said => {
  const range = [min === null ? '' : `不低于 ${shown(min)}`, max === null ? '' : `不高于 ${shown(max)}`]
    .filter((part) => part !== '')
    .join('、');
  if (value === null) return unknown(`要求${label}${range}，企业数据未知`, `请补充${label}`);
  const { low, high } = endsOf(value);
  const own = low === high ? shown(low) : `${shown(low)} 至 ${shown(high)} 之间`;
  if ((min !== null && high < min) || (max !== null && low > max)) return no(`${label} ${own}，要求${range}`);
  return (min !== null && low < min) || (max !== null && high > max)
    ? unknown(`${label} ${own}，要求${range}，还不能确定`, `请把${label}核实清楚`)
    : yes(`${label} ${own}，符合${range === '' ? '要求' : range}`);
};

const months = (value: number | bigint): string => `${value.toString()} 个月`;
const money = (value: bigint | number): string => `${formatWan(BigInt(value))} 万元`;
const pieces = (value: number | bigint): string => `${value.toString()} 件`;

const matchRegion = (
  codes: readonly string[],
  region: string | null,
  name: ProductLabels['region'],
): Said => {
  if (codes.includes('cn')) return yes('适用于全国');
  const shown = codes.map(name).join('、');
  if (region === null) return unknown(`适用地区 ${shown}，企业所在地未知`, '请补充企业所在地');
  if (codes.some((code) => region.startsWith(code)))
    return yes(`企业在${name(region)}，在适用地区 ${shown} 内`);
  if (codes.some((code) => code.startsWith(region)))
    return unknown(`适用地区 ${shown}，企业所在地只知道${name(region)}`, '请把企业所在地填到县（市、区）');
  return no(`企业在${name(region)}，适用地区为 ${shown}`);
};

const matchIndustry = (
  codes: readonly string[],
  industry: string | null,
  name: ProductLabels['industry'],
): Said => {
  const shown = codes.map(name).join('、');
  if (industry === null) return unknown(`限行业 ${shown}，企业行业未知`, '请补充国民经济行业代码');
  if (codes.some((code) => industry.startsWith(code))) return yes(`行业 ${name(industry)} 在适用范围内`);
  if (codes.some((code) => code.startsWith(industry)))
    return unknown(`限行业 ${shown}，企业只知道 ${name(industry)}`, '请把行业代码填细');
  return no(`行业 ${name(industry)}，适用 ${shown}`);
};

const own = <T>(table: Readonly<Partial<Record<string, T>>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** One of several facts, each known, known not to be, or unknown. */
const anyFact = (
  label: string,
  keys: readonly string[],
  facts: Readonly<Partial<Record<string, boolean>>>,
  name: (code: string) => string,
): Said => {
  const shown = keys.map(name).join('、');
  if (keys.some((key) => own(facts, key) === true)) return yes(`${label}符合：${shown}`);
  return keys.every((key) => own(facts, key) === false)
    ? no(`${label}不符合：要求 ${shown}`)
    : unknown(`${label}要求 ${shown}，是否符合未知`, `请确认${label}`);
};

const matchSecurity = (
  anyOf: readonly (readonly string[])[],
  securities: ApplicantView['securities'],
  name: ProductLabels['security'],
): Said => {
  const shown = anyOf.map((kinds) => kinds.map(name).join('＋')).join('，或 ');
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

const matchCollateral = (
  classes: readonly string[],
  given: ApplicantView['collateralClasses'],
  name: ProductLabels['assetClass'],
): Said => {
  const shown = classes.map(name).join('、');
  if (classes.some((one) => own(given, one) === true)) return yes(`有所要求的押品：${shown}`);
  return classes.every((one) => own(given, one) === false)
    ? no(`没有所要求的押品：${shown}`)
    : unknown(`要求押品 ${shown}，能否提供未知`, '请录入可提供的押品；不提供的录入后选“不使用”');
};

const said = (condition: Condition, applicant: ApplicantView, labels: ProductLabels): Said => {
  switch (condition.kind) {
    case 'region':
      return matchRegion(condition.codes, applicant.region, labels.region);
    case 'enterprise-type':
      return anyFact('企业类型', condition.anyOf, applicant.types, labels.type);
    case 'age':
      return within('成立时间', applicant.ageMonths, condition.min, condition.max, months);
    case 'industry':
      return matchIndustry(condition.anyOf, applicant.industry, labels.industry);
    case 'security':
      return matchSecurity(condition.anyOf, applicant.securities, labels.security);
    case 'collateral':
      return matchCollateral(condition.anyOf, applicant.collateralClasses, labels.assetClass);
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

/** Keys of the facts that a condition asks about, as `applicant-of-case.ts` names them. */
export const factsOf = (condition: Condition): readonly string[] => {
  switch (condition.kind) {
    case 'enterprise-type':
      return condition.anyOf.map((code) => `type/${code}`);
    case 'security':
      return [...new Set(condition.anyOf.flat())]
        .filter((kind) => kind !== 'unsecured')
        .map((kind) => `security/${kind}`);
    case 'collateral':
      return condition.anyOf.map((code) => `class/${code}`);
    case 'credit':
      return condition.needs.map((need) => `credit/${need}`);
    case 'patents':
      return [condition.of === 'invention' ? 'inventions' : 'patents'];
    case 'text':
      return [];
    default:
      return [condition.kind];
  }
};

/** Three-valued answer to one condition. What was not understood is unknown, never yes. */
export const matchCondition = (
  condition: Condition,
  applicant: ApplicantView,
  labels: ProductLabels = CODES_ONLY,
): Reason => ({
  ...said(condition, applicant, labels),
  condition,
  origin: condition.origin,
  facts: factsOf(condition),
});

/** Answers of the request itself: amount and term. */
export const matchRequest = (
  applicant: ApplicantView,
  { limit: { minFen, origins }, termMin, termMax, termOrigin }: CreditProduct,
): readonly Reason[] => [
  ...(minFen === null
    ? []
    : [
        {
          ...within('申请金额', applicant.needFen, minFen, null, money),
          condition: null,
          origin: origins[0] ?? null,
          facts: ['need'],
        },
      ]),
  ...(termMin === null && termMax === null
    ? []
    : [
        {
          ...within('申请期限', applicant.termMonths, termMin, termMax, months),
          condition: null,
          origin: termOrigin,
          facts: ['term'],
        },
      ]),
];
