import { INDUSTRY_SECTIONS, parseIndustryCode } from '../../kernel/industry';
import { plainWords, readBounds, readMoneyNumber, readMonths, readPieces, type MoneyUnit } from './bounds';
import {
  type Condition,
  type CreditNeed,
  type Origin,
  type PlainCondition,
  TAX_GRADES,
  type TaxGrade,
} from './product-model';
import { type ProductWords, fold, regionCode } from './product-rules';

/** A condition without its origin. `null` from a reader: not understood as a whole. */
type Read<K extends Condition['kind']> = Omit<Extract<Condition, { kind: K }>, 'origin'>;

/** Alternatives of a list: 、，,;/ and 或. */
const items = (text: string): readonly string[] =>
  text
    .split(/[、，,;；/]|或者?/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Every item in the table, or nothing. */
const allIn = <T>(text: string, look: (item: string) => T | null | undefined): readonly T[] | null => {
  const found: T[] = [];
  for (const item of items(text)) {
    const one = look(item);
    if (one === null || one === undefined) return null;
    found.push(one);
  }
  return found.length === 0 ? null : found;
};

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

export const readRegion = (words: ProductWords, text: string): Read<'region'> | null => {
  const codes = allIn(text, (item) =>
    /^cn(-\d{2}){0,1}(\d{2}){0,2}$/.test(item) ? item : regionCode(words, item),
  );
  return codes === null ? null : { kind: 'region', codes: unique(codes) };
};

export const readEnterpriseTypes = (words: ProductWords, text: string): Read<'enterprise-type'> | null => {
  const anyOf = allIn(text, (item) => words.enterpriseTypes.get(fold(item)));
  return anyOf === null ? null : { kind: 'enterprise-type', anyOf: unique(anyOf) };
};

const INDUSTRY_NAMES: ReadonlyMap<string, string> = new Map(
  INDUSTRY_SECTIONS.flatMap((section) => [
    [fold(section.title), section.code] as const,
    ...section.divisions.map(({ code, title }) => [fold(title), `${section.code}${code}`] as const),
  ]),
);

export const readIndustry = (text: string): Read<'industry'> | null => {
  // Names of the standard contain 、 and 和: the whole is looked up first.
  const whole = INDUSTRY_NAMES.get(fold(text));
  if (whole !== undefined) return { kind: 'industry', anyOf: [whole] };
  const anyOf = allIn(text, (item) => {
    const code = parseIndustryCode(item);
    return code.ok ? code.value.code : INDUSTRY_NAMES.get(fold(item));
  });
  return anyOf === null ? null : { kind: 'industry', anyOf: unique(anyOf) };
};

/** `信用、知识产权质押+政策性担保`: alternatives, each of kinds that go together. */
export const readSecurity = (words: ProductWords, text: string): Read<'security'> | null => {
  const anyOf = allIn(text, (item) => {
    const kinds = item.split(/[+＋]|加/).map((part) => words.securities.get(fold(part)));
    const known = kinds.filter((kind) => kind !== undefined);
    return known.length === kinds.length ? unique(known) : null;
  });
  return anyOf === null ? null : { kind: 'security', anyOf };
};

export const readCollateral = (words: ProductWords, text: string): Read<'collateral'> | null => {
  const anyOf = allIn(text, (item) => words.classes.get(fold(item)));
  return anyOf === null ? null : { kind: 'collateral', anyOf: unique(anyOf.flat()) };
};

const AGE = /^(?:企业|公司)?(?:注册)?(?:成立|经营|持续经营|注册|存续)?(?:时间|年限)?(.+?)(?:的?企业)?$/;

/** Age of the enterprise; a plain `2年` asks for at least that much. */
export const readAge = (text: string, unit: 'year' | 'month' | null): Read<'age'> | null => {
  const m = AGE.exec(plainWords(text));
  const bounds = m === null ? null : readBounds(m[1] ?? '', readMonths(unit));
  if (bounds === null) return null;
  return { kind: 'age', min: bounds.min, max: bounds.plain ? null : bounds.max };
};

const PATENTS = /^(?:有效|授权|自主)?(发明专利|专利|知识产权)?(?:权)?(?:数量)?(.*)$/;

/** `发明专利不少于1件`, `专利3件以上`, `至少1件发明专利`. */
export const readPatents = (text: string, subject: boolean): Read<'patents'> | null => {
  const plain = plainWords(text).replace(/^(拥有|持有|具有|有)/, '');
  const behind = /^(.+?)(?:有效|授权)?(发明专利|专利)$/.exec(plain);
  const before = PATENTS.exec(plain);
  const [what, amount] = behind !== null ? [behind[2], behind[1] ?? ''] : [before?.[1], before?.[2] ?? ''];
  if (what === '知识产权' || (what === undefined && !subject)) return null;
  const bounds = readBounds(amount, readPieces);
  return bounds?.min === null || bounds?.min === undefined
    ? null
    : { kind: 'patents', of: what === '发明专利' ? 'invention' : 'any', min: bounds.min };
};

/** Order of the grades, best first; M is for those newly registered and stands after B. */
export const readTaxGrade = (text: string, subject: boolean): Read<'tax-grade'> | null => {
  const plain = plainWords(text).toUpperCase();
  const m =
    /^((?:企业)?(?:最近一年|上年度)?(?:纳税信用|纳税)(?:信用)?(?:等级|评级|级别)?(?:为|达到|在|不低于)?)?([ABMCD](?:级)?(?:[、,，/或][ABMCD](?:级)?)*)(级)?(及以上|以上)?$/.exec(
      plain,
    );
  if (m === null || (m[1] === undefined && !subject)) return null;
  const named = [...(m[2] ?? '')].filter((c): c is TaxGrade => TAX_GRADES.some((grade) => grade === c));
  const upward = m[4] !== undefined || /不低于$/.test(m[1] ?? '');
  if (!upward) return { kind: 'tax-grade', anyOf: unique(named) };
  const [lowest] = named;
  if (named.length !== 1 || lowest === undefined) return null;
  return { kind: 'tax-grade', anyOf: TAX_GRADES.slice(0, TAX_GRADES.indexOf(lowest) + 1) };
};

const CREDIT_CLAUSES: readonly (readonly [RegExp, CreditNeed])[] = [
  [
    /^(?:企业及?)?(?:当前|近期|近[一二两三12]年|征信)?(?:内)?(?:无|没有|不存在)(?:当前|未结清)?(?:不良|逾期|逾期记录|逾期贷款|不良记录)$/,
    'no-overdue',
  ],
  [
    /^(?:企业)?(?:无|没有|未被列入|未列入|非|不属于|不是)(?:被列入)?失信(?:被执行人|企业|名单|记录)?(?:名单)?$/,
    'no-dishonesty',
  ],
  [/^(?:企业)?(?:无|没有|不存在)(?:未结)?被?执行(?:记录|案件)$/, 'no-enforcement'],
  [/^(?:企业)?(?:无|没有|不存在)欠税(?:记录)?$/, 'no-tax-arrears'],
];

export const readCredit = (text: string): Read<'credit'> | null => {
  const found: CreditNeed[] = [];
  for (const part of plainWords(text).split(/[、，,]|且|并且/)) {
    if (part === '') continue;
    const clause = CREDIT_CLAUSES.find(([pattern]) => pattern.test(part));
    if (clause === undefined) return null;
    found.push(clause[1]);
  }
  return found.length === 0 ? null : { kind: 'credit', needs: unique(found) };
};

const SUBJECTS = {
  revenue: /^(?:企业)?(?:上年度?|近一年|最近一年|年|年度)?(?:营业收入|营收|销售收入|销售额|主营业务收入)/,
  'tax-paid': /^(?:企业)?(?:上年度?|近一年|最近一年|年|年度)?(?:纳税额|纳税总额|纳税|缴税)/,
} as const;

/** Revenue or tax paid; a plain amount asks for at least that much. `subject`: the column says what it is about. */
export const readAmount = <K extends 'revenue' | 'tax-paid'>(
  kind: K,
  text: string,
  unit: MoneyUnit | null,
  subject: boolean,
): { readonly kind: K; readonly min: bigint | null; readonly max: bigint | null } | null => {
  const plain = plainWords(text);
  const named = SUBJECTS[kind].exec(plain);
  if (named === null && !subject) return null;
  const bounds = readBounds(named === null ? plain : plain.slice(named[0].length), readMoneyNumber(unit));
  if (bounds === null) return null;
  return { kind, min: bounds.min, max: bounds.plain ? null : bounds.max };
};

const PLACE = /^(?:企业)?(?:注册地|经营地|注册地址|经营地址|注册|经营|登记)(?:及经营地)?(?:在|于|为)(.+)$/;
const KIND = /^(?:属于|须为|应为|为|是|经认定的?|被认定为|获评)(.+)$/;
/** A choice among clauses, an exception or a wish cannot be taken apart. */
const WHOLE = /之一|其一|任一|任意|选一|除外|除.+外|优先|原则上|其中|例外|等$|满足.*[一二两三1-9]项/;

/** One clause of free words, understood as a whole or not at all. */
const readClause = (words: ProductWords, clause: string): PlainCondition | null => {
  const plain = plainWords(clause);
  const place = PLACE.exec(plain);
  if (place !== null) return readRegion(words, place[1] ?? '');
  const kind = KIND.exec(plain);
  return (
    (kind === null ? null : readEnterpriseTypes(words, kind[1] ?? '')) ??
    readTaxGrade(plain, false) ??
    readCredit(plain) ??
    readAmount('revenue', plain, null, false) ??
    readAmount('tax-paid', plain, null, false) ??
    readPatents(plain, false) ??
    (/^(?:企业|公司)?(?:注册)?(?:成立|经营|持续经营|注册|存续)/.test(plain) ? readAge(plain, null) : null)
  );
};

const LONGEST = 2_000;

const ENDS = /[;；。\n\r]/;
/** Numbering at the head of a line or behind a separator: `1.`, `（二）`, `3）`, `①`. */
const NUMBERING =
  /(?:^|(?<=[\s，,]))(?=\d{1,2}[.．、](?!\d)|[（(]?[一二三四五六七八九十\d]{1,2}[）)]、?|[①-⑳])/u;
const NUMBER = /^(?:\d{1,2}[.．、](?!\d)|[（(]?[一二三四五六七八九十\d]{1,2}[）)]、?|[①-⑳])\s*/u;

/** A clause as it stands, and the part of it that is read. A numbering that heads nothing is itself the clause. */
const clausesOf = (text: string): readonly { readonly whole: string; readonly body: string }[] =>
  text
    .split(ENDS)
    .flatMap((line) => line.trim().split(NUMBERING))
    .map((clause) => clause.trim().replace(/[，,、]$/, ''))
    .filter((clause) => clause !== '')
    .map((whole) => ({ whole, body: whole.replace(NUMBER, '') || whole }));

/**
 * Free words: clauses by line, `；`, `。` and numbering; commas and 且 part a clause further unless it holds a choice. What is not
 * understood as a whole stays as `text`; every word of the cell stands in the origin of a condition.
 */
export const readFreeWords = (words: ProductWords, origin: Origin): readonly Condition[] => {
  const text: Condition = { kind: 'text', origin };
  if (origin.text.length > LONGEST || WHOLE.test(origin.text.replace(/\s+/g, ''))) return [text];
  return clausesOf(origin.text).flatMap(({ whole, body }): readonly Condition[] => {
    const at: Origin = { ...origin, text: whole };
    const read = readClause(words, body);
    if (read !== null) return [{ ...read, origin: at }];
    if (body.includes('或')) return [{ kind: 'text', origin: at }];
    const parts = body
      .split(/[，,]|并且|而且|且/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length < 2) return [{ kind: 'text', origin: at }];
    const numbering = whole.slice(0, whole.length - body.length);
    return parts.map((part, i): Condition => {
      const found = readClause(words, part);
      const here: Origin = { ...origin, text: i === 0 ? `${numbering}${part}` : part };
      return found === null ? { kind: 'text', origin: here } : { ...found, origin: here };
    });
  });
};
